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
import type { Fault } from '@twins/sevdesk';
import type { Order } from '../../accounting/order.ts';
import { cancel, pay, refund } from '../../accounting/testing/changeOrder.ts';
import { saveSettings } from '../../merchant/settings.server.ts';
import { SETTLED_MS } from '../retry.ts';

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });
const twoPayments = () => newOrder({ payments: [{ amount: 3000 }, { amount: 1488, gateway: 'paypal' }] });

describe('an order paid in parts', () => {
  it('is booked payment by payment, until the invoice is paid', async () => {
    const shop = await world.newShop();
    const order = twoPayments();
    expect(await world.sync(shop, order)).toEqual(['synced']);
    const [invoice] = documentsOf(world, shop, order).invoices;
    expect(invoice).toMatchObject({ status: 1000, paidCents: 4488 });
    expect(invoice!.bookings.map(({ amountCents }) => amountCents)).toEqual([3000, 1488]);
  });

  it.each<[string, Fault, number]>([
    ['the first', { kind: 'timeout_after' }, 0],
    ['the first', { kind: '500_before' }, 0],
    ['the second', { kind: 'reset_mid_body' }, 1],
    ['the second', { kind: '500_before' }, 1],
  ])('books each once when the answer to %s is lost (%s)', async (_, fault, skip) => {
    world.timeoutMs = 1_000;
    const shop = await world.newShop();
    const order = twoPayments();
    world.twin.addFault({ fault, skip, match: { path: '/Invoice/:id/bookAmount', account: shop.account } });
    expect((await world.sync(shop, order)).at(-1)).toBe('synced');
    const [invoice] = documentsOf(world, shop, order).invoices;
    expect(invoice!.bookings.map(({ amountCents }) => amountCents)).toEqual([3000, 1488]);
  });

  it('is parked when somebody booked another sum in between, and nothing more is booked', async () => {
    const shop = await world.newShop();
    const order = twoPayments();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const doomed = dieAt(world.ports, 'after finalise');
    await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
    const [invoice] = documentsOf(world, shop, order).invoices;
    const account = booksOf(world, shop).checkAccounts.find(({ type }) => type === 'offline')!;
    await fetch(`${world.twin.apiUrl}/Invoice/${invoice!.id}/bookAmount`, {
      method: 'PUT',
      headers: { authorization: shop.token, 'content-type': 'application/json' },
      body: JSON.stringify({
        amount: '5.00',
        date: 1795518e3,
        type: 'N',
        createFeed: false,
        checkAccount: {
          id: account.id,
          objectName: 'CheckAccount',
        },
      }),
    });
    await world.drain(shop);
    const row = await rowOf(world, shop, order);
    expect(row).toMatchObject({ state: 'parked', problemCode: 'sevdesk.booking_differs' });
    expect(row.problemFacts).toEqual({ expectedCents: 0, foundCents: 500 });
    expect(documentsOf(world, shop, order).invoices[0]!.bookings).toHaveLength(1);
  });

  it('that is invoiced before the money gets its payment when it comes', async () => {
    const shop = await world.newShop();
    await saveSettings(world.ports, person(shop), { manualPayments: 'when_ordered' });
    const order = newOrder({
      payments: [{ amount: 4488, gateway: 'Vorkasse', manual: true, status: 'pending' }],
    });
    await world.sync(shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({
      state: 'waiting',
      reason: 'wait.payment',
      latencyMs: null,
    });
    expect(documentsOf(world, shop, order).invoices[0]).toMatchObject({ status: 200, paidCents: 0 });
    expect(await world.sync(shop, pay(order, { amount: 4488, gateway: 'Vorkasse', manual: true }))).toEqual([
      'synced',
    ]);
    expect(documentsOf(world, shop, order).invoices).toHaveLength(1);
    expect(documentsOf(world, shop, order).invoices[0]).toMatchObject({ status: 1000, paidCents: 4488 });
  });
});

describe('a refund', () => {
  const refunded = (order: Order) => refund(order, { lines: [{ line: 0, quantity: 1 }], shipping: 'rest' });

  function expectCreditedOnce(shop: SyncShop, order: Order): void {
    const { invoices, creditNotes } = documentsOf(world, shop, order);
    expect(invoices).toHaveLength(1);
    expect(creditNotes).toHaveLength(1);
    expect(creditNotes[0]).toMatchObject({
      status: 1e3,
      grossCents: 2489,
      finalised: 1,
      originId: invoices[0]!.id,
      bookings: [{ amountCents: 2489 }],
    });
  }

  it('becomes one credit note of its invoice, numbered and its money booked', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, order);
    expect(await world.sync(shop, refunded(order))).toEqual(['synced']);
    expectCreditedOnce(shop, order);
    expect(documentsOf(world, shop, order).creditNotes[0]!.number).toBe('GU-1000');
    expect(world.twin.state().violations).toEqual([]);
  });

  it('names the number and the day of the invoice that it corrects (§ 31 (5) UStDV)', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, refunded(order));
    const { invoices, creditNotes } = documentsOf(world, shop, order);
    const number = invoices[0]!.number!;
    expect(creditNotes[0]).toMatchObject({
      header: `Rechnungskorrektur zur Rechnung ${number} vom 24.11.2026`,
      footText: `Diese Korrektur berichtigt die Rechnung ${number} vom 24.11.2026 zu Ihrer Bestellung ${order.name}.`,
    });
  });

  it('that comes with the payment, in one hint, makes invoice and credit note in one run', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    expect(await world.sync(shop, refunded(order))).toEqual(['synced']);
    expectCreditedOnce(shop, order);
  });

  it('survives a process that dies at any point', async () => {
    const shop = await world.newShop();
    const orders: Order[] = [];
    const ready = async () => {
      const order = newOrder({ buyer: { customerId: '5' } });
      await world.sync(shop, order);
      world.putOrder(shop, refunded(order));
      await world.hint(shop, order.gid);
      orders.push(order);
      return order;
    };
    for (let point = 0, died = true; died; point += 1) {
      const order = await ready();
      const doomed = dieAt(world.ports, point);
      await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
      died = doomed.died();
      world.clock.jump(31_000);
      await world.drain(shop);
      expectCreditedOnce(shop, order);
      expect(await rowOf(world, shop, order), `point ${point}`).toMatchObject({ state: 'synced' });
    }
    const numbers = booksOf(world, shop).creditNotes.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(orders.length);
    expect(orders.length).toBeGreaterThan(15);
  });

  it.each<Fault['kind']>(['timeout_after', 'timeout_before', '500_after', '500_before', 'truncated'])(
    'with %s at each of its steps ends in one credit note, booked once',
    async (kind) => {
      world.timeoutMs = 1_000;
      const shop = await world.newShop();
      for (const path of [
        '/CreditNote/Factory/saveCreditNote',
        '/CreditNote/:id/sendBy',
        '/CreditNote/:id/bookAmount',
      ]) {
        const order = newOrder();
        await world.sync(shop, order);
        world.twin.addFault({ fault: { kind } as Fault, match: { path, account: shop.account } });
        expect((await world.sync(shop, refunded(order))).at(-1)).toBe('synced');
        expectCreditedOnce(shop, order);
      }
    },
    120_000,
  );

  it('of two orders at the same time get two numbers', async () => {
    const shop = await world.newShop();
    const orders = [newOrder(), newOrder(), newOrder()];
    for (const order of orders) {
      await world.sync(shop, order);
      world.putOrder(shop, refunded(order));
      await world.hint(shop, order.gid);
    }
    await Promise.all(orders.map((order) => world.run(shop, order.gid)));
    await world.drain(shop);
    for (const order of orders) expectCreditedOnce(shop, order);
    const numbers = booksOf(world, shop).creditNotes.map(({ number }) => number);
    expect(new Set(numbers)).toEqual(new Set(['GU-1000', 'GU-1001', 'GU-1002']));
  });

  it('goes on by itself once nothing can come of a finalising in which its process died', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    await world.sync(shop, order);
    world.putOrder(shop, refunded(order));
    await world.hint(shop, order.gid);
    const doomed = dieAt(world.ports, 'before finalise');
    await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
    world.clock.jump(31_000);
    expect(await world.run(shop, order.gid)).toBe('later');
    world.clock.jump(SETTLED_MS);
    expect(await world.run(shop, order.gid)).toBe('synced');
    expectCreditedOnce(shop, order);
  });

  it('keeps its number from other orders as long as it may still be finalised', async () => {
    const shop = await world.newShop();
    const [order, other] = [newOrder(), newOrder()];
    for (const one of [order, other]) await world.sync(shop, one);
    for (const one of [order, other]) world.putOrder(shop, refunded(one));
    for (const one of [order, other]) await world.hint(shop, one.gid);
    const doomed = dieAt(world.ports, 'before finalise');
    await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
    world.clock.jump(31_000);
    expect(await world.run(shop, other.gid)).toBe('later');
    expect(documentsOf(world, shop, other).creditNotes).toEqual([]);
    world.clock.jump(SETTLED_MS);
    expect(await world.run(shop, other.gid)).toBe('synced');
    await world.drain(shop);
    for (const one of [order, other]) expectCreditedOnce(shop, one);
  });

  it('does not keep others from numbering once it is known to be finalised', async () => {
    const shop = await world.newShop();
    const [order, other] = [newOrder(), newOrder()];
    for (const one of [order, other]) await world.sync(shop, one);
    await world.sync(shop, refunded(order));
    // As a process leaves it that dies between noting the number and giving the right back.
    const numberingUntil = new Date(world.clock.now().getTime() + 60_000);
    const { id: numberingOwner } = await rowOf(world, shop, order);
    await world.ports.db.sevdeskAccount.updateMany({ data: { numberingOwner, numberingUntil } });
    world.putOrder(shop, refunded(other));
    await world.hint(shop, other.gid);
    expect(await world.run(shop, other.gid)).toBe('synced');
    expectCreditedOnce(shop, other);
  });

  it('whose draft lost its number to another credit note gets a new one', async () => {
    // 1. a draft has the number that is due; 2. its process dies; 3. the bookkeeper finalises another with that number.
    const shop = await world.newShop();
    const [order, other] = [newOrder(), newOrder()];
    for (const one of [order, other]) await world.sync(shop, one);
    world.putOrder(shop, refunded(order));
    await world.hint(shop, order.gid);
    const doomed = dieAt(world.ports, 'before finalise');
    await world.run(shop, order.gid, doomed.ports).catch(() => 'died');
    const [draft] = booksOf(world, shop).creditNotes;
    expect(draft).toMatchObject({ status: 100 });
    world.clock.jump(31_000 + SETTLED_MS);
    await world.sync(shop, refunded(other));
    await world.drain(shop);
    for (const one of [order, other]) expectCreditedOnce(shop, one);
  });

  it('is parked when sevdesk books it the other way round, and never booked again', async () => {
    const shop = await world.newShop({ creditNoteBookingSign: 'negative' });
    const order = newOrder();
    await world.sync(shop, order);
    await world.sync(shop, refunded(order));
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'parked' });
    expect((await rowOf(world, shop, order)).problemCode).toMatch(/^sevdesk\.booking_/);
    const before = booksOf(world, shop).requests['PUT /CreditNote/:id/bookAmount'];
    await world.sync(shop, refunded(order));
    expect(booksOf(world, shop).requests['PUT /CreditNote/:id/bookAmount']).toBe(before);
  });
});

describe('an order that is cancelled before it is paid', () => {
  const unpaid = () =>
    newOrder({ payments: [{ amount: 4488, gateway: 'Vorkasse', manual: true, status: 'pending' }] });

  it.each<Fault | null>([null, { kind: 'timeout_after' }, { kind: '500_after' }, { kind: '500_before' }])(
    'has its open invoice cancelled, once (%j)',
    async (fault) => {
      world.timeoutMs = 1_000;
      const shop = await world.newShop();
      await saveSettings(world.ports, person(shop), { manualPayments: 'when_ordered' });
      const order = unpaid();
      await world.sync(shop, order);
      if (fault)
        world.twin.addFault({ fault, match: { path: '/Invoice/:id/cancelInvoice', account: shop.account } });
      await world.sync(shop, cancel(order));
      const { invoices } = documentsOf(world, shop, order);
      expect(invoices.map(({ type, grossCents }) => `${type} ${grossCents}`).sort()).toEqual([
        'RE 4488',
        'SR -4488',
      ]);
      expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
      const before = world.twin.state().requests;
      await world.sync(shop, cancel(order));
      expect(world.twin.state().requests).toBe(before);
    },
  );
});

describe('a merchant who has invoices mailed', () => {
  const mailing = async () => {
    const shop = await world.newShop();
    await saveSettings(world.ports, person(shop), { mailInvoice: true });
    return shop;
  };
  const mailOf = (shop: SyncShop) =>
    world.ports.db.outgoingMail.findFirstOrThrow({ where: { shopId: shop.id } });

  it('has each sent once', async () => {
    const shop = await mailing();
    const order = newOrder();
    await world.sync(shop, order);
    await world.sync(shop, order);
    expect(booksOf(world, shop).mails).toHaveLength(1);
    expect(booksOf(world, shop).mails[0]!.subject).toMatch(/^Rechnung RE-1000 von shop-/);
    expect(await mailOf(shop)).toMatchObject({ state: 'sent' });
  });

  it.each<[Fault['kind'], string, number]>([
    ['timeout_after', 'unclear', 1],
    ['timeout_before', 'unclear', 0],
    ['500_after', 'unclear', 1],
    ['400_before', 'failed', 0],
  ])('after %s finds it %s and it is not sent again; the order is done', async (kind, state, sent) => {
    world.timeoutMs = 1_000;
    const shop = await mailing();
    const order = newOrder();
    world.twin.addFault({
      fault: { kind } as Fault,
      match: { path: '/Invoice/:id/sendViaEmail', account: shop.account },
    });
    expect(await world.sync(shop, order)).toEqual(['synced']);
    await world.sync(shop, order);
    expectBookedOnce(world, shop, order);
    expect(await mailOf(shop)).toMatchObject({ state });
    expect(booksOf(world, shop).mails).toHaveLength(sent);
  });

  it.each(['before sendByMail', 'after sendByMail'])(
    'never has two when the process dies %s',
    async (where) => {
      const shop = await mailing();
      const order = newOrder();
      world.putOrder(shop, order);
      await world.hint(shop, order.gid);
      await world.run(shop, order.gid, dieAt(world.ports, where).ports).catch(() => 'died');
      await world.drain(shop);
      expect(await mailOf(shop)).toMatchObject({ state: 'unclear' });
      expect(booksOf(world, shop).mails).toHaveLength(where.startsWith('after') ? 1 : 0);
      expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced' });
    },
  );

  it('has it sent later when sevdesk turned it away at the door', async () => {
    const shop = await mailing();
    const order = newOrder();
    const match = { path: '/Invoice/:id/sendViaEmail', account: shop.account };
    world.twin.addFault({ fault: { kind: '429', retryAfterSeconds: 3 }, match });
    await world.sync(shop, order);
    expect(booksOf(world, shop).mails).toHaveLength(1);
    expect(await mailOf(shop)).toMatchObject({ state: 'sent' });
  });
});

describe('an account that rounds for each unit', () => {
  it('is found out by the read-back, and from then on gets quantities in the name', async () => {
    const shop = await world.newShop({ quantityRounding: 'per_unit' });
    // 7 x 0.33: tax of the line 0.37, of seven single ones 0.35.
    const order = newOrder({ lines: [{ price: 33, quantity: 7 }], shipping: [] });
    expect((await world.sync(shop, order)).at(-1)).toBe('synced');
    const [invoice] = documentsOf(world, shop, order).invoices;
    expect(invoice!.positions).toMatchObject([{ quantity: 1, grossCents: 231 }]);
    expectBookedOnce(world, shop, order);
    const connection = await world.ports.db.sevdeskConnection.findUnique({ where: { shopId: shop.id } });
    expect(connection).toMatchObject({ quantityRounding: 'per_unit' });
    const before = booksOf(world, shop).requests['DELETE /Invoice/:id'];
    await world.sync(shop, newOrder({ lines: [{ price: 33, quantity: 7 }], shipping: [] }));
    expect(booksOf(world, shop).requests['DELETE /Invoice/:id']).toBe(before);
  });
});
