import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, chmodSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../app/platform/clock.ts';
import { freePort } from '../../scripts/lib/postgres.ts';

const BINARY = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find((file) => existsSync(file));

/** Whether this machine has PgBouncer (Debian: apt-get install pgbouncer). */
export const hasPgbouncer = BINARY !== undefined && spawnSync(BINARY, ['--version']).status === 0;

export interface Pgbouncer {
  /** The address of a database by way of it. */
  address(direct: string): string;
  stop(): void;
}

/** A PgBouncer before the server of `server`, with its stock settings but for the mode of its pools. */
export async function startPgbouncer(server: string, mode: 'session' | 'transaction'): Promise<Pgbouncer> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'pgbouncer-'));
  chmodSync(folder, 0o755);
  const { hostname, port: behind } = new URL(server);
  const file = path.join(folder, 'pgbouncer.ini');
  const lines = [
    ...['[databases]', `* = host=${hostname} port=${behind} user=postgres`, '[pgbouncer]'],
    ...['listen_addr = 127.0.0.1', `listen_port = ${port}`, 'unix_socket_dir =', 'auth_type = any'],
    `pool_mode = ${mode}`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn(BINARY!, [...asNobody, file], { stdio: 'ignore' });
  while (!(await listens(port))) await systemClock.sleep(50);
  return {
    address(direct) {
      const url = new URL(direct);
      url.port = String(port);
      return url.toString();
    },
    stop() {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
