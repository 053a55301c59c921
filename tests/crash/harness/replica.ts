import { spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withClient } from '../../../scripts/lib/database.ts';
import { startPostgres, type OwnPostgres } from '../../../scripts/lib/postgres.ts';
import { startSwitch, type Switch } from './switch.ts';
import { until } from './until.ts';

// A primary and its streaming replica, made as pg_basebackup makes it, which npm's Postgres does not bring along.

const FOLDER = '.data/crash/failover';

/** An empty server of its own. */
export async function freshServer(name: string): Promise<OwnPostgres> {
  const folder = path.join(FOLDER, name);
  const old = await startPostgres(folder);
  old.stop('immediate');
  rmSync(old.dir, { recursive: true, force: true });
  return startPostgres(folder);
}

/**
 * Copies a running server's files into the folder `name`, so that a server that starts on them stands where this one
 * stood at the end of the copy. Answers the folder.
 */
export async function copyFiles(server: OwnPostgres, name: string): Promise<string> {
  const dir = path.join(path.dirname(server.dir), `${path.basename(server.dir)}-${name}`);
  rmSync(dir, { recursive: true, force: true });
  await withClient(server.url, async (client) => {
    await client.query(`select pg_backup_start('copy', true)`);
    copy(`${server.dir}/.`, dir);
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)');
    // What was written while the files were copied.
    copy(`${server.dir}/pg_wal/.`, path.join(dir, 'pg_wal'));
    write(dir, 'backup_label', rows[0]!.labelfile);
  });
  rmSync(path.join(dir, 'postmaster.pid'), { force: true });
  return dir;
}

function copy(from: string, to: string): void {
  // Files that vanish meanwhile are none that a restored server needs.
  spawnSync('mkdir', ['-p', to]);
  spawnSync('cp', ['-a', from, to]);
}

function write(dir: string, name: string, content: string): void {
  const file = path.join(dir, name);
  writeFileSync(file, content);
  const { uid, gid } = statSync(path.join(dir, 'PG_VERSION'));
  if (process.getuid?.() === 0) chownSync(file, uid, gid);
}

interface Replica {
  server: OwnPostgres;
  /** What the primary sends goes through here. */
  link: Switch;
  /** Makes it the primary. */
  promote(): Promise<void>;
}

/** Starts a replica of the server. Synchronous: no commit is acknowledged that it does not have. */
export async function startReplica(primary: OwnPostgres, synchronous: boolean): Promise<Replica> {
  const link = await startSwitch(Number(new URL(primary.url).port));
  await withClient(primary.url, (client) =>
    client.query(`select pg_create_physical_replication_slot('replica', true)`),
  );
  const dir = await copyFiles(primary, 'replica');
  write(dir, 'standby.signal', '');
  appendFileSync(
    path.join(dir, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${link.port} user=postgres application_name=replica'\nprimary_slot_name = 'replica'\n`,
  );
  const server = await startPostgres(dir);
  const ask = async (sql: string) =>
    withClient(primary.url, async (client) => (await client.query(sql)).rows.length);
  if (synchronous) {
    await ask(`alter system set synchronous_standby_names = 'replica'`);
    await ask('select pg_reload_conf()');
  }
  const state = synchronous ? 'sync' : 'async';
  await until('the replica streams', async () => {
    return (
      (await ask(
        `select 1 from pg_stat_replication where sync_state = '${state}' and state = 'streaming'`,
      )) === 1
    );
  });
  return {
    ...{ server, link },
    async promote() {
      await withClient(server.url, (client) => client.query('select pg_promote(true, 300)'));
    },
  };
}

/** The machine of the server is gone in this moment. */
export function pullThePlug(server: OwnPostgres): void {
  server.stop('immediate');
}
