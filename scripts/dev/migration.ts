// npm run migration -- NAME: writes prisma/migrations/<time>_NAME from the difference between the migrations and
// the schema, on a Postgres of our own.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { prisma } from '../lib/prisma.ts';
import { startPostgres } from '../lib/postgres.ts';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('npm run migration -- name_in_snake_case');
const server = await startPostgres('.data/dev');
const sql = await prisma(
  [
    ...['migrate', 'diff', '--from-migrations', 'prisma/migrations'],
    ...['--to-schema-datamodel', 'prisma/schema.prisma', '--script'],
  ],
  server.url,
);
const body = sql.slice(sql.indexOf('--'));
if (/empty migration/.test(body)) {
  console.log('The migrations already say what the schema says.');
} else {
  const stamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join('prisma', 'migrations', `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'migration.sql'), body);
  console.log(folder);
}
server.stop();
