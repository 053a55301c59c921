import pg from 'pg';
import { makeWorkerUtils } from 'graphile-worker';
import { keepSession } from '../../app/platform/session.server.ts';
import { MIGRATION_SESSION } from './migrationSession.ts';
import { prisma } from './prisma.ts';

/** Replicas that start together wait for the one that migrates; a backup may take a while. */
const ATTEMPTS = 12;
const PAUSE_MS = 2_000;

/**
 * Creates the database if it is missing, then applies Prisma's migrations (of another folder where tests bring one) and
 * graphile-worker's. Throws {@link MigrationError} with what to do where somebody has to do something.
 */
export async function migrate(url: string, folder?: string): Promise<void> {
  await createDatabase(url);
  await deploy(url, folder, ATTEMPTS);
  const pool = new pg.Pool({ connectionString: url, max: 2, ...keepSession(MIGRATION_SESSION) });
  // One that breaks while it is idle; a statement that fails says so itself.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const utils = await makeWorkerUtils({ pgPool: pool });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
    await pool.end();
  }
}

/** A migration did not come to its end; the message says why and what to do, and nothing else need be read. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

async function deploy(url: string, folder: string | undefined, attempts: number): Promise<void> {
  try {
    await prisma(['migrate', 'deploy'], url, folder);
  } catch (error) {
    const told = explain(error);
    if (!(told instanceof LockedError)) throw told;
    if (told.migration) await markRolledBack(url, told.migration);
    if (attempts === 1) throw told;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await deploy(url, folder, attempts - 1);
  }
}

/** Somebody held a lock; the migration that met it, if one had begun, was rolled back by the server. */
class LockedError extends MigrationError {
  readonly migration: string | undefined;
  constructor(message: string, migration: string | undefined) {
    super(message);
    this.migration = migration;
  }
}

const FAILED = 'migration_name = $1 and finished_at is null and rolled_back_at is null';

/** Prisma would refuse to go on after a migration that failed, although the server has taken back all of it. */
async function markRolledBack(url: string, migration: string): Promise<void> {
  // One without a log may be under way elsewhere.
  const sql = `update _prisma_migrations set rolled_back_at = now() where ${FAILED} and logs is not null`;
  await withClient(url, (client) => client.query(sql, [migration]));
}

/**
 * Writes down what somebody has found out about a migration that was cut off (Prisma's own command for it needs a binary
 * that is not there). Answers false where no such migration is open.
 */
export async function settleMigration(
  url: string,
  migration: string,
  found: 'applied' | 'rolled_back',
): Promise<boolean> {
  const column = found === 'applied' ? 'finished_at' : 'rolled_back_at';
  const sql = `update _prisma_migrations set ${column} = now() where ${FAILED}`;
  const { rowCount } = await withClient(url, (client) => client.query(sql, [migration]));
  return rowCount === 1;
}

function explain(error: unknown): unknown {
  const said = error instanceof Error ? error.message : '';
  const name = /`?(\d{14}_\w+)`?/.exec(said)?.[1];
  if (/P3009/.test(said)) {
    return new MigrationError(
      `A former run ended in the middle of the migration ${name}. Each migration is one transaction: all of it is there, or nothing. Look for what it makes in prisma/migrations/${name}/migration.sql. Nothing there: "node scripts/ops/migrate.ts --rolled-back ${name}", all there: the same with --applied. It then goes on by itself.`,
    );
  }
  if (/P1002|55P03|lock timeout/i.test(said)) {
    return new LockedError(
      'Somebody else holds a lock for longer than a migration may wait: another migration, a backup (pg_dump), or a session that was left open. Nothing was changed. Run this again when it is over.',
      /P1002/.test(said) ? undefined : name,
    );
  }
  return error;
}

/**
 * Creates the database that `url` names; does nothing when it exists. Only for one that is missing it needs the right to
 * connect to "postgres".
 */
export async function createDatabase(url: string, template?: string): Promise<void> {
  if (await exists(url)) return;
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const maintenance = new URL(url);
  maintenance.pathname = '/postgres';
  await withClient(maintenance.toString(), async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const from = template ? ` template ${pg.escapeIdentifier(template)}` : '';
    try {
      await client.query(`create database ${pg.escapeIdentifier(name)}${from}`);
    } catch (error) {
      const raced =
        (error as { code?: string }).code === '42P04' || (error as { code?: string }).code === '23505';
      if (!raced) throw error;
    }
  });
}

/** False only where the server says that there is no such database; whatever else is wrong is thrown. */
async function exists(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => undefined);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '3D000') return false;
    throw error;
  }
}

/** Opens one connection, hands it over, closes it. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
