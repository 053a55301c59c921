import {
  Agent,
  createServer,
  request as send,
  type IncomingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

// Stands between a process and the sevdesk twin: sees every request, can let it or its answer vanish, and keeps the
// time of each for the record.

export interface SeenRequest {
  /** The sevdesk account, by its key. */
  token: string;
  method: string;
  /** Below /api/v1. */
  path: string;
  query: string;
}

/**
 * hold: it never reaches sevdesk. holdAnswer: sevdesk carries it out, the process never learns of it. answered: told
 * when the answer is on its way. refuse: answered in sevdesk's place. drop: the connection is cut.
 */
export type RequestVerdict =
  | 'pass'
  | 'hold'
  | 'drop'
  | { holdAnswer: () => void }
  | { answered: () => void }
  | { refuse: { status: number; retryAfter?: string } }
  | { delayMs: number };

export interface SevdeskProxy {
  /** What SEVDESK_API_URL has to be. */
  apiUrl: string;
  /** When each request came (ms since 1970), and what it was answered; null = not at all. */
  log: { at: number; status: number | null; token: string }[];
  close(): Promise<void>;
}

const BASE = '/api/v1';

/** Starts a proxy before the twin at `apiUrl`; `judge` is asked about every request. */
export async function startSevdeskProxy(
  apiUrl: string,
  judge: (request: SeenRequest) => RequestVerdict,
): Promise<SevdeskProxy> {
  const target = new URL(apiUrl);
  const agent = new Agent({ keepAlive: true });
  const log: SevdeskProxy['log'] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    outgoing.on('error', () => undefined);
    incoming.on('error', () => undefined);
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const [path = '', query = ''] = (incoming.url ?? '').slice(BASE.length).split('?');
      const { method = 'GET', headers } = incoming;
      const entry = { at: Date.now(), status: null as number | null, token: headers.authorization ?? '' };
      log.push(entry);
      const verdict = judge({ token: entry.token, method, path, query });
      if (verdict === 'hold') return;
      if (verdict === 'drop') return void outgoing.destroy();
      const work = {
        method,
        url: incoming.url ?? '/',
        headers,
        body: Buffer.concat(chunks),
      };
      if (verdict !== 'pass' && 'refuse' in verdict) {
        const { status, retryAfter } = verdict.refuse;
        entry.status = status;
        return refuse(outgoing, status, retryAfter);
      }
      const forward = () =>
        void ask(target, agent, work).then(
          (answer) => {
            entry.status = answer.status;
            if (verdict !== 'pass' && 'holdAnswer' in verdict) return verdict.holdAnswer();
            if (verdict !== 'pass' && 'answered' in verdict) verdict.answered();
            outgoing.writeHead(answer.status, answer.headers).end(answer.body);
          },
          () => outgoing.destroy(),
        );
      if (verdict !== 'pass' && 'delayMs' in verdict) setTimeout(forward, verdict.delayMs);
      else forward();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`,
    log,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(outgoing: ServerResponse, status: number, retryAfter: string | undefined): void {
  const headers = {
    'content-type': 'application/json',
    ...(retryAfter ? { 'retry-after': retryAfter } : {}),
  };
  outgoing.writeHead(status, headers).end(JSON.stringify({ error: { message: 'refused' } }));
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

function ask(
  target: URL,
  agent: Agent,
  work: { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _hop, ...headers } = work.headers;
    const outgoing = send(
      { host: target.hostname, port: target.port, agent, method: work.method, path: work.url, headers },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('error', reject);
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const { connection: _own, 'keep-alive': _alive, ...rest } = answer.headers;
          resolve({ status: answer.statusCode ?? 502, headers: rest, body: Buffer.concat(chunks) });
        });
      },
    );
    outgoing.on('error', reject).end(work.body);
  });
}
