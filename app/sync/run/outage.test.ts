import { beforeStatements } from '../../../tests/support/beforeStatements.ts';
import { describe, expect, it } from 'vitest';
import {
  booksOf,
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import type { Order } from '../../accounting/order.ts';
import type { SyncPorts } from '../ports.server.ts';
import { runOrder } from './runOrder.server.ts';
import { skipOrders } from '../../orders/actions/skipOrders.server.ts';
import { sweep } from '../schedule/sweep.server.ts';
import { syncAgain } from '../../orders/actions/syncAgain.server.ts';

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });

async function arrive(shop: SyncShop, orders: Order[]): Promise<void> {
  for (const order of orders) {
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
  }
}

/** What a worker does in that time: sweeps every ten seconds and runs what is due. */
async function live(shops: SyncShop[], seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 10) {
    await sweep(world.ports);
    const due = await world.ports.db.orderSync.findMany({
      where: { shopId: { in: shops.map(({ id }) => id) }, nextAttemptAt: { lte: world.clock.now() } },
    });
    for (const { shopId, orderGid } of due) await world.run({ id: shopId } as SyncShop, orderGid);
    world.clock.jump(10_000);
  }
}

const letterOf = (order: Order) =>
  world.ports.db.deadLetter.findMany({ where: { orderSync: { orderGid: order.gid } } });

describe('an order that cannot be read from Shopify', () => {
  const unreachable = { kind: 'unclear', cause: 'network', message: 'ECONNREFUSED' } as const;

  it('is tried six times and then becomes a dead letter with all its steps', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.answerWith(unreachable);
    expect(await world.sync(shop, order)).toEqual(['retry', 'retry', 'retry', 'retry', 'retry', 'parked']);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'parked',
      problemCode: 'shopify.unavailable',
      nextAttemptAt: null,
      attempts: 0,
    });
    const [letter, ...others] = await letterOf(order);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      class: 'transient',
      state: 'open',
      retryCount: 5,
      hint: { topic: 'app' },
      error: {
        code: 'shopify.unavailable',
        message: 'network ECONNREFUSED',
      },
    });
    expect(letter!.steps).toMatchObject([
      { step: 'hint' },
      { step: 'retry' },
      { step: 'retry' },
      { step: 'retry' },
      { step: 'retry' },
      { step: 'retry' },
      {
        step: 'park',
        outcome: 'refused',
      },
    ]);
  });

  it('goes again by itself after a while, and again, until it goes through', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.answerWith(unreachable);
    await world.sync(shop, order);
    const [first] = await letterOf(order);
    expect(first!.againAt!.getTime() - first!.createdAt.getTime()).toBe(2 * 60_000);
    world.clock.jumpTo(first!.againAt!);
    expect(await sweep(world.ports)).toMatchObject({ requeued: 1 });
    expect((await world.drain(shop)).at(-1)).toBe('parked');
    const [second] = await letterOf(order);
    expect(second).toMatchObject({ id: first!.id, state: 'open', createdAt: first!.createdAt });
    world.answerWith(null);
    world.clock.jumpTo(second!.againAt!);
    await sweep(world.ports);
    expect(await world.drain(shop)).toEqual(['synced']);
    expect(await letterOf(order)).toMatchObject([{ id: first!.id, state: 'resolved' }]);
    expectBookedOnce(world, shop, order);
  });

  it('is taken up again by a person, or left out, with who and when on record', async () => {
    const shop = await world.newShop();
    const [order, other] = [newOrder(), newOrder()];
    world.answerWith(unreachable);
    for (const one of [order, other]) await world.sync(shop, one);
    world.answerWith(null);
    expect(await syncAgain(world.ports, person(shop), { orders: [order.gid] })).toEqual({ orders: 1 });
    expect(await skipOrders(world.ports, person(shop), { orders: [other.gid] })).toEqual({ orders: 1 });
    expect(await letterOf(order)).toMatchObject([{ state: 'requeued', resolvedBy: 'user:1' }]);
    expect(await letterOf(other)).toMatchObject([{ state: 'skipped', resolvedBy: 'user:1' }]);
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
    await world.sync(shop, other);
    expect(await rowOf(world, shop, other)).toMatchObject({ state: 'skipped', reason: 'skip.by_hand' });
    const audit = await world.ports.db.auditEntry.findMany({ where: { shopId: shop.id, actor: 'user:1' } });
    expect(audit.map(({ action, target }) => ({ action, target })).slice(-2)).toEqual([
      { action: 'sync_again', target: order.gid },
      { action: 'skip', target: other.gid },
    ]);
  });

  it('waits as long as Shopify asks when it is throttled', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.answerWith({ kind: 'refused', why: 'throttled', retryAfterMs: 45_000, message: 'throttled' });
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const start = world.clock.now().getTime();
    expect(await world.run(shop, order.gid)).toBe('retry');
    expect((await rowOf(world, shop, order)).nextAttemptAt!.getTime() - start).toBeGreaterThanOrEqual(45_000);
  });

  it('because nobody may act for the shop pauses it until the app is opened', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.answerWith({ kind: 'refused', why: 'token', retryAfterMs: null, message: 'no session' });
    expect(await world.sync(shop, order)).toEqual(['waiting']);
    expect(await rowOf(world, shop, order)).toMatchObject({
      reason: 'shopify.token',
      nextAttemptAt: null,
      attempts: 0,
    });
    expect(await sweep(world.ports)).toMatchObject({ lifted: 0 });
    world.answerWith(null);
    const { db } = world.ports;
    await db.session.create({
      data: {
        id: `offline_${shop.domain}`,
        shopId: shop.id,
        state: '',
        isOnline: false,
        accessTokenEncrypted: 'x',
      },
    });
    await db.session.updateMany({
      where: { shopId: shop.id },
      data: { updatedAt: new Date(world.clock.now().getTime() + 1_000) },
    });
    expect(await sweep(world.ports)).toMatchObject({ lifted: 1 });
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
  });
});

describe('sevdesk that is down', () => {
  it('opens the breaker at the fifth failure; nobody hammers, no attempt is used up, and all is booked afterwards', async () => {
    const shop = await world.newShop();
    const orders = Array.from({ length: 8 }, () => newOrder());
    world.twin.setDown({ how: '503', account: shop.account });
    const before = world.twin.state().requests;
    await arrive(shop, orders);
    await live([shop], 600);
    const during = world.twin.state().requests - before;
    expect(during).toBeGreaterThanOrEqual(5);
    // Five until it opens, then one or two probes a minute.
    expect(during).toBeLessThan(5 + 2 * 10);
    const breaker = await world.ports.db.breaker.findMany({ where: { state: 'open' } });
    expect(breaker.map(({ key }) => key.split(':')[0])).toContain('account');
    world.twin.setDown({ how: null, account: shop.account });
    await live([shop], 240);
    for (const order of orders) expectBookedOnce(world, shop, order);
    expect(await world.ports.db.deadLetter.count({ where: { shopId: shop.id, state: 'open' } })).toBe(0);
    expect(await world.ports.db.breaker.count({ where: { state: { not: 'closed' } } })).toBe(0);
    const changes = await world.ports.db.breakerChange.findMany({ orderBy: { id: 'asc' } });
    const ofAccount = changes.filter(({ key }) => key.startsWith('account'));
    expect(ofAccount[0]).toMatchObject({ from: 'closed', to: 'open', cause: 'failures_in_row' });
    expect(ofAccount.at(-1)).toMatchObject({ from: 'half_open', to: 'closed', cause: 'probes_good' });
  });

  it('for one account leaves the others alone', async () => {
    const [down, up] = [await world.newShop(), await world.newShop()];
    world.twin.setDown({ how: '503', account: down.account });
    await arrive(down, [newOrder(), newOrder()]);
    await live([down], 20);
    const order = newOrder();
    expect(await world.sync(up, order)).toEqual(['synced']);
    expectBookedOnce(world, up, order);
    world.twin.setDown({ how: null, account: down.account });
  });

  it('shows its orders as waiting for it, not as failed', async () => {
    const shop = await world.newShop();
    world.twin.setDown({ how: 'refuse' });
    const orders = Array.from({ length: 6 }, () => newOrder());
    await arrive(shop, orders);
    await live([shop], 30);
    const reasons = await world.ports.db.orderSync.groupBy({
      by: ['state', 'reason'] as const,
      where: { shopId: shop.id },
      _count: true,
    });
    expect(reasons.every(({ state, reason }) => state === 'waiting' && reason !== null)).toBe(true);
    expect(reasons.map(({ reason }) => reason)).toContainEqual('wait.sevdesk_down');
    world.twin.setDown({ how: null });
    await live([shop], 180);
    for (const order of orders) expectBookedOnce(world, shop, order);
  });
});

describe('a run that ends by a bug', () => {
  const buggy = (): SyncPorts => ({
    ...world.ports,
    plan: () => {
      throw new TypeError('Cannot read the customer Erika Mustermann');
    },
  });

  it('is tried a few times and becomes a dead letter that says nothing personal', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    expect(await world.drain(shop, buggy())).toEqual(['retry', 'retry', 'retry', 'parked']);
    const [letter] = await letterOf(order);
    expect(letter).toMatchObject({
      class: 'program',
      error: { code: 'sync.program_error', message: 'TypeError' },
    });
    expect(letter!.againAt).toBeNull();
    expect(JSON.stringify(letter)).not.toContain('Mustermann');
    await syncAgain(world.ports, person(shop), { orders: [order.gid] });
    expect(await world.drain(shop)).toEqual(['synced']);
    expectBookedOnce(world, shop, order);
  });
});

describe('an end that cannot be saved', () => {
  it('is saved as a failure instead, so that the order does not come back for ever', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const db = beforeStatements(world.ports.db, ({ name, params }) => {
      if (name === 'run.settle' && params['state'] === 'synced') throw new RangeError('value out of range');
    });
    expect(await world.drain(shop, { ...world.ports, db })).toEqual(['retry', 'retry', 'retry', 'parked']);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sync.program_error' });
    await syncAgain(world.ports, person(shop), { orders: [order.gid] });
    expect(await world.drain(shop)).toEqual(['synced']);
    expectBookedOnce(world, shop, order);
  });
});

describe('a worker that is told to stop', () => {
  it('finishes the step at hand, gives the order back and leaves nothing half done', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const soft = new AbortController();
    const { ports } = world;
    const stopping: SyncPorts = {
      ...ports,
      openSevdesk: (access) => {
        const client = ports.openSevdesk(access);
        return {
          ...client,
          saveDraft: async (...args) => {
            soft.abort();
            return client.saveDraft(...args);
          },
        };
      },
    };
    const never = new AbortController().signal;
    expect(await runOrder(stopping, shop.id, order.gid, { soft: soft.signal, hard: never })).toBe(
      'interrupted',
    );
    expect(booksOf(world, shop).invoices).toMatchObject([{ status: 100 }]);
    const row = await rowOf(world, shop, order);
    expect(row).toMatchObject({ leaseUntil: null, leaseOwner: null, attempts: 0 });
    expect(row.nextAttemptAt).not.toBeNull();
    expect(await world.drain(shop)).toEqual(['synced']);
    expectBookedOnce(world, shop, order);
  });
});
