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
  /** Certainly not sent. `lasting`: another attempt would end the same way. `code`: of the server, or of the fault. */
  | { kind: 'refused'; lasting: boolean; code: string }
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

function judge(error: unknown, begun: boolean): MailAnswer {
  const { responseCode, code = 'unknown' } = (error ?? {}) as { responseCode?: number; code?: string };
  if (responseCode) return { kind: 'refused', lasting: responseCode >= 500, code: String(responseCode) };
  return begun ? { kind: 'unclear', code } : { kind: 'refused', lasting: false, code };
}
