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
import { refund } from '../../accounting/testing/changeOrder.ts';
import type { OrderSpec } from '../../accounting/testing/buildOrder.ts';

// Money that stands on a statement in sevdesk: booked against its entry, or left open.

const world = useSyncWorld();
const DAY = 86_400_000;
const transfer = (amount = 4488) => [{ amount, gateway: 'Vorkasse', manual: true }];
const byTransfer = (spec: Partial<OrderSpec> = {}) => newOrder({ payments: transfer(), ...spec });

async function shopThat(handling: 'match' | 'leave_open'): Promise<SyncShop> {
  const shop = await world.newShop();
  const bank = booksOf(world, shop).checkAccounts.find(({ name }) => name === 'Geschäftskonto')!;
  const account = handling === 'match' ? { checkAccountId: bank.id, checkAccountName: bank.name } : {};
  await world.ports.db.gatewayAccount.create({
    data: { shopId: shop.id, gateway: 'Vorkasse', handling, ...account },
  });
  return shop;
}

/** The bank's feed brings a transfer. */
const arrive = (
  shop: SyncShop,
  line: { purpose?: string; payer?: string; amountCents?: number; day?: string },
) =>
  world.twin.arriveTransaction({
    account: shop.account,
    on: 'Geschäftskonto',
    amountCents: 4488,
    day: '2026-11-24',
    ...line,
  }).id;

/** What is due within so many days. */
async function wait(shop: SyncShop, days: number): Promise<void> {
  const end = new Date(world.clock.now().getTime() + days * DAY);
  for (;;) {
    const next = await world.ports.db.orderSync.findFirst({
      where: { shopId: shop.id, nextAttemptAt: { not: null, lte: end } },
      orderBy: { nextAttemptAt: 'asc' },
    });
    if (!next) return world.clock.jumpTo(end);
    world.clock.jumpTo(next.nextAttemptAt!);
    await world.run(shop, next.orderGid);
  }
}

/** Shopify says something of the order, and what is due at once is done. */
async function hear(shop: SyncShop, order: Order): Promise<void> {
  world.putOrder(shop, order);
  await world.hint(shop, order.gid);
  await wait(shop, 0);
}

const entryOf = (shop: SyncShop, id: string) =>
  booksOf(world, shop).transactions.find((transaction) => transaction.id === id)!;
const invoiceOf = (shop: SyncShop, order: Order) => documentsOf(world, shop, order).invoices[0]!;

describe('a payment that is matched', () => {
  it('is booked against the entry that names the order, on the day of the bank', async () => {
    const shop = await shopThat('match');
    const order = byTransfer();
    const id = arrive(shop, { purpose: `Bestellung ${order.name.slice(1)} danke`, day: '2026-11-23' });
    await hear(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', reason: null });
    expect(invoiceOf(shop, order)).toMatchObject({
      status: 1000,
      paidCents: 4488,
      bookings: [{ amountCents: 4488, day: '2026-11-23' }],
    });
    expect(entryOf(shop, id)).toMatchObject({ status: 400, pays: [{ objectName: 'Invoice' }] });
  });

  it('is booked by itself when the entry comes days later', async () => {
    const shop = await shopThat('match');
    const order = byTransfer();
    await hear(shop, order);
    await wait(shop, 2);
    const { number } = invoiceOf(shop, order);
    arrive(shop, { purpose: `${number}`, day: '2026-11-26' });
    await wait(shop, 0.5);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
    expect(invoiceOf(shop, order).bookings).toHaveLength(1);
  });

  it('is asked about where several entries could be meant', async () => {
    const shop = await shopThat('match');
    const order = byTransfer();
    arrive(shop, { payer: 'Jemand Anderes' });
    arrive(shop, { payer: 'Noch Jemand' });
    await hear(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'parked',
      problemCode: 'sevdesk.entry_several',
      problemFacts: { count: 2 },
    });
    expect(invoiceOf(shop, order)).toMatchObject({ status: 200, bookings: [] });
  });

  it('that a person has matched in sevdesk is settled, and no problem', async () => {
    const shop = await shopThat('match');
    const order = byTransfer();
    await hear(shop, order);
    const id = arrive(shop, { payer: 'Firmenkonto GmbH', purpose: 'Rechnung' });
    const invoice = invoiceOf(shop, order);
    world.twin.matchTransaction({
      account: shop.account,
      transactionId: id,
      kind: 'invoice',
      id: invoice.id,
    });
    await wait(shop, 0.5);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
    expect(invoiceOf(shop, order).bookings).toHaveLength(1);
  });

  it('takes an entry that the buyer paid without a word only where nothing else could be meant', async () => {
    const shop = await shopThat('match');
    const [first, second] = [byTransfer(), byTransfer()];
    const payer = 'MUSTERMANN, ERIKA';
    await hear(shop, first);
    await hear(shop, second);
    const id = arrive(shop, { payer });
    await wait(shop, 0.5);
    for (const order of [first, second])
      expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sevdesk.entry_several' });
    world.twin.matchTransaction({
      account: shop.account,
      transactionId: id,
      kind: 'invoice',
      id: invoiceOf(shop, first).id,
    });
    await hear(shop, first);
    const other = arrive(shop, { payer });
    await hear(shop, second);
    expect(await rowOf(world, shop, second)).toMatchObject({ state: 'synced' });
    expect(entryOf(shop, other)).toMatchObject({ status: 400 });
  });

  it('holds up neither what else was paid nor a mail', async () => {
    const shop = await shopThat('match');
    await world.ports.db.settings.create({ data: { shopId: shop.id, value: { mailInvoice: true } } });
    const order = byTransfer({
      payments: [...transfer(2000), { amount: 2488, gateway: 'shopify_payments' }],
    });
    await hear(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({ reason: 'wait.bank_entry' });
    expect(invoiceOf(shop, order)).toMatchObject({ status: 750, paidCents: 2488 });
    expect(booksOf(world, shop).mails).toHaveLength(1);
  });

  it('is cleared instead once the merchant says so', async () => {
    const shop = await shopThat('match');
    const order = byTransfer();
    await hear(shop, order);
    await world.ports.db.gatewayAccount.deleteMany({ where: { shopId: shop.id, gateway: 'Vorkasse' } });
    await hear(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
    expect(invoiceOf(shop, order)).toMatchObject({ status: 1000 });
  });

  it('back to the buyer is found as money that went out', async () => {
    const shop = await shopThat('match');
    const order = byTransfer();
    arrive(shop, { purpose: order.name });
    await hear(shop, order);
    const returned = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    const id = arrive(shop, { purpose: `Erstattung ${order.name}`, amountCents: -1999 });
    await hear(shop, returned);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
    expect(documentsOf(world, shop, order).creditNotes).toMatchObject([{ status: 1000, grossCents: 1999 }]);
    expect(entryOf(shop, id)).toMatchObject({ status: 400, pays: [{ objectName: 'CreditNote' }] });
  });

  it.each(['timeout_after', '500_after', '500_before', 'reset_before'] as const)(
    'is booked once, whatever becomes of the answer (%s)',
    async (kind) => {
      const shop = await shopThat('match');
      const order = byTransfer();
      arrive(shop, { purpose: order.name });
      world.timeoutMs = 1_000;
      world.twin.addFault({
        fault: { kind },
        match: { account: shop.account, path: '/Invoice/:id/bookAmount' },
      });
      await hear(shop, order);
      await wait(shop, 0.1);
      expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
      expect(invoiceOf(shop, order)).toMatchObject({ status: 1000, paidCents: 4488 });
      expect(invoiceOf(shop, order).bookings).toHaveLength(1);
    },
  );
});

describe('a payment that is left open', () => {
  it('is not booked: the order is done, the invoice open, and nobody is asked to pay again', async () => {
    const shop = await shopThat('leave_open');
    const order = byTransfer();
    await hear(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
    expect(invoiceOf(shop, order)).toMatchObject({ status: 200, paidCents: 0, bookings: [] });
    expect(booksOf(world, shop).transactions).toEqual([]);
    const returned = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    await hear(shop, returned);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
    expect(documentsOf(world, shop, order).creditNotes).toMatchObject([{ status: 200, grossCents: 1999 }]);
  });
});

// Last, for it moves the clock far.
describe('a payment whose entry does not come', () => {
  it('waits for its entry, and asks when it does not come', async () => {
    const shop = await shopThat('match');
    const order = byTransfer();
    await hear(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'waiting',
      reason: 'wait.bank_entry',
      problemFacts: { amountCents: 4488, day: '2026-12-04' },
    });
    expect(invoiceOf(shop, order)).toMatchObject({ status: 200, bookings: [] });
    await wait(shop, 11);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'parked',
      problemCode: 'sevdesk.entry_missing',
      problemFacts: { amountCents: 4488, day: '2026-11-24' },
    });
  });
});
