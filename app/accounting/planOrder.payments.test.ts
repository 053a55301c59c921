import { describe, expect, test } from 'vitest';
import type { PlannedDocument } from './documents.ts';
import type { Order } from './order.ts';
import { buildOrder } from './testing/buildOrder.ts';
import type { PaymentSpec } from './testing/buildParts.ts';
import { editOrder, pay, refund } from './testing/changeOrder.ts';
import { asBooked, plan, planAfter } from './testing/planInput.ts';

const paidBy = (...payments: PaymentSpec[]) => buildOrder({ lines: [{ price: 10_000 }], payments });

const bookingsOf = (documents: PlannedDocument[]) =>
  documents.flatMap(({ bookings }) =>
    bookings.map(({ gateway, amount, checkAccountId, day }) => [gateway, amount, checkAccountId, day]),
  );

describe('money that came in', () => {
  test('is booked on the clearing account of its gateway, on its Berlin day', () => {
    const order = paidBy({ amount: 10_000, gateway: 'paypal', at: '2026-11-24T23:30:00Z' });
    expect(bookingsOf(plan(order).documents)).toEqual([['paypal', 10_000, '101', '2026-11-25']]);
  });

  test('of a gateway without an account of its own goes to the default account', () => {
    expect(bookingsOf(plan(paidBy({ amount: 10_000, gateway: 'klarna' })).documents)).toEqual([
      ['klarna', 10_000, '100', '2026-11-24'],
    ]);
  });

  test('of a gateway without any account holds the order', () => {
    const gatewayAccounts = { paypal: '101' };
    const account = { regime: 'regular', quantityRounding: 'per_line', gatewayAccounts } as const;
    const planned = plan(paidBy({ amount: 10_000, gateway: 'constructor' }), { account });
    const problem = { code: 'payment.gateway_unmapped', facts: { gateway: 'constructor' } };
    expect(planned).toMatchObject({ documents: [], verdict: { kind: 'park', problem } });
  });

  test('counts as captured, not as authorised', () => {
    const authorised: PaymentSpec = { amount: 10_000, kind: 'authorization' };
    expect(plan(paidBy(authorised))).toMatchObject({
      documents: [],
      verdict: { kind: 'wait', problem: { code: 'wait.payment' } },
    });
    const captured = plan(paidBy(authorised, { amount: 10_000, kind: 'capture' }));
    expect(captured.verdict).toEqual({ kind: 'book' });
    expect(bookingsOf(captured.documents)).toHaveLength(1);
  });

  test('counts only when it succeeded', () => {
    for (const status of ['failure', 'error', 'pending', 'awaiting_response', 'unknown'] as const) {
      expect(plan(paidBy({ amount: 10_000, status })).verdict).toMatchObject({
        kind: 'wait',
        problem: { code: 'wait.payment' },
      });
    }
    const second = plan(paidBy({ amount: 10_000, status: 'failure' }, { amount: 10_000, gateway: 'paypal' }));
    expect(bookingsOf(second.documents)).toEqual([['paypal', 10_000, '101', '2026-11-24']]);
  });

  test('in several payments is booked payment by payment', () => {
    const order = paidBy({ amount: 2500, gateway: 'gift_card' }, { amount: 7500, gateway: 'paypal' });
    expect(bookingsOf(plan(order).documents)).toEqual([
      ['gift_card', 2500, '102', '2026-11-24'],
      ['paypal', 7500, '101', '2026-11-24'],
    ]);
  });

  test('is booked in the order it came, whatever order Shopify lists it in', () => {
    const order = paidBy(
      { amount: 4000, at: '2026-11-26T08:00:00Z' },
      { amount: 6000, gateway: 'paypal', at: '2026-11-25T08:00:00+01:00' },
    );
    expect(bookingsOf(plan(order).documents).map(([gateway]) => gateway)).toEqual([
      'paypal',
      'shopify_payments',
    ]);
  });

  test('on several accounts is booked on each of them', () => {
    const order = paidBy({ amount: 2500, gateway: 'cash' }, { amount: 7500, gateway: 'paypal' });
    expect(bookingsOf(plan(order).documents).map(([, amount, account]) => [amount, account])).toEqual([
      [2500, '103'],
      [7500, '101'],
    ]);
  });

  test('as store credit is a payment like others', () => {
    const order = paidBy({ amount: 10_000, gateway: 'shopify_store_credit' });
    expect(bookingsOf(plan(order).documents)).toEqual([
      ['shopify_store_credit', 10_000, '100', '2026-11-24'],
    ]);
  });

  test('in another currency than the shop’s is booked in the shop’s', () => {
    const order = buildOrder({ lines: [{ price: 10_000 }], with: { presentmentCurrency: 'GBP' } });
    expect(plan(order)).toMatchObject({
      verdict: { kind: 'book' },
      documents: [{ gross: 10_000, currency: 'EUR' }],
    });
  });
});

describe('money on accounts that are not chosen', () => {
  const account = {
    regime: 'regular',
    quantityRounding: 'per_line',
    gatewayAccounts: { paypal: '101' },
  } as const;
  const unmapped = (gateway: string) => ({
    kind: 'park',
    problem: { code: 'payment.gateway_unmapped', facts: { gateway } },
  });

  test('is no hindrance where it is no money: 0.00 by hand for a free order', () => {
    const payments = [{ amount: 0, gateway: 'manual' }];
    const free = buildOrder({ lines: [{ price: 1000, discount: 1000 }], payments });
    const planned = plan(free, { account, settings: { skip: { zeroTotals: false } } });
    expect(planned).toMatchObject({ verdict: { kind: 'book' }, documents: [{ gross: 0, bookings: [] }] });
  });

  test('that went back holds the credit note', () => {
    const order = paidBy({ amount: 10_000, gateway: 'paypal' });
    const planned = planAfter(order, refund(order, { lines: [{ line: 0, quantity: 1 }], gateway: 'cash' }), {
      account,
    });
    expect(planned.verdict).toEqual(unmapped('cash'));
    expect(planned.documents.map(({ kind }) => kind)).toEqual(['invoice']);
  });

  test('that came in later is not booked on the open invoice', () => {
    const ordered = paidBy({ amount: 10_000, gateway: 'paypal', manual: true, status: 'pending' });
    const settings = { manualPayments: 'when_ordered' };
    const later = pay(pay(ordered, { amount: 4000, gateway: 'paypal' }), { amount: 6000, gateway: 'cash' });
    const planned = planAfter(ordered, later, { account, settings });
    expect(planned.verdict).toEqual(unmapped('cash'));
    expect(bookingsOf(planned.documents).map(([gateway, amount]) => [gateway, amount])).toEqual([
      ['paypal', 4000],
    ]);
  });

  test('that invoice and credit note settle between them is asked for as well', () => {
    const settings = { manualPayments: 'when_ordered' };
    const pending = { amount: 2000, gateway: 'bank_transfer', manual: true, status: 'pending' } as const;
    const ordered = buildOrder({ lines: [{ price: 1000, quantity: 2 }], payments: [pending] });
    const less = editOrder(ordered, { pieces: [{ line: 0, by: -1 }] });
    const nothing = editOrder(less, { pieces: [{ line: 0, by: -1 }] });
    const booked = asBooked(planAfter(ordered, less, { settings }).documents);
    expect(plan(nothing, { settings, account, booked }).verdict).toEqual(unmapped('bank_transfer'));
    const settled = plan(nothing, { settings, booked });
    expect(settled.verdict).toEqual({ kind: 'book' });
    expect(
      settled.documents.map(({ kind, gross, bookings }) => [
        kind,
        gross,
        ...bookings.map(({ amount }) => amount),
      ]),
    ).toEqual([
      ['invoice', 2000, 1000, 1000],
      ['credit_note', 1000, 1000],
      ['credit_note', 1000, 1000],
    ]);
    const mapped = plan(nothing, {
      settings,
      booked,
      account: { ...account, gatewayAccounts: { bank_transfer: '105', '*': '100' } },
    });
    expect(new Set(bookingsOf(mapped.documents).map(([, , checkAccountId]) => checkAccountId))).toEqual(
      new Set(['105']),
    );
  });
});

describe('cash', () => {
  const change: PaymentSpec = { amount: 2000, gateway: 'cash', kind: 'change' };

  test('is booked less the change that went back', () => {
    const order = paidBy({ amount: 12_000, gateway: 'cash' }, change);
    expect(bookingsOf(plan(order).documents)).toEqual([['cash', 10_000, '103', '2026-11-24']]);
  });

  test('is booked as it is where Shopify counts what was kept, not what was handed over', () => {
    const order = paidBy({ amount: 10_000, gateway: 'cash' }, change);
    order.totals.received = 10_000 as never;
    expect(bookingsOf(plan(order).documents)).toEqual([['cash', 10_000, '103', '2026-11-24']]);
  });

  test('change lowers the cash, not the card beside it', () => {
    const order = paidBy({ amount: 4000, gateway: 'paypal' }, { amount: 8000, gateway: 'cash' }, change);
    expect(bookingsOf(plan(order).documents).map(([gateway, amount]) => [gateway, amount])).toEqual([
      ['paypal', 4000],
      ['cash', 6000],
    ]);
  });
});

describe('an order that is not paid in full', () => {
  test('waits for the rest, and says how much is missing', () => {
    const planned = plan(paidBy({ amount: 4000 }));
    const facts = { receivedCents: 4000, openCents: 6000, totalCents: 10_000 };
    expect(planned).toMatchObject({
      documents: [],
      verdict: { kind: 'wait', problem: { code: 'payment.partly_paid', facts } },
    });
  });

  test('is invoiced once the last part came in', () => {
    const order = pay(paidBy({ amount: 4000 }), {
      amount: 6000,
      gateway: 'paypal',
      at: '2026-11-30T09:00:00Z',
    });
    const { documents, verdict } = plan(order);
    expect(verdict).toEqual({ kind: 'book' });
    expect(bookingsOf(documents)).toEqual([
      ['shopify_payments', 4000, '100', '2026-11-24'],
      ['paypal', 6000, '101', '2026-11-30'],
    ]);
    expect(documents[0]!.date).toBe('2026-11-30');
  });
});

describe('an order that is paid too much', () => {
  const overpaid = paidBy({ amount: 10_000 }, { amount: 1500, gateway: 'paypal' });

  test('has its invoice; what came in beyond it waits for the merchant', () => {
    const facts = { receivedCents: 11_500, overpaidCents: 1500 };
    const { documents, verdict, questions } = plan(overpaid);
    expect(documents).toMatchObject([{ kind: 'invoice', gross: 10_000 }]);
    expect(bookingsOf(documents).map(([gateway, amount]) => [gateway, amount])).toEqual([
      ['shopify_payments', 10_000],
    ]);
    expect(verdict).toMatchObject({ kind: 'park', problem: { code: 'payment.overpaid', facts } });
    expect(questions).toMatchObject([{ sourceGid: overpaid.gid, amount: 1500, decidable: false }]);
  });

  test('is not passed over, though there is nothing to invoice', () => {
    const free = buildOrder({ lines: [{ price: 1000, discount: 1000 }], payments: [{ amount: 500 }] });
    const card = buildOrder({ lines: [{ price: 4000, giftCard: true }], payments: [{ amount: 4500 }] });
    for (const order of [free, card]) {
      expect(plan(order)).toMatchObject({
        documents: [],
        verdict: { kind: 'park', problem: { code: 'payment.overpaid', facts: { overpaidCents: 500 } } },
      });
    }
  });

  test('is booked once the excess went back', () => {
    const returned = refund(overpaid, { amount: 1500 });
    returned.refunds[0]!.adjustments = [];
    returned.agreements[1]!.sales = [];
    returned.totals.currentTotal = 10_000 as never;
    const { documents, verdict } = plan(returned);
    expect(verdict).toEqual({ kind: 'book' });
    expect(documents.map(({ kind, gross }) => [kind, gross])).toEqual([['invoice', 10_000]]);
    expect(bookingsOf(documents).map(([gateway, amount]) => [gateway, amount])).toEqual([
      ['shopify_payments', 10_000],
    ]);
  });

  test('after its invoice was booked keeps the invoice paid and asks for the merchant', () => {
    const paid = paidBy({ amount: 10_000 });
    const planned = planAfter(paid, pay(paid, { amount: 1500, gateway: 'paypal' }));
    expect(planned.verdict).toMatchObject({ kind: 'park', problem: { code: 'payment.overpaid' } });
    expect(bookingsOf(planned.documents).map(([, amount]) => amount)).toEqual([10_000]);
  });
});

describe('an order paid by hand', () => {
  const pending: PaymentSpec = { amount: 10_000, gateway: 'bank_transfer', manual: true, status: 'pending' };
  const whenOrdered = { settings: { manualPayments: 'when_ordered' } };

  test('waits for its money by default', () => {
    expect(plan(paidBy(pending))).toMatchObject({
      documents: [],
      verdict: { kind: 'wait', problem: { code: 'wait.payment' } },
    });
  });

  test('has an open invoice at once where the merchant wants that', () => {
    const { documents, verdict } = plan(paidBy(pending), whenOrdered);
    expect(verdict).toMatchObject({ kind: 'wait', problem: { code: 'wait.payment' } });
    expect(documents).toMatchObject([{ kind: 'invoice', gross: 10_000, bookings: [], prepaid: false }]);
  });

  test('has one with payment terms as well, which leave no transaction', () => {
    const order = buildOrder({ lines: [{ price: 10_000 }], payments: [] });
    expect(order.financialStatus).toBe('pending');
    expect(plan(order, whenOrdered).documents).toHaveLength(1);
    expect(plan({ ...order, financialStatus: 'expired' }, whenOrdered).documents).toEqual([]);
  });

  test('has one after a card was turned down as well', () => {
    const declined: PaymentSpec = { amount: 10_000, status: 'failure' };
    expect(plan(paidBy(declined, pending), whenOrdered).documents).toHaveLength(1);
  });

  test('has one while the bank has not answered, and when a part has come in already', () => {
    const asked: PaymentSpec = { ...pending, status: 'awaiting_response' };
    expect(plan(paidBy(asked), whenOrdered).documents).toHaveLength(1);
    const part: PaymentSpec = { ...pending, amount: 3000, status: 'success' };
    const { documents, verdict } = plan(paidBy(part), whenOrdered);
    expect(verdict).toMatchObject({ kind: 'wait', problem: { facts: { openCents: 7000 } } });
    expect(bookingsOf(documents).map(([, amount]) => amount)).toEqual([3000]);
  });

  test('that is paid by card after all has none before the money', () => {
    expect(plan(paidBy({ ...pending, manual: false }), whenOrdered).documents).toEqual([]);
    expect(plan(paidBy({ ...pending, kind: 'authorization' }), whenOrdered).documents).toEqual([]);
    expect(plan(paidBy({ ...pending, status: 'failure' }), whenOrdered).documents).toEqual([]);
  });

  test('has each part of its money booked as it comes', () => {
    const ordered = paidBy(pending);
    const partly = planAfter(
      ordered,
      pay(ordered, { amount: 3000, gateway: 'bank_transfer', manual: true }),
      whenOrdered,
    );
    expect(partly.verdict).toMatchObject({ kind: 'wait', problem: { code: 'payment.partly_paid' } });
    expect(bookingsOf(partly.documents).map(([, amount]) => amount)).toEqual([3000]);
    const wholly = planAfter(ordered, pay(pay(ordered, { amount: 3000 }), { amount: 7000 }), whenOrdered);
    expect(wholly.verdict).toEqual({ kind: 'book' });
    expect(bookingsOf(wholly.documents).map(([, amount]) => amount)).toEqual([3000, 7000]);
  });

  test('keeps its invoice open when the merchant changes the setting later', () => {
    const ordered = paidBy(pending);
    const { documents } = plan(ordered, whenOrdered);
    const later = plan(pay(ordered, { amount: 3000 }), { booked: asBooked(documents) });
    expect(later.documents).toMatchObject([{ gross: 10_000, bookings: [{ amount: 3000 }] }]);
    const more = plan(editOrder(ordered, { add: [{ price: 595 }] }), { booked: asBooked(documents) });
    expect(more.documents).toMatchObject([{ gross: 10_000 }, { gross: 595, prepaid: false }]);
  });

  test('is credited for what is taken off before it is paid, and both settle each other', () => {
    const ordered = buildOrder({ lines: [{ price: 5000, quantity: 2 }], payments: [pending] });
    const smaller = editOrder(ordered, { pieces: [{ line: 0, by: -1 }] });
    const open = planAfter(ordered, smaller, whenOrdered);
    expect(open.verdict).toMatchObject({ kind: 'wait' });
    expect(open.documents).toMatchObject([
      { kind: 'invoice', gross: 10_000, bookings: [] },
      { kind: 'credit_note', gross: 5000, bookings: [] },
    ]);
    const paid = planAfter(ordered, pay(smaller, { amount: 5000, gateway: 'bank_transfer' }), whenOrdered);
    expect(paid.verdict).toEqual({ kind: 'book' });
    expect(
      paid.documents.map(({ kind, bookings }) => [
        kind,
        ...bookings.map(({ gateway, amount }) => `${gateway} ${amount}`),
      ]),
    ).toEqual([
      ['invoice', 'bank_transfer 5000', 'offset 5000'],
      ['credit_note', 'offset 5000'],
    ]);
    const accounts = paid.documents.flatMap(({ bookings }) =>
      bookings.map(({ checkAccountId }) => checkAccountId),
    );
    expect(new Set(accounts)).toEqual(new Set(['100']));
  });
});

describe('an invoice credited before it was paid', () => {
  const pending: PaymentSpec = { amount: 10_000, gateway: 'bank_transfer', manual: true, status: 'pending' };
  const whenOrdered = { settings: { manualPayments: 'when_ordered' } };

  test('and then paid in full all the same leaves the shop owing the difference', () => {
    const ordered = buildOrder({ lines: [{ price: 5000, quantity: 2 }], payments: [pending] });
    const smaller = editOrder(ordered, { pieces: [{ line: 0, by: -1 }] });
    const booked = asBooked(planAfter(ordered, smaller, whenOrdered).documents);
    const planned = plan(pay(smaller, { amount: 10_000 }), { ...whenOrdered, booked });
    const facts = { amountCents: 5000 };
    expect(planned.verdict).toEqual({ kind: 'wait', problem: { code: 'payment.refund_owed', facts } });
    expect(planned.documents.map(({ kind, bookings }) => [kind, bookings.length])).toEqual([
      ['invoice', 1],
      ['credit_note', 0],
    ]);
  });
});

describe('what is booked', () => {
  test('stays on its account when the merchant chooses another one later', () => {
    const order = paidBy({ amount: 10_000, gateway: 'paypal' });
    const { documents } = plan(order);
    const account = {
      regime: 'regular',
      quantityRounding: 'per_line',
      gatewayAccounts: { '*': '999' },
    } as const;
    const again = plan(order, { account, booked: asBooked(documents) });
    expect(again.documents).toEqual(documents);
  });
});

describe('an overpayment that comes back in several refunds', () => {
  const overpaid = buildOrder({ lines: [{ price: 6726, rate: 700 }], payments: [{ amount: 8110 }] });
  const owed = 1384;
  /** Money back without a word of what it is for, as Shopify shows what the buyer was owed. */
  const returnOwed = (order: Order): Order => {
    const returned = refund(order, { amount: owed });
    const [last, entry] = [returned.refunds.at(-1)!, returned.agreements.at(-1)!];
    last.adjustments = [];
    entry.sales = [];
    return { ...returned, totals: { ...returned.totals, currentTotal: order.totals.currentTotal } };
  };

  test('is settled by the refund that states no amount; the one that states one lowers the price', () => {
    const first = refund(overpaid, { amount: 973 });
    const second = returnOwed(first);
    const planned = plan(second);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents.map(({ kind, sourceGid, gross }) => [kind, sourceGid, gross])).toEqual([
      ['invoice', overpaid.gid, 6726],
      ['credit_note', first.refunds[0]!.gid, 973],
    ]);
    const booked = asBooked(plan(first).documents);
    expect(plan(second, { booked }).documents).toEqual(planned.documents);
  });

  test('is gone once it paid for goods that were added: then what came back had lowered the price', () => {
    const back = refund(overpaid, { amount: 973 });
    const more = editOrder(back, { pieces: [{ line: 0, by: 1 }] });
    const paid = pay(more, { amount: more.totals.outstanding });
    const planned = planAfter(back, paid);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents.map(({ kind, gross }) => [kind, gross])).toEqual([
      ['invoice', 6726],
      ['invoice', 6726],
      ['credit_note', 973],
    ]);
  });

  test('holds nothing up while a part of it is still to come', () => {
    const planned = plan(refund(overpaid, { amount: 973 }));
    expect(planned.documents.map(({ kind, gross }) => [kind, gross])).toEqual([['invoice', 6726]]);
    expect(planned.questions).toMatchObject([{ amount: owed - 973, problem: { code: 'payment.overpaid' } }]);
  });
});
