import { describe, expect, test } from 'vitest';
import type { Plan } from './documents.ts';
import { cents, rate, subtract, ZERO } from './money.ts';
import type { Order, Refund } from './order.ts';
import { buildOrder } from './testing/buildOrder.ts';
import type { PaymentSpec } from './testing/buildParts.ts';
import { cancel, editOrder, exchange, pay, refund } from './testing/changeOrder.ts';
import { asBooked, plan, planAfter } from './testing/planInput.ts';
import { someTaxFacts } from './testing/taxFacts.ts';
import type { EditSpec } from './testing/recharge.ts';

const basket = {
  lines: [
    { price: 2000, quantity: 2 },
    { name: 'Kochbuch', price: 1070, rate: 700 },
  ],
  shipping: [{ price: 490 }],
};
const order = buildOrder(basket);

const problemOf = (planned: Plan) => (planned.verdict.kind === 'book' ? null : planned.verdict.problem);
const documentsOf = (planned: Plan) => planned.documents.map(({ kind, gross }) => [kind, gross]);
const namesOf = (planned: Plan, index: number) =>
  planned.documents[index]!.positions.map(({ quantity, name }) => `${quantity} × ${name}`);

/** The order edited after its invoice was booked; `paid` came in for it. */
const editedAfter = (spec: EditSpec, paid?: number) => {
  const edited = editOrder(order, spec);
  return planAfter(order, paid === undefined ? edited : pay(edited, { amount: paid, gateway: 'paypal' }));
};

describe('an order edited before it is invoiced', () => {
  const unpaid = buildOrder({ ...basket, payments: [] });

  test('is invoiced as it stands when it is paid', () => {
    const edited = editOrder(unpaid, {
      add: [{ name: 'Poster', price: 595 }],
      pieces: [
        { line: 0, by: -1 },
        { line: 1, by: 1 },
      ],
    });
    const planned = plan(pay(edited, { amount: edited.totals.outstanding }));
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([['invoice', 2000 + 2140 + 490 + 595]]);
    expect(namesOf(planned, 0)).toEqual(['1 × Tasse blau', '2 × Kochbuch', '1 × Poster', '1 × DHL Paket']);
  });

  test('by a discount is invoiced at the lower price', () => {
    const planned = plan(pay(editOrder(unpaid, { discount: [{ line: 0, by: 400 }] }), { amount: 5160 }));
    expect(planned.documents[0]!.positions[0]).toMatchObject({
      quantity: 2,
      unitGross: 1800,
      gross: 3600,
      tax: 575,
    });
  });

  test('to nothing has nothing to invoice', () => {
    const empty = editOrder(buildOrder({ lines: [{ price: 1000 }], payments: [] }), {
      pieces: [{ line: 0, by: -1 }],
    });
    const planned = plan(empty, { settings: { skip: { zeroTotals: false } } });
    expect(planned).toMatchObject({
      documents: [],
      verdict: { kind: 'skip', problem: { code: 'skip.zero_total' } },
    });
  });

  test('to nothing after a part was paid owes the buyer that part', () => {
    const partly = buildOrder({ lines: [{ price: 1000 }], payments: [{ amount: 300 }] });
    const empty = editOrder(partly, { pieces: [{ line: 0, by: -1 }] });
    const problem = { code: 'payment.refund_owed', facts: { amountCents: 300 } };
    expect(plan(empty)).toMatchObject({ documents: [], verdict: { kind: 'wait', problem } });
  });

  test('to less than was paid owes the buyer the difference', () => {
    const partly = buildOrder({ lines: [{ price: 500, quantity: 2 }], payments: [{ amount: 800 }] });
    const less = editOrder(partly, { pieces: [{ line: 0, by: -1 }] });
    expect(plan(less)).toMatchObject({
      documents: [],
      verdict: { kind: 'wait', problem: { facts: { amountCents: 300 } } },
    });
  });

  test('to nothing after a part was paid and returned has nothing to invoice', () => {
    const partly = buildOrder({ lines: [{ price: 1000 }], payments: [{ amount: 300 }] });
    const empty = editOrder(partly, { pieces: [{ line: 0, by: -1 }] });
    const returned = refund(empty, { amount: 300 });
    returned.refunds[0]!.adjustments = [];
    returned.agreements[2]!.sales = [];
    returned.totals.currentTotal = empty.totals.currentTotal;
    expect(plan(returned)).toMatchObject({
      documents: [],
      verdict: { kind: 'skip', problem: { code: 'skip.zero_total' } },
    });
    const loose = pay(empty, { amount: 300, kind: 'refund' });
    expect(plan(loose).verdict).toMatchObject({ kind: 'skip' });
  });

  test('by more goods after it was paid has its invoice; the goods have their own once they are paid', () => {
    const failed = refund(order, { lines: [{ line: 1, quantity: 1 }], money: 'failure' });
    const more = editOrder(failed, { add: [{ price: 500 }] });
    const waiting = plan(more);
    expect(problemOf(waiting)).toMatchObject({ code: 'payment.partly_paid', facts: { openCents: 500 } });
    expect(documentsOf(waiting)).toEqual([['invoice', 5560]]);
    expect(waiting.documents[0]!.foot).toMatch(/^Der Betrag ist bereits bezahlt/);
    const paid = plan(pay(more, { amount: 500 }));
    expect(documentsOf(paid)).toEqual([
      ['invoice', 5560],
      ['invoice', 500],
    ]);
  });

  test('by a gift card that was taken off again books the goods alone, and goes on so', () => {
    const withCard = buildOrder({ lines: [{ price: 1000 }, { price: 4000, giftCard: true }], payments: [] });
    const paid = pay(editOrder(withCard, { pieces: [{ line: 1, by: -1 }] }), { amount: 1000 });
    const { documents, verdict } = plan(paid);
    expect(verdict).toEqual({ kind: 'book' });
    expect(plan(paid, { booked: asBooked(documents) })).toMatchObject({
      documents,
      verdict: { kind: 'book' },
    });
  });

  test('covers additions and removals each on their own', () => {
    const added = editOrder(unpaid, { add: [{ price: 595 }] });
    const both = editOrder(added, { pieces: [{ line: 0, by: -1 }] });
    const [invoice] = plan(pay(both, { amount: both.totals.outstanding })).documents;
    const [placed, first, second] = both.agreements.map(({ gid }) => gid);
    expect(invoice!.covers).toEqual({ added: [placed, first], removed: [second] });
  });

  test('covers all that it invoices and all that it leaves out', () => {
    const edited = editOrder(unpaid, { add: [{ price: 595 }], pieces: [{ line: 0, by: -1 }] });
    const [invoice] = plan(pay(edited, { amount: edited.totals.outstanding })).documents;
    const [placed, edit] = edited.agreements.map(({ gid }) => gid);
    expect(invoice!.covers).toEqual({ added: [placed, edit], removed: [edit] });
  });

  test('downwards after it was paid is invoiced as it was paid; the difference is owed', () => {
    const lowered = editOrder(order, { pieces: [{ line: 1, by: -1 }] });
    expect(documentsOf(plan(lowered))).toEqual([['invoice', 5560]]);
    const returned = refund(lowered, { amount: 1070 });
    returned.refunds[0]!.adjustments = [];
    returned.agreements[2]!.sales = [];
    returned.totals.currentTotal = lowered.totals.currentTotal;
    const planned = plan(returned);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([
      ['invoice', 5560],
      ['credit_note', 1070],
    ]);
  });

  test('by a discount after it was paid is invoiced at the price that was paid', () => {
    const lowered = editOrder(order, { discount: [{ line: 0, by: 400 }] });
    const planned = plan(lowered);
    expect(planned.documents[0]!.positions[0]).toMatchObject({ gross: 4000, tax: 639 });
    expect(planned.documents[0]!.gross).toBe(5560);
  });

  test('twice, once before and once after the payment, leaves out only what came before', () => {
    const before = editOrder(unpaid, { pieces: [{ line: 1, by: -1 }] });
    const paid = pay(before, { amount: before.totals.outstanding });
    const after = editOrder(paid, { pieces: [{ line: 0, by: -1 }] });
    const planned = plan(after);
    expect(problemOf(planned)).toEqual({ code: 'payment.refund_owed', facts: { amountCents: 2000 } });
    expect(documentsOf(planned)).toEqual([['invoice', 4490]]);
  });

  test('and with goods back on the shelf after the payment leaves out only the edit', () => {
    const before = editOrder(unpaid, { pieces: [{ line: 1, by: -1 }] });
    const paid = pay(before, { amount: 4490 });
    const stocked = refund(paid, { lines: [{ line: 0, quantity: 1 }], money: 'none' });
    const planned = plan(stocked);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([['invoice', 4490]]);
    expect(namesOf(planned, 0)).toEqual(['2 × Tasse blau', '1 × DHL Paket']);
  });

  test('takes the tax off where it was charged, not off a rate that stands beside 0.00', () => {
    const marked = buildOrder({ lines: [{ price: 1070, quantity: 2, rate: 700 }], payments: [] });
    const [tax] = marked.lines[0]!.taxLines;
    marked.lines[0]!.taxLines = [{ ...tax!, rate: rate(1900), amount: ZERO }, tax!];
    const less = editOrder(marked, { pieces: [{ line: 0, by: -1 }] });
    expect(plan(pay(less, { amount: 1070 })).documents[0]!.positions).toMatchObject([
      { quantity: 1, gross: 1070, tax: 70, rate: 700 },
    ]);
  });

  test('names a gift that was added: everything delivered is named (§ 14 (4) no. 5 UStG)', () => {
    const gift = editOrder(order, { add: [{ name: 'Zugabe', price: 500, discount: 500 }] });
    expect(namesOf(plan(gift), 0)).toEqual(['2 × Tasse blau', '1 × Kochbuch', '1 × Zugabe', '1 × DHL Paket']);
  });

  test('keeps free goods off when they were taken off before it was paid, not later', () => {
    const lines = [{ price: 1000 }, { name: 'Zugabe', price: 500, discount: 500 }];
    const without = (order: Order) => editOrder(order, { pieces: [{ line: 1, by: -1 }] });
    const early = pay(without(buildOrder({ lines, payments: [] })), { amount: 1000 });
    const late = without(buildOrder({ lines }));
    const names = (order: Order) => plan(order).documents[0]!.positions.map(({ name }) => name);
    expect(names(early)).toEqual(['Tasse blau']);
    expect(names(late)).toEqual(['Tasse blau', 'Zugabe']);
  });

  test('by its shipping is invoiced without what was taken off, whether Shopify’s total still holds it or not', () => {
    const shipping = {
      sale: order.agreements[0]!.sales.find(({ kind }) => kind === 'shipping')!,
      line: order.shippingLines[0]!,
    };
    const taken = {
      ...shipping.sale,
      action: 'return' as const,
      shippingGid: null,
      total: -490 as never,
      tax: -78 as never,
      taxes: [{ rate: 1900 as never, amount: -78 as never }],
    };
    const unpaidOrder = buildOrder({ ...basket, payments: [{ amount: 5070 }] });
    const entry = {
      gid: 'gid://shopify/SalesAgreement/9',
      kind: 'edit' as const,
      happenedAt: '2026-11-24T10:20:00Z',
      refundGid: null,
      sales: [taken],
    };
    const removed = {
      ...unpaidOrder,
      shippingLines: [{ ...unpaidOrder.shippingLines[0]!, isRemoved: true }],
      agreements: [...unpaidOrder.agreements, entry],
      totals: { ...unpaidOrder.totals, currentTotal: 5070 as never },
    };
    const without = {
      ...removed,
      totals: { ...removed.totals, total: 5070 as never, tax: (removed.totals.tax - 78) as never },
    };
    for (const edited of [removed, without]) {
      const planned = plan(edited);
      expect(planned.verdict).toEqual({ kind: 'book' });
      expect(documentsOf(planned)).toEqual([['invoice', 5070]]);
      expect(namesOf(planned, 0)).toEqual(['2 × Tasse blau', '1 × Kochbuch']);
    }
  });
});

describe('an order that lost one of two ways of shipping', () => {
  test('is invoiced with the other one, which may still go back', () => {
    const ordered = buildOrder({
      lines: [{ price: 2000, quantity: 2 }],
      shipping: [{ title: 'Express', price: 990 }, { price: 490 }],
      payments: [],
    });
    const edited = editOrder(ordered, { pieces: [{ line: 0, by: -1 }] });
    const [, standard] = edited.shippingLines;
    const charged = ordered.agreements[0]!.sales.find((sale) => sale.shippingGid === standard!.gid)!;
    edited.agreements[1]!.sales.push({
      ...charged,
      action: 'return',
      shippingGid: null,
      total: cents(-490),
      tax: cents(-78),
      taxes: [],
    });
    standard!.isRemoved = true;
    const returned = refund(pay(edited, { amount: 2990 }), { shipping: 'rest' });
    // Shopify's total no longer holds what was removed.
    const total = subtract(returned.totals.total, cents(490));
    const tax = subtract(returned.totals.tax, cents(78));
    const planned = plan({ ...returned, totals: { ...returned.totals, total, tax } });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([
      ['invoice', 2990],
      ['credit_note', 990],
    ]);
    expect(namesOf(planned, 0)).toEqual(['1 × Tasse blau', '1 × Express']);
  });
});

describe('an order edited after it was invoiced', () => {
  test('upwards has a second invoice for the difference, once it is paid', () => {
    expect(documentsOf(editedAfter({ add: [{ price: 595 }] }))).toEqual([['invoice', 5560]]);
    expect(problemOf(editedAfter({ add: [{ price: 595 }] }))?.code).toBe('payment.partly_paid');
    const planned = editedAfter(
      { add: [{ name: 'Poster', price: 595, quantity: 2 }], addShipping: { price: 200 } },
      1390,
    );
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([
      ['invoice', 5560],
      ['invoice', 1390],
    ]);
    expect(namesOf(planned, 1)).toEqual(['2 × Poster', '1 × DHL Paket']);
    expect(planned.documents[1]).toMatchObject({
      tax: 222,
      bookings: [{ gateway: 'paypal', amount: 1390 }],
      prepaid: true,
    });
  });

  test('by a fee has a second invoice for the fee, by the name of its kind: the ledger says no more', () => {
    const planned = editedAfter({ addFee: { name: 'Pfand', price: 119 } }, 119);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents[1]!.positions).toMatchObject([
      { name: 'Gebühr', gross: 119, tax: 19, rate: 1900, source: { kind: 'fee', gid: null } },
    ]);
  });

  test('names the edit as the source of the second invoice, dated by the day its own payment came', () => {
    const edited = pay(editOrder(order, { add: [{ price: 595 }], at: '2026-11-28T12:00:00Z' }), {
      amount: 595,
      at: '2026-11-28T23:30:00Z',
    });
    const [first, second] = planAfter(order, edited).documents;
    const { gid } = edited.agreements[1]!;
    expect(second).toMatchObject({
      sourceGid: gid,
      date: '2026-11-29',
      covers: { added: [gid], removed: [] },
    });
    expect(second!.marker).toBe(`${first!.marker} A${gid.split('/').at(-1)}`);
  });

  test('by more pieces of a line has them invoiced with the tax of their own amount', () => {
    const planned = editedAfter({ pieces: [{ line: 0, by: 1 }] }, 2000);
    expect(planned.documents[1]!.positions).toMatchObject([
      { name: 'Tasse blau', quantity: 1, gross: 2000, tax: 319, rate: 1900 },
    ]);
  });

  test('downwards is a credit note once the money went back', () => {
    const lowered = editOrder(order, { pieces: [{ line: 1, by: -1 }] });
    expect(documentsOf(planAfter(order, lowered))).toEqual([['invoice', 5560]]);
    expect(problemOf(planAfter(order, lowered))).toEqual({
      code: 'payment.refund_owed',
      facts: { amountCents: 1070 },
    });
    const returned = refund(lowered, { amount: 1070 });
    returned.refunds[0]!.adjustments = [];
    returned.agreements[2]!.sales = [];
    returned.totals.currentTotal = lowered.totals.currentTotal;
    const planned = planAfter(order, returned);
    const { gid } = lowered.agreements[1]!;
    expect(planned.documents[1]).toMatchObject({
      kind: 'credit_note',
      sourceGid: gid,
      gross: 1070,
      tax: 70,
      bookings: [{ amount: 1070 }],
    });
    expect(planned.documents[1]!.marker).toMatch(/ E\d+$/);
  });

  test('shown by Shopify as a refund without money as well is one removal, not two', () => {
    const lowered = editOrder(order, { pieces: [{ line: 1, by: -1 }], withRefund: true });
    const returned = refund(lowered, { amount: 1070 });
    returned.refunds[1]!.adjustments = [];
    returned.agreements[2]!.sales = [];
    returned.totals.currentTotal = lowered.totals.currentTotal;
    expect(documentsOf(planAfter(order, returned))).toEqual([
      ['invoice', 5560],
      ['credit_note', 1070],
    ]);
  });

  test('by a discount is a credit note that says so', () => {
    const lowered = editOrder(order, { discount: [{ line: 0, by: 400 }] });
    const returned = refund(lowered, { amount: 400 });
    returned.refunds[0]!.adjustments = [];
    returned.agreements[2]!.sales = [];
    returned.totals.currentTotal = lowered.totals.currentTotal;
    const planned = planAfter(order, returned);
    expect(namesOf(planned, 1)).toEqual(['1 × Preisänderung: Tasse blau']);
    expect(planned.documents[1]).toMatchObject({ gross: 400, tax: 64 });
  });

  test('up and down in one edit settles the one against the other', () => {
    const edited = editOrder(order, {
      add: [{ name: 'Poster', price: 1070 }],
      pieces: [{ line: 1, by: -1 }],
    });
    const planned = planAfter(order, edited);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([
      ['invoice', 5560],
      ['invoice', 1070],
      ['credit_note', 1070],
    ]);
    const [, added, removed] = planned.documents;
    expect(added!.bookings).toMatchObject([
      { transactionGid: removed!.sourceGid, gateway: 'offset', amount: 1070 },
    ]);
    expect(removed!.bookings).toMatchObject([
      { transactionGid: added!.sourceGid, gateway: 'offset', amount: 1070 },
    ]);
  });

  test('down and later up by as much settles both on the later day', () => {
    const down = editOrder(order, { pieces: [{ line: 1, by: -1 }], at: '2026-11-25T09:00:00Z' });
    const up = editOrder(down, { add: [{ price: 1070 }], at: '2026-11-28T09:00:00Z' });
    const [, added, removed] = planAfter(order, up).documents;
    expect([added!.date, removed!.date]).toEqual(['2026-11-28', '2026-11-25']);
    expect([added!.bookings, removed!.bookings]).toMatchObject([
      [{ gateway: 'offset', day: '2026-11-28' }],
      [{ gateway: 'offset', day: '2026-11-28' }],
    ]);
  });

  test('waits for the VAT id again when the answer is no longer there', () => {
    const abroad = { country: 'AT', buyer: { vatId: 'ATU13585627', taxExempt: true } };
    const exempt = buildOrder({ ...abroad, lines: [{ price: 5000, exempt: true }] });
    const vatCheck = {
      vatId: 'ATU13585627',
      valid: true,
      checkedAt: '2026-11-24T10:15:00Z',
      reference: 'WAPIAAA',
    };
    const booked = asBooked(plan(exempt, { vatCheck }).documents);
    const more = pay(editOrder(exempt, { pieces: [{ line: 0, by: 1 }] }), { amount: 5000 });
    expect(plan(more, { booked })).toMatchObject({
      needsVatCheck: 'ATU13585627',
      verdict: { kind: 'wait', problem: { code: 'wait.vat_check' } },
    });
    expect(documentsOf(plan(more, { booked, vatCheck }))).toEqual([
      ['invoice', 5000],
      ['invoice', 5000],
    ]);
  });

  test('by a piece too small to be taxed keeps the rate of its line', () => {
    const tiny = buildOrder({ lines: [{ price: 1000 }, { price: 1 }] });
    const more = pay(editOrder(tiny, { pieces: [{ line: 1, by: 1 }] }), { amount: 1 });
    const planned = planAfter(tiny, more);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents[1]!.positions).toMatchObject([{ gross: 1, tax: 0, rate: 1900 }]);
  });

  test('by a piece whose tax is off by more than a rounding cent is not booked', () => {
    const more = pay(editOrder(order, { pieces: [{ line: 0, by: 1 }] }), { amount: 2000 });
    // 20.00 at 19 % hold 3.19.
    more.agreements[1]!.sales[0]!.taxes[0]!.amount = cents(324);
    expect(planAfter(order, more).verdict).toMatchObject({
      kind: 'park',
      problem: { code: 'tax.amount_differs', facts: { taxCents: 324, expectedCents: 319 } },
    });
  });

  test('by goods whose tax cannot be decided keeps what is booked', () => {
    const planned = editedAfter({ add: [{ price: 500, rate: 1600 }] }, 500);
    expect(planned.verdict).toMatchObject({
      kind: 'park',
      problem: { code: expect.stringMatching(/^tax\./) },
    });
    expect(documentsOf(planned)).toEqual([['invoice', 5560]]);
  });

  test('twice has an invoice for each edit', () => {
    const once = pay(editOrder(order, { add: [{ price: 595 }] }), { amount: 595 });
    const booked = asBooked(planAfter(order, once).documents);
    const twice = plan(pay(editOrder(once, { add: [{ price: 300 }] }), { amount: 300 }), { booked });
    expect(twice.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(twice)).toEqual([
      ['invoice', 5560],
      ['invoice', 595],
      ['invoice', 300],
    ]);
    expect(twice.documents.map(({ bookings }) => bookings.map(({ amount }) => amount))).toEqual([
      [5560],
      [595],
      [300],
    ]);
  });

  test('by a gift card has no second invoice', () => {
    const planned = editedAfter({ add: [{ price: 2500, giftCard: true }] }, 2500);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([['invoice', 5560]]);
  });

  test('by a gift card and goods has an invoice for the goods; the money that is left is told apart', () => {
    const planned = editedAfter({ add: [{ price: 2500, giftCard: true }, { price: 500 }] }, 3000);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([
      ['invoice', 5560],
      ['invoice', 500],
    ]);
    expect(planned.documents[1]!.bookings).toMatchObject([{ gateway: 'paypal', amount: 500 }]);
  });

  test('and owing the buyer only a part of what was taken off waits for the rest', () => {
    const lowered = editOrder(order, { pieces: [{ line: 0, by: -1 }] });
    const returned = refund(lowered, { amount: 500 });
    returned.refunds[0]!.adjustments = [];
    returned.agreements[2]!.sales = [];
    returned.totals.currentTotal = lowered.totals.currentTotal;
    const planned = planAfter(order, returned);
    expect(problemOf(planned)).toEqual({ code: 'payment.refund_owed', facts: { amountCents: 1500 } });
    expect(documentsOf(planned)).toEqual([['invoice', 5560]]);
  });
});

// The tax of a supply that was paid and is not carried out falls when the money went back, not when it was agreed
// (§ 17 (2) no. 2 with (1) UStG; BFH 2.9.2010, V R 34/09). The invoice has a number and stays; what takes it back is a credit
// note of all of it. A cancellation would not do: sevdesk does not cancel what is paid.
describe('an order edited to nothing after it was paid and invoiced', () => {
  const two = buildOrder({ lines: [{ price: 1000 }, { name: 'Kochbuch', price: 1070, rate: 700 }] });
  const nothing = [
    { line: 0, by: -1 },
    { line: 1, by: -1 },
  ];
  const emptied = editOrder(two, { pieces: nothing });
  /** The money of an edit goes back by a refund that names no line. */
  const returning = (amount: number, money: 'success' | 'pending' | 'failure' = 'success') => {
    const returned = refund(emptied, { amount, money });
    returned.refunds[0]!.adjustments = [];
    returned.agreements[2]!.sales = [];
    returned.totals.currentTotal = emptied.totals.currentTotal;
    return returned;
  };
  const owed = (amountCents: number) => ({ code: 'payment.refund_owed', facts: { amountCents } });

  test('keeps its paid invoice while the money has not gone back, and says how much the buyer is owed', () => {
    expect(emptied.totals).toMatchObject({ currentTotal: 0, outstanding: -2070 });
    const planned = planAfter(two, emptied);
    expect(planned.verdict).toEqual({ kind: 'wait', problem: owed(2070) });
    expect(planned.documents).toEqual(plan(two).documents);
  });

  test('so too when Shopify shows the edit as a refund without money as well', () => {
    const planned = planAfter(two, editOrder(two, { pieces: nothing, withRefund: true }));
    expect(problemOf(planned)).toEqual(owed(2070));
    expect(documentsOf(planned)).toEqual([['invoice', 2070]]);
  });

  test('has a credit note of the whole invoice at its rates once the money went back', () => {
    const planned = planAfter(two, returning(2070));
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents[1]).toMatchObject({
      kind: 'credit_note',
      sourceGid: emptied.agreements[1]!.gid,
      refersTo: two.gid,
      gross: 2070,
      tax: 230,
      positions: [
        { name: 'Tasse blau', gross: 1000, tax: 160, rate: 1900 },
        { name: 'Kochbuch', gross: 1070, tax: 70, rate: 700 },
      ],
      bookings: [{ gateway: 'shopify_payments', amount: 2070 }],
    });
    expect(planned.documents).toHaveLength(2);
  });

  test('has no more than that however often it is looked at', () => {
    const { documents } = planAfter(two, returning(2070));
    expect(plan(returning(2070), { booked: asBooked(documents) })).toMatchObject({
      documents,
      verdict: { kind: 'book' },
    });
  });

  test('waits for the rest when a part went back, and for all while it is on its way', () => {
    expect(problemOf(planAfter(two, returning(1000)))).toEqual(owed(1070));
    expect(problemOf(planAfter(two, returning(2070, 'pending')))).toMatchObject({
      code: 'wait.refund_pending',
    });
    expect(problemOf(planAfter(two, returning(2070, 'failure')))).toEqual(owed(2070));
    for (const order of [returning(1000), returning(2070, 'pending'), returning(2070, 'failure')])
      expect(documentsOf(planAfter(two, order))).toEqual([['invoice', 2070]]);
  });

  test('and cancelled then ends the same way', () => {
    expect(problemOf(planAfter(two, cancel(emptied)))).toEqual(owed(2070));
    expect(documentsOf(planAfter(two, cancel(returning(2070))))).toEqual([
      ['invoice', 2070],
      ['credit_note', 2070],
    ]);
  });

  test('but for its shipping is owed the goods, and credited for them alone', () => {
    const shipped = buildOrder({ lines: [{ price: 1000 }], shipping: [{ price: 490 }] });
    const left = editOrder(shipped, { pieces: [{ line: 0, by: -1 }] });
    expect(problemOf(planAfter(shipped, left))).toEqual(owed(1000));
    const returned = refund(left, { amount: 1000 });
    returned.refunds[0]!.adjustments = [];
    returned.agreements[2]!.sales = [];
    returned.totals.currentTotal = left.totals.currentTotal;
    expect(documentsOf(planAfter(shipped, returned))).toEqual([
      ['invoice', 1490],
      ['credit_note', 1000],
    ]);
  });
});

describe('goods exchanged', () => {
  /** The refund without money by which Shopify closes the return of a piece. */
  const closingOf = (line: number, id: string): Refund => ({
    ...refund(order, { lines: [{ line, quantity: 1 }], money: 'none' }).refunds[0]!,
    gid: `gid://shopify/Refund/${id}`,
    createdAt: '2026-11-30T09:00:00Z',
  });

  test('twice for the same are booked twice, also when Shopify closes both returns later', () => {
    const spec = { lines: [{ line: 0, quantity: 1 }], add: [{ price: 2000 }] };
    const twice = exchange(exchange(order, spec), spec);
    const { documents } = planAfter(order, twice);
    expect(documents.map(({ kind, gross }) => [kind, gross])).toEqual([
      ['invoice', 5560],
      ['invoice', 2000],
      ['invoice', 2000],
      ['credit_note', 2000],
      ['credit_note', 2000],
    ]);
    const refunds = [closingOf(0, '77'), closingOf(0, '78')];
    const closed = plan({ ...twice, refunds }, { booked: asBooked(documents) });
    const bySource = (some: typeof documents) =>
      some.toSorted((a, b) => `${a.kind} ${a.sourceGid}`.localeCompare(`${b.kind} ${b.sourceGid}`));
    expect(closed.verdict).toEqual({ kind: 'book' });
    expect(bySource(closed.documents)).toEqual(bySource(documents));
  });

  test('for cheaper ones: invoice, credit note, the difference returned, the rest settled between them', () => {
    const planned = planAfter(
      order,
      exchange(order, {
        lines: [{ line: 0, quantity: 1 }],
        add: [{ name: 'Teller', price: 1500 }],
        money: 500,
      }),
    );
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(
      planned.documents.map(({ kind, gross, bookings }) => [
        kind,
        gross,
        ...bookings.map(({ gateway, amount }) => `${gateway} ${amount}`),
      ]),
    ).toEqual([
      ['invoice', 5560, 'shopify_payments 5560'],
      ['invoice', 1500, 'offset 1500'],
      ['credit_note', 2000, 'shopify_payments 500', 'offset 1500'],
    ]);
  });

  test('are booked once, also when Shopify closes the return with a refund later', () => {
    const swapped = exchange(order, { lines: [{ line: 1, quantity: 1 }], add: [{ price: 1070 }] });
    const { documents } = planAfter(order, swapped);
    const closing = closingOf(1, '77');
    const closed = plan({ ...swapped, refunds: [closing] }, { booked: asBooked(documents) });
    expect(closed.verdict).toEqual({ kind: 'book' });
    expect(closed.documents).toEqual(documents);
  });

  test('are settled on the day of the later document', () => {
    const swapped = exchange(order, {
      lines: [{ line: 1, quantity: 1 }],
      add: [{ price: 1070 }],
      at: '2026-11-30T12:00:00Z',
    });
    const [, added, credit] = planAfter(order, swapped).documents;
    expect([added!.bookings[0]!.day, credit!.bookings[0]!.day]).toEqual(['2026-11-30', '2026-11-30']);
    const early = exchange(order, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 1500 }],
      money: 500,
      at: '2026-11-30T12:00:00Z',
    });
    const [, invoice] = plan(early).documents;
    expect(invoice!.bookings.map(({ gateway, day }) => [gateway, day])).toEqual([['offset', '2026-11-30']]);
    const undated = exchange(order, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 1500 }],
      money: 500,
      at: '2026-11-20T12:00:00Z',
    });
    const [first] = plan(undated).documents;
    expect(first!.bookings.map(({ day }) => day)).toEqual(['2026-11-24', '2026-11-24']);
  });

  test('settle each other at once, though goods added later are still to be paid', () => {
    const spec = { lines: [{ line: 0, quantity: 1 }], add: [{ price: 1500 }], money: 500 };
    const swapped = exchange(order, spec);
    const more = editOrder(swapped, { add: [{ price: 3000 }] });
    const planned = planAfter(order, more);
    expect(problemOf(planned)?.code).toBe('payment.partly_paid');
    expect(planned.documents).toEqual(planAfter(order, swapped).documents);
  });

  test('pay for what they were exchanged for, and money that names nothing for what was only taken off', () => {
    const spec = { lines: [{ line: 0, quantity: 1 }], add: [{ price: 1500 }], money: 500 };
    const swapped = exchange(order, { ...spec, at: '2026-11-26T12:00:00Z' });
    const fewer = editOrder(swapped, { pieces: [{ line: 0, by: -1 }], at: '2026-11-28T12:00:00Z' });
    const back = refund(fewer, { amount: 2000, at: '2026-12-02T12:00:00Z' });
    back.refunds.at(-1)!.adjustments = [];
    back.agreements.at(-1)!.sales = [];
    const now = { ...back, totals: fewer.totals };
    const { documents } = planAfter(order, now);
    expect(documents.map(({ kind, gross, date }) => [kind, gross, date])).toEqual([
      ['invoice', 5560, '2026-11-24'],
      ['invoice', 1500, '2026-11-26'],
      ['credit_note', 2000, '2026-11-26'],
      ['credit_note', 2000, '2026-12-02'],
    ]);
  });

  test('wait for the merchant while the invoice is a draft', () => {
    const swapped = exchange(order, { lines: [{ line: 1, quantity: 1 }], add: [{ price: 1070 }] });
    const draft = { settings: { finalise: false } };
    const planned = plan(swapped, {
      ...draft,
      booked: asBooked(plan(order, draft).documents, { numbered: false }),
    });
    expect(problemOf(planned)?.code).toBe('wait.draft');
    expect(planned.documents.flatMap(({ bookings }) => bookings.map(({ gateway }) => gateway))).toEqual([
      'shopify_payments',
    ]);
  });

  test('have the money that is not yet paid before goods that only went back on the shelf', () => {
    const stocked = refund(order, { lines: [{ line: 0, quantity: 1 }], money: 'none' });
    const swapped = exchange(stocked, { lines: [{ line: 0, quantity: 1 }], add: [{ price: 2000 }] });
    const planned = planAfter(order, swapped);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents.map(({ kind, sourceGid }) => [kind, sourceGid])).toEqual([
      ['invoice', order.gid],
      ['invoice', swapped.agreements[2]!.gid],
      ['credit_note', swapped.agreements[2]!.gid],
    ]);
  });

  test('for dearer ones: the difference is paid', () => {
    const swapped = exchange(order, { lines: [{ line: 0, quantity: 1 }], add: [{ price: 2600 }] });
    const waiting = planAfter(order, swapped);
    expect(problemOf(waiting)?.code).toBe('payment.partly_paid');
    expect(documentsOf(waiting)).toEqual([['invoice', 5560]]);
    const planned = planAfter(order, pay(swapped, { amount: 600, gateway: 'paypal' }));
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(
      planned.documents
        .slice(1)
        .map(({ kind, bookings }) => [
          kind,
          ...bookings.map(({ gateway, amount }) => `${gateway} ${amount}`),
        ]),
    ).toEqual([
      ['invoice', 'paypal 600', 'offset 2000'],
      ['credit_note', 'offset 2000'],
    ]);
  });

  test('for equal ones before the payment: one invoice of what the buyer has', () => {
    const unpaid = buildOrder({ ...basket, payments: [] });
    const swapped = editOrder(unpaid, {
      pieces: [{ line: 1, by: -1 }],
      add: [{ name: 'Teller', price: 1070 }],
    });
    const planned = plan(pay(swapped, { amount: swapped.totals.outstanding }));
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([['invoice', 5560]]);
    expect(namesOf(planned, 0)).toEqual(['2 × Tasse blau', '1 × Teller', '1 × DHL Paket']);
  });

  test.each([
    { why: 'equal', line: 1, price: 1070, money: undefined },
    { why: 'cheaper', line: 0, price: 1500, money: 500 },
  ])('for $why ones: the same documents before the first sync and after it', ({ line, price, money }) => {
    const swapped = exchange(order, { lines: [{ line, quantity: 1 }], add: [{ price }], money });
    const planned = plan(swapped);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(planned.documents).toEqual(planAfter(order, swapped).documents);
    expect(documentsOf(planned)).toEqual([
      ['invoice', 5560],
      ['invoice', price],
      ['credit_note', price + (money ?? 0)],
    ]);
  });

  test('for cheaper ones before the first sync do not take other goods off the invoice that went back for free', () => {
    const swapped = exchange(order, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 1070 }],
      money: 930,
    });
    const stocked = refund(swapped, { lines: [{ line: 1, quantity: 1 }], money: 'none' });
    const planned = plan(stocked);
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([
      ['invoice', 5560],
      ['invoice', 1070],
      ['credit_note', 2000],
    ]);
  });

  test('for cheaper ones without the difference returned yet: the shop owes it', () => {
    const planned = planAfter(
      order,
      exchange(order, { lines: [{ line: 0, quantity: 1 }], add: [{ price: 1500 }] }),
    );
    expect(problemOf(planned)).toEqual({ code: 'payment.refund_owed', facts: { amountCents: 500 } });
  });
});

describe('an order cancelled', () => {
  const pending: PaymentSpec = { amount: 5560, gateway: 'bank_transfer', manual: true, status: 'pending' };
  const unpaid = buildOrder({ ...basket, payments: [pending] });
  const whenOrdered = { settings: { manualPayments: 'when_ordered' } };

  test('before it was paid or invoiced is skipped', () => {
    expect(plan(cancel(unpaid), whenOrdered)).toMatchObject({
      documents: [],
      verdict: { kind: 'skip', problem: { code: 'skip.cancelled_unpaid' } },
    });
  });

  test('or voided without a payment is skipped', () => {
    const voided = { ...unpaid, financialStatus: 'voided' as const };
    expect(plan(voided)).toMatchObject({
      documents: [],
      verdict: { kind: 'skip', problem: { code: 'skip.voided' } },
    });
    expect(plan({ ...order, financialStatus: 'voided' }).verdict).toEqual({ kind: 'book' });
  });

  test('with an open invoice has it cancelled', () => {
    const planned = planAfter(unpaid, cancel(unpaid, '2026-12-01T23:30:00Z'), whenOrdered);
    expect(planned.verdict).toEqual({ kind: 'book' });
    const [invoice, cancellation] = planned.documents;
    expect(cancellation).toMatchObject({
      kind: 'cancellation',
      sourceGid: unpaid.gid,
      refersTo: unpaid.gid,
      gross: 5560,
      date: '2026-12-02',
      bookings: [],
      mailTo: null,
      marker: `${invoice!.marker} S${unpaid.id}`,
    });
    expect(cancellation!.positions).toEqual(invoice!.positions);
    expect(cancellation!.header).not.toBe(invoice!.header);
  });

  test('has a cancellation that asks for no money and is sent to no one, whatever its invoice did', () => {
    const { settings } = whenOrdered;
    const mailed = { settings: { ...settings, mailInvoice: true } };
    const [invoice, cancellation] = planAfter(unpaid, cancel(unpaid), mailed).documents;
    expect(invoice).toMatchObject({ mailTo: 'erika@example.com', prepaid: false });
    expect(cancellation).toMatchObject({
      mailTo: null,
      prepaid: true,
      header: 'Stornorechnung zur Bestellung #1001',
      covers: { added: [], removed: [] },
    });
  });

  test('has a cancellation that is never dated before its invoice', () => {
    const early = planAfter(unpaid, cancel(unpaid, '2026-11-23T12:00:00Z'), whenOrdered);
    expect(early.documents.map(({ kind, date }) => [kind, date])).toEqual([
      ['invoice', '2026-11-24'],
      ['cancellation', '2026-11-24'],
    ]);
  });

  test('stays cancelled', () => {
    const gone = cancel(unpaid);
    const { documents } = planAfter(unpaid, gone, whenOrdered);
    for (const now of [gone, { ...gone, name: '#9999' }]) {
      expect(plan(now, { ...whenOrdered, booked: asBooked(documents) })).toMatchObject({
        documents,
        verdict: { kind: 'book' },
      });
    }
  });

  test('whose invoice is a draft leaves it to the merchant to delete the draft', () => {
    const draft = { settings: { ...whenOrdered.settings, finalise: false } };
    const booked = asBooked(plan(unpaid, draft).documents, { numbered: false });
    const planned = plan(cancel(unpaid), { ...draft, booked });
    expect(planned.verdict).toMatchObject({
      kind: 'wait',
      problem: { code: 'order.cancelled_draft', facts: { amountCents: 5560 } },
    });
    expect(planned.documents).toHaveLength(1);
    expect(
      plan(cancel(unpaid), { ...draft, booked: asBooked(plan(unpaid, draft).documents) }).documents,
    ).toHaveLength(2);
  });

  test('whose invoice the connector is about to finish has it cancelled', () => {
    const booked = asBooked(plan(unpaid, whenOrdered).documents, { numbered: false });
    const planned = plan(cancel(unpaid), { ...whenOrdered, booked });
    expect(planned.documents.map(({ kind }) => kind)).toEqual(['invoice', 'cancellation']);
  });

  test('or edited to nothing while unpaid has its invoice cancelled', () => {
    const single = buildOrder({ lines: [{ price: 1000 }], payments: [{ ...pending, amount: 1000 }] });
    const emptied = editOrder(single, { pieces: [{ line: 0, by: -1 }], at: '2026-12-03T09:00:00Z' });
    const planned = planAfter(single, emptied, whenOrdered);
    expect(planned.documents.map(({ kind, date }) => [kind, date])).toEqual([
      ['invoice', '2026-11-24'],
      ['cancellation', '2026-12-03'],
    ]);
  });

  test('with two open invoices has a credit note for each, and they settle each other', () => {
    const more = editOrder(unpaid, { add: [{ price: 595 }] });
    const booked = asBooked(planAfter(unpaid, more, whenOrdered).documents);
    expect(booked.map((one) => one.plan.gross)).toEqual([5560, 595]);
    const all = [
      { line: 0, quantity: 2 },
      { line: 1, quantity: 1 },
      { line: 2, quantity: 1 },
    ];
    const planned = plan(cancel(refund(more, { lines: all, shipping: 'rest', money: 'none' })), {
      ...whenOrdered,
      booked,
    });
    expect(planned.verdict).toEqual({ kind: 'book' });
    expect(documentsOf(planned)).toEqual([
      ['invoice', 5560],
      ['invoice', 595],
      ['credit_note', 5560],
      ['credit_note', 595],
    ]);
  });

  test('that comes to life again needs a person', () => {
    const { documents } = planAfter(unpaid, cancel(unpaid), whenOrdered);
    const paid = pay(cancel(unpaid), { amount: 5560, gateway: 'bank_transfer' });
    const planned = plan(paid, { ...whenOrdered, booked: asBooked(documents) });
    expect(problemOf(planned)).toEqual({
      code: 'order.after_cancellation',
      facts: { receivedCents: 5560, totalCents: 5560 },
    });
    expect(planned.documents).toEqual(documents);
  });

  test('after it was paid, without money back, keeps its invoice', () => {
    expect(planAfter(order, cancel(order))).toMatchObject({
      verdict: { kind: 'book' },
      documents: [{ kind: 'invoice' }],
    });
  });

  test('after it was paid, with all money back, has a credit note', () => {
    const all = [
      { line: 0, quantity: 2 },
      { line: 1, quantity: 1 },
    ];
    expect(documentsOf(planAfter(order, cancel(refund(order, { lines: all, shipping: 'rest' }))))).toEqual([
      ['invoice', 5560],
      ['credit_note', 5560],
    ]);
  });

  test('after a part of its invoice was credited goes on with credit notes: sevdesk cancels no credited invoice', () => {
    const smaller = editOrder(unpaid, { pieces: [{ line: 0, by: -1 }] });
    const booked = asBooked(planAfter(unpaid, smaller, whenOrdered).documents);
    expect(booked).toHaveLength(2);
    const planned = plan(cancel(smaller), { ...whenOrdered, booked });
    expect(planned.documents.map(({ kind }) => kind)).not.toContain('cancellation');
  });
});

describe('what is in sevdesk', () => {
  const odd = { rule: 2, reason: 'export', facts: someTaxFacts() } as const;

  test('is never changed, whatever becomes of order and settings', () => {
    const { documents } = plan(order);
    const renamed = {
      ...order,
      name: '#9999',
      billingAddress: { ...order.billingAddress!, name: 'Max Anders' },
    };
    const planned = plan(renamed, {
      booked: asBooked(documents),
      settings: { showSku: false, mailInvoice: true, skip: { channels: ['web'] } },
    });
    expect(planned.documents).toEqual(documents);
    expect(planned).toMatchObject({ verdict: { kind: 'book' }, evidence: documents[0]!.evidence });
  });

  test('is the same whatever order the ledger lists it in', () => {
    const more = pay(editOrder(order, { add: [{ price: 595 }] }), { amount: 595 });
    const booked = asBooked(planAfter(order, more).documents);
    const returned = refund(more, { amount: 0, lines: [{ line: 2, quantity: 1 }] });
    for (const now of [more, returned])
      expect(plan(now, { booked: booked.toReversed() }).documents.map(({ gross }) => gross)).toEqual(
        plan(now, { booked }).documents.map(({ gross }) => gross),
      );
    expect(plan(more, { booked: booked.toReversed() }).evidence).toEqual(booked[0]!.plan.evidence);
  });

  test('stands in the plan of an order that can go no further, invoice first, with its evidence', () => {
    const refunded = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    const { documents } = planAfter(order, refunded);
    const [invoice, credit] = asBooked(documents);
    const more = refund(refunded, { lines: [{ line: 0, quantity: 1 }] });
    const planned = plan(more, { booked: [invoice!, credit!] }).documents[2]!;
    const notLeft = asBooked([planned], { fixed: false });
    const stopped = plan(
      { ...more, currency: 'USD' },
      { booked: [...notLeft, { ...credit!, plan: { ...credit!.plan, evidence: odd } }, invoice!] },
    );
    expect(stopped.verdict).toMatchObject({ kind: 'park', problem: { code: 'order.currency_unsupported' } });
    expect(stopped.documents.map(({ sourceGid }) => sourceGid)).toEqual([
      invoice!.sourceGid,
      credit!.sourceGid,
    ]);
    expect(stopped.evidence).toEqual(invoice!.plan.evidence);
  });

  test('is planned anew while it has not left', () => {
    const booked = asBooked(plan(order).documents, { fixed: false });
    expect(plan({ ...order, name: '#9999' }, { booked }).documents[0]!.marker).toMatch(/^#9999 /);
  });

  test('and no longer fits the order without an edit that explains it is a case for a person', () => {
    const { documents } = plan(order);
    const dearer = buildOrder({ ...basket, shipping: [{ price: 590 }] });
    const planned = plan(dearer, { booked: asBooked(documents) });
    expect(planned.verdict).toMatchObject({
      kind: 'park',
      problem: { code: 'order.changed_after_booking', facts: { bookedCents: 5560, foundCents: 5660 } },
    });
    expect(planned.documents).toEqual(documents);
  });

  test('of a refund and no longer fits the refund is a case for a person', () => {
    const booked = asBooked(planAfter(order, refund(order, { lines: [{ line: 0, quantity: 2 }] })).documents);
    const less = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    const planned = plan(less, { booked });
    expect(problemOf(planned)).toEqual({
      code: 'order.changed_after_booking',
      facts: { bookedCents: 4000, foundCents: 2000 },
    });
  });
});

test('goods whose price fell to nothing after the payment, and which then came back, stay on the invoice until the money goes back', () => {
  const paid = buildOrder({ lines: [{ price: 69 }, { name: 'Kochbuch', price: 1070, rate: 700 }] });
  const cheaper = editOrder(paid, { discount: [{ line: 0, by: 69 }] });
  const returned = refund(cheaper, { lines: [{ line: 0, quantity: 1 }], money: 'failure' });
  const planned = plan(returned);
  expect(problemOf(planned)).toEqual({ code: 'payment.refund_owed', facts: { amountCents: 69 } });
  expect(documentsOf(planned)).toEqual([['invoice', 1139]]);
});
