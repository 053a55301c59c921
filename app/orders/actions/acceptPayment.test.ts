import { describe, expect, it } from 'vitest';
import {
  documentsOf,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import { refund } from '../../accounting/testing/changeOrder.ts';
import { createSevdeskClient } from '../../sevdesk/createClient.server.ts';
import { reconcileShop } from '../../reconcile/reconcileShop.server.ts';
import { acceptPayment } from './acceptPayment.server.ts';

const world = useSyncWorld();
const never = new AbortController().signal;
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:7' });
const ports = () => ({
  ...world.ports,
  sevdesk: (token: string) =>
    createSevdeskClient({
      baseUrl: world.twin.apiUrl,
      token,
      timeoutMs: 5_000,
      pace: () => Promise.resolve(),
    }),
});

/** sevdesk is compared, a day later; Shopify has nothing new. */
async function compare(shop: SyncShop): Promise<void> {
  world.clock.jump(25 * 3_600_000);
  const listOrders = () => Promise.resolve({ kind: 'done' as const, value: { orders: [], next: null } });
  for (let slices = 0; slices < 20; slices++) {
    const done = await reconcileShop({ ...world.ports, listOrders }, shop.id, { soft: never, hard: never });
    if (done !== 'later') return;
    world.clock.jump(60_000);
  }
}

/** Booked on a clearing account by us, and then from the bank by hand. */
async function paidTwice() {
  const shop = await world.newShop();
  const order = newOrder();
  await world.sync(shop, order);
  const [invoice] = documentsOf(world, shop, order).invoices;
  const at = { account: shop.account, kind: 'invoice' as const, id: invoice!.id };
  const line = { account: shop.account, on: 'Geschäftskonto', amountCents: 4488, day: '2026-11-24' };
  const { id: transactionId } = world.twin.arriveTransaction(line);
  world.twin.matchTransaction({ ...at, transactionId, type: 'OF' });
  world.twin.changeDocument({ ...at, changes: {} });
  await compare(shop);
  return { shop, order, at, transactionId };
}

describe('a payment that sevdesk has', () => {
  it('is accepted: it counts as booked elsewhere, and nothing is booked again', async () => {
    const { shop, order } = await paidTwice();
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sevdesk.already_paid_elsewhere' });
    expect(await acceptPayment(ports(), person(shop), { orderGid: order.gid })).toEqual({ kind: 'accepted' });
    await world.drain(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: null });
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: null });
    const { invoices } = documentsOf(world, shop, order);
    expect(invoices).toHaveLength(1);
    expect(invoices[0]).toMatchObject({ paidCents: 4488 });
    const bookings = await world.ports.db.booking.findMany({ where: { shopId: shop.id } });
    expect(bookings).toMatchObject([{ state: 'booked' }]);
    // And a refund later makes its credit note.
    expect(await world.sync(shop, refund(order, { lines: [{ line: 0, quantity: 1 }] }))).toEqual(['synced']);
    expect(documentsOf(world, shop, order).creditNotes).toMatchObject([{ grossCents: 1999 }]);
  });

  it('stands in the timeline and in the audit, with who accepted it', async () => {
    const { shop, order } = await paidTwice();
    await acceptPayment(ports(), person(shop), { orderGid: order.gid });
    const { db } = world.ports;
    expect(await db.event.findMany({ where: { shopId: shop.id, step: 'person' } })).toMatchObject([
      { detail: { action: 'accept_payment', actor: 'user:7' } },
    ]);
    expect(
      await db.auditEntry.findMany({ where: { shopId: shop.id, action: 'accept_payment' } }),
    ).toMatchObject([{ actor: 'user:7', target: order.gid, detail: { documents: [{ paidCents: 8976 }] } }]);
  });

  it('that somebody took off is accepted as taken off', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, order);
    const [invoice] = documentsOf(world, shop, order).invoices;
    world.twin.releasePayment({ account: shop.account, kind: 'invoice', id: invoice!.id });
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sevdesk.booking_differs' });
    expect(await acceptPayment(ports(), person(shop), { orderGid: order.gid })).toEqual({ kind: 'accepted' });
    expect(await world.drain(shop)).toEqual(['synced']);
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
    expect(documentsOf(world, shop, order).invoices[0]).toMatchObject({ paidCents: 0 });
  });

  it('is not asked for where the problem is another one', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, order);
    await world.ports.db.orderSync.updateMany({
      where: { shopId: shop.id },
      data: { state: 'parked', problemCode: 'sevdesk.booking_refused' },
    });
    expect(await acceptPayment(ports(), person(shop), { orderGid: order.gid })).toEqual({ kind: 'gone' });
  });

  it('is accepted once, and not for an order that has moved on', async () => {
    const { shop, order } = await paidTwice();
    await acceptPayment(ports(), person(shop), { orderGid: order.gid });
    await world.drain(shop);
    expect(await acceptPayment(ports(), person(shop), { orderGid: order.gid })).toEqual({ kind: 'gone' });
  });

  it('of another shop is none of theirs', async () => {
    const { order } = await paidTwice();
    const stranger = await world.newShop();
    expect(await acceptPayment(ports(), person(stranger), { orderGid: order.gid })).toEqual({ kind: 'gone' });
  });

  it('is not accepted blindly: sevdesk is asked, and must still show it', async () => {
    const { shop, order, at, transactionId } = await paidTwice();
    world.twin.undoMatch(at);
    world.twin.matchTransaction({ ...at, transactionId });
    expect(await acceptPayment(ports(), person(shop), { orderGid: order.gid })).toEqual({
      kind: 'refused',
      why: 'not_paid',
    });
  });
});
