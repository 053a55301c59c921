import pg from 'pg';
import { makeWorkerUtils } from 'graphile-worker';
import { prisma } from './prisma.ts';

/** Creates the database if it is missing, then applies Prisma's migrations and graphile-worker's. */
export async function migrate(url: string): Promise<void> {
  await createDatabase(url);
  await prisma(['migrate', 'deploy'], url);
  const utils = await makeWorkerUtils({ connectionString: url });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/** Creates the database that `url` names; does nothing when it exists. */
export async function createDatabase(url: string, template?: string): Promise<void> {
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
