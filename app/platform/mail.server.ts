import { createTransport } from 'nodemailer';
import { PassThrough } from 'node:stream';

// Mails to merchants, by SMTP. SMTP has no idempotency: whether a mail left is known only while nothing of it was
// written, or when the server said so. Everything in between is unclear, and the caller must not send it again.

interface Mail {
  to: string;
  subject: string;
  text: string;
}

export type MailAnswer =
  | { kind: 'sent' }
  /**
   * Certainly not sent. `whose`: the recipient's address is not taken, for good (`recipient`), or this server, its
   * password or its sender is not (`operator`), or it passes (`nobody`). `code`: of the server, or of the fault.
   */
  | { kind: 'refused'; whose: 'recipient' | 'operator' | 'nobody'; code: string }
  /** The connection broke or fell silent while the mail was on its way. */
  | { kind: 'unclear'; code: string };

export interface Mailer {
  /** Sends one mail on a connection of its own. Never throws. */
  send(mail: Mail): Promise<MailAnswer>;
}

const TIMEOUT_MS = 20_000;

export function createMailer(
  { smtpUrl, from }: { smtpUrl: string; from: string },
  timeoutMs = TIMEOUT_MS,
): Mailer {
  const { protocol, username } = new URL(smtpUrl);
  const transport = () =>
    createTransport({
      url: smtpUrl,
      // A password goes over the wire encrypted or not at all.
      requireTLS: protocol === 'smtp:' && username !== '',
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      socketTimeout: timeoutMs,
    });
  return {
    async send(mail) {
      let begun = false;
      const sender = transport();
      sender.use('stream', ({ message }, done) => {
        // Asked for once the server has taken sender and password, and the mail itself is about to leave.
        message.transform(() => {
          begun = true;
          return new PassThrough();
        });
        done();
      });
      try {
        await sender.sendMail({ from, ...mail, headers: { 'Auto-Submitted': 'auto-generated' } });
        return { kind: 'sent' };
      } catch (error) {
        return judge(error, begun);
      } finally {
        sender.close();
      }
    },
  };
}

/** Enhanced status codes (RFC 3463) of an address: it does not exist, it moved, its box is closed. 5.7 is about rights. */
const OF_THE_ADDRESS = /^5\d\d[ -]5\.[12]\./;
const ENHANCED = /^5\d\d[ -]5\.\d/;

/** Only an answer to RCPT can speak of the recipient; every other refusal speaks of whoever sends. */
function judge(error: unknown, begun: boolean): MailAnswer {
  const failure = (error ?? {}) as {
    responseCode?: number;
    code?: string;
    command?: string;
    response?: string;
  };
  const { responseCode, code = 'unknown', command = '', response = '' } = failure;
  if (!responseCode)
    return begun
      ? { kind: 'unclear', code }
      : { kind: 'refused', whose: code === 'EAUTH' ? 'operator' : 'nobody', code };
  const refusal = (whose: 'recipient' | 'operator' | 'nobody') =>
    ({ kind: 'refused', whose, code: String(responseCode) }) as const;
  if (responseCode < 500) return refusal('nobody');
  const ofTheAddress = OF_THE_ADDRESS.test(response) || !ENHANCED.test(response);
  return refusal(command === 'RCPT TO' && ofTheAddress ? 'recipient' : 'operator');
}
