import { expect, it } from 'vitest';
import { meet } from '../../../tests/support/lockConflict.ts';
import {
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import type { Order } from '../../accounting/order.ts';
import type { Tx } from '../../platform/database.server.ts';
import { saveSettings } from '../../merchant/settings.server.ts';
import { lostMails, resendMails } from './undeliveredMails.server.ts';
import { sweep } from '../../sync/schedule/sweep.server.ts';
import { syncAgain } from './syncAgain.server.ts';
import { goLive, startTrial } from './trialRun.server.ts';

// Two who want the same rows take them in the same order: they wait for each other, and neither is turned away.

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });
const everything = {
  view: 'all' as const,
  ...{ search: null, problemCode: null, gateway: null, from: null, to: null },
};

async function synced(shop: SyncShop): Promise<Order> {
  const order = newOrder();
  await world.sync(shop, order);
  return order;
}

it('a person who ends the trial run, and a run of an order that was looked at in it', async () => {
  const shop = await world.newShop();
  await startTrial(world.ports, person(shop));
  const order = await synced(shop);
  await world.hint(shop, order.gid);
  const { db } = world.ports;
  // The person holds the shop and stands before the audit; the run ends and wants the shop.
  const ended = await meet(
    db,
    async (tx) => void (await tx.$executeRaw`lock table audit_entry in share mode`),
    () =>
      Promise.all([
        goLive(world.ports, person(shop), new Date('2026-11-23T00:00:00Z')),
        world.run(shop, order.gid),
      ]),
    2,
  );
  expect(ended).toMatchObject([{ kind: 'on' }, 'skipped']);
  await world.drain(shop);
  expectBookedOnce(world, shop, order);
});

it.each([
  ['key', async (shop: SyncShop) => world.twin.revokeTokens({ account: shop.account })],
  [
    'token',
    async () =>
      world.answerWith({ kind: 'refused', why: 'token', retryAfterMs: null, message: 'no session' }),
  ],
] as const)(
  'a person who ends the trial run, and a run that ends for a refused %s',
  async (_what, refuse) => {
    // 1. the person holds the shop; 2. a run of an order ends and has to pause the shop; 3. the person goes on to the
    // orders. Had the run taken its order first, each would wait for what the other holds.
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    await refuse(shop);
    const { id } = await rowOf(world, shop, order);
    const ended = await meet(
      world.ports.db,
      async (tx) => {
        await tx.$queryRaw`select 1 from shop where id = ${shop.id}::uuid for no key update`;
        return (then) => then.$queryRaw`select 1 from order_sync where id = ${id}::uuid for no key update`;
      },
      () => world.run(shop, order.gid),
    );
    expect(ended).toBe('waiting');
    world.twin.restoreTokens({ account: shop.account });
  },
);

it('a person who chooses all orders, and a comparison that stores a page of them', async () => {
  const shop = await world.newShop();
  const { db } = world.ports;
  const at = world.clock.now();
  const ids = Array.from({ length: 300 }, (_, nth) => String(7_000_000_000_000 + nth));
  // In the table they stand the other way round.
  const rows = ids.toReversed().map((orderId) => ({
    ...{ shopId: shop.id, orderGid: `gid://shopify/Order/${orderId}`, orderId, state: 'waiting' },
    ...{ firstSeenAt: at, changedAt: at, listedAt: at },
  }));
  await db.orderSync.createMany({ data: rows });
  await db.$executeRaw`analyze order_sync`;
  const lock = (tx: Tx, orderId: string) =>
    tx.$queryRaw`select 1 from order_sync where order_id = ${orderId} for no key update`;
  const { orders } = await meet(
    db,
    async (tx) => {
      await lock(tx, ids[0]!);
      return async (then) => lock(then, ids[1]!);
    },
    () => syncAgain(world.ports, person(shop), { filter: everything }),
  );
  expect(orders).toBe(300);
});

it('a person who sends a mail once more, and a run that looks after the mails of the order', async () => {
  const shop = await world.newShop();
  await saveSettings(world.ports, person(shop), { mailInvoice: true });
  const match = { path: '/Invoice/:id/sendViaEmail', account: shop.account };
  world.twin.addFault({ fault: { kind: '500_before' }, match });
  const order = await synced(shop);
  const [mail] = await lostMails(world.ports, shop.id);
  const { id } = await rowOf(world, shop, order);
  const again = await meet(
    world.ports.db,
    async (tx) => {
      await tx.$queryRaw`select 1 from order_sync where id = ${id}::uuid for no key update`;
      return (then) => then.$executeRaw`update outgoing_mail set state = state where id = ${mail!.id}::uuid`;
    },
    () => resendMails(world.ports, person(shop), [mail!.id]),
  );
  expect(again).toEqual({ mails: 1 });
});

it('a sweep, and a run that ends: the order is left to the next sweep', async () => {
  const shop = await world.newShop();
  const { db } = world.ports;
  const parked = newOrder();
  world.answerWith({ kind: 'unclear', cause: 'network', message: 'ECONNREFUSED' });
  await world.sync(shop, parked);
  const held = newOrder();
  await db.shop.update({
    where: { id: shop.id },
    data: { pausedAt: world.clock.now(), pausedBy: 'merchant' },
  });
  await world.sync(shop, held);
  await db.shop.update({ where: { id: shop.id }, data: { pausedAt: null, pausedBy: null } });
  world.clock.jump(10 * 60_000);
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from order_sync where shop_id = ${shop.id}::uuid for no key update`;
    expect(await sweep(world.ports)).toMatchObject({ lifted: 0, requeued: 0 });
  });
  expect(await sweep(world.ports)).toMatchObject({ lifted: 1, requeued: 1 });
});
