import { describe, expect, test } from 'vitest';
import type { Plan } from './documents.ts';
import { cents } from './money.ts';
import type { Order } from './order.ts';
import { buildOrder, type OrderSpec } from './testing/buildOrder.ts';
import { cancel, editOrder, exchange, pay, refund, settleRefund } from './testing/changeOrder.ts';
import { asBooked, plan, planAfter, type PlanSpec } from './testing/planInput.ts';
import type { RefundSpec } from './testing/takeBack.ts';

const creditsOf = ({ documents }: Plan) => documents.filter(({ kind }) => kind === 'credit_note');

/** The credit note for a refund of an order that was invoiced before. */
const creditFor = (spec: OrderSpec, back: RefundSpec, choices?: PlanSpec) => {
  const order = buildOrder(spec);
  const planned = planAfter(order, refund(order, back), choices);
  expect(planned.verdict).toEqual({ kind: 'book' });
  const [credit, ...others] = creditsOf(planned);
  expect(others).toEqual([]);
  return credit!;
};

const problemOf = (planned: Plan) => (planned.verdict.kind === 'book' ? null : planned.verdict.problem);

const staff = { settings: { tips: 'staff' } };

const basket = {
  lines: [
    { price: 1190, quantity: 3 },
    { name: 'Kochbuch', price: 2140, rate: 700 },
  ],
  shipping: [{ price: 490 }],
};

describe('a refund', () => {
  test('becomes a credit note of exactly the refunded lines, tied to its invoice', () => {
    const order = buildOrder(basket);
    const refunded = refund(order, { lines: [{ line: 0, quantity: 2 }] });
    const [credit] = creditsOf(planAfter(order, refunded));
    expect(credit).toMatchObject({
      kind: 'credit_note',
      sourceGid: refunded.refunds[0]!.gid,
      refersTo: order.gid,
      gross: 2380,
      tax: 380,
      taxRule: 1,
      positions: [{ name: 'Tasse blau', quantity: 2, unitGross: 1190, gross: 2380, tax: 380, rate: 1900 }],
      covers: { added: [], removed: [refunded.refunds[0]!.gid] },
      mailTo: null,
    });
  });

  test('is for the buyer of the invoice, whatever address the order has by now', () => {
    const order = buildOrder(basket);
    const moved = {
      ...refund(order, { lines: [{ line: 1, quantity: 1 }] }),
      billingAddress: { ...order.billingAddress!, city: 'Hamburg' },
    };
    const [invoice, credit] = planAfter(order, moved).documents;
    expect(credit!.recipient).toEqual(invoice!.recipient);
    expect(credit!.contact).toEqual(invoice!.contact);
    const { datedBy, documentDay, ...why } = credit!.evidence.facts;
    expect([datedBy, documentDay]).toEqual(['money_back', '2026-11-25']);
    expect(invoice!.evidence.facts).toMatchObject(why);
  });

  test('has its money booked when the transaction succeeded, on the account of its gateway', () => {
    const credit = creditFor(basket, {
      lines: [{ line: 1, quantity: 1 }],
      gateway: 'paypal',
      at: '2026-12-01T23:30:00Z',
    });
    expect(credit.bookings).toMatchObject([
      { gateway: 'paypal', checkAccountId: '101', amount: 2140, day: '2026-12-02' },
    ]);
  });

  test('is dated by its Berlin day, with the delivery date of the invoice', () => {
    const credit = creditFor(basket, { lines: [{ line: 1, quantity: 1 }], at: '2026-12-01T23:30:00Z' });
    expect(credit).toMatchObject({ date: '2026-12-02', deliveryDate: '2026-11-24' });
  });

  test('is never dated before its invoice', () => {
    const credit = creditFor(basket, { lines: [{ line: 1, quantity: 1 }], at: '2026-11-20T12:00:00Z' });
    expect(credit.date).toBe('2026-11-24');
  });

  test('of everything gives the whole invoice back', () => {
    const all = [
      { line: 0, quantity: 3 },
      { line: 1, quantity: 1 },
    ];
    const order = buildOrder(basket);
    const [invoice, credit] = planAfter(order, refund(order, { lines: all, shipping: 'rest' })).documents;
    expect(credit).toMatchObject({ gross: invoice!.gross, tax: invoice!.tax });
  });

  test('of mixed rates keeps each line’s rate', () => {
    const credit = creditFor(basket, {
      lines: [
        { line: 0, quantity: 1 },
        { line: 1, quantity: 1 },
      ],
    });
    expect(credit.positions.map(({ gross, tax, rate }) => [gross, tax, rate])).toEqual([
      [1190, 190, 1900],
      [2140, 140, 700],
    ]);
  });

  test('in a shop with net prices counts the tax on top (recorded payload 010), in one with gross prices inside (040)', () => {
    const lines = [{ price: 1000, quantity: 2 }];
    expect(creditFor({ lines, taxesIncluded: false }, { lines: [{ line: 0, quantity: 1 }] })).toMatchObject({
      gross: 1190,
      tax: 190,
    });
    expect(creditFor({ lines, taxesIncluded: true }, { lines: [{ line: 0, quantity: 1 }] })).toMatchObject({
      gross: 1000,
      tax: 160,
    });
  });

  test('of pieces whose price does not divide goes to the cent, and the last piece takes the rest', () => {
    const order = buildOrder({ lines: [{ price: 1000, quantity: 3, discount: 1 }] });
    const first = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    const second = refund(first, { lines: [{ line: 0, quantity: 1 }] });
    const third = refund(second, { lines: [{ line: 0, quantity: 1 }] });
    const planned = planAfter(order, third);
    expect(creditsOf(planned).map(({ gross }) => gross)).toEqual([1000, 999, 1000]);
    expect(planned.verdict).toEqual({ kind: 'book' });
  });

  test('states the tax of its own amount where Shopify’s share is a rounding cent off', () => {
    const order = buildOrder({ lines: [{ price: 113, quantity: 3 }] });
    const second = refund(refund(order, { lines: [{ line: 0, quantity: 1 }] }), {
      lines: [{ line: 0, quantity: 1 }],
    });
    const [, credit] = creditsOf(planAfter(order, second));
    expect(second.refunds.map((one) => one.lines[0]!.tax)).toEqual([18, 18]);
    expect(credit).toMatchObject({ gross: 113, tax: 18 });
    const last = creditsOf(planAfter(order, refund(second, { lines: [{ line: 0, quantity: 1 }] })));
    expect(last.map(({ tax }) => tax)).toEqual([18, 18, 18]);
  });

  test('with a tax that its rate does not explain is not booked', () => {
    const order = buildOrder(basket);
    const refunded = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    refunded.refunds[0]!.lines[0]!.tax = 142 as never;
    expect(problemOf(planAfter(order, refunded))).toEqual({
      code: 'order.refund_tax_differs',
      facts: { expectedCents: 140, foundCents: 142 },
    });
  });

  test('may be off by a rounding cent for each piece, as Shopify deals the cents out', () => {
    const order = buildOrder(basket);
    const two = refund(order, { lines: [{ line: 0, quantity: 2 }] });
    two.refunds[0]!.lines[0]!.tax = 382 as never;
    expect(creditsOf(planAfter(order, two))).toMatchObject([{ gross: 2380, tax: 380 }]);
    two.refunds[0]!.lines[0]!.tax = 383 as never;
    expect(problemOf(planAfter(order, two))?.code).toBe('order.refund_tax_differs');
  });

  test('is marked by its number', () => {
    const order = buildOrder(basket);
    const refunded = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    const [invoice, credit] = planAfter(order, refunded).documents;
    expect(credit!.marker).toBe(`${invoice!.marker} R${refunded.refunds[0]!.gid.split('/').at(-1)}`);
  });

  test('folds a quantity into the name like the invoice does', () => {
    const credit = creditFor(
      { lines: [{ price: 1000, quantity: 4, discount: 2 }] },
      { lines: [{ line: 0, quantity: 3 }] },
    );
    expect(credit.positions).toMatchObject([{ name: '3 × Tasse blau', quantity: 1, gross: 2999 }]);
  });
});

describe('free goods given back', () => {
  const spec = { lines: [{ price: 1190 }, { name: 'Zugabe', price: 500, discount: 500 }] };
  const both = [
    { line: 0, quantity: 1 },
    { line: 1, quantity: 1 },
  ];

  test('are no position of a credit note', () => {
    expect(creditFor(spec, { lines: both }).positions.map(({ gross }) => gross)).toEqual([1190]);
    expect(creditFor(spec, { lines: both, amount: 1000 }).positions.map(({ gross }) => gross)).toEqual([
      1000,
    ]);
  });
});

describe('a second refund', () => {
  test('is a credit note of its own; the first stays as it is', () => {
    const order = buildOrder(basket);
    const first = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    const booked = asBooked(planAfter(order, first).documents);
    const planned = plan(refund(first, { lines: [{ line: 0, quantity: 2 }] }), { booked });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents.slice(0, 2)).toEqual(booked.map((document) => document.plan));
    expect(creditsOf(planned).map(({ gross }) => gross)).toEqual([1190, 2380]);
  });

  test('of another line has all of that line, though the first was worth as much', () => {
    const order = buildOrder({ lines: [{ price: 1000 }, { price: 500 }, { price: 500, rate: 700 }] });
    const first = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    const booked = asBooked(planAfter(order, first).documents);
    const planned = plan(refund(first, { lines: [{ line: 0, quantity: 1 }] }), { booked });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned).map(({ gross }) => gross)).toEqual([500, 1000]);
  });

  test('that would exceed the invoice is refused before sevdesk refuses it', () => {
    const order = buildOrder({ lines: [{ price: 1000 }, { price: 500 }] });
    const goodwill = refund(order, { amount: 800 });
    const booked = asBooked(planAfter(order, goodwill).documents);
    const planned = plan(refund(goodwill, { lines: [{ line: 0, quantity: 1 }] }), { booked });
    expect(problemOf(planned)).toEqual({
      code: 'order.refund_exceeds_invoice',
      facts: { refundCents: 1000, remainingCents: 700 },
    });
    expect(planned.documents).toHaveLength(2);
  });
});

describe('shipping given back', () => {
  test('is a position of the credit note', () => {
    expect(creditFor(basket, { shipping: 'rest' }).positions).toMatchObject([
      { name: 'DHL Paket', gross: 490, tax: 78, rate: 1900, source: { kind: 'shipping' } },
    ]);
  });

  test('in part is credited in part', () => {
    expect(creditFor(basket, { shipping: 200 })).toMatchObject({ gross: 200, tax: 32 });
  });

  test('in a shop with net prices counts its tax on top', () => {
    expect(creditFor({ ...basket, taxesIncluded: false }, { shipping: 'rest' })).toMatchObject({
      gross: 583,
      tax: 93,
    });
  });

  const mixed = {
    lines: [{ price: 2000 }, { price: 1000, rate: 700 }],
    shipping: [
      {
        price: 490,
        rates: [
          { rate: 1900, weight: 2 },
          { rate: 700, weight: 1 },
        ],
      },
    ],
  };

  test('of several rates goes back at its rates, whole or in part', () => {
    const parts = (back: RefundSpec) =>
      creditFor(mixed, back).positions.map(({ gross, tax, rate }) => [gross, tax, rate]);
    expect(parts({ shipping: 'rest' })).toEqual([
      [326, 52, 1900],
      [164, 11, 700],
    ]);
    expect(parts({ shipping: 245 })).toEqual([
      [163, 26, 1900],
      [82, 5, 700],
    ]);
  });

  test('that the refund does not name is found where there is only one', () => {
    const order = buildOrder(basket);
    const refunded = refund(order, { shipping: 'rest' });
    refunded.refunds[0]!.shippingLines[0]!.shippingGid = null;
    expect(creditsOf(planAfter(order, refunded))).toMatchObject([{ gross: 490 }]);
  });

  test('that was never on an invoice is not guessed', () => {
    const order = buildOrder({ ...basket, tip: 490, shipping: [{ price: 490 }, { price: 100 }] });
    const refunded = refund(order, { shipping: 'rest' });
    refunded.refunds[0]!.shippingLines[0]!.shippingGid = null;
    expect(problemOf(planAfter(order, refunded, staff))?.code).toBe('order.refund_exceeds_invoice');
  });

  test('of several rates in two parts leaves the right rest at each rate', () => {
    const order = buildOrder(mixed);
    const half = refund(order, { shipping: 245 });
    const booked = asBooked(planAfter(order, half).documents);
    const [, credit] = creditsOf(plan(refund(half, { shipping: 'rest' }), { booked }));
    expect(credit!.positions.map(({ gross, rate }) => [gross, rate])).toEqual([
      [163, 1900],
      [82, 700],
    ]);
  });
});

describe('a tip given back', () => {
  test('is credited as the tip it was, though Shopify refunds it as a line', () => {
    const credit = creditFor(
      { lines: [{ price: 5000 }, { price: 474, tip: true }] },
      { lines: [{ line: 1, quantity: 1 }] },
      staff,
    );
    expect(credit).toMatchObject({ gross: 474, tax: 0 });
    expect(credit.positions).toMatchObject([{ name: 'Tip', rate: 0, source: { kind: 'tip' } }]);
  });
});

describe('duties given back', () => {
  test('are a position of the credit note', () => {
    const spec = {
      country: 'CH',
      lines: [{ price: 10_000, rate: null, duties: [{ price: 500, rate: null }] }],
    };
    const credit = creditFor(spec, { lines: [{ line: 0, quantity: 1 }], duties: [0] });
    expect(credit.positions.map(({ source, gross }) => [source.kind, gross])).toEqual([
      ['line', 10_000],
      ['duty', 500],
    ]);
  });

  test('take the rate of their position: Shopify states no tax for them', () => {
    const spec = { lines: [{ price: 10_000, duties: [{ price: 1190, rate: 1900 }] }] };
    expect(creditFor(spec, { duties: [0] })).toMatchObject({ gross: 1190, tax: 190 });
  });
});

describe('money back without a line', () => {
  test('is credited at the order’s rate when it has a single one', () => {
    const credit = creditFor(
      { lines: [{ price: 1190 }, { price: 500 }], shipping: [{ price: 490 }] },
      { amount: 595 },
    );
    expect(credit).toMatchObject({ gross: 595, tax: 95 });
    expect(credit.positions[0]!.source.gid).toMatch(/OrderAdjustment/);
    expect(credit.positions).toMatchObject([
      { name: 'Erstattung ohne Artikelbezug', rate: 1900, source: { kind: 'adjustment' } },
    ]);
  });

  test('is not credited when the order has several rates: no one can tell which', () => {
    const order = buildOrder(basket);
    const planned = planAfter(order, refund(order, { amount: 595 }));
    expect(problemOf(planned)).toEqual({ code: 'order.refund_rate_unknown', facts: { amountCents: 595 } });
    expect(planned.verdict.kind).toBe('park');
    expect(planned.documents).toHaveLength(1);
  });

  test('does not mind free goods of another rate', () => {
    const spec = { lines: [{ price: 1190 }, { price: 500, rate: 700, discount: 500 }] };
    expect(creditFor(spec, { amount: 119 })).toMatchObject({ gross: 119, tax: 19 });
  });

  test('that only the ledger names is credited by its ledger entry', () => {
    const order = buildOrder({ lines: [{ price: 1190 }] });
    const refunded = { ...refund(order, { amount: 119 }), refunds: [] };
    const planned = planAfter(order, refunded);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([
      { sourceGid: refunded.agreements[1]!.gid, gross: 119, tax: 19, bookings: [{ amount: 119 }] },
    ]);
  });

  test('beyond the refunded lines is credited with them', () => {
    const credit = creditFor(
      { lines: [{ price: 1190, quantity: 2 }] },
      { lines: [{ line: 0, quantity: 1 }], amount: 1785 },
    );
    expect(credit.positions.map(({ gross, tax }) => [gross, tax])).toEqual([
      [1190, 190],
      [595, 95],
    ]);
  });

  test('less than the refunded lines lowers them, when they share a rate', () => {
    const credit = creditFor(
      { lines: [{ price: 2000 }, { price: 1000 }] },
      {
        lines: [
          { line: 0, quantity: 1 },
          { line: 1, quantity: 1 },
        ],
        amount: 2700,
      },
    );
    expect(credit.positions.map(({ gross, tax }) => [gross, tax])).toEqual([
      [1800, 287],
      [900, 144],
    ]);
  });

  test('less than the refunded lines of several rates is shared by their value, and the evidence says so', () => {
    const credit = creditFor(basket, {
      lines: [
        { line: 0, quantity: 1 },
        { line: 1, quantity: 1 },
      ],
      amount: 3000,
    });
    expect(credit.positions.map(({ gross, tax, rate }) => [gross, tax, rate])).toEqual([
      [1072, 171, 1900],
      [1928, 126, 700],
    ]);
    expect(credit.evidence.facts).toMatchObject({ retainedCents: 330 });
  });

  test('with a gift card among the returned goods is not guessed', () => {
    const order = buildOrder({ lines: [{ price: 2000 }, { price: 1000, giftCard: true }] });
    const refunded = refund(order, {
      lines: [
        { line: 0, quantity: 1 },
        { line: 1, quantity: 1 },
      ],
      amount: 2700,
    });
    expect(problemOf(planAfter(order, refunded))?.code).toBe('order.refund_rate_unknown');
  });
});

describe('goods back without money', () => {
  test('are no document: the price has not changed (recorded payloads 042, 044)', () => {
    const order = buildOrder(basket);
    const planned = planAfter(order, refund(order, { lines: [{ line: 1, quantity: 1 }], money: 'none' }));
    expect(planned).toMatchObject({ verdict: { kind: 'book' }, documents: [{ kind: 'invoice' }] });
    expect(planned.documents).toHaveLength(1);
  });

  test('are none either when no money but a reservation went back', () => {
    const order = buildOrder(basket);
    const stocked = refund(order, { lines: [{ line: 1, quantity: 1 }], money: 'none' });
    const { transactions } = pay(order, { amount: 2140, kind: 'void' });
    stocked.refunds[0]!.transactions = transactions.slice(-1);
    const planned = planAfter(order, { ...stocked, transactions });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toEqual([]);
  });

  test('are credited when the money goes back later, without naming a line', () => {
    const order = buildOrder(basket);
    const stocked = refund(order, { lines: [{ line: 1, quantity: 1 }], money: 'none' });
    const paid = refund(stocked, { amount: 2140, at: '2026-12-05T12:00:00Z' });
    paid.refunds[1]!.adjustments = [];
    paid.agreements[2]!.sales = [];
    paid.totals.currentTotal = stocked.totals.currentTotal;
    const planned = planAfter(order, paid);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([
      {
        sourceGid: paid.refunds[0]!.gid,
        gross: 2140,
        tax: 140,
        bookings: [{ amount: 2140, day: '2026-12-05' }],
      },
    ]);
  });

  test('are left off the invoice when they were never paid for', () => {
    const order = buildOrder({ ...basket, payments: [] });
    const smaller = pay(refund(order, { lines: [{ line: 1, quantity: 1 }], money: 'none' }), {
      amount: 4060,
    });
    const { documents, verdict } = plan(smaller);
    expect(verdict).toEqual({ kind: 'book' });
    expect(documents).toMatchObject([
      {
        kind: 'invoice',
        gross: 4060,
        covers: { added: [smaller.agreements[0]!.gid], removed: [smaller.refunds[0]!.gid] },
      },
    ]);
    expect(documents[0]!.positions.map(({ name }) => name)).toEqual(['Tasse blau', 'DHL Paket']);
  });
});

describe('money of several refunds', () => {
  test('stays with its own refund', () => {
    const order = buildOrder(basket);
    const stocked = refund(order, { lines: [{ line: 1, quantity: 1 }], money: 'none' });
    const named = refund(stocked, { lines: [{ line: 0, quantity: 2 }] });
    const loose = refund(named, { amount: 2140 });
    loose.refunds[2]!.adjustments = [];
    loose.agreements[3]!.sales = [];
    loose.totals.currentTotal = named.totals.currentTotal;
    const planned = planAfter(order, loose);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned).map(({ gross, bookings }) => [gross, bookings[0]!.transactionGid])).toEqual([
      [2140, loose.refunds[2]!.transactions[0]!.gid],
      [2380, loose.refunds[1]!.transactions[0]!.gid],
    ]);
  });
});

describe('money that is on its way', () => {
  const order = buildOrder(basket);
  const pending = refund(order, { lines: [{ line: 1, quantity: 1 }], money: 'pending' });

  test('is waited for (recorded payload 011)', () => {
    const planned = planAfter(order, pending);
    expect(planned).toMatchObject({
      verdict: { kind: 'wait', problem: { code: 'wait.refund_pending' } },
      documents: [{ kind: 'invoice' }],
    });
    expect(planned.documents).toHaveLength(1);
  });

  test('does not hold the invoice up', () => {
    expect(plan(pending).documents).toMatchObject([{ kind: 'invoice', gross: 6200 }]);
  });

  test('is credited when it arrived', () => {
    expect(creditsOf(planAfter(order, settleRefund(pending, 'success')))).toMatchObject([
      { gross: 2140, bookings: [{ amount: 2140 }] },
    ]);
  });

  test('is nothing when it failed', () => {
    const planned = planAfter(order, settleRefund(pending, 'failure'));
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toEqual([]);
  });
});

describe('a refund before the first sync', () => {
  test('gives the whole invoice and its credit note: both moved money', () => {
    const { documents, verdict } = plan(refund(buildOrder(basket), { lines: [{ line: 1, quantity: 1 }] }));
    expect(verdict).toEqual({ kind: 'book' });
    expect(documents.map(({ kind, gross }) => [kind, gross])).toEqual([
      ['invoice', 6200],
      ['credit_note', 2140],
    ]);
  });

  test('of a cancelled order whose money all went back gives nothing: there was no supply', () => {
    const all = {
      lines: [
        { line: 0, quantity: 3 },
        { line: 1, quantity: 1 },
      ],
      shipping: 'rest',
    } as const;
    const planned = plan(cancel(refund(buildOrder(basket), { ...all, lines: [...all.lines] })));
    expect(planned).toMatchObject({
      documents: [],
      verdict: { kind: 'skip', problem: { code: 'order.cancelled_refunded', facts: { amountCents: 6200 } } },
    });
  });

  test('of a cancelled order whose money is on its way waits', () => {
    const planned = plan(
      cancel(refund(buildOrder(basket), { lines: [{ line: 0, quantity: 3 }], money: 'pending' })),
    );
    expect(planned).toMatchObject({
      documents: [],
      verdict: { kind: 'wait', problem: { code: 'wait.refund_pending' } },
    });
  });

  test('of a cancelled order that kept some of the money gives both', () => {
    const planned = plan(cancel(refund(buildOrder(basket), { lines: [{ line: 1, quantity: 1 }] })));
    expect(planned.documents.map(({ kind }) => kind)).toEqual(['invoice', 'credit_note']);
  });
});

describe('a refund of an order that is only paid in part', () => {
  const partly = buildOrder({ ...basket, payments: [{ amount: 4060 }] });

  test('does not make the order smaller: what was refunded had been paid, the rest is open', () => {
    const refunded = refund(partly, { lines: [{ line: 1, quantity: 1 }] });
    expect(plan(refunded)).toMatchObject({
      documents: [],
      verdict: { kind: 'wait', problem: { code: 'payment.partly_paid', facts: { openCents: 2140 } } },
    });
  });

  test('nor while its money is on its way', () => {
    const pending = refund(partly, { lines: [{ line: 1, quantity: 1 }], money: 'pending' });
    expect(plan(pending)).toMatchObject({
      documents: [],
      verdict: { kind: 'wait', problem: { code: 'wait.refund_pending' } },
    });
  });
});

describe('a refund of an order that Shopify no longer shows', () => {
  test('is not taken for the removal of something else that the ledger knows', () => {
    const order = buildOrder(basket);
    const less = editOrder(order, { pieces: [{ line: 0, by: -1 }] });
    const { refunds, transactions } = refund(less, { lines: [{ line: 1, quantity: 1 }] });
    const planned = planAfter(order, { ...less, refunds, transactions });
    expect(creditsOf(planned)).toMatchObject([{ sourceGid: refunds[0]!.gid, gross: 2140, tax: 140 }]);
  });

  test('is not taken for an edit that the ledger knows', () => {
    const order = buildOrder(basket);
    const edited = pay(editOrder(order, { add: [{ price: 595 }] }), { amount: 595 });
    const booked = asBooked(planAfter(order, edited).documents);
    const { refunds, transactions } = refund(edited, { lines: [{ line: 1, quantity: 1 }] });
    const planned = plan({ ...edited, refunds, transactions }, { booked });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([{ gross: 2140, tax: 140 }]);
  });

  test('is credited from the kept snapshot, whose ledger does not know it', () => {
    const order = buildOrder(basket);
    const { refunds, transactions } = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    const snapshot: Order = { ...order, refunds, transactions };
    const planned = planAfter(order, snapshot);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([{ gross: 2140, tax: 140, bookings: [{ amount: 2140 }] }]);
  });
});

describe('a refund in another currency than the shop’s', () => {
  const francs = buildOrder({
    ...basket,
    with: { presentmentCurrency: 'CHF' },
  });
  const cup = refund(francs, { lines: [{ line: 0, quantity: 1 }] });
  /** The money that Shopify says went back for the cup, in euros. */
  const returning = (amount: number): Order => {
    const [back] = cup.refunds;
    const transactions = back!.transactions.map((one) => ({ ...one, amount: cents(amount) }));
    const others = cup.transactions.filter(({ kind }) => kind !== 'refund');
    return {
      ...cup,
      refunds: [{ ...back!, transactions, totalRefunded: cents(amount) }],
      transactions: [...others, ...transactions],
    };
  };

  test('is credited and booked by its amounts in the shop’s currency', () => {
    const planned = planAfter(francs, cup);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([
      { currency: 'EUR', gross: 1190, tax: 190, bookings: [{ amount: 1190 }] },
    ]);
  });

  test('is credited by the money that went back where Shopify itself writes the difference down', () => {
    const cheaper = refund(francs, { lines: [{ line: 0, quantity: 1 }], amount: 1165 });
    const planned = planAfter(francs, cheaper);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([{ gross: 1165, tax: 186, bookings: [{ amount: 1165 }] }]);
  });

  // Money moves at the rate of its own day (recorded: money-bag-presentment-parity). Where Shopify writes no difference down,
  // the buyer got back exactly the price of the goods, and what the shop's currency says beyond it is the exchange rate.
  test.each([1189, 1191, 1000])(
    'whose money is %i in euros is the price of the goods, at another rate',
    (back) => {
      const planned = planAfter(francs, returning(back));
      expect(planned.verdict).toEqual({ kind: 'book' });
      expect(creditsOf(planned)).toMatchObject([{ gross: 1190, tax: 190, bookings: [{ amount: 1190 }] }]);
      expect(planned.controls.at(-1)).toEqual({ name: 'exchange', expected: 5010, found: 6200 - back });
    },
  );

  test('that no rate explains is not booked', () => {
    const facts = { returnedCents: 500, creditCents: 1190 };
    expect(problemOf(planAfter(francs, returning(500)))).toEqual({ code: 'payment.refund_differs', facts });
  });
});

describe('a refund that contradicts itself', () => {
  const order = buildOrder(basket);

  test('with its ledger entry is not booked', () => {
    const refunded = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    refunded.refunds[0]!.lines[0]!.subtotal = 1900 as never;
    const facts = { expectedCents: 2140, foundCents: 1900, differenceCents: 240 };
    expect(problemOf(planAfter(order, refunded))).toEqual({ code: 'order.ledger_mismatch', facts });
  });

  test('by its tax alone is read as the ledger has it: the subtotal was without it', () => {
    const refunded = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    refunded.refunds[0]!.lines[0]!.subtotal = 2000 as never;
    expect(creditsOf(planAfter(order, refunded))).toMatchObject([{ gross: 2140, tax: 140 }]);
  });

  test('with its money is not booked', () => {
    const refunded = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    refunded.refunds[0]!.transactions[0]!.amount = 2000 as never;
    expect(problemOf(planAfter(order, refunded))).toEqual({
      code: 'payment.refund_differs',
      facts: { returnedCents: 2000, creditCents: 2140 },
    });
  });

  test('or returns money for nothing at all is not booked', () => {
    const refunded = refund(order, { amount: 595 });
    refunded.refunds[0]!.adjustments = [];
    refunded.agreements[1]!.sales = [];
    refunded.totals.currentTotal = order.totals.currentTotal;
    expect(problemOf(planAfter(order, refunded))).toEqual({
      code: 'payment.refund_unexplained',
      facts: { amountCents: 595 },
    });
  });

  test('or shows money back that belongs to no refund is not booked', () => {
    const loose = pay(order, { amount: 595, kind: 'refund' });
    expect(problemOf(planAfter(order, loose))).toEqual({
      code: 'payment.refund_unexplained',
      facts: { amountCents: 595 },
    });
  });
});

describe('gift cards given back', () => {
  const order = buildOrder({ lines: [{ price: 6000 }, { price: 4000, giftCard: true }] });

  test('are no credit note: they were no turnover', () => {
    const planned = planAfter(order, refund(order, { lines: [{ line: 1, quantity: 1 }] }));
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toEqual([]);
  });

  test('before they were paid are not waited for', () => {
    const pending = { amount: 10_000, gateway: 'bank_transfer', manual: true, status: 'pending' } as const;
    const settings = { manualPayments: 'when_ordered' };
    const ordered = buildOrder({
      lines: [{ price: 6000 }, { price: 4000, giftCard: true }],
      payments: [pending],
    });
    const without = pay(refund(ordered, { lines: [{ line: 1, quantity: 1 }], money: 'none' }), {
      amount: 6000,
    });
    const planned = planAfter(ordered, without, { settings });
    expect(planned).toMatchObject({
      verdict: { kind: 'book' },
      documents: [{ gross: 6000, bookings: [{ amount: 6000 }] }],
    });
  });

  test('first and paid back later, without naming them, are settled', () => {
    const stocked = refund(order, { lines: [{ line: 1, quantity: 1 }], money: 'none' });
    const paid = refund(stocked, { amount: 4000 });
    paid.refunds[1]!.adjustments = [];
    paid.agreements[2]!.sales = [];
    paid.totals.currentTotal = stocked.totals.currentTotal;
    const planned = planAfter(order, paid);
    expect(planned).toMatchObject({
      verdict: { kind: 'book' },
      documents: [{ gross: 6000, bookings: [{ amount: 6000 }] }],
    });
  });

  test('for goods pay the goods', () => {
    const swapped = exchange(order, { lines: [{ line: 1, quantity: 1 }], add: [{ price: 4000 }] });
    const planned = planAfter(order, swapped);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents).toMatchObject([
      { gross: 6000 },
      { gross: 4000, bookings: [{ amount: 4000, gateway: 'shopify_payments' }] },
    ]);
  });

  test('with goods are left out of the credit note and of its booking', () => {
    const planned = planAfter(
      order,
      refund(order, {
        lines: [
          { line: 0, quantity: 1 },
          { line: 1, quantity: 1 },
        ],
      }),
    );
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([{ gross: 6000, bookings: [{ amount: 6000 }] }]);
  });
});

describe('a credit note of an invoice that is still a draft', () => {
  const draft = { settings: { finalise: false } };
  const order = buildOrder(basket);
  const refunded = refund(order, { lines: [{ line: 1, quantity: 1 }] });

  test('waits until the merchant has finished the invoice: it needs the number', () => {
    const booked = asBooked(plan(order, draft).documents, { numbered: false });
    const planned = plan(refunded, { ...draft, booked });
    expect(planned).toMatchObject({
      verdict: { kind: 'wait', problem: { code: 'wait.draft' } },
      documents: [{ kind: 'invoice' }],
    });
    expect(planned.documents).toHaveLength(1);
    expect(plan(refunded, draft).documents).toHaveLength(1);
  });

  test('does not hide what is wrong with the money', () => {
    const booked = asBooked(plan(order, draft).documents, { numbered: false });
    const planned = plan(pay(refunded, { amount: 500 }), { ...draft, booked });
    expect(planned.verdict).toMatchObject({ kind: 'park', problem: { code: 'payment.overpaid' } });
  });

  test('follows once it has its number', () => {
    const booked = asBooked(plan(order, draft).documents);
    expect(creditsOf(plan(refunded, { ...draft, booked }))).toMatchObject([{ gross: 2140, finalise: false }]);
  });

  test('does not wait while the connector itself is about to finish it', () => {
    const booked = asBooked(plan(order).documents, { numbered: false });
    expect(creditsOf(plan(refunded, { booked }))).toHaveLength(1);
  });
});

describe('goods on two invoices', () => {
  const order = buildOrder({ lines: [{ price: 1000 }, { price: 500 }] });
  const edited = pay(editOrder(order, { pieces: [{ line: 0, by: 1 }] }), { amount: 1000 });
  const both = asBooked(planAfter(order, edited).documents);

  test('given back one by one are credited to the one invoice, then to the other', () => {
    const first = refund(edited, { lines: [{ line: 0, quantity: 1 }] });
    const booked = asBooked(plan(first, { booked: both }).documents);
    const planned = plan(refund(first, { lines: [{ line: 0, quantity: 1 }] }), { booked });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned).map(({ refersTo }) => refersTo)).toEqual([
      order.gid,
      edited.agreements[1]!.gid,
    ]);
  });

  test('and money back without a line are credited to whatever is left', () => {
    const first = refund(edited, { lines: [{ line: 0, quantity: 1 }] });
    const second = plan(refund(first, { amount: 700 }), { booked: both });
    expect(second.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(second).map(({ refersTo, gross }) => [refersTo, gross])).toEqual([
      [order.gid, 1000],
      [order.gid, 500],
      [edited.agreements[1]!.gid, 200],
    ]);
    const little = plan(refund(edited, { amount: 300 }), { booked: both });
    expect(creditsOf(little).map(({ refersTo, gross }) => [refersTo, gross])).toEqual([[order.gid, 300]]);
    const excess = plan(refund(first, { amount: 1501 }), { booked: both });
    expect(problemOf(excess)).toEqual({
      code: 'order.refund_exceeds_invoice',
      facts: { refundCents: 1501, remainingCents: 1500 },
    });
  });
});

describe('a refund of goods from two invoices', () => {
  test('is a credit note to each of them', () => {
    const order = buildOrder({ lines: [{ price: 1000 }] });
    const edited = pay(editOrder(order, { pieces: [{ line: 0, by: 1 }] }), {
      amount: 1000,
      gateway: 'paypal',
    });
    const booked = asBooked(planAfter(order, edited).documents);
    expect(booked).toHaveLength(2);
    const refunded = refund(edited, { lines: [{ line: 0, quantity: 2 }] });
    const planned = plan(refunded, { booked });
    const gid = refunded.refunds[0]!.gid;
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(
      creditsOf(planned).map(({ sourceGid, refersTo, gross, bookings }) => [
        sourceGid,
        refersTo,
        gross,
        bookings[0]!.amount,
      ]),
    ).toEqual([
      [gid, order.gid, 1000, 1000],
      [`${gid}#2`, edited.agreements[1]!.gid, 1000, 1000],
    ]);
    const again = plan(refunded, { booked: asBooked(planned.documents) });
    expect(again.documents).toEqual(planned.documents);
    const half = plan(refunded, { booked: asBooked(planned.documents.slice(0, 3)) });
    expect(half.documents).toEqual(planned.documents);
  });
});
