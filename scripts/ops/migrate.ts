// npm run migrate: brings the database behind DATABASE_URL to the current schema. Safe to run from several
// replicas at once: Prisma holds a lock, and so does graphile-worker.
import { migrate, MigrationError } from '../lib/database.ts';
import { refuse } from '../lib/options.ts';
import { startPostgres } from '../lib/postgres.ts';

await migrate(process.env['DATABASE_URL'] || (await ownDatabase())).catch((error: unknown) => {
  if (error instanceof MigrationError) return refuse(error.message);
  throw error;
});
console.log('The database is up to date.');

/** Of a developer's machine. Anywhere else its absence is a slip: a private database would be migrated, and no other. */
async function ownDatabase(): Promise<string> {
  if (process.env['NODE_ENV'] !== 'development')
    return refuse('DATABASE_URL is missing: postgresql://user:password@host:5432/database');
  return (await startPostgres('.data/dev')).database('app');
}
