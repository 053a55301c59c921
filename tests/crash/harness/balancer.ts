import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../app/platform/clock.ts';

// A load balancer as operators have one: asks every web process whether it is ready, and sends requests in turn to those
// that are. A request that no process took is tried at the next one; one that was taken is never repeated.

export interface Balancer {
  url: string;
  add(port: number): void;
  remove(port: number): void;
  ready(): number[];
  /** Answers to webhooks by status; 0 = the connection broke, 502 = nobody took it. */
  answers: Map<number, number>;
  close(): Promise<void>;
}

const ASK_EVERY_MS = 250;
const ANSWER_WITHIN_MS = 1_000;
const SILENT_TIMES = 3;

interface Backend {
  ready: boolean;
  silent: number;
}

export async function startBalancer(): Promise<Balancer> {
  const ports = new Map<number, Backend>();
  const answers = new Map<number, number>();
  let turn = 0;
  const closed = new AbortController();
  const ready = () => [...ports].filter(([, { ready: is }]) => is).map(([port]) => port);
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('error', () => undefined);
    incoming.on('end', () => {
      // With nobody ready all are tried, as balancers do: better late than never.
      const order = ready().length > 0 ? ready() : [...ports.keys()];
      turn += 1;
      const inTurn = order.map((_, index) => order[(index + turn) % order.length]!);
      void serve(incoming, Buffer.concat(chunks), outgoing, inTurn).then((status) =>
        answers.set(status, (answers.get(status) ?? 0) + 1),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function watch(): Promise<void> {
    while (!closed.signal.aborted) {
      await Promise.all([...ports].map(([port, state]) => ask(port, state)));
      await systemClock.sleep(ASK_EVERY_MS);
    }
  }
  void watch();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (port) => void ports.set(port, { ready: false, silent: 0 }),
    remove: (port) => void ports.delete(port),
    ready,
    answers,
    close: () => {
      closed.abort();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Takes a process out at its word; one that is merely late or gone, after a few times, as balancers do. */
async function ask(port: number, state: Backend): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`, {
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  }).catch(() => null);
  state.silent = answer ? 0 : state.silent + 1;
  if (answer) state.ready = answer.ok;
  else if (state.silent >= SILENT_TIMES) state.ready = false;
}

/** Tries the processes in turn until one takes the request; answers the status that the sender saw. */
async function serve(
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
  ports: number[],
): Promise<number> {
  for (const port of ports) {
    const status = await forward(incoming, body, outgoing, port);
    if (status !== 'not taken') return status;
  }
  outgoing.writeHead(502).end();
  return 502;
}

function forward(
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
  port: number,
): Promise<number | 'not taken'> {
  return new Promise((resolve) => {
    const { method, url, headers } = incoming;
    const outgo = send({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, {
        'content-length': answer.headers['content-length'] ?? '0',
      });
      answer.pipe(outgoing);
      answer.on('end', () => resolve(answer.statusCode ?? 502));
      answer.on('error', () => resolve(0));
    });
    outgo.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') return resolve('not taken');
      outgoing.destroy();
      resolve(0);
    });
    outgo.end(body);
  });
}
