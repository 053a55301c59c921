import { wakeUnblocked } from '../schedule/wakeUnblocked.server.ts';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
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
import { missingFacts } from '../../accounting/explain.ts';
import type { Order } from '../../accounting/order.ts';
import type { Problem } from '../../accounting/problem.ts';
import { refund } from '../../accounting/testing/changeOrder.ts';
import { connectSevdesk } from '../../merchant/connectSevdesk.server.ts';
import { createSevdeskClient } from '../../sevdesk/createClient.server.ts';
import { refused } from '../../shopify/answer.ts';
import { syncAgain } from '../../orders/actions/syncAgain.server.ts';

// Where an order stops for reasons that are none of its own, what the merchant then reads, and how it goes on.

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });

/** What stands in the log, with all the figures that its text asks for. */
async function told(shop: SyncShop, order: Order) {
  const { state, problemCode, reason, problemFacts, nextAttemptAt } = await rowOf(world, shop, order);
  const code = (problemCode ?? reason) as Problem['code'];
  const facts = (problemFacts ?? {}) as Problem['facts'];
  expect(missingFacts({ code, facts })).toEqual([]);
  return { state, code, facts, comesAgain: nextAttemptAt !== null };
}

const askAgain = async (shop: SyncShop, order: Order) => {
  await syncAgain(world.ports, person(shop), { orders: [order.gid] });
  return (await world.drain(shop)).at(-1);
};

describe('an order that has come in', () => {
  it('is shown as queued until its first run (wait.queued)', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const queued = { state: 'waiting', code: 'wait.queued', facts: {}, comesAgain: true };
    expect(await told(shop, order)).toEqual(queued);
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
  });
});

describe('an order whose answer from sevdesk failed to come', () => {
  const draftFails = (shop: SyncShop, times: number | 'always') =>
    world.twin.addFault({
      fault: { kind: '500_before' },
      match: { path: '/Invoice/Factory/saveInvoice', account: shop.account },
      times,
    });

  it('is shown as tried again by itself (wait.retry), and is', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    draftFails(shop, 1);
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    expect(await world.run(shop, order.gid)).toBe('retry');
    expect(await told(shop, order)).toEqual({
      state: 'waiting',
      code: 'wait.retry',
      facts: {},
      comesAgain: true,
    });
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
  });

  it('six times is parked (sevdesk.unavailable) until somebody asks', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    draftFails(shop, 'always');
    const results = await world.sync(shop, order);
    expect(results.at(-1)).toBe('parked');
    expect(await told(shop, order)).toMatchObject({
      state: 'parked',
      code: 'sevdesk.unavailable',
      comesAgain: false,
    });
    expect(documentsOf(world, shop, order).invoices).toEqual([]);
    world.twin.clearFaults();
    expect(await askAgain(shop, order)).toBe('synced');
    expectBookedOnce(world, shop, order);
  }, 120_000);
});

describe('an order whose invoice stands in another sevdesk account', () => {
  it('is parked when the shop has changed over (sevdesk.other_account), and nothing of it is written there', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const doomed = dieAt(world.ports, 'after finalise');
    await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
    const token = randomBytes(16).toString('hex');
    const account = `${shop.account} new`;
    world.twin.addAccount({ name: account, tokens: [token] });
    const { db, encryption, clock } = world.ports;
    const sevdesk = (key: string) =>
      createSevdeskClient({
        baseUrl: world.twin.apiUrl,
        token: key,
        timeoutMs: 5_000,
        pace: () => Promise.resolve(),
      });
    const ports = { db, encryption, clock, sevdesk };
    expect(await connectSevdesk(ports, person(shop), token, { confirmed: true })).toMatchObject({
      kind: 'connected',
    });
    await world.drain(shop);
    expect(await told(shop, order)).toMatchObject({ state: 'parked', code: 'sevdesk.other_account' });
    expect(documentsOf(world, shop, order).invoices).toMatchObject([{ status: 200, bookings: [] }]);
    const { invoices, contacts } = world.twin.state({ account }).accounts[0]!;
    expect([invoices, contacts]).toEqual([[], []]);
  });
});

describe('a booking that sevdesk took and does not show', () => {
  it('is parked with its amount (sevdesk.booking_unclear) and never sent again by itself', async () => {
    const shop = await world.newShop({ creditNoteBookingSign: 'negative' });
    const order = newOrder();
    await world.sync(shop, order);
    await world.sync(shop, refund(order, { lines: [{ line: 0, quantity: 1 }] }));
    expect(await told(shop, order)).toMatchObject({
      state: 'parked',
      code: 'sevdesk.booking_unclear',
      facts: { amountCents: 1999 },
    });
    expect(await askAgain(shop, order)).toBe('parked');
    expect(booksOf(world, shop).requests['PUT /CreditNote/:id/bookAmount']).toBe(1);
  });
});

describe('an order that Shopify does not let the connector read', () => {
  it('waits where a permission is missing (shopify.access_denied), without a dead letter', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.answerWith(refused('access_denied', 'missing scope'));
    expect(await world.sync(shop, order)).toEqual(['waiting']);
    expect(await told(shop, order)).toEqual({
      state: 'waiting',
      code: 'shopify.access_denied',
      facts: {},
      comesAgain: false,
    });
    expect(await world.ports.db.deadLetter.count({ where: { shopId: shop.id } })).toBe(0);
    world.answerWith(null);
    expect(await askAgain(shop, order)).toBe('synced');
  });

  it.each([
    ['operator', 'shopify.app_refused'],
    ['shop_closed', 'shopify.shop_closed'],
  ] as const)(
    'waits where only the operator can help (%s), and is asked about again (%s)',
    async (why, code) => {
      const shop = await world.newShop();
      const order = newOrder();
      world.answerWith(refused(why, 'nobody lets the app in'));
      expect(await world.sync(shop, order)).toEqual(['waiting']);
      expect(await told(shop, order)).toMatchObject({ state: 'waiting', code });
      expect(await wakeUnblocked(world.ports, shop.id)).toBe(0);
      world.clock.jumpTo(new Date(world.clock.now().getTime() + 16 * 60_000));
      expect(await wakeUnblocked(world.ports, shop.id)).toBe(1);
      expect(await world.ports.db.deadLetter.count({ where: { shopId: shop.id } })).toBe(0);
      world.answerWith(null);
      expect(await askAgain(shop, order)).toBe('synced');
    },
  );

  it.each(['unreadable', 'invalid'] as const)(
    'is parked where the answer is %s (shopify.unreadable): never guessed at',
    async (why) => {
      const shop = await world.newShop();
      const order = newOrder();
      world.answerWith(refused(why, 'an amount that is not in whole cents'));
      expect(await world.sync(shop, order)).toEqual(['parked']);
      expect(await told(shop, order)).toMatchObject({ code: 'shopify.unreadable', comesAgain: false });
      expect(documentsOf(world, shop, order).invoices).toEqual([]);
      world.answerWith(null);
      expect(await askAgain(shop, order)).toBe('synced');
    },
  );

  it('because of too many requests, six times, is parked (shopify.throttled)', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    world.answerWith(refused('throttled', 'throttled', 2_000));
    expect(await world.sync(shop, order)).toEqual([...Array<string>(5).fill('retry'), 'parked']);
    expect(await told(shop, order)).toMatchObject({ state: 'parked', code: 'shopify.throttled' });
    const [letter] = await world.ports.db.deadLetter.findMany({ where: { shopId: shop.id } });
    expect(letter).toMatchObject({ class: 'rate_limited', retryCount: 5 });
    world.answerWith(null);
    expect(await askAgain(shop, order)).toBe('synced');
  });
});
