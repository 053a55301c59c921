import { describe, expect, it } from 'vitest';
import {
  booksOf,
  documentsOf,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import type { Order } from '../../accounting/order.ts';
import { cancel, refund } from '../../accounting/testing/changeOrder.ts';
import type { ListOrders } from '../../shopify/listOrders.server.ts';
import { reconcileShop } from '../reconcileShop.server.ts';

// What people do in sevdesk by hand, found by the daily comparison. Shopify has nothing new meanwhile.

const world = useSyncWorld();
const HOUR = 3_600_000;
const never = new AbortController().signal;
const nothingNew: ListOrders = () => Promise.resolve({ kind: 'done', value: { orders: [], next: null } });

/** Everything that is due is compared, an hour later. */
async function compare(shop: SyncShop, hours = 25): Promise<void> {
  world.clock.jump(hours * HOUR);
  const ports = { ...world.ports, listOrders: nothingNew };
  for (let slices = 0; slices < 20; slices++) {
    if ((await reconcileShop(ports, shop.id, { soft: never, hard: never })) !== 'later') return;
    world.clock.jump(60_000);
  }
  throw new Error('comparing does not come to an end');
}

async function booked(shop: SyncShop, order: Order = newOrder()) {
  await world.sync(shop, order);
  const [invoice] = documentsOf(world, shop, order).invoices;
  return {
    order,
    invoice: invoice!,
    at: { account: shop.account, kind: 'invoice' as const, id: invoice!.id },
  };
}

/** A shop that invoices orders before they are paid. */
async function invoicingShop(): Promise<SyncShop> {
  const shop = await world.newShop();
  await world.ports.db.settings.create({
    data: { shopId: shop.id, value: { manualPayments: 'when_ordered' } },
  });
  return shop;
}
const unpaid = () =>
  newOrder({ payments: [{ amount: 4488, gateway: 'Vorkasse', manual: true, status: 'pending' }] });

const runs = (shop: SyncShop) =>
  world.ports.db.reconciliationRun.findMany({
    where: { shopId: shop.id, kind: 'sevdesk' },
    orderBy: { startedAt: 'asc' },
  });

describe('comparing with sevdesk', () => {
  it('finds nothing where nobody has touched anything, and only reads', async () => {
    const shop = await world.newShop();
    const { order } = await booked(shop);
    const before = booksOf(world, shop);
    await compare(shop);
    const after = booksOf(world, shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
    expect(after.invoices).toEqual(before.invoices);
    const writes = (requests: Record<string, number>) =>
      Object.entries(requests).filter(([operation]) => !operation.startsWith('GET'));
    expect(writes(after.requests)).toEqual(writes(before.requests));
    const [document] = await world.ports.db.document.findMany({ where: { shopId: shop.id } });
    expect(document!.seenAt).not.toBeNull();
  });

  it('finds nothing in what the engine itself has refunded and cancelled', async () => {
    const shop = await invoicingShop();
    const [whole, part, open] = [newOrder(), newOrder(), unpaid()];
    for (const order of [whole, part, open]) await world.sync(shop, order);
    const changed = [
      refund(whole, { lines: [{ line: 0, quantity: 2 }], shipping: 'rest' }),
      refund(part, { lines: [{ line: 0, quantity: 1 }] }),
      cancel(open),
    ];
    for (const order of changed) await world.sync(shop, order);
    await compare(shop);
    for (const order of changed)
      expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
    const seen = await world.ports.db.document.findMany({ where: { shopId: shop.id } });
    expect(seen.map(({ kind }) => kind).toSorted()).toEqual([
      'cancellation',
      'credit_note',
      'credit_note',
      'invoice',
      'invoice',
      'invoice',
    ]);
    expect(seen.every(({ seenAt }) => seenAt !== null)).toBe(true);
  });

  it('names an invoice that was changed', async () => {
    const shop = await world.newShop();
    const { order, invoice, at } = await booked(shop);
    world.twin.changeDocument({ ...at, changes: { grossCents: 4000 } });
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'parked',
      problemCode: 'sevdesk.document_changed',
      problemFacts: { number: invoice.number },
      nextAttemptAt: null,
    });
    const [letter] = await world.ports.db.deadLetter.findMany({ where: { shopId: shop.id } });
    expect(letter).toMatchObject({ state: 'open', class: 'data' });
  });

  it('names an invoice that lost its marker', async () => {
    const shop = await world.newShop();
    const { order, at } = await booked(shop);
    world.twin.changeDocument({ ...at, changes: { marker: null } });
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sevdesk.document_changed' });
  });

  it('names an invoice that was cancelled by hand', async () => {
    const shop = await invoicingShop();
    const [open, paid] = [await booked(shop, unpaid()), await booked(shop)];
    await cancelByHand(shop, open.invoice.id);
    // Of a paid one sevdesk makes a credit note, which carries the marker too.
    await cancelByHand(shop, paid.invoice.id);
    await compare(shop);
    for (const { order } of [open, paid])
      expect(await rowOf(world, shop, order)).toMatchObject({
        state: 'parked',
        problemCode: 'sevdesk.cancelled_by_hand',
      });
  });

  it('takes an invoice that was matched by hand before Shopify knew for what it is: paid', async () => {
    const shop = await invoicingShop();
    const { order, at } = await booked(shop, unpaid());
    world.twin.markPaid(at);
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'waiting', problemCode: null });
  });

  it('names an invoice that was paid twice: by us on a clearing account, and from the bank', async () => {
    const shop = await world.newShop();
    const { order, at } = await booked(shop);
    const line = { account: shop.account, on: 'Geschäftskonto', amountCents: 4488, day: '2026-11-24' };
    const { id: transactionId } = world.twin.arriveTransaction(line);
    world.twin.matchTransaction({ ...at, transactionId, type: 'OF' });
    world.twin.changeDocument({ ...at, changes: {} });
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sevdesk.already_paid_elsewhere' });
  });

  it('names a payment that was taken off', async () => {
    const shop = await world.newShop();
    const { order, at } = await booked(shop);
    world.twin.releasePayment(at);
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({
      problemCode: 'sevdesk.booking_differs',
      problemFacts: { expectedCents: order.totals.total, foundCents: 0 },
    });
  });

  it('names a second invoice under the same marker, and a draft too many', async () => {
    const shop = await world.newShop();
    const [one, two] = [await booked(shop), await booked(shop)];
    const copy = world.twin.duplicateDocument(one.at);
    world.twin.finaliseDocument({ ...one.at, id: copy.id });
    world.twin.duplicateDocument(two.at);
    await compare(shop);
    expect(await rowOf(world, shop, one.order)).toMatchObject({
      problemCode: 'sevdesk.duplicate',
      problemFacts: { count: 2 },
    });
    expect(await rowOf(world, shop, two.order)).toMatchObject({
      problemCode: 'sevdesk.surplus_draft',
      problemFacts: { count: 2 },
    });
    expect(booksOf(world, shop).invoices).toHaveLength(4);
  });

  it('lets the engine go on with a draft that the merchant finished', async () => {
    const shop = await world.newShop();
    await world.ports.db.settings.create({ data: { shopId: shop.id, value: { finalise: false } } });
    const { order, at } = await booked(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ reason: 'wait.draft' });
    world.twin.finaliseDocument(at);
    await compare(shop);
    await world.drain(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
  });

  it('says it once, and not against a person who has skipped the order', async () => {
    const shop = await world.newShop();
    const { order, at } = await booked(shop);
    world.twin.changeDocument({ ...at, changes: { grossCents: 4000 } });
    await compare(shop);
    const first = await rowOf(world, shop, order);
    await compare(shop);
    expect(await rowOf(world, shop, order)).toEqual(first);
    await world.ports.db.orderSync.update({
      where: { id: first.id },
      data: { state: 'skipped', reason: 'skip.by_hand', problemCode: null },
    });
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'skipped', problemCode: null });
  });

  it('does not speak of an order that is being worked on', async () => {
    const shop = await world.newShop();
    const { order, at } = await booked(shop);
    world.twin.changeDocument({ ...at, changes: { grossCents: 4000 } });
    await world.ports.db.orderSync.updateMany({ data: { wantedRevision: 9n, nextAttemptAt: null } });
    await compare(shop);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
  });

  it('of an account that two shops share shows each its own', async () => {
    const shop = await world.newShop();
    const other = await world.newShop();
    const { at } = await booked(shop);
    const untouched = await booked(other);
    const { accountKey } = await world.ports.db.sevdeskConnection.findUniqueOrThrow({
      where: { shopId: shop.id },
    });
    const {
      tokenEncrypted: _own,
      shopId: _id,
      facts: _facts,
      ...rest
    } = await world.ports.db.sevdeskConnection.findUniqueOrThrow({ where: { shopId: other.id } });
    expect(rest.accountKey).not.toBe(accountKey);
    world.twin.changeDocument({ ...at, changes: { grossCents: 4000 } });
    await compare(other);
    expect(await world.ports.db.orderSync.count({ where: { state: 'parked' } })).toBe(0);
    await compare(shop, 1);
    expect(await world.ports.db.orderSync.findMany({ where: { state: 'parked' } })).toMatchObject([
      { shopId: shop.id },
    ]);
    expect(await rowOf(world, other, untouched.order)).toMatchObject({ state: 'synced' });
  });
});

describe('a document that is not shown any more', () => {
  it('is called gone after two looks an hour apart', async () => {
    const shop = await world.newShop();
    const [kept, lost] = [await booked(shop), await booked(shop)];
    world.twin.deleteDocument(lost.at);
    await compare(shop);
    expect(await rowOf(world, shop, lost.order)).toMatchObject({ state: 'synced' });
    expect((await runs(shop)).at(-1)!.findings).toMatchObject({ missing: [expect.any(String)] });
    await compare(shop, 1.1);
    expect(await rowOf(world, shop, lost.order)).toMatchObject({
      state: 'parked',
      problemCode: 'sevdesk.document_gone',
      problemFacts: { number: lost.invoice.number },
    });
    expect(await rowOf(world, shop, kept.order)).toMatchObject({ state: 'synced' });
    // And then there is nothing left to be looked at twice.
    await compare(shop, 1.1);
    await compare(shop, 1.1);
    expect((await runs(shop)).at(-1)!.findings).toEqual({ missing: [] });
  });

  it('is believed to be there when a list is empty or cut short', async () => {
    const shop = await world.newShop();
    const { order } = await booked(shop);
    const partial = {
      ...world.ports,
      listOrders: nothingNew,
      openSevdesk: (access: Parameters<typeof world.ports.openSevdesk>[0]) => ({
        ...world.ports.openSevdesk(access),
        updatedSince: () => Promise.resolve({ kind: 'done' as const, value: [] }),
      }),
    };
    for (let times = 0; times < 3; times++) {
      world.clock.jump(25 * HOUR);
      while ((await reconcileShop(partial, shop.id, { soft: never, hard: never })) === 'later')
        world.clock.jump(60_000);
    }
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
    expect((await runs(shop)).at(-1)!.findings).toEqual({ missing: [] });
  });

  it('is not called gone by an account that knows nothing of ours', async () => {
    const shop = await world.newShop();
    const { order, at } = await booked(shop);
    world.twin.deleteDocument(at);
    await world.ports.db.gatewayAccount.updateMany({ data: { checkAccountId: '999' } });
    await compare(shop);
    await compare(shop, 1.1);
    await compare(shop, 1.1);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
  });

  it('is not called gone while sevdesk fails', async () => {
    const shop = await world.newShop();
    const { order, at } = await booked(shop);
    world.twin.deleteDocument(at);
    await compare(shop);
    world.twin.setDown({ how: '503' });
    world.clock.jump(2 * HOUR);
    const ports = { ...world.ports, listOrders: nothingNew };
    expect(await reconcileShop(ports, shop.id, { soft: never, hard: never })).toBe('later');
    world.twin.setDown({ how: null });
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
    await compare(shop, 1.1);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sevdesk.document_gone' });
  });
});

/** Through the API, as sevdesk's own pages do it. */
async function cancelByHand(shop: SyncShop, invoiceId: string): Promise<void> {
  const response = await fetch(`${world.twin.apiUrl}/Invoice/${invoiceId}/cancelInvoice`, {
    method: 'POST',
    headers: { authorization: shop.token },
  });
  expect(response.status).toBeLessThan(300);
}
