import { expect, it } from 'vitest';
import { newOrder, useSyncWorld } from '../../../tests/support/syncWorld.ts';
import { startTrial } from '../actions/trialRun.server.ts';
import { trialOrdersFrom, trialTotals } from './trialTotals.server.ts';

const world = useSyncWorld();

it('tells how many orders a trial run has tried, what they come to, and from when on all of them are booked', async () => {
  const shop = await world.newShop();
  expect(await trialTotals(world.ports.db, shop.id)).toBeNull();
  await startTrial(world.ports, { shopId: shop.id, actor: 'user:1' });
  const orders = [newOrder({ with: { name: '#1' } }), newOrder({ with: { name: '#2' } })];
  for (const order of orders) expect(await world.sync(shop, order)).toEqual(['skipped']);

  const totals = (await trialTotals(world.ports.db, shop.id))!;
  const sumCents = orders.reduce((sum, order) => sum + order.totals.total, 0);
  expect(totals).toMatchObject({ orders: 2, sumCents });
  // From that moment on none of them is left out.
  expect(await trialOrdersFrom(world.ports.db, shop.id, new Date(totals.from))).toEqual({
    orders: 2,
    sumCents,
  });
  const later = new Date(world.ports.clock.now().getTime() + 86_400_000);
  expect(await trialOrdersFrom(world.ports.db, shop.id, later)).toEqual({ orders: 0, sumCents: 0 });
});
