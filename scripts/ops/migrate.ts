// npm run migrate: brings the database behind DATABASE_URL to the current schema. Safe to run from several
// replicas at once: Prisma holds a lock, and so does graphile-worker.
import { migrate } from '../lib/database.ts';
import { startPostgres } from '../lib/postgres.ts';

const url = process.env['DATABASE_URL'] ?? (await startPostgres('.data/dev')).database('app');
await migrate(url);
console.log('The database is up to date.');
