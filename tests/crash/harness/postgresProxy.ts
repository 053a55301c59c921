import { createServer, connect, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

// Stands between a process and Postgres and sees every statement, so that a test can choose between which two of them
// the process dies, without a hook in the process. Speaks just enough of the protocol to find where a statement ends.

/** One statement with its parameters, as it crossed the wire. */
export interface SeenStatement {
  text: string;
  /** The same object for all statements of one connection. */
  connection: object;
}

/** hold: it never reaches Postgres. holdReply: Postgres carries it out, the process never learns of it. */
export type StatementVerdict = 'pass' | 'hold' | { holdReply: () => void };

interface PostgresProxy {
  /** The database behind the proxy. */
  url: string;
  close(): Promise<void>;
}

/** Starts a proxy before the database at `url`; `judge` is asked about every statement. */
export async function startPostgresProxy(
  url: string,
  judge: (statement: SeenStatement) => StatementVerdict,
): Promise<PostgresProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => sockets.delete(socket));
    }
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => client.destroy());
    relay(client, upstream, judge);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxied = new URL(url);
  proxied.hostname = '127.0.0.1';
  proxied.port = String((server.address() as AddressInfo).port);
  return {
    url: proxied.toString(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function relay(
  client: Socket,
  upstream: Socket,
  judge: (statement: SeenStatement) => StatementVerdict,
): void {
  const connection = {};
  const split = splitStatements();
  let silent = false;
  let replyHeld: (() => void) | null = null;
  let tail: Buffer = Buffer.alloc(0);
  client.on('data', (chunk: Buffer) => {
    for (const unit of split(chunk)) {
      if (silent) return;
      const verdict = judge({ text: unit.toString('latin1'), connection });
      if (verdict === 'hold') {
        silent = true;
        return;
      }
      if (verdict !== 'pass') {
        silent = true;
        replyHeld = verdict.holdReply;
      }
      upstream.write(unit);
    }
  });
  upstream.on('data', (chunk: Buffer) => {
    if (!replyHeld) return void client.write(chunk);
    tail = Buffer.concat([tail, chunk]).subarray(-6);
    if (!isReady(tail)) return;
    replyHeld();
    replyHeld = null;
  });
}

/** ReadyForQuery, the last message of every reply: Z, its length 5, the state of the transaction. */
const isReady = (end: Buffer): boolean => end.length === 6 && end[0] === 0x5a && end.readInt32BE(1) === 5;

/** The messages after which Postgres answers: Sync, Query, Flush, Terminate, and the password. */
const ENDS = new Set(['S', 'Q', 'H', 'X', 'p'].map((letter) => letter.charCodeAt(0)));

/** Cuts what a client sends into units that Postgres answers as one; the first has no letter. */
function splitStatements(): (chunk: Buffer) => Buffer[] {
  let pending: Buffer = Buffer.alloc(0);
  let at = 0;
  let started = false;
  return (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    const units: Buffer[] = [];
    for (;;) {
      const head = started ? 1 : 0;
      if (pending.length < at + head + 4) return units;
      const next = at + head + pending.readInt32BE(at + head);
      if (pending.length < next) return units;
      const ends = !started || ENDS.has(pending[at]!);
      started = true;
      at = next;
      if (!ends) continue;
      units.push(pending.subarray(0, at));
      pending = pending.subarray(at);
      at = 0;
    }
  };
}
