import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach } from 'vitest';

interface ReceivedMail {
  to: string;
  /** Head and body as they came, soft line breaks and quoted characters resolved. */
  source: string;
}

/** How the server fails, until told otherwise. */
type SmtpFault =
  /** Takes the whole mail and never answers. */
  | 'silent_after_data'
  /** Takes the whole mail and hangs up. */
  | 'cut_after_data'
  /** Says no to the recipient, for good. */
  | 'unknown_recipient'
  /** Says no to what the sender may do, when the recipient is named. */
  | 'no_relay'
  /** Says no to the sender, for good. */
  | 'unknown_sender'
  /** Says no to the mail itself, when it has come. */
  | 'unwanted'
  /** Says "later" to the sender. */
  | 'busy';

export interface SmtpServer {
  readonly url: string;
  /** Every mail that came in whole, whatever was answered. */
  readonly mails: ReceivedMail[];
  fault: SmtpFault | null;
  /** Nobody listens any more. */
  close(): Promise<void>;
}

/** Mail servers that speak as much SMTP as a sender needs, ended with the test. */
export function useSmtp(): () => Promise<SmtpServer> {
  const started: SmtpServer[] = [];
  afterEach(async () => {
    for (const server of started.splice(0)) await server.close();
  });
  return async () => {
    const server = await startSmtp();
    started.push(server);
    return server;
  };
}

/** Starts one mail server. */
async function startSmtp(): Promise<SmtpServer> {
  const sockets = new Set<Socket>();
  const state: SmtpServer = {
    url: '',
    mails: [],
    fault: null,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    converse(socket, state);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(state, { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

const SENDER: Record<string, string> = { busy: '451 later', unknown_sender: '550 5.1.8 no such domain' };
const RECIPIENT: Record<string, string> = {
  unknown_recipient: '550 nobody here',
  no_relay: '554 5.7.1 relay access denied',
};

function converse(socket: Socket, server: SmtpServer): void {
  let buffer = '';
  let to = '';
  let inData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say('220 mail.example ESMTP');
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    buffer += chunk;
    for (;;) {
      const end = inData ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
      if (end < 0) return;
      const piece = buffer.slice(0, end);
      buffer = buffer.slice(end + (inData ? 5 : 2));
      if (inData) takeMail(piece);
      else answer(piece);
    }
  });

  function takeMail(source: string) {
    inData = false;
    server.mails.push({ to, source: decode(source) });
    if (server.fault === 'silent_after_data') return;
    if (server.fault === 'cut_after_data') socket.destroy();
    else say(server.fault === 'unwanted' ? '554 5.7.1 looks like spam' : '250 taken');
  }

  function answer(line: string) {
    const [verb = ''] = line.toUpperCase().split(' ');
    if (verb === 'EHLO') say('250 mail.example');
    else if (verb === 'MAIL') say(SENDER[server.fault ?? ''] ?? '250 fine');
    else if (verb === 'RCPT') {
      to = /<(.*)>/.exec(line)?.[1] ?? '';
      say(RECIPIENT[server.fault ?? ''] ?? '250 fine');
    } else if (verb === 'DATA') {
      inData = true;
      say('354 go on');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else say('250 fine');
  }
}

/** Quoted-printable and base64 bodies, and encoded words of the subject, as text. */
function decode(source: string): string {
  const split = source.indexOf('\r\n\r\n');
  const head = source.slice(0, split);
  const body = source.slice(split + 4);
  const text = /base64/i.test(head)
    ? Buffer.from(body, 'base64').toString('utf8')
    : fromQuoted(body.replaceAll('=\r\n', ''));
  const subject = head
    .replaceAll(/\?=\r\n\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?(q|b)\?(.*?)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'q'
        ? fromQuoted(word.replaceAll('_', ' '))
        : Buffer.from(word, 'base64').toString('utf8'),
    );
  return `${subject}\r\n\r\n${text}`;
}

const fromQuoted = (text: string): string =>
  decodeURIComponent(text.replaceAll('%', '%25').replaceAll(/=([0-9A-F]{2})/g, '%$1'));
