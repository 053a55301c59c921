import { describe, expect, it } from 'vitest';
import type { Fault } from '@twins/sevdesk';
import { dieAt } from '../../../tests/support/crash.ts';
import {
  booksOf,
  documentsOf,
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import type { Order } from '../../accounting/order.ts';
import { cancel, refund } from '../../accounting/testing/changeOrder.ts';
import { saveSettings } from '../../merchant/settings.server.ts';
import { createSevdeskClient } from '../../sevdesk/createClient.server.ts';
import type { SyncPorts } from '../ports.server.ts';
import { SETTLED_MS } from '../retry.ts';

// sevdesk may carry a write out up to a minute after the sender has given up on it, or been told no. Whatever is sent is
// looked for until nothing can come of it any more, before it is sent again or a refusal is believed.

const world = useSyncWorld();
const requests = (shop: SyncShop, what: string) => booksOf(world, shop).requests[what] ?? 0;
const late = (shop: SyncShop, path: string, answer: '502' | '400', ms = 55_000) =>
  world.twin.addFault({
    fault: { kind: 'late', ms, answer } satisfies Fault,
    match: { path, account: shop.account, ...(path === '/Contact' ? { method: 'POST' } : {}) },
  });
const writes = {
  contact: ['/Contact', 'POST /Contact'],
  draft: ['/Invoice/Factory/saveInvoice', 'POST /Invoice/Factory/saveInvoice'],
  finalising: ['/Invoice/:id/sendBy', 'PUT /Invoice/:id/sendBy'],
  booking: ['/Invoice/:id/bookAmount', 'PUT /Invoice/:id/bookAmount'],
} as const;

describe('a write that sevdesk carries out late', () => {
  it.each(
    (['502', '400'] as const).flatMap((answer) =>
      Object.entries(writes).map(([what, [path, request]]) => [what, answer, path, request] as const),
    ),
  )('(%s, answered with %s) is waited for, and sent once', async (_what, answer, path, request) => {
    // 1. it is sent and answered with an error; 2. two look-ups find nothing; 3. sevdesk carries it out 55 s later;
    // 4. it is found, and nobody was told that sevdesk refuses it.
    const shop = await world.newShop();
    const order = newOrder();
    late(shop, path, answer);
    const results = await world.sync(shop, order);
    expect(results.at(-1)).toBe('synced');
    expect(results).not.toContain('parked');
    expect(requests(shop, request)).toBe(1);
    expectBookedOnce(world, shop, order);
    expect(booksOf(world, shop).contacts).toHaveLength(1);
  });

  it('(a cancellation) makes one cancellation invoice', async () => {
    const shop = await world.newShop();
    await saveSettings(world.ports, { shopId: shop.id, actor: 'user:1' }, { manualPayments: 'when_ordered' });
    const order = newOrder({
      payments: [{ amount: 4488, gateway: 'Vorkasse', manual: true, status: 'pending' }],
    });
    await world.sync(shop, order);
    late(shop, '/Invoice/:id/cancelInvoice', '400');
    await world.sync(shop, cancel(order));
    expect(requests(shop, 'POST /Invoice/:id/cancelInvoice')).toBe(1);
    expect(
      documentsOf(world, shop, order)
        .invoices.map(({ type }) => type)
        .sort(),
    ).toEqual(['RE', 'SR']);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
  });

  it('is sent again once nothing can come of it any more', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.twin.addFault({
      fault: { kind: '500_before' },
      match: { path: '/Invoice/:id/bookAmount', account: shop.account },
    });
    const start = world.clock.now().getTime();
    expect((await world.sync(shop, order)).at(-1)).toBe('synced');
    expect(world.clock.now().getTime() - start).toBeGreaterThanOrEqual(SETTLED_MS);
    expectBookedOnce(world, shop, order);
  });
});

describe('a write for which nobody could be connected to', () => {
  it.each(Object.entries(writes))(
    '(%s) is sent again as after any other trouble that passes, and is done once',
    async (_what, [, request]) => {
      const shop = await world.newShop();
      const order = newOrder();
      world.putOrder(shop, order);
      await world.hint(shop, order.gid);
      const start = world.clock.now().getTime();
      expect(await world.run(shop, order.gid, unreachableFor(request))).toBe('retry');
      expect(requests(shop, request)).toBe(0);
      await world.drain(shop);
      expect(world.clock.now().getTime() - start).toBeLessThan(30_000);
      expect(requests(shop, request)).toBe(1);
      expectBookedOnce(world, shop, order);
      expect(booksOf(world, shop).contacts).toHaveLength(1);
    },
  );
});

/** The engine in a process that finds nobody to connect to for this write. */
const unreachableFor = (request: string): SyncPorts => ({
  ...world.ports,
  openSevdesk({ token, signal, mayLeave }) {
    const connecting: typeof fetch = (url, init) => {
      const address = url instanceof Request ? url.url : url;
      const path = new URL(address).pathname.replace('/api/v1', '').replaceAll(/\/\d+/g, '/:id');
      if (`${init?.method} ${path}` !== request) return fetch(url, init);
      const cause = Object.assign(new Error('connect ECONNREFUSED'), {
        ...{ syscall: 'connect', code: 'ECONNREFUSED' },
      });
      return Promise.reject(new TypeError('fetch failed', { cause }));
    };
    const pace = () => Promise.resolve();
    const access = { baseUrl: world.twin.apiUrl, token, signal, mayLeave, timeoutMs: 5_000, pace };
    return createSevdeskClient({ ...access, fetch: connecting });
  },
});

describe('an order that changes hands while a payment is being booked', () => {
  const half = (gateway: string) => ({ amount: 2244, gateway });

  it('has each of two equal payments booked once, whichever run asked', async () => {
    // 1. the first payment is sent, its process dies, sevdesk is slow; 2. another run finds it on record and reads:
    // nothing is paid; 3. the first payment is carried out; 4. had it been sent again, it would stand for the second.
    const shop = await world.newShop();
    const order = newOrder({ payments: [half('shopify_payments'), half('paypal')] });
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    late(shop, '/Invoice/:id/bookAmount', '502', 45_000);
    await world.run(shop, order.gid, dieAt(world.ports, 'after book').ports).catch(() => 'died');
    world.clock.jump(31_000);
    expect(await world.run(shop, order.gid)).toBe('later');
    await world.drain(shop);
    const [invoice] = documentsOf(world, shop, order).invoices;
    expect(invoice).toMatchObject({ status: 1000, paidCents: 4488 });
    expect(invoice!.bookings.map(({ amountCents }) => amountCents)).toEqual([2244, 2244]);
    expect(requests(shop, 'PUT /Invoice/:id/bookAmount')).toBe(2);
  });

  it('is not written to by a process that slept while it waited for its turn', async () => {
    // 1. a run puts the payment on record and waits for its turn at sevdesk; 2. its process stands still, and with it
    // the lease runs out; 3. another run books the payment; 4. the first one wakes up: its turn has come.
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const sleepy = sleepingBeforeBooking(async () => {
      world.clock.jump(SETTLED_MS + 1_000);
      while ((await world.run(shop, order.gid)) === 'later') world.clock.jump(SETTLED_MS);
    });
    expect(await world.run(shop, order.gid, sleepy)).toBe('lost');
    expect(requests(shop, 'PUT /Invoice/:id/bookAmount')).toBe(1);
    expectBookedOnce(world, shop, order);
  });
});

/** The engine in a process that stands still while a booking waits for its turn. */
function sleepingBeforeBooking(meanwhile: () => Promise<void>): SyncPorts {
  return {
    ...world.ports,
    openSevdesk({ token, signal, mayLeave }) {
      let isBooking = false;
      const pace = async () => {
        if (!isBooking) return;
        isBooking = false;
        await meanwhile();
      };
      const access = { baseUrl: world.twin.apiUrl, token, signal, mayLeave, timeoutMs: 5_000, pace };
      const client = createSevdeskClient(access);
      return {
        ...client,
        book(...args) {
          isBooking = true;
          return client.book(...args);
        },
      };
    },
  };
}

describe('the number of a credit note', () => {
  const returned = (order: Order) => refund(order, { lines: [{ line: 0, quantity: 1 }] });

  it('that another one has taken meanwhile is not used, although the draft was found in this very run', async () => {
    // 1. A asks for the number that is due; 2. its draft is made, the answer is a 502, and so is that of the look-up:
    // A gives up the right to number; 3. B takes the same number and finalises; 4. A finds its draft.
    const shop = await world.newShop({ takenNumbers: 'allowed' });
    const [a, b] = [newOrder(), newOrder()];
    for (const one of [a, b]) await world.sync(shop, one);
    for (const one of [a, b]) world.putOrder(shop, returned(one));
    await world.hint(shop, a.gid);
    const { account } = shop;
    world.twin.addFault({
      fault: { kind: '500_after' },
      match: { path: '/CreditNote/Factory/saveCreditNote', account },
    });
    world.twin.addFault({
      fault: { kind: '500_before' },
      match: { method: 'GET', path: '/CreditNote', account },
      skip: 1,
    });
    expect(await world.run(shop, a.gid)).toBe('retry');
    await world.hint(shop, b.gid);
    expect(await world.run(shop, b.gid)).toBe('synced');
    await world.drain(shop);
    const notes = booksOf(world, shop).creditNotes;
    expect(notes.map(({ status }) => status)).toEqual([1000, 1000]);
    expect(new Set(notes.map(({ number }) => number)).size).toBe(2);
  });
});
