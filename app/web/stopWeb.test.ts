import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock } from '../platform/clock.ts';
import { parseConfig } from '../platform/config.server.ts';
import { openDatabase } from '../platform/database.server.ts';
import { isDatabaseDown } from '../platform/databaseDown.server.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import { startWeb } from './startWeb.server.ts';

const database = useDatabase();

it('a web process comes to its end although a connection broke in the middle of a transaction', async () => {
  const key = randomBytes(32);
  const config = parseConfig({
    NODE_ENV: 'test',
    APP_URL: 'http://localhost:3000',
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: 'client-id',
    SHOPIFY_API_SECRET: 'the-current-secret',
    ENCRYPTION_KEYS: `k1:${key.toString('base64')}`,
  });
  const db = openDatabase(database.url, 3);
  const encryption = createEncryption([{ id: 'k1', key }]);
  const web = await startWeb({ config, db, encryption, clock: systemClock }, (_, __, next) => next(), 0);
  await web.ready;
  const broken = db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
    await database.db.$queryRaw`select pg_terminate_backend(${row!.pid}::int)`;
    await tx.$queryRaw`select 1 as one`;
  });
  await expect(broken).rejects.toSatisfy(isDatabaseDown);
  const began = performance.now();
  await web.stop();
  expect(performance.now() - began).toBeLessThan(8_000);
});
