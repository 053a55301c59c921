import { describe, expect, it } from 'vitest';
import {
  documentsOf,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import { pay, refund } from '../../accounting/testing/changeOrder.ts';
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

/** Invoiced when it was ordered, and paid in sevdesk by hand before Shopify knew of it. */
async function paidByHand() {
  const shop = await world.newShop();
  await world.ports.db.settings.create({
    data: { shopId: shop.id, value: { manualPayments: 'when_ordered' } },
  });
  const order = newOrder({
    payments: [{ amount: 4488, gateway: 'Vorkasse', manual: true, status: 'pending' }],
  });
  await world.sync(shop, order);
  const [invoice] = documentsOf(world, shop, order).invoices;
  world.twin.markPaid({ account: shop.account, kind: 'invoice', id: invoice!.id });
  await compare(shop);
  return { shop, order };
}

describe('a payment that sevdesk has', () => {
  it('is accepted: it counts as booked elsewhere, and nothing is booked again', async () => {
    const { shop, order } = await paidByHand();
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sevdesk.already_paid_elsewhere' });
    expect(await acceptPayment(ports(), person(shop), { orderGid: order.gid })).toEqual({ kind: 'accepted' });
    await world.drain(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: null });
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: null });
    // Shopify hears of the payment at last.
    const paid = pay(order, { amount: order.totals.total, gateway: 'Vorkasse', manual: true });
    expect(await world.sync(shop, paid)).toEqual(['synced']);
    const { invoices } = documentsOf(world, shop, order);
    expect(invoices).toHaveLength(1);
    expect(invoices[0]).toMatchObject({ paidCents: 4488 });
    const bookings = await world.ports.db.booking.findMany({ where: { shopId: shop.id } });
    expect(bookings).toMatchObject([{ state: 'booked', elsewhere: true }]);
    // And a refund later makes its credit note.
    expect(await world.sync(shop, refund(paid, { lines: [{ line: 0, quantity: 1 }] }))).toEqual(['synced']);
    expect(documentsOf(world, shop, order).creditNotes).toMatchObject([{ grossCents: 1999 }]);
  });

  it('stands in the timeline and in the audit, with who accepted it', async () => {
    const { shop, order } = await paidByHand();
    await acceptPayment(ports(), person(shop), { orderGid: order.gid });
    const { db } = world.ports;
    expect(await db.event.findMany({ where: { shopId: shop.id, step: 'person' } })).toMatchObject([
      { detail: { action: 'accept_payment', actor: 'user:7' } },
    ]);
    expect(
      await db.auditEntry.findMany({ where: { shopId: shop.id, action: 'accept_payment' } }),
    ).toMatchObject([{ actor: 'user:7', target: order.gid, detail: { documents: [{ paidCents: 4488 }] } }]);
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
    const { shop, order } = await paidByHand();
    await acceptPayment(ports(), person(shop), { orderGid: order.gid });
    await world.drain(shop);
    expect(await acceptPayment(ports(), person(shop), { orderGid: order.gid })).toEqual({ kind: 'gone' });
  });

  it('of another shop is none of theirs', async () => {
    const { order } = await paidByHand();
    const stranger = await world.newShop();
    expect(await acceptPayment(ports(), person(stranger), { orderGid: order.gid })).toEqual({ kind: 'gone' });
  });

  it('is not accepted blindly: sevdesk is asked, and must show one', async () => {
    const { shop, order } = await paidByHand();
    const [invoice] = documentsOf(world, shop, order).invoices;
    world.twin.releasePayment({ account: shop.account, kind: 'invoice', id: invoice!.id });
    expect(await acceptPayment(ports(), person(shop), { orderGid: order.gid })).toEqual({
      kind: 'refused',
      why: 'not_paid',
    });
  });
});
