import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openDatabase, type Database } from '../../app/platform/database.server.ts';
import { createDatabase, migrate, withClient } from '../../scripts/lib/database.ts';
import { startPostgres } from '../../scripts/lib/postgres.ts';

const migrations = path.resolve('prisma/migrations');

/** Name of the migrated database that tests are cloned from; changes with the migrations. */
function templateName(): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.sql')) hash.update(file).update(readFileSync(path.join(migrations, file)));
  }
  return `template_${hash.digest('hex').slice(0, 12)}`;
}

/** Starts the test server and migrates the template once, whichever test process comes first. */
export async function prepareTemplate(): Promise<{ server: string; template: string }> {
  const postgres = await startPostgres('.data/test', { fast: true });
  const template = templateName();
  await withClient(postgres.url, async (client) => {
    await client.query('select pg_advisory_lock(4242)');
    const ready = await client.query('select 1 from pg_database where datname = $1 and datistemplate', [
      template,
    ]);
    if (ready.rowCount) return;
    await client.query(`drop database if exists ${template}`);
    await migrate(postgres.database(template));
    await client.query(`alter database ${template} is_template true`);
  });
  return { server: postgres.url, template };
}

export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
}

/** A database of its own for the test file that calls this, dropped afterwards. */
export async function createTestDatabase(pool = 5): Promise<TestDatabase & { drop(): Promise<void> }> {
  const { server, template } = await prepareTemplate();
  const address = new URL(server);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  address.pathname = `/${name}`;
  await createDatabase(address.toString(), template);
  const db = openDatabase(address.toString(), pool);
  return {
    url: address.toString(),
    db,
    drop: async () => {
      await db.$disconnect();
      await withClient(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** {@link createTestDatabase} tied to the test file's beforeAll and afterAll. */
export function useDatabase(pool = 5): TestDatabase {
  let made: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
  beforeAll(async () => {
    made = await createTestDatabase(pool);
  });
  afterAll(async () => made?.drop());
  return {
    get url() {
      return made!.url;
    },
    get db() {
      return made!.db;
    },
  };
}
