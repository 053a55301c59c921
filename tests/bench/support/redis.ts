import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { freePort } from '../../../scripts/lib/postgres.ts';

export interface OwnRedis {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/** `everysec` answers before the disk has it and loses up to a second; `always` flushes before it answers. */
export type Appendfsync = 'everysec' | 'always';

export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** A Redis with an append-only file on the disk on which the benchmark's Postgres lies too. */
export async function startRedis(appendfsync: Appendfsync): Promise<OwnRedis> {
  const port = await freePort();
  const folder = mkdtempSync(path.resolve('.data/bench-redis-'));
  const durable = ['--appendonly', 'yes', '--appendfsync', appendfsync, '--save', ''];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, ...durable];
  const child = spawn('redis-server', args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 50));
  return {
    pid: child.pid!,
    port,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).once('error', () => resolve(false));
  });
