import { describe, expect, it } from 'vitest';
import { listOrdersOperation } from '../shopify/operations/listOrders.ts';
import type { ListOrders } from '../shopify/listOrders.server.ts';
import { useReconcileWorld } from '../../tests/support/reconcileWorld.ts';
import type { SyncShop } from '../../tests/support/syncWorld.ts';
import { POINTS_PER_SECOND } from './lease.server.ts';
import { saysTheSame } from '../sync/ledger/digest.ts';

const world = useReconcileWorld();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const rows = (shop: SyncShop) =>
  world.ports.db.orderSync.findMany({ where: { shopId: shop.id }, orderBy: { firstSeenAt: 'asc' } });
const row = (shop: SyncShop, orderGid: string) =>
  world.ports.db.orderSync.findUnique({ where: { shopId_orderGid: { shopId: shop.id, orderGid } } });
const invoices = (shop: SyncShop) => world.sync.twin.state({ account: shop.account }).accounts[0]!.invoices;
const runs = (shop: SyncShop, kind: string) =>
  world.ports.db.reconciliationRun.findMany({
    where: { shopId: shop.id, kind },
    orderBy: { startedAt: 'asc' },
  });
const asked = () => world.shopify.counts().byOperation['ListOrders'] ?? 0;

/** A shop that was compared once, so that only what happens from now on is news. */
async function comparedShop(): Promise<SyncShop> {
  const shop = await world.newShop();
  await world.reconcile(shop);
  world.pass(5 * MINUTE);
  return shop;
}

/** The real list, which stops or does something between two pages. */
const listing = (each: (page: number) => void | Promise<void>): ListOrders => {
  let page = 0;
  return async (...given) => {
    await each((page += 1));
    return world.ports.listOrders(...given);
  };
};

describe('comparing with Shopify', () => {
  it('finds orders whose webhooks were lost within one pass, and books them', async () => {
    const shop = await comparedShop();
    const sold = [world.sell(shop), world.sell(shop), world.sell(shop)];
    world.pass(2 * MINUTE);
    await world.reconcile(shop);
    const found = await rows(shop);
    expect(found.map(({ orderGid }) => orderGid).toSorted()).toEqual(sold.toSorted());
    expect(found.every(({ priority, foundAt }) => priority === 10 && foundAt !== null)).toBe(true);
    await world.drain(shop);
    expect(invoices(shop).map(({ status }) => status)).toEqual([1000, 1000, 1000]);
  });

  it('does not ask again for an order that a webhook brought, nor for one it has found', async () => {
    const shop = await comparedShop();
    const [told, found] = [world.sell(shop), world.sell(shop)];
    await world.deliver(shop, told);
    world.pass(2 * MINUTE);
    await world.reconcile(shop);
    const [before, later] = [await row(shop, told), await row(shop, found)];
    expect(before).toMatchObject({ wantedRevision: 1n, foundAt: null });
    expect(later).toMatchObject({ wantedRevision: 1n });
    // Not worked off yet: it is due anyway.
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    expect(await row(shop, found)).toMatchObject({ wantedRevision: 1n });
    await world.drain(shop);
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    expect(await row(shop, found)).toMatchObject({ wantedRevision: 1n, state: 'synced' });
  });

  it('finds a refund, an edit and a cancellation that nobody told of', async () => {
    const shop = await comparedShop();
    const [refunded, edited, cancelled, quiet] = [1, 2, 3, 4].map(() => world.sell(shop));
    for (const order of [refunded, edited, cancelled, quiet]) await world.deliver(shop, order!);
    world.pass(6 * MINUTE);
    await world.reconcile(shop);
    world.shopify.refundOrder(shop.domain, refunded!, { lines: [{ line: 0, quantity: 1 }] });
    world.shopify.editOrder(shop.domain, edited!, { addLines: [{ title: 'Untertasse', price: '5.00' }] });
    world.shopify.cancelOrder(shop.domain, cancelled!);
    world.pass(6 * MINUTE);
    await world.reconcile(shop);
    const state = new Map((await rows(shop)).map((one) => [one.orderGid, one]));
    for (const order of [refunded, edited, cancelled])
      expect(state.get(order!)).toMatchObject({ wantedRevision: 2n, foundAt: expect.any(Date) });
    expect(state.get(quiet!)).toMatchObject({ wantedRevision: 1n, foundAt: null });
  });

  it('reads an order again that was only touched, without calling a webhook lost', async () => {
    const shop = await comparedShop();
    const order = world.sell(shop);
    await world.deliver(shop, order);
    world.pass(2 * MINUTE);
    world.shopify.updateOrder(shop.domain, order, { note: 'Bitte klingeln' });
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    expect(await row(shop, order)).toMatchObject({ wantedRevision: 2n, foundAt: null });
  });

  it('sees a change that falls into the middle of a run', async () => {
    const shop = await comparedShop();
    const order = world.sell(shop);
    await world.deliver(shop, order);
    world.shopify.refundOrder(shop.domain, order, { lines: [{ line: 0, quantity: 1 }] });
    // 1. A run has begun and has read the order before the refund. 2. The pass comes by.
    const leaseUntil = new Date(world.sync.clock.now().getTime() + 10 * MINUTE);
    await world.ports.db.orderSync.updateMany({
      where: { orderGid: order },
      data: { wantedRevision: 2n, leaseOwner: 'a run', leaseUntil, nextAttemptAt: new Date(0) },
    });
    world.pass(2 * MINUTE);
    await world.reconcile(shop);
    expect(await row(shop, order)).toMatchObject({ wantedRevision: 3n });
  });

  it('lets the order of another shop alone', async () => {
    const [shop, other] = [await comparedShop(), await comparedShop()];
    world.sell(shop);
    const foreign = world.sell(other);
    world.pass(2 * MINUTE);
    await world.reconcile(shop);
    expect(await rows(other)).toEqual([]);
    expect(await row(shop, foreign)).toBeNull();
  });
});

describe('the watermark', () => {
  it('does not move before the last page is stored; a crash between pages goes on from there', async () => {
    const shop = await comparedShop();
    const watermark = (await runs(shop, 'recent')).at(-1)!.watermark!;
    const sold = Array.from({ length: 250 }, () => world.sell(shop));
    world.pass(2 * MINUTE);
    const dying = listing((page) => {
      if (page === 2) throw new Error('the process is gone');
    });
    await expect(world.slice(shop, { ...world.ports, listOrders: dying })).rejects.toThrow('is gone');
    const broken = (await runs(shop, 'recent')).at(-1)!;
    expect(broken).toMatchObject({ seen: 100, finishedAt: null, watermark: null });
    expect(await rows(shop)).toHaveLength(100);
    // The lease is free again, and the next worker asks for the second page.
    const pages = asked();
    await world.reconcile(shop);
    const run = (await runs(shop, 'recent')).at(-1)!;
    expect(run).toMatchObject({ id: broken.id, seen: 250, finishedAt: expect.any(Date) });
    expect(run.watermark!.getTime()).toBeGreaterThan(watermark.getTime());
    expect(asked() - pages).toBe(2);
    expect((await rows(shop)).map(({ orderGid }) => orderGid).toSorted()).toEqual(sold.toSorted());
  });

  it('does not jump over orders that are touched while the pages are read', async () => {
    const shop = await comparedShop();
    const sold = Array.from({ length: 220 }, () => world.sell(shop));
    world.pass(2 * MINUTE);
    const touching = listing((page) => {
      world.pass(1_000);
      // The first of those not seen yet moves to the end, and something new comes in.
      if (page > 1) world.shopify.updateOrder(shop.domain, sold[Math.min(page * 100, 219)]!, { note: 'neu' });
      sold.push(world.sell(shop));
    });
    await world.slice(shop, { ...world.ports, listOrders: touching });
    await world.reconcile(shop);
    expect((await rows(shop)).map(({ orderGid }) => orderGid).toSorted()).toEqual(sold.toSorted());
  });

  it('follows Shopify’s clock, and looks at the last ten minutes again', async () => {
    const shop = await comparedShop();
    const first = world.sell(shop);
    world.pass(5 * MINUTE);
    // Our clock is a quarter of an hour ahead from here on: nothing may be left out for that.
    const ahead = { ...world.ports, clock: { ...world.sync.clock, now: () => in15(world.sync.clock.now()) } };
    await world.reconcile(shop, ahead);
    const { watermark } = (await runs(shop, 'recent')).at(-1)!;
    expect(watermark).toEqual(new Date(world.shopify.order(shop.domain, first)!.updatedAt));
    // The search of Shopify shows an order late, one from before the newest one it has shown.
    const late = world.sell(shop, { createdAt: new Date(watermark!.getTime() - 4 * MINUTE) });
    world.shopify.order(shop.domain, late)!.updatedAt = new Date(
      watermark!.getTime() - 4 * MINUTE,
    ).toISOString();
    world.pass(5 * MINUTE);
    await world.reconcile(shop, ahead);
    expect(await row(shop, late)).not.toBeNull();
  });
  const in15 = (at: Date) => new Date(at.getTime() + 15 * MINUTE);

  it('begins the list again when Shopify does not take the cursor any more', async () => {
    const shop = await comparedShop();
    const sold = Array.from({ length: 120 }, () => world.sell(shop));
    world.pass(2 * MINUTE);
    const dying = listing((page) => {
      if (page === 2) throw new Error('the process is gone');
    });
    await expect(world.slice(shop, { ...world.ports, listOrders: dying })).rejects.toThrow('is gone');
    await world.ports.db.reconciliationRun.updateMany({
      where: { finishedAt: null },
      data: { cursor: 'stale' },
    });
    await world.reconcile(shop);
    expect(await rows(shop)).toHaveLength(sold.length);
  });
});

describe('two workers', () => {
  it('never compare the same shop at once', async () => {
    const shop = await comparedShop();
    for (let count = 0; count < 150; count++) world.sell(shop);
    world.pass(2 * MINUTE);
    const results = await Promise.all([world.slice(shop), world.slice(shop), world.slice(shop)]);
    expect(results.filter((result) => result === 'not_taken')).toHaveLength(2);
    await world.reconcile(shop);
    expect((await rows(shop)).every(({ wantedRevision }) => wantedRevision === 1n)).toBe(true);
  });

  it('one that slept through its lease stores nothing', async () => {
    const shop = await comparedShop();
    world.sell(shop);
    world.pass(2 * MINUTE);
    // 1. A asks for a page. 2. A sleeps for two minutes. 3. B takes over. 4. A wakes with its page.
    const sleepy = listing(async () => {
      world.pass(2 * MINUTE);
      await world.reconcile(shop);
    });
    const before = await runs(shop, 'recent');
    await world.slice(shop, { ...world.ports, listOrders: sleepy });
    const [order] = await rows(shop);
    expect(order).toMatchObject({ wantedRevision: 1n });
    expect((await runs(shop, 'recent')).length - before.length).toBe(1);
    expect((await runs(shop, 'recent')).at(-1)).toMatchObject({ seen: 1, enqueued: 1 });
  });
});

describe('the share of the shop’s budget', () => {
  it('is kept over time, however long the list is', async () => {
    const shop = await comparedShop();
    for (let count = 0; count < 1_200; count++) world.sell(shop);
    world.pass(2 * MINUTE);
    const [pages, began] = [asked(), world.sync.clock.now().getTime()];
    await world.reconcile(shop);
    const seconds = (world.sync.clock.now().getTime() - began) / 1000;
    const points = (asked() - pages) * listOrdersOperation.cost;
    expect(asked() - pages).toBe(12);
    // What is taken ahead, half a minute's worth, and the page that goes beyond it.
    expect(points).toBeLessThanOrEqual(POINTS_PER_SECOND * (seconds + 30) + listOrdersOperation.cost);
  });

  it('is kept by a worker that dies with every page, too', async () => {
    const shop = await comparedShop();
    world.sell(shop);
    world.pass(2 * MINUTE);
    let sent = 0;
    const dying: ListOrders = () => {
      sent += 1;
      throw new Error('the process is gone');
    };
    for (let count = 0; count < 30; count++)
      await world.slice(shop, { ...world.ports, listOrders: dying }).catch(() => undefined);
    expect(sent * listOrdersOperation.cost).toBeLessThanOrEqual(POINTS_PER_SECOND * 35);
  });

  it('waits when Shopify says the bucket is short, and when it does not answer', async () => {
    const shop = await comparedShop();
    const order = world.sell(shop);
    world.pass(2 * MINUTE);
    world.shopify.failNext({ kind: 'status', status: 503, target: 'graphql', count: 1 });
    expect(await world.slice(shop)).toBe('later');
    expect(await row(shop, order)).toBeNull();
    await world.reconcile(shop);
    expect(await row(shop, order)).not.toBeNull();
  });
});

describe('catching up', () => {
  it('brings a new shop the orders from before it was switched on, behind everything else', async () => {
    const shop = await world.newShop();
    const at = new Date(world.sync.clock.now().getTime() - 10 * DAY);
    const old = world.sell(shop, { processedAt: at, createdAt: at });
    world.shopify.order(shop.domain, old)!.updatedAt = at.toISOString();
    const fresh = world.sell(shop);
    world.pass(2 * MINUTE);
    await world.reconcile(shop);
    expect(await row(shop, old)).toMatchObject({ priority: 20 });
    expect(await row(shop, fresh)).toMatchObject({ priority: 10 });
  });

  it('after an outage finds the newest orders first, and lets the rest run last', async () => {
    const shop = await comparedShop();
    const old = world.sell(shop);
    world.pass(8 * 60 * MINUTE);
    const fresh = world.sell(shop);
    world.pass(MINUTE);
    await world.reconcile(shop);
    expect(await row(shop, fresh)).toMatchObject({ priority: 10 });
    expect(await row(shop, old)).toMatchObject({ priority: 20, foundAt: expect.any(Date) });
    const [, gap] = await runs(shop, 'backfill');
    expect(gap).toMatchObject({ finishedAt: expect.any(Date), until: expect.any(Date) });
  });

  it('goes on with a pass that an outage broke off, as a backfill', async () => {
    const shop = await comparedShop();
    const sold = Array.from({ length: 150 }, () => world.sell(shop));
    world.pass(2 * MINUTE);
    const dying = listing((page) => {
      if (page === 2) throw new Error('the process is gone');
    });
    await expect(world.slice(shop, { ...world.ports, listOrders: dying })).rejects.toThrow('is gone');
    world.pass(5 * 60 * MINUTE);
    const fresh = world.sell(shop);
    world.pass(MINUTE);
    await world.reconcile(shop);
    expect((await rows(shop)).map(({ orderGid }) => orderGid).toSorted()).toEqual(
      [...sold, fresh].toSorted(),
    );
  });

  it('takes up orders again when booking is to begin on an earlier day', async () => {
    const shop = await comparedShop();
    const order = world.sell(shop);
    const later = new Date(world.sync.clock.now().getTime() + 60 * MINUTE);
    const { db } = world.ports;
    const { syncFrom } = await db.shop.findUniqueOrThrow({ where: { id: shop.id } });
    await db.shop.update({ where: { id: shop.id }, data: { syncFrom: later } });
    await world.deliver(shop, order);
    expect(await row(shop, order)).toMatchObject({ state: 'skipped', reason: 'skip.before_start' });
    const earlier = new Date(syncFrom!.getTime() - 7 * DAY);
    await db.shop.update({ where: { id: shop.id }, data: { syncFrom: earlier } });
    await world.reconcile(shop);
    await world.drain(shop);
    expect(await row(shop, order)).toMatchObject({ state: 'synced' });
  });

  it('does not pile up work: a backfill waits while the orders it found are not worked off', async () => {
    const shop = await world.newShop();
    const at = new Date(world.sync.clock.now().getTime() - 10 * DAY);
    for (let count = 0; count < 350; count++) {
      const gid = world.sell(shop, { processedAt: at, createdAt: at });
      world.shopify.order(shop.domain, gid)!.updatedAt = at.toISOString();
    }
    world.pass(2 * MINUTE);
    for (let slices = 0; slices < 20; slices++) {
      await world.slice(shop);
      world.pass(3_000);
    }
    expect(await rows(shop)).toHaveLength(200);
    await world.ports.db.orderSync.updateMany({ data: { nextAttemptAt: null } });
    await world.reconcile(shop);
    expect((await rows(shop)).length).toBeGreaterThanOrEqual(300);
  });

  it('once a day looks at sixty days, and finds what every pass has missed', async () => {
    const shop = await comparedShop();
    const order = world.sell(shop);
    await world.deliver(shop, order);
    world.pass(30 * MINUTE);
    world.sell(shop);
    await world.reconcile(shop);
    // Changed, but never shown in a pass: its time of change lies far back.
    const { updatedAt } = world.shopify.order(shop.domain, order)!;
    world.shopify.refundOrder(shop.domain, order, { lines: [{ line: 0, quantity: 1 }] });
    world.shopify.order(shop.domain, order)!.updatedAt = new Date(
      Date.parse(updatedAt) + 1_000,
    ).toISOString();
    for (let count = 0; count < 3; count++) {
      world.pass(30 * MINUTE);
      await world.reconcile(shop);
    }
    expect(await row(shop, order)).toMatchObject({ wantedRevision: 1n });
    for (let hours = 0; hours < 25; hours++) {
      world.pass(60 * MINUTE);
      await world.reconcile(shop);
    }
    expect(await row(shop, order)).toMatchObject({ wantedRevision: 2n, priority: 20 });
  });
});

describe('the digest', () => {
  it('of the list and of the reading agree for every kind of order', async () => {
    const shop = await comparedShop();
    const sold = [
      world.sell(shop),
      world.sell(shop, { payment: 'pending', gateway: 'bank transfer' }),
      world.sell(shop, { payment: 'partially_paid', paidAmount: '10.00' }),
      world.sell(shop, {
        tip: '2.00',
        shipping: { price: '4.90' },
        discountCode: { code: 'NEU', amount: '3.00' },
      }),
      world.sell(shop, { test: true }),
      world.sell(shop, { lines: [{ price: '50.00', giftCard: true }] }),
    ];
    const refunded = world.sell(shop);
    world.shopify.refundOrder(shop.domain, refunded, { lines: [{ line: 0, quantity: 1 }] });
    const edited = world.sell(shop);
    world.shopify.editOrder(shop.domain, edited, { quantities: [{ line: 0, quantity: 1 }] });
    const cancelled = world.sell(shop);
    world.shopify.cancelOrder(shop.domain, cancelled);
    world.pass(2 * MINUTE);
    await world.reconcile(shop);
    await world.drain(shop);
    const read = await rows(shop);
    expect(read).toHaveLength(sold.length + 3);
    for (const { readDigest, foundDigest } of read) {
      expect(foundDigest).toBe(readDigest);
      expect(saysTheSame(readDigest, foundDigest!)).toBe(true);
    }
  });
});
