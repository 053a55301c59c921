import { describe, expect, it } from 'vitest';
import {
  booksOf,
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import { disconnectSevdesk } from '../../merchant/disconnectSevdesk.server.ts';
import { saveSettings } from '../../merchant/settings.server.ts';
import { wakeForgotten } from '../schedule/dueOrders.server.ts';
import { RUNS_PER_SHOP } from '../ledger/lease.server.ts';
import { pauseShop } from '../../orders/actions/pauseShop.server.ts';
import { buyerWords } from '../ledger/recordOrder.server.ts';
import { wordBeginnings } from '../ledger/searchWords.ts';
import { recordHint } from '../schedule/recordHint.server.ts';
import { resumeShop } from '../../orders/actions/resumeShop.server.ts';
import { skipOrders } from '../../orders/actions/skipOrders.server.ts';
import { pay } from '../../accounting/testing/changeOrder.ts';
import { sweep } from '../schedule/sweep.server.ts';
import { syncAgain } from '../../orders/actions/syncAgain.server.ts';

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });
const db = () => world.ports.db;

describe('an order', () => {
  const preconditions: [
    string,
    string,
    (shop: SyncShop) => Promise<unknown>,
    (shop: SyncShop) => Promise<unknown>,
  ][] = [
    [
      ...(['of a shop that is not switched on', 'wait.sync_off'] as const),
      (shop) => db().shop.update({ where: { id: shop.id }, data: { syncFrom: null } }),
      (shop) => db().shop.update({ where: { id: shop.id }, data: { syncFrom: new Date('2026-11-01') } }),
    ],
    [
      ...(['of a shop that is paused', 'wait.paused'] as const),
      (shop) => pauseShop(world.ports, person(shop)),
      (shop) => resumeShop(world.ports, person(shop)),
    ],
    [
      ...(['of a shop that is not installed', 'wait.not_installed'] as const),
      (shop) => db().shop.update({ where: { id: shop.id }, data: { uninstalledAt: new Date() } }),
      (shop) => db().shop.update({ where: { id: shop.id }, data: { uninstalledAt: null } }),
    ],
  ];

  it.each(preconditions)(
    '%s waits (%s) and is booked by itself afterwards',
    async (_, reason, close, open) => {
      const shop = await world.newShop();
      const order = newOrder();
      await close(shop);
      const before = world.twin.state().requests;
      expect(await world.sync(shop, order)).toEqual(['waiting']);
      expect(await rowOf(world, shop, order)).toMatchObject({
        state: 'waiting',
        reason,
        nextAttemptAt: null,
      });
      expect(world.twin.state().requests).toBe(before);
      expect(await sweep(world.ports)).toMatchObject({ lifted: 0 });
      await open(shop);
      await sweep(world.ports);
      await world.drain(shop);
      expectBookedOnce(world, shop, order);
    },
  );

  it('of a shop without sevdesk waits, and the log shows it with its buyer and total nevertheless', async () => {
    const shop = await world.newShop();
    const sevdesk = () => {
      throw new Error('not asked');
    };
    await disconnectSevdesk({ ...world.ports, sevdesk }, person(shop));
    const order = newOrder();
    await world.sync(shop, order);
    const row = await rowOf(world, shop, order);
    expect(row).toMatchObject({ reason: 'wait.not_connected', orderName: order.name, totalCents: 4488n });
    const words = buyerWords(order);
    expect(row.buyerIndex).toHaveLength(words.length + wordBeginnings(words).length);
  });

  it('from before the start is left out, unless somebody asks for it', async () => {
    const shop = await world.newShop();
    await db().shop.update({ where: { id: shop.id }, data: { syncFrom: new Date('2026-11-24T11:00:00Z') } });
    const order = newOrder();
    expect(await world.sync(shop, order)).toEqual(['skipped']);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'skipped', reason: 'skip.before_start' });
    await syncAgain(world.ports, person(shop), { orders: [order.gid] });
    expect(await world.drain(shop)).toEqual(['synced']);
    expectBookedOnce(world, shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({ latencyMs: null });
  });

  it('left out by a rule is booked when somebody asks for it', async () => {
    const shop = await world.newShop();
    await saveSettings(world.ports, person(shop), { skip: { tags: ['intern'] } });
    const order = newOrder({ with: { tags: ['intern'] } });
    expect(await world.sync(shop, order)).toEqual(['skipped']);
    expect(await rowOf(world, shop, order)).toMatchObject({
      reason: 'skip.tag',
      problemFacts: { tag: 'intern' },
    });
    await syncAgain(world.ports, person(shop), { orders: [order.gid] });
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
  });

  it('left out by a person comes back to the log when its money changes', async () => {
    const shop = await world.newShop();
    const order = newOrder({ payments: [] });
    expect(await world.sync(shop, order)).toEqual(['waiting']);
    await skipOrders(world.ports, person(shop), { orders: [order.gid] });
    expect(await world.sync(shop, { ...order, note: 'Bitte klingeln' })).toEqual(['skipped']);
    const paid = pay(order, { amount: order.totals.total });
    expect(await world.sync(shop, paid)).toEqual(['parked']);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sync.changed_after_skip' });
    await world.hint(shop, order.gid);
    expect(await world.drain(shop)).toEqual(['parked']);
    await syncAgain(world.ports, person(shop), { orders: [order.gid] });
    expect(await world.drain(shop)).toEqual(['synced']);
  });

  it('that Shopify no longer shows is finished from its snapshot', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await db().shop.update({ where: { id: shop.id }, data: { pausedAt: new Date(), pausedBy: 'merchant' } });
    await world.sync(shop, order);
    world.answerWith({ kind: 'refused', why: 'not_found', retryAfterMs: null, message: 'gone' });
    await resumeShop(world.ports, person(shop));
    expect(await world.drain(shop)).toEqual(['synced']);
    expectBookedOnce(world, shop, order);
  });

  it('that changed after Shopify stopped showing it is parked, whatever the snapshot says', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    expect(await world.sync(shop, order)).toEqual(['synced']);
    world.answerWith({ kind: 'refused', why: 'not_found', retryAfterMs: null, message: 'gone' });
    await world.hint(shop, order.gid);
    expect(await world.drain(shop)).toEqual(['parked']);
    expectBookedOnce(world, shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'shopify.order_too_old' });
    await syncAgain(world.ports, person(shop), { orders: [order.gid] });
    expect(await world.drain(shop)).toEqual(['parked']);
  });

  it('that Shopify never showed is parked', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.hint(shop, order.gid);
    expect(await world.drain(shop)).toEqual(['parked']);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'shopify.order_not_found' });
  });

  it('that hangs on a VAT id waits for VIES and is never guessed', async () => {
    const shop = await world.newShop();
    const order = newOrder({
      country: 'FR',
      lines: [
        {
          price: 1999,
          exempt: true,
          rate: 2e3,
        },
      ],
      shipping: [],
      buyer: {
        vatId: 'FR40303265045',
        company: 'Muster SARL',
        customerId: '11',
      },
    });
    expect(await world.sync(shop, order)).toEqual([...Array(5).fill('retry'), 'parked']);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'tax.vat_check_unavailable' });
    expect(booksOf(world, shop).invoices).toEqual([]);
    const checkedAt = world.clock.now().toISOString();
    world.vies = {
      kind: 'done',
      value: { vatId: 'FR40303265045', valid: true, checkedAt, reference: 'WAPI1' },
    };
    await syncAgain(world.ports, person(shop), { orders: [order.gid] });
    expect(await world.drain(shop)).toEqual(['synced']);
    expect(booksOf(world, shop).invoices).toMatchObject([{ taxRule: 3, taxCents: 0, status: 1000 }]);
  });

  it('that is being worked on is not skipped under the hands of the run', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const { ports } = world;
    const skipping = {
      ...ports,
      readOrder: async (...args: Parameters<typeof ports.readOrder>) => {
        expect(await skipOrders(ports, person(shop), { orders: [order.gid] })).toEqual({ orders: 0 });
        return ports.readOrder(...args);
      },
    };
    expect(await world.run(shop, order.gid, skipping)).toBe('synced');
  });
});

describe('a shop with a long backlog', () => {
  it('has only its few runs at a time, and each wakes the next, the live ones first', async () => {
    const shop = await world.newShop();
    const at = world.clock.now();
    const add = (gid: string, priority: number) =>
      db().$transaction((tx) =>
        recordHint(tx, { shopId: shop.id, orderGid: gid, cause: 'test', priority, at }),
      );
    const orders = Array.from({ length: 6 }, () => newOrder());
    for (const order of orders) {
      world.putOrder(shop, order);
      await add(order.gid, 20);
    }
    const live = newOrder();
    world.putOrder(shop, live);
    await add(live.gid, 0);
    expect(await wakeForgotten(db(), world.clock.now())).toBe(RUNS_PER_SHOP);
    expect(await wakeForgotten(db(), world.clock.now())).toBe(RUNS_PER_SHOP);
    const woken = await jobs(shop);
    expect(woken).toHaveLength(2 * RUNS_PER_SHOP);
    expect(woken[0]).toMatchObject({ key: `due:${shop.id}:${live.gid}`, priority: 0 });

    const leased = orders.slice(0, RUNS_PER_SHOP).map(({ gid }) => gid);
    const until = new Date(world.clock.now().getTime() + 20_000);
    const where = { shopId: shop.id, orderGid: { in: leased } };
    await db().orderSync.updateMany({ where, data: { leaseUntil: until, leaseOwner: 'x' } });
    expect(await world.run(shop, live.gid)).toBe('not_taken');
    await db().orderSync.updateMany({ where, data: { leaseUntil: null } });
    expect(await world.run(shop, live.gid)).toBe('synced');
  });

  it('leaves nothing behind when every wake-up call was lost', async () => {
    const shop = await world.newShop();
    const orders = Array.from({ length: 3 }, () => newOrder());
    for (const order of orders) {
      world.putOrder(shop, order);
      await world.hint(shop, order.gid);
    }
    await db().$executeRaw`delete from graphile_worker._private_jobs`;
    expect(await sweep(world.ports)).toMatchObject({ woken: 3 });
    expect(await jobs(shop)).toHaveLength(3);
    expect(await sweep(world.ports)).toMatchObject({ woken: 0 });
  });

  const jobs = ({ id }: SyncShop) =>
    db().$queryRaw<{ key: string; priority: number }[]>`
      select key, priority from graphile_worker.jobs where key like ${`due:${id}:%`} order by priority, id`;
});

describe('two orders of a new buyer at the same time', () => {
  it('share one contact', async () => {
    const shop = await world.newShop();
    const orders = Array.from({ length: 3 }, () => newOrder({ buyer: { customerId: '77' } }));
    for (const order of orders) {
      world.putOrder(shop, order);
      await world.hint(shop, order.gid);
    }
    await Promise.all(orders.map((order) => world.run(shop, order.gid)));
    await world.drain(shop);
    for (const order of orders) expectBookedOnce(world, shop, order);
    expect(booksOf(world, shop).contacts).toHaveLength(1);
  });
});
