import pg from 'pg';
import { makeWorkerUtils } from 'graphile-worker';
import { prisma } from './prisma.ts';

/**
 * How long a migration waits for a lock. Longer, and everything that comes after it for the same table waits as well:
 * behind a backup (pg_dump) the whole intake would stand still.
 */
const LOCK_TIMEOUT_MS = 5_000;
/** Replicas that start together wait for the one that migrates; a backup may take a while. */
const ATTEMPTS = 12;
const PAUSE_MS = 2_000;

/**
 * Creates the database if it is missing, then applies Prisma's migrations and graphile-worker's. Throws
 * {@link MigrationError} with what to do where somebody has to do something.
 */
export async function migrate(url: string): Promise<void> {
  await createDatabase(url);
  const patient = withOptions(url, `-c lock_timeout=${LOCK_TIMEOUT_MS}`);
  await deploy(patient, ATTEMPTS);
  const utils = await makeWorkerUtils({ connectionString: patient });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/** A migration did not come to its end; the message says why and what to do, and nothing else need be read. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

async function deploy(url: string, attempts: number): Promise<void> {
  try {
    await prisma(['migrate', 'deploy'], url);
  } catch (error) {
    const told = explain(error);
    if (!(told instanceof LockedError) || attempts === 1) throw told;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    await deploy(url, attempts - 1);
  }
}

class LockedError extends MigrationError {}

function explain(error: unknown): unknown {
  const said = error instanceof Error ? error.message : '';
  const name = /`?(\d{14}_\w+)`?/.exec(said)?.[1];
  if (/P3009/.test(said)) {
    return new MigrationError(
      `A former run ended in the middle of the migration ${name}. Each migration is one transaction, so nothing of it is there. Say so with "npx prisma migrate resolve --rolled-back ${name}", then run this again.`,
    );
  }
  if (/P1002|55P03|lock timeout/i.test(said)) {
    return new LockedError(
      'Somebody else holds a lock for longer than a migration may wait: another migration, a backup (pg_dump), or a session that was left open. Nothing was changed. Run this again when it is over.',
    );
  }
  return error;
}

/** The address with one more option for the start of a session. */
function withOptions(url: string, option: string): string {
  const address = new URL(url);
  const given = address.searchParams.get('options');
  address.searchParams.set('options', given ? `${given} ${option}` : option);
  return address.toString();
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
