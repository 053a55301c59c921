import { execFile } from 'node:child_process';
import { rmSync, writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { withClient } from '../../scripts/lib/database.ts';
import { startPostgres } from '../../scripts/lib/postgres.ts';

const folder = '.data/test-own-postgres';
const together = '.data/test-started-together';
const one = async (url: string, sql: string) =>
  withClient(url, async (client) => (await client.query(sql)).rows[0]);

describe('the Postgres of our own', () => {
  afterAll(async () => {
    for (const dir of [folder, together]) {
      const server = await startPostgres(dir);
      server.stop('immediate');
      rmSync(server.dir, { recursive: true, force: true });
    }
  });

  it('is joined, not started twice, when it already runs', async () => {
    const first = await startPostgres(folder);
    const second = await startPostgres(folder);
    expect(second.url).toBe(first.url);
    expect(second.pid).toBe(first.pid);
  });

  it('is started once by processes that come at the same moment, and joined by the others', async () => {
    const script = `const { startPostgres } = await import('./scripts/lib/postgres.ts');
      console.log((await startPostgres(${JSON.stringify(together)})).pid);`;
    const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const answers = await Promise.all([start(), start(), start()]);
    const pids = new Set(answers.map(({ stdout }) => stdout.trim().split('\n').at(-1)));
    expect(pids.size).toBe(1);
  });

  it('comes back with its data after kill -9', async () => {
    const before = await startPostgres(folder);
    await one(before.url, 'create table kept as select 42 as answer');
    process.kill(before.pid, 'SIGKILL');
    await gone(before.pid);

    const after = await startPostgres(folder);
    expect(after.pid).not.toBe(before.pid);
    expect(await one(after.url, 'select answer from kept')).toEqual({ answer: 42 });
  });

  it('starts although the pid in its lock file now belongs to another program', async () => {
    const before = await startPostgres(folder);
    before.stop();
    const lock = path.join(before.dir, 'postmaster.pid');
    writeFileSync(lock, `${process.pid}\n${before.dir}\n`);

    const after = await startPostgres(folder);
    expect(await one(after.url, 'select 1 as up')).toEqual({ up: 1 });
    expect(Number(readFileSync(lock, 'utf8').split('\n')[0])).not.toBe(process.pid);
  });

  it('keeps time in UTC', async () => {
    const server = await startPostgres(folder);
    expect(await one(server.url, 'show timezone')).toEqual({ TimeZone: 'UTC' });
  });
});

/** Waits until the process has ended; a zombie that nobody reaps counts as ended. */
async function gone(pid: number) {
  for (let waited = 0; waited < 100; waited++) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      if (stat[stat.lastIndexOf(')') + 2] === 'Z') return;
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`process ${pid} is still there`);
}
