import { expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { openDatabase } from './database.server.ts';
import { isDatabaseDown } from './databaseDown.server.ts';

const database = useDatabase();

it('keeps an instant the same for Prisma and for SQL, whatever the time zone of the server', async () => {
  const at = new Date('2026-07-01T00:00:00Z');
  const shop = await database.db.shop.create({ data: { domain: 'zone.myshopify.com', installedAt: at } });
  const [row] = await database.db.$queryRaw<{ epoch: number }[]>`
    select extract(epoch from installed_at)::float8 as epoch from shop where id = ${shop.id}::uuid`;
  expect(row!.epoch).toBe(at.getTime() / 1000);
});

it('gets the place in its pool back when a connection breaks in the middle of a transaction', async () => {
  const small = openDatabase(database.url, 2);
  for (let round = 0; round < 3; round++) {
    const broken = small.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`;
      await database.db.$queryRaw`select pg_terminate_backend(${row!.pid}::int)`;
      await tx.$queryRaw`select 1 as one`;
    });
    await expect(broken).rejects.toSatisfy(isDatabaseDown);
  }
  expect(await small.$queryRaw`select 1 as one`).toEqual([{ one: 1 }]);
  await small.$disconnect();
});
