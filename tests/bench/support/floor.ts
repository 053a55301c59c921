import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { cpuOfChildren } from './processes.ts';

/** Milliseconds of processor time that the least an order can cost takes: of the program, and of the database. */
export async function measureFloor(options: {
  databaseUrl: string;
  postgresPid: number;
  orders: number;
}): Promise<{ app: number; database: number }> {
  const server = createServer((asked, answer) => {
    asked.on('end', () => answer.end('x'.repeat(Number(asked.headers['x-wanted'])))).resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { databaseUrl, postgresPid, orders } = options;
  const env = { DATABASE_URL: databaseUrl, FLOOR_PORT: String(port), FLOOR_ORDERS: String(orders) };
  const program = fork(path.resolve('tests/bench/support/floorProcess.ts'), {
    env: { PATH: process.env['PATH'], ...env } as unknown as NodeJS.ProcessEnv,
  });
  await once(program, 'message');
  const before = cpuOfChildren(postgresPid);
  const [spent] = (await once(program, 'message')) as [number];
  const database = cpuOfChildren(postgresPid) - before;
  server.close();
  return { app: spent / orders, database: database / orders };
}
