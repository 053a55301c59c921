import { expect, it } from 'vitest';
import { dieAt } from '../../../tests/support/crash.ts';
import {
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import { archiveOrders } from './archiveOrders.server.ts';
import { orderDetail } from '../read/orderDetail.server.ts';
import { pauseShop } from './pauseShop.server.ts';
import { resumeShop } from './resumeShop.server.ts';
import { skipOrders } from './skipOrders.server.ts';
import { syncAgain } from './syncAgain.server.ts';
import type { OrderFilter } from '../read/views.ts';

// What a merchant does by hand: one, many, or all of a filter, and as often as the finger twitches.

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:7' });
const attention: OrderFilter = {
  view: 'attention',
  search: null,
  problemCode: null,
  gateway: null,
  from: null,
  to: null,
};

/** A shop with parked orders: sevdesk refused each of them. */
async function withDeadLetters(count: number) {
  const shop = await world.newShop();
  const match = { path: '/Invoice/Factory/saveInvoice', account: shop.account };
  world.twin.addFault({ fault: { kind: '400_before' }, match, times: 'always' });
  const orders = Array.from({ length: count }, () => newOrder());
  for (const order of orders) await world.sync(shop, order);
  world.twin.clearFaults();
  return { shop, orders };
}

const audits = (shop: SyncShop, action: string) =>
  world.ports.db.auditEntry.findMany({ where: { shopId: shop.id, action }, orderBy: { id: 'asc' } });
const lettersOf = async (shop: SyncShop) =>
  (await world.ports.db.deadLetter.findMany({ where: { shopId: shop.id } })).map(({ state }) => state);

it('a dead letter keeps hint, error, retries and every step, and says who took it up again', async () => {
  const { shop, orders } = await withDeadLetters(1);
  const detailOf = () => orderDetail(world.ports, shop.id, orders[0]!.id);
  const [letter] = (await detailOf())!.deadLetters;
  expect(letter).toMatchObject({
    class: 'data',
    state: 'open',
    error: { code: 'sevdesk.refused' },
    retryCount: 0,
    againAt: null,
    resolvedBy: null,
  });
  expect(letter!.hint.at).toMatch(/^\d{4}-/);
  expect(letter!.error.time).toMatch(/^\d{4}-/);
  expect(letter!.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toContain('draft refused');
  await syncAgain(world.ports, person(shop), { orders: [orders[0]!.gid] });
  expect((await detailOf())!.deadLetters).toMatchObject([{ state: 'requeued', resolvedBy: 'user:7' }]);
  await world.drain(shop);
  expect((await detailOf())!.deadLetters).toMatchObject([{ state: 'resolved' }]);
});

it('all of a filter, pressed three times at once, are taken up once and booked once', async () => {
  const { shop, orders } = await withDeadLetters(3);
  const pressed = await Promise.all(
    [1, 2, 3].map(() => syncAgain(world.ports, person(shop), { filter: attention })),
  );
  expect(pressed.map((one) => one.orders).toSorted((a, b) => a - b)).toEqual([0, 0, 3]);
  await world.drain(shop);
  for (const order of orders) expectBookedOnce(world, shop, order);
  expect(await audits(shop, 'sync_again')).toMatchObject([{ actor: 'user:7', detail: { orders: 3 } }]);
});

it.each([
  ['skip', skipOrders, 'skipped'],
  ['archive', archiveOrders, 'archived'],
] as const)(
  '%s: a second press finds nothing left, and one entry says who did it',
  async (action, act, state) => {
    const { shop, orders } = await withDeadLetters(2);
    const chosen = { orders: orders.map(({ gid }) => gid) };
    expect(await act(world.ports, person(shop), chosen)).toEqual({ orders: 2 });
    expect(await act(world.ports, person(shop), chosen)).toEqual({ orders: 0 });
    expect(await lettersOf(shop)).toEqual([state, state]);
    expect(await audits(shop, action)).toMatchObject([{ actor: 'user:7', detail: { orders: 2 } }]);
  },
);

it.each([
  ['draft may stand', 'after saveDraft'],
  ['payment may be booked', 'after book'],
] as const)('an order whose %s in sevdesk unknown is not skipped before that is known', async (_, moment) => {
  const shop = await world.newShop();
  const order = newOrder();
  world.putOrder(shop, order);
  await world.hint(shop, order.gid);
  await world.run(shop, order.gid, dieAt(world.ports, moment).ports).catch(() => 'died');
  world.clock.jump(31_000);
  const chosen = { orders: [order.gid] };
  expect(await skipOrders(world.ports, person(shop), chosen)).toEqual({ orders: 0 });
  await world.drain(shop);
  expectBookedOnce(world, shop, order);
});

it('a shop is paused and resumed once, however often that is pressed, and nothing is lost in between', async () => {
  const shop = await world.newShop();
  await Promise.all([1, 2, 3].map(() => pauseShop(world.ports, person(shop))));
  const order = newOrder();
  await world.sync(shop, order);
  expect(await rowOf(world, shop, order)).toMatchObject({ state: 'waiting', reason: 'wait.paused' });
  await Promise.all([1, 2, 3].map(() => resumeShop(world.ports, person(shop))));
  await world.drain(shop);
  expectBookedOnce(world, shop, order);
  expect(await audits(shop, 'pause')).toHaveLength(1);
  expect(await audits(shop, 'resume')).toHaveLength(1);
});

it('an order that is parked while nobody knows whether sevdesk carried out a write is not skipped either', async () => {
  // 1. a draft is sent and never answered, six times over: the order is parked; 2. skipped now, a draft that comes to
  // light would stay behind; 3. sevdesk answers again and the order is asked for: it is booked.
  const shop = await world.newShop();
  const order = newOrder();
  const match = { path: '/Invoice/Factory/saveInvoice', account: shop.account };
  world.twin.addFault({ fault: { kind: '500_before' }, match, times: 'always' });
  await world.sync(shop, order);
  expect(await rowOf(world, shop, order)).toMatchObject({ state: 'parked' });
  expect(await skipOrders(world.ports, person(shop), { orders: [order.gid] })).toEqual({ orders: 0 });
  world.twin.clearFaults();
  await syncAgain(world.ports, person(shop), { orders: [order.gid] });
  await world.drain(shop);
  expectBookedOnce(world, shop, order);
}, 120_000);
