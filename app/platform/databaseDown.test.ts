import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { openDatabase, type Database } from './database.server.ts';
import { isDatabaseDown, isWriteConflict } from './databaseDown.server.ts';

const database = useDatabase();

/** The error that `ask` ends in, for Prisma's query, raw query and transaction. */
async function failures(db: Database, sql: string): Promise<unknown[]> {
  const asks = [
    () => db.session.findUnique({ where: { id: 'x' } }),
    () => db.$queryRawUnsafe(sql),
    () => db.$transaction((tx) => tx.$queryRawUnsafe(sql)),
  ];
  const ended = await Promise.allSettled(asks.map((ask) => ask()));
  await db.$disconnect();
  return ended.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
}

async function withServer<T>(
  onSocket: (socket: Socket) => void,
  use: (port: number) => Promise<T>,
): Promise<T> {
  const server = createServer(onSocket).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    return await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

it('knows a server that nobody runs', async () => {
  const errors = await failures(openDatabase('postgresql://postgres@127.0.0.1:1/app', 2), 'select 1');
  expect(errors.map(isDatabaseDown)).toEqual([true, true, true]);
});

it('knows a server that hangs up', async () => {
  const errors = await withServer(
    (socket) => socket.destroy(),
    (port) => failures(openDatabase(`postgresql://postgres@127.0.0.1:${port}/app`, 2), 'select 1'),
  );
  expect(errors.map(isDatabaseDown)).toEqual([true, true, true]);
});

it('knows a connection that is cut in the middle of a statement, and a statement that takes too long', async () => {
  const client = new Client({ connectionString: database.url });
  client.on('error', () => undefined);
  await client.connect();
  const cut = client.query('select pg_terminate_backend(pg_backend_pid())').catch((error: unknown) => error);
  expect(isDatabaseDown(await cut)).toBe(true);
  const slow = new Client({ connectionString: database.url, statement_timeout: 50 });
  await slow.connect();
  const late = await slow.query('select pg_sleep(5)').catch((error: unknown) => error);
  await slow.end();
  expect(isDatabaseDown(late)).toBe(true);
});

it('does not take a statement that never works for a database that is down', async () => {
  const errors = await failures(openDatabase(database.url, 2), `select 'x'::uuid`);
  expect(errors).toHaveLength(2);
  expect(errors.map(isDatabaseDown)).toEqual([false, false]);
  expect([new Error('bug'), null, 'text', { code: '23505' }].map(isDatabaseDown)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

it.each(['40001', '40P01'])(
  'knows a statement that another one got in the way of (SQLSTATE %s), which is no outage',
  async (state) => {
    const sql = `do $$ begin raise exception using errcode = '${state}'; end $$`;
    const errors = await failures(openDatabase(database.url, 2), sql);
    expect(errors).toHaveLength(2);
    expect(errors.map(isWriteConflict)).toEqual([true, true]);
    expect(errors.map(isDatabaseDown)).toEqual([false, false]);
  },
);

it('does not take any other error for such a conflict', () => {
  expect([new Error('bug'), null, { code: '23505' }, { code: '57P01' }].map(isWriteConflict)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
