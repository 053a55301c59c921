import { migrate, withClient } from '../../../scripts/lib/database.ts';
import { startPostgres, type OwnPostgres } from '../../../scripts/lib/postgres.ts';

export interface BenchDatabase {
  postgres: OwnPostgres;
  url: string;
}

/** An empty, migrated database on a server that is as durable as a real one: every commit waits for the disk. */
export async function freshDatabase(name: string): Promise<BenchDatabase> {
  const postgres = await startPostgres('.data/bench');
  await withClient(postgres.url, (client) => client.query(`drop database if exists ${name} with (force)`));
  const url = postgres.database(name);
  await migrate(url);
  return { postgres, url };
}
