// npm run migrate: brings the database behind DATABASE_URL to the current schema. Safe to run from several
// replicas at once: Prisma holds a lock, and so does graphile-worker.
//   --rolled-back NAME, --applied NAME   what was found out about a migration that was cut off, before going on
import { migrate, MigrationError, settleMigration } from '../lib/database.ts';
import { readOptions, refuse } from '../lib/options.ts';
import { startPostgres } from '../lib/postgres.ts';

const values = readOptions('npm run migrate [-- --rolled-back NAME | --applied NAME]', {
  'rolled-back': { type: 'string' },
  applied: { type: 'string' },
});
const url = process.env['DATABASE_URL'] || (await ownDatabase());
await settle('rolled_back', values['rolled-back']);
await settle('applied', values.applied);
await migrate(url).catch((error: unknown) => {
  if (error instanceof MigrationError) return refuse(error.message);
  throw error;
});
console.log('The database is up to date.');

async function settle(found: 'rolled_back' | 'applied', migration: string | undefined): Promise<void> {
  if (migration === undefined || (await settleMigration(url, migration, found))) return;
  refuse(`No migration "${migration}" was cut off.`);
}

/** Of a developer's machine. Anywhere else its absence is a slip: a private database would be migrated, and no other. */
async function ownDatabase(): Promise<string> {
  if (process.env['NODE_ENV'] !== 'development')
    return refuse('DATABASE_URL is missing: postgresql://user:password@host:5432/database');
  return (await startPostgres('.data/dev')).database('app');
}
