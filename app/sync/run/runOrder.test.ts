import { describe, expect, it } from 'vitest';
import { dieAt, sleepAt } from '../../../tests/support/crash.ts';
import {
  booksOf,
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
} from '../../../tests/support/syncWorld.ts';

const world = useSyncWorld();

describe('a paid order', () => {
  it('takes six requests for a new buyer and four for a known one', async () => {
    const shop = await world.newShop();
    const buyer = { customerId: '7' };
    const [first, second] = [newOrder({ buyer }), newOrder({ buyer })];
    const before = world.twin.state().requests;
    expect(await world.sync(shop, first)).toEqual(['synced']);
    expect(world.twin.state().requests - before).toBe(6);
    expect(await world.sync(shop, second)).toEqual(['synced']);
    expect(world.twin.state().requests - before).toBe(10);
    expectBookedOnce(world, shop, first);
    expectBookedOnce(world, shop, second);
    expect(booksOf(world, shop).contacts).toHaveLength(1);
    expect(world.twin.state().violations).toEqual([]);
  });

  it('shows in the log with its invoice number, its latency and every step', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, order);
    const row = await rowOf(world, shop, order);
    expect(row).toMatchObject({
      state: 'synced',
      reason: null,
      problemCode: null,
      invoiceNumber: 'RE-1000',
      attempts: 0,
    });
    expect(row.latencyMs).toBeGreaterThan(4 * 60_000);
    expect(row.doneRevision).toBe(row.wantedRevision);
    expect(row.leaseUntil).toBeNull();
    const events = await world.ports.db.event.findMany({
      where: { orderSyncId: row.id },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'hint done',
      'read done',
      'plan done',
      'look_up done',
      'contact done',
      'contact requested',
      'contact done',
      'draft requested',
      'draft done',
      'read_back done',
      'finalise requested',
      'finalise done',
      'book requested',
      'book done',
      'done done',
    ]);
    expect(JSON.stringify(events.map((event) => event.detail))).not.toMatch(/Mustermann|example\.com/);
  });

  it('that was paid before the app was at work has no latency', async () => {
    const shop = await world.newShop();
    const early = new Date('2000-01-01T00:00:00Z');
    await world.ports.db.shop.update({ where: { id: shop.id }, data: { syncFrom: early } });
    const order = newOrder({ with: { name: '#1', processedAt: '2022-10-31T10:00:00Z' } });
    expect(await world.sync(shop, order)).toEqual(['synced']);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', latencyMs: null });
  });

  it('is looked at again and left alone when another hint comes', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, order);
    const before = world.twin.state().requests;
    expect(await world.sync(shop, order)).toEqual(['synced']);
    expect(world.twin.state().requests).toBe(before);
  });

  it('becomes one invoice when twenty hints come at once and five workers run', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await Promise.all(Array.from({ length: 20 }, () => world.hint(shop, order.gid)));
    const results = await Promise.all(Array.from({ length: 5 }, () => world.run(shop, order.gid)));
    expect(results.filter((result) => result !== 'not_taken')).toEqual(['synced']);
    expectBookedOnce(world, shop, order);
    expect((await rowOf(world, shop, order)).wantedRevision).toBe(20n);
  });

  it('is run again when a hint comes while it is being worked on', async () => {
    // 1. a run has read the order; 2. the order changes and a hint comes; 3. the run ends; 4. the order is due again.
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const ports = world.ports;
    const late = {
      ...ports,
      readOrder: async (...args: Parameters<typeof ports.readOrder>) => {
        const answer = await ports.readOrder(...args);
        await world.hint(shop, order.gid);
        return answer;
      },
    };
    expect(await world.run(shop, order.gid, late)).toBe('synced');
    const row = await rowOf(world, shop, order);
    expect(row.wantedRevision).toBeGreaterThan(row.doneRevision);
    expect(row.nextAttemptAt).not.toBeNull();
    expect(await world.drain(shop)).toEqual(['synced']);
  });
});

describe('a process that falls asleep in the middle of an order', () => {
  it('and wakes up after another one has finished it does no more harm, wherever it was', async () => {
    // 1. A is about to touch the database; 2. it stands still until its lease is over; 3. B does the whole order; 4. A
    //    goes on where it was.
    const shop = await world.newShop();
    let nth = 1;
    for (; ; nth += 1) {
      const order = newOrder({ buyer: { customerId: '6' } });
      world.putOrder(shop, order);
      await world.hint(shop, order.gid);
      const sleeper = sleepAt(world.ports, nth);
      const late = world.run(shop, order.gid, sleeper.ports).finally(sleeper.ended);
      if (!(await sleeper.asleep)) break;
      world.clock.jump(31_000);
      await world.drain(shop);
      expectBookedOnce(world, shop, order);
      const before = world.twin.state().requests;
      const ledger = await world.ports.db.document.findMany({ where: { orderGid: order.gid } });
      sleeper.wake();
      expect(['lost', 'not_taken']).toContain(await late);
      expect(await world.ports.db.document.findMany({ where: { orderGid: order.gid } })).toEqual(ledger);
      expect(world.twin.state().requests).toBe(before);
      expectBookedOnce(world, shop, order);
      expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', leaseUntil: null });
    }
    expect(nth).toBeGreaterThan(8);
  });
});

describe('a process that dies', () => {
  it('at any point leaves an order that another run brings to one invoice, paid once', async () => {
    const shop = await world.newShop();
    const harmless = dieAt(world.ports, Infinity);
    const sample = newOrder();
    world.putOrder(shop, sample);
    await world.hint(shop, sample.gid);
    await world.run(shop, sample.gid, harmless.ports);
    expect(harmless.passed()).toBeGreaterThan(20);

    for (let point = 0; point < harmless.passed(); point++) {
      const order = newOrder();
      world.putOrder(shop, order);
      await world.hint(shop, order.gid);
      const doomed = dieAt(world.ports, point);
      await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
      expect(doomed.died(), `point ${point}`).toBe(true);
      await world.drain(shop);
      expectBookedOnce(world, shop, order);
      expect(await rowOf(world, shop, order), `point ${point}`).toMatchObject({
        state: 'synced',
        leaseUntil: null,
      });
    }
    expect(new Set(booksOf(world, shop).contacts.map(({ customerNumber }) => customerNumber)).size).toBe(
      booksOf(world, shop).contacts.length,
    );
  });
});
