import { expect, it } from 'vitest';
import { newOrder, useSyncWorld } from '../../../tests/support/syncWorld.ts';
import { dayAt } from '../../merchant/day.ts';
import { dailyFigures } from './dailyFigures.server.ts';

const world = useSyncWorld();

it('counts the orders of each of the last 90 days by what became of them, and of this shop only', async () => {
  const [shop, other] = [await world.newShop(), await world.newShop()];
  const now = world.ports.clock.now();
  const at = (daysAgo: number) => new Date(now.getTime() - daysAgo * 86_400_000).toISOString();
  const order = (name: string, daysAgo: number, currency = 'EUR') =>
    newOrder({ with: { name, processedAt: at(daysAgo), currency } });
  for (const each of [order('#1', 0), order('#2', 0), order('#3', 3), order('#4', 0, 'USD')])
    await world.sync(shop, each);
  await world.sync(other, order('#5', 0));

  const days = await dailyFigures(world.ports, shop.id);
  expect(days).toHaveLength(90);
  const on = (daysAgo: number) =>
    days.find(({ day }) => day === dayAt(new Date(at(daysAgo)), 'Europe/Berlin'));
  expect(on(0)).toMatchObject({ synced: 2, open: 1, skipped: 0 });
  expect(on(3)).toMatchObject({ synced: 1, open: 0 });
  expect(on(10)).toMatchObject({ synced: 0, open: 0, skipped: 0, medianMs: null });
});
