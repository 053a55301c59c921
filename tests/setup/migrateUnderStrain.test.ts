import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../app/platform/clock.ts';
import {
  createDatabase,
  migrate,
  MigrationError,
  settleMigration,
  withClient,
} from '../../scripts/lib/database.ts';
import { useServer } from '../support/ownServer.ts';

// What a migration meets at an operator's: a backup, a kill, an owner without other rights. With small migrations of its
// own, and without a word about how long anything takes.

const server = useServer('test-migrations');
const SHOP = '20260101000000_shop';
const COLUMN = '20260102000000_column';
let folder: string;
let databases = 0;
let url: string;

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'migrations-'));
  write('migration_lock.toml', 'provider = "postgresql"\n');
  url = server.postgres.database(`strained_${++databases}`);
  await createDatabase(url);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);
function release(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  write(`${name}/migration.sql`, sql);
}
const ask = async (sql: string, at = url) =>
  withClient(at, async (client) => (await client.query(sql)).rows as unknown[]);
const runs = async (what: string) =>
  (await ask(`select 1 from pg_stat_activity where query like '%${what}%' and pid <> pg_backend_pid()`))
    .length;
async function until(is: () => Promise<boolean>): Promise<void> {
  while (!(await is())) await systemClock.sleep(50);
}

it('an owner without any right to other databases migrates their own', async () => {
  release(SHOP, 'create table shop (id int)');
  const name = new URL(url).pathname.slice(1);
  await ask(`create role owner login; alter database ${name} owner to owner;
    revoke connect on database postgres from public`);
  const owners = new URL(url);
  owners.username = 'owner';
  await migrate(owners.toString(), folder);
  expect(await ask('select * from shop', owners.toString())).toEqual([]);
});

it('a migration that meets a backup lets everybody else through, and is done when the backup is', async () => {
  release(SHOP, 'create table shop (id int)');
  await migrate(url, folder);
  release(COLUMN, 'alter table shop add column name text');
  await withClient(url, async (backup) => {
    // What pg_dump holds from its first to its last row.
    await backup.query('begin; lock table shop in access share mode');
    const migrated = migrate(url, folder);
    await until(async () => (await runs('alter table shop')) > 0);
    // It stands behind the migration, and the migration behind the backup, which goes on.
    await ask('insert into shop values (1)');
    await backup.query('commit');
    await migrated;
  });
  expect(await ask('select id, name from shop')).toEqual([{ id: 1, name: null }]);
}, 120_000);

describe('a migration whose process is killed in the middle', () => {
  const slow = 'create table shop (id int); select pg_sleep(3600)';

  beforeEach(async () => {
    release(SHOP, slow);
    const script = `const { migrate } = await import('./scripts/lib/database.ts');
      await migrate(${JSON.stringify(url)}, ${JSON.stringify(folder)});`;
    const process_ = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: 'ignore',
      detached: true,
    });
    await until(async () => (await runs('pg_sleep')) > 0);
    process.kill(-process_.pid!, 'SIGKILL');
  });

  it('is not carried on by the server', async () => {
    await until(async () => (await runs('pg_sleep')) === 0);
    expect(await ask(`select to_regclass('shop') as table`)).toEqual([{ table: null }]);
  });

  it('is named by the next run with what to do, and that works', async () => {
    await until(async () => (await runs('pg_sleep')) === 0);
    const failed = await migrate(url, folder).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(MigrationError);
    expect((failed as Error).message).toContain(`migrate.ts --rolled-back ${SHOP}`);
    expect(await settleMigration(url, SHOP, 'rolled_back')).toBe(true);
    expect(await settleMigration(url, SHOP, 'rolled_back')).toBe(false);
    release(SHOP, 'create table shop (id int)');
    await migrate(url, folder);
    expect(await ask('select * from shop')).toEqual([]);
  });
});
