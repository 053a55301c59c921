import { expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';

const database = useDatabase();

it('keeps an instant the same for Prisma and for SQL, whatever the time zone of the server', async () => {
  const at = new Date('2026-07-01T00:00:00Z');
  const shop = await database.db.shop.create({ data: { domain: 'zone.myshopify.com', installedAt: at } });
  const [row] = await database.db.$queryRaw<{ epoch: number }[]>`
    select extract(epoch from installed_at)::float8 as epoch from shop where id = ${shop.id}::uuid`;
  expect(row!.epoch).toBe(at.getTime() / 1000);
});
