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
import type { Order } from '../../accounting/order.ts';
import { saveSettings } from '../../merchant/settings.server.ts';
import { createSevdeskClient } from '../../sevdesk/createClient.server.ts';
import { sweep } from '../../sync/schedule/sweep.server.ts';
import { syncAgain } from './syncAgain.server.ts';

// What people do in sevdesk, or with the connection, while the engine is at work.

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });

/** Lets a worker die at a point of the order's way. */
async function dieOn(shop: SyncShop, order: Order, where: string): Promise<void> {
  world.putOrder(shop, order);
  await world.hint(shop, order.gid);
  const doomed = dieAt(world.ports, where);
  await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
  expect(doomed.died()).toBe(true);
}

const invoiceOf = (shop: SyncShop, order: Order) => documentsOf(world, shop, order).invoices[0]!;
const inSevdesk = (shop: SyncShop, order: Order) => ({
  account: shop.account,
  kind: 'invoice' as const,
  id: invoiceOf(shop, order).id,
});

describe('a draft that was begun', () => {
  it('and edited by hand is left alone and parked', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await dieOn(shop, order, 'before finalise');
    world.twin.changeDocument({ ...inSevdesk(shop, order), changes: { grossCents: 1 } });
    await world.drain(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'parked',
      problemCode: 'sevdesk.draft_changed',
    });
    expect(invoiceOf(shop, order)).toMatchObject({ status: 100, number: null });
  });

  it('and finalised by hand is taken as it is, and its payment booked', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await dieOn(shop, order, 'before finalise');
    world.twin.finaliseDocument(inSevdesk(shop, order));
    expect((await world.drain(shop)).at(-1)).toBe('synced');
    expectBookedOnce(world, shop, order);
  });

  it('and deleted by hand is made anew', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await dieOn(shop, order, 'before finalise');
    world.twin.deleteDocument(inSevdesk(shop, order));
    expect((await world.drain(shop)).at(-1)).toBe('synced');
    expectBookedOnce(world, shop, order);
  });

  it('and copied by hand is parked, and neither is touched', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await dieOn(shop, order, 'after saveDraft');
    world.twin.duplicateDocument(inSevdesk(shop, order));
    await world.drain(shop);
    const row = await rowOf(world, shop, order);
    expect(row).toMatchObject({
      state: 'parked',
      problemCode: 'sevdesk.duplicate',
      problemFacts: { count: 2 },
    });
    expect(documentsOf(world, shop, order).invoices.map(({ status }) => status)).toEqual([100, 100]);
  });
});

describe('an invoice that carries the marker already', () => {
  it('and is as planned is adopted: no second one, and only the payment is booked', async () => {
    // The books of an installation that was lost.
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, order);
    await world.ports.db.orderSync.deleteMany({ where: { shopId: shop.id } });
    expect(await world.sync(shop, order)).toEqual(['synced']);
    expectBookedOnce(world, shop, order);
    const [document] = await world.ports.db.document.findMany({ where: { shopId: shop.id } });
    expect(document).toMatchObject({ adopted: true, state: 'done', number: 'RE-1000' });
  });

  it('and says something else is parked', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, order);
    await world.ports.db.orderSync.deleteMany({ where: { shopId: shop.id } });
    world.twin.changeDocument({ ...inSevdesk(shop, order), changes: { grossCents: 5 } });
    await world.sync(shop, order);
    const row = await rowOf(world, shop, order);
    expect(row).toMatchObject({ state: 'parked', problemCode: 'sevdesk.found_differs' });
    expect(row.problemFacts).toEqual({ what: 'gross', expected: '44.88', found: '0.05' });
  });

  it('and was cancelled by hand is parked', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await dieOn(shop, order, 'before book');
    const sevdesk = createSevdeskClient({
      baseUrl: world.twin.apiUrl,
      token: shop.token,
      timeoutMs: 5e3,
      pace: () => Promise.resolve(),
    });
    await sevdesk.cancelInvoice(invoiceOf(shop, order).id);
    await world.drain(shop);
    const row = await rowOf(world, shop, order);
    expect(row).toMatchObject({ state: 'parked', problemCode: 'sevdesk.cancelled_by_hand' });
    expect(row.problemFacts).toEqual({ number: 'RE-1000' });
  });
});

describe('a finished invoice', () => {
  it('that was paid by hand, or by the bank matching, is not paid again', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await dieOn(shop, order, 'after finalise');
    world.twin.markPaid(inSevdesk(shop, order));
    expect((await world.drain(shop)).at(-1)).toBe('synced');
    expect(invoiceOf(shop, order)).toMatchObject({ status: 1000, paidCents: order.totals.total });
    expect(invoiceOf(shop, order).bookings).toHaveLength(1);
    const [booking] = await world.ports.db.booking.findMany({ where: { shopId: shop.id } });
    expect(booking).toMatchObject({ state: 'booked', elsewhere: true });
  });

  it('that has vanished is parked: issued invoices must not vanish', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await dieOn(shop, order, 'before book');
    world.twin.deleteDocument(inSevdesk(shop, order));
    await world.drain(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'parked',
      problemCode: 'sevdesk.document_gone',
    });
  });
});

describe('a contact that was deleted by hand', () => {
  it('is made anew', async () => {
    const shop = await world.newShop();
    const buyer = { customerId: '9' };
    await world.sync(shop, newOrder({ buyer }));
    world.twin.deleteContact({ account: shop.account, id: booksOf(world, shop).contacts[0]!.id });
    const order = newOrder({ buyer });
    await world.sync(shop, order);
    expectBookedOnce(world, shop, order);
    expect(booksOf(world, shop).contacts).toHaveLength(1);
  });
});

describe('a merchant who finishes invoices alone', () => {
  it('finds a draft; once it is finished the payment is booked', async () => {
    const shop = await world.newShop();
    await saveSettings(world.ports, person(shop), { finalise: false });
    const order = newOrder();
    await world.sync(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'waiting',
      reason: 'wait.draft',
      nextAttemptAt: null,
    });
    expect(invoiceOf(shop, order)).toMatchObject({ status: 100, number: null });
    world.twin.finaliseDocument(inSevdesk(shop, order));
    await world.sync(shop, order);
    expectBookedOnce(world, shop, order);
  });
});

describe('a key that sevdesk turns away', () => {
  it('pauses the shop at once; a new key brings everything back by itself', async () => {
    const shop = await world.newShop();
    const [first, second] = [newOrder(), newOrder()];
    world.twin.revokeTokens({ account: shop.account });
    const before = world.twin.state().requests;
    for (const order of [first, second]) await world.sync(shop, order);
    // Turned away once, and asked once more whether it is so; the second order asks nothing.
    expect(world.twin.state().requests - before).toBe(2);
    for (const order of [first, second]) {
      const row = await rowOf(world, shop, order);
      expect(row).toMatchObject({
        state: 'waiting',
        reason: 'sevdesk.key_rejected',
        nextAttemptAt: null,
        attempts: 0,
      });
    }
    const { db } = world.ports;
    expect(await db.shop.findUnique({ where: { id: shop.id } })).toMatchObject({ pausedBy: 'sevdesk_key' });

    world.twin.restoreTokens({ account: shop.account });
    await db.sevdeskConnection.update({ where: { shopId: shop.id }, data: { state: 'ok' } });
    await sweep(world.ports);
    await world.drain(shop);
    expectBookedOnce(world, shop, first);
    expectBookedOnce(world, shop, second);
    expect(await db.shop.findUnique({ where: { id: shop.id } })).toMatchObject({
      pausedAt: null,
      pausedBy: null,
    });
  });

  it('does not spoil the new key when the answer comes late', async () => {
    // 1. a run asks with the old key; 2. the merchant enters a new one; 3. the old one is turned away; 4. the new stays.
    const shop = await world.newShop();
    const order = newOrder();
    const { ports } = world;
    world.twin.revokeTokens({ account: shop.account });
    const exchange = {
      ...ports,
      openSevdesk: (access: Parameters<typeof ports.openSevdesk>[0]) => {
        const client = ports.openSevdesk(access);
        return {
          ...client,
          findByMarker: async (...args: Parameters<typeof client.findByMarker>) => {
            const answer = await client.findByMarker(...args);
            const context = `sevdesk_connection.token:${shop.id}`;
            const tokenEncrypted = ports.encryption.encrypt('a'.repeat(32), context);
            await ports.db.sevdeskConnection.update({ where: { shopId: shop.id }, data: { tokenEncrypted } });
            return answer;
          },
        };
      },
    };
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    await world.run(shop, order.gid, exchange);
    expect(await ports.db.sevdeskConnection.findUnique({ where: { shopId: shop.id } })).toMatchObject({
      state: 'ok',
    });
    expect(await ports.db.shop.findUnique({ where: { id: shop.id } })).toMatchObject({ pausedAt: null });
    world.twin.restoreTokens({ account: shop.account });
  });
});

describe('"sync again"', () => {
  it('pressed five times at once on a parked order books it once', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    const path = '/Invoice/Factory/saveInvoice';
    world.twin.addFault({ fault: { kind: '400_before' }, match: { path, account: shop.account } });
    await world.sync(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'parked' });
    const press = () => syncAgain(world.ports, person(shop), { orders: [order.gid] });
    await Promise.all([press(), press(), press(), press(), press()]);
    await Promise.all([1, 2, 3].map(() => world.run(shop, order.gid)));
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
  });
});
