import { describe, expect, test } from 'vitest';
import type { Decision } from './decision.ts';
import type { Plan } from './documents.ts';
import { cents, rate } from './money.ts';
import { buildOrder } from './testing/buildOrder.ts';
import { editOrder, refund } from './testing/changeOrder.ts';
import { asBooked, plan, planAfter } from './testing/planInput.ts';

// What nobody can place waits alone, until the merchant says what it is.

const creditsOf = ({ documents }: Plan) => documents.filter(({ kind }) => kind === 'credit_note');
const grossOf = (planned: Plan) => creditsOf(planned).map(({ gross }) => gross);
const partsOf = (planned: Plan) =>
  creditsOf(planned).flatMap(({ positions }) =>
    positions.map(({ name, gross, rate: at }) => [name, gross, at]),
  );

const order = buildOrder({
  lines: [
    { name: 'Kochbuch', price: 2490, rate: 700 },
    { name: 'Pfanne', price: 4990 },
  ],
});
const goodwill = refund(order, { amount: 500 });
const sourceGid = goodwill.refunds[0]!.gid;
const about = { sourceGid, amount: cents(500) };
const decided = (...decisions: Decision[]) => planAfter(order, goodwill, { decisions });

describe('a refund that nobody can place', () => {
  test('is asked about, with what is left of each position', () => {
    expect(planAfter(order, goodwill).questions).toMatchObject([
      {
        sourceGid,
        amount: 500,
        total: 500,
        decidable: true,
        problem: { code: 'order.refund_rate_unknown' },
        choices: [
          { name: 'Kochbuch', rate: 700, left: 2490 },
          { name: 'Pfanne', rate: 1900, left: 4990 },
        ],
      },
    ]);
  });

  test('holds up neither the invoice nor other refunds, be they older or newer', () => {
    const book = { lines: [{ line: 0, quantity: 1 }] };
    const newer = refund(goodwill, book);
    const older = refund(refund(order, book), { amount: 500 });
    expect(plan(goodwill).documents).toMatchObject([
      { kind: 'invoice', gross: 7480, bookings: [{ amount: 7480 }] },
    ]);
    // All of the book went back at its price, before or after: only the pan can have become cheaper.
    expect(grossOf(planAfter(order, newer))).toEqual([500, 2490]);
    expect(partsOf(planAfter(order, older))).toEqual([
      ['Kochbuch', 2490, 700],
      ['Erstattung ohne Artikelbezug', 500, 1900],
    ]);
  });

  test('finds its place when later refunds leave it only one, however they are discovered', () => {
    const all = refund(goodwill, {
      lines: [
        { line: 0, quantity: 1 },
        { line: 1, quantity: 1 },
      ],
      amount: 6980,
    });
    const atOnce = plan(all);
    const first = planAfter(order, goodwill);
    const oneByOne = plan(all, { booked: asBooked(first.documents) });
    expect(atOnce.verdict).toEqual({ kind: 'book' });
    expect(partsOf(oneByOne)).toEqual(partsOf(atOnce));
    expect(grossOf(atOnce).reduce((sum, gross) => sum + gross, 0)).toBe(7480);
  });
});

describe('the merchant decides', () => {
  test('the rate', () => {
    const planned = decided({ ...about, kind: 'rate', rate: rate(1900) });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([{ gross: 500, tax: 80, bookings: [{ amount: 500 }] }]);
  });

  test('the positions', () => {
    const [book, pan] = order.lines;
    const planned = decided({
      ...about,
      kind: 'split',
      parts: [
        { gid: book!.gid, amount: cents(200) },
        { gid: pan!.gid, amount: cents(300) },
      ],
    });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(partsOf(planned)).toEqual([
      ['Kochbuch', 200, 700],
      ['Pfanne', 300, 1900],
    ]);
  });

  test.each([
    ['leave_out', { ...about, kind: 'leave_out' } as const],
    ['by_hand', { ...about, kind: 'by_hand', number: 'GU-7', credited: cents(500) } as const],
  ])('%s: no document, and nothing is asked any more', (_, decision) => {
    const planned = decided(decision);
    expect(planned).toMatchObject({ verdict: { kind: 'book' }, questions: [] });
    expect(creditsOf(planned)).toEqual([]);
  });

  test('once, and about this amount only: another one is another question', () => {
    const planned = decided({ ...about, amount: cents(499), kind: 'rate', rate: rate(1900) });
    expect(planned.questions).toMatchObject([{ amount: 500 }]);
  });

  test('and later refunds are looked at again', () => {
    const later = refund(goodwill, { lines: [{ line: 1, quantity: 1 }] });
    const planned = planAfter(order, later, { decisions: [{ ...about, kind: 'leave_out' }] });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(grossOf(planned)).toEqual([4990]);
  });

  test('what was written by hand is not credited a second time', () => {
    const all = refund(goodwill, {
      lines: [
        { line: 0, quantity: 1 },
        { line: 1, quantity: 1 },
      ],
    });
    const byHand = { ...about, kind: 'by_hand', number: 'GU-7', credited: cents(500) } as const;
    expect(planAfter(order, all, { decisions: [byHand] }).questions).toMatchObject([
      { problem: { code: 'order.refund_exceeds_invoice' } },
    ]);
  });
});

describe('an amount without a line', () => {
  test('that the buyer was owed by an edit is what the edit took off', () => {
    const edited = editOrder(order, { discount: [{ line: 1, by: 500 }] });
    const planned = planAfter(order, refund(edited, { amount: 500 }));
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(creditsOf(planned)).toMatchObject([{ gross: 500, tax: 80, positions: [{ rate: 1900 }] }]);
  });

  test('and whose adjustments cancel each other out is the money that went back', () => {
    const single = buildOrder({ lines: [{ price: 8900 }] });
    const back = refund(single, { amount: 2000 });
    const [adjustment] = back.refunds[0]!.adjustments;
    back.refunds[0]!.adjustments = [adjustment!, { ...adjustment!, amount: cents(2000) }];
    expect(creditsOf(planAfter(single, back))).toMatchObject([{ gross: 2000, tax: 319 }]);
  });
});

describe('a piece that Shopify states at 0.00 although it was paid back (recorded: refund-create-full-parity)', () => {
  test.each([[[]], ['as stated']])('is credited at what the money leaves for it', (adjustments) => {
    const parcel = buildOrder({ lines: [{ price: 1000 }], shipping: [{ price: 500 }] });
    const back = refund(parcel, { lines: [{ line: 0, quantity: 1 }], shipping: 'rest' });
    const [one] = back.refunds;
    one!.lines[0]!.subtotal = cents(0);
    one!.lines[0]!.tax = cents(0);
    one!.adjustments =
      adjustments.length === 0
        ? []
        : [{ gid: 'gid://shopify/OrderAdjustment/1', reason: '', amount: cents(-1000), tax: cents(0) }];
    const planned = planAfter(parcel, back);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(partsOf(planned)).toEqual([
      ['Tasse blau', 1000, 1900],
      ['DHL Paket', 500, 1900],
    ]);
  });
});
