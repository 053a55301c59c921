import { describe, expect, test } from 'vitest';
import type { PlannedDocument } from './documents.ts';
import type { Instant, Order } from './order.ts';
import { buildOrder, type OrderSpec } from './testing/buildOrder.ts';
import type { PaymentSpec } from './testing/buildParts.ts';
import { cancel, editOrder, exchange, pay, refund, settleRefund } from './testing/changeOrder.ts';
import { plan, planAfter, type PlanSpec } from './testing/planInput.ts';
import { explainEvidence } from './texts/explainEvidence.ts';

// Which day goes where; the table with its sources is in docs/accounting.md.

const OCTOBER = '2026-10-30T17:40:00Z';
const manual = { manual: true, gateway: 'bank_transfer' };

const orderOf = (payments: PaymentSpec[], rest: Partial<OrderSpec> = {}): Order =>
  buildOrder({ lines: [{ price: 10_000 }], payments, ...rest, with: { processedAt: OCTOBER, ...rest.with } });

const invoiceOf = (order: Order, settings: PlanSpec['settings'] = {}): PlannedDocument => {
  const planned = plan(order, { settings });
  expect(planned.documents).toHaveLength(1);
  return planned.documents[0]!;
};

const daysOf = ({ date, deliveryDate }: PlannedDocument) => ({ date, deliveryDate });

describe('the invoice is dated by the Berlin day on which the payment became complete', () => {
  test('which is the day of the order for most', () => {
    const at = (processedAt: Instant) =>
      invoiceOf(buildOrder({ lines: [{ price: 100 }], with: { processedAt } }));
    expect(daysOf(at('2026-06-30T22:30:00Z'))).toEqual({ date: '2026-07-01', deliveryDate: '2026-07-01' });
    expect(at('2026-12-31T22:59:59Z').date).toBe('2026-12-31');
    expect(at('2026-12-31T23:00:00Z').date).toBe('2027-01-01');
  });

  test('a transfer that arrives in the next month', () => {
    const order = orderOf([
      { amount: 10_000, ...manual, status: 'pending' },
      { amount: 10_000, ...manual, at: '2026-11-12T08:00:00Z' },
    ]);
    const invoice = invoiceOf(order);
    expect(daysOf(invoice)).toEqual({ date: '2026-11-12', deliveryDate: '2026-11-12' });
    expect(invoice.bookings[0]!.day).toBe('2026-11-12');
  });

  test('a card that is charged at dispatch', () => {
    const order = orderOf([
      { amount: 10_000, kind: 'authorization' },
      { amount: 10_000, kind: 'capture', at: '2026-11-03T14:00:00Z' },
    ]);
    expect(invoiceOf(order).date).toBe('2026-11-03');
  });

  test('a deposit in one year and the rest in the next: the evidence names the part whose tax arose earlier', () => {
    const order = orderOf(
      [
        { amount: 3_000, at: '2025-12-20T09:00:00Z' },
        { amount: 7_000, at: '2026-03-02T09:00:00Z' },
      ],
      { with: { processedAt: '2025-12-20T09:00:00Z' } },
    );
    const invoice = invoiceOf(order);
    expect(invoice.date).toBe('2026-03-02');
    expect(invoice.evidence.facts).toMatchObject({ depositCents: 3_000, depositDay: '2025-12-20' });
    expect(explainEvidence(invoice.evidence, 'de').facts.slice(0, 3)).toEqual([
      { label: 'Umsatzsteuer-Zeitraum', value: 'März 2026, weil die Zahlung am 02.03.2026 vollständig war' },
      { label: 'Lieferdatum', value: 'Rechnungsdatum' },
      {
        label: 'Anzahlung in einem früheren Monat',
        value:
          '30,00 € bis 20.12.2025. Die Steuer darauf entsteht schon mit der Zahlung; sagen Sie es Ihrer Steuerberatung.',
      },
    ]);
  });

  test('two parts in one month are no deposit', () => {
    const order = orderOf([
      { amount: 3_000, at: '2026-11-02T09:00:00Z' },
      { amount: 7_000, at: '2026-11-05T09:00:00Z' },
    ]);
    expect(invoiceOf(order).evidence.facts).toMatchObject({ datedBy: 'payment', depositCents: null });
  });

  test('money that came beyond what the invoice needs does not move it', () => {
    const order = orderOf([
      { amount: 10_000 },
      { amount: 500, at: '2026-11-05T09:00:00Z' },
      { amount: 500, kind: 'refund', at: '2026-11-06T09:00:00Z' },
    ]);
    expect(invoiceOf(order).date).toBe('2026-10-30');
  });

  test('a gift card in the basket is paid for first', () => {
    const order = orderOf(
      [
        { amount: 10_000, gateway: 'paypal' },
        { amount: 2_000, gateway: 'paypal', at: '2026-11-05T09:00:00Z' },
      ],
      { lines: [{ price: 10_000 }, { price: 2_000, giftCard: true }] },
    );
    expect(invoiceOf(order).date).toBe('2026-11-05');
  });

  test('and so with the VAT rates of that day', () => {
    const order = orderOf([{ amount: 10_000, at: '2025-01-01T09:00:00Z' }], {
      country: 'SK',
      lines: [{ price: 10_000, rate: 2000 }],
      with: { processedAt: '2024-12-30T09:00:00Z' },
    });
    expect(plan(order, { settings: { ossFrom: '2021-07-01' } }).verdict).toMatchObject({
      kind: 'park',
      problem: { code: 'tax.rate_not_in_force', facts: { day: '2025-01-01', rate: 2000 } },
    });
  });
});

describe('an invoice before the money has the day of the order', () => {
  const later = { manualPayments: 'when_ordered' };

  test('also once it is paid, so that it does not matter when it is looked at', () => {
    const open = orderOf([{ amount: 10_000, ...manual, status: 'pending' }]);
    const paid = pay(open, { amount: 10_000, ...manual, at: '2026-11-12T08:00:00Z' });
    for (const order of [open, paid]) {
      const invoice = invoiceOf(order, later);
      expect(daysOf(invoice)).toEqual({ date: '2026-10-30', deliveryDate: '2026-10-30' });
      expect(invoice.evidence.facts.datedBy).toBe('order');
    }
  });

  test.each(['payment_day', 'fulfilment_day'])('and no delivery after it: %s', (deliveryDate) => {
    const open = orderOf([{ amount: 10_000, ...manual, status: 'pending' }]);
    const paid = pay(open, { amount: 10_000, ...manual, at: '2026-10-31T08:00:00Z' });
    const order = { ...paid, fulfilledAt: ['2026-10-31T12:00:00Z'] };
    expect(daysOf(invoiceOf(order, { ...later, deliveryDate }))).toEqual({
      date: '2026-10-30',
      deliveryDate: '2026-10-30',
    });
  });
});

describe('the delivery date', () => {
  const sent = (at: Instant[], deliveryDate: string) =>
    invoiceOf(
      { ...orderOf([{ amount: 10_000, at: '2026-11-12T08:00:00Z' }]), fulfilledAt: at },
      { deliveryDate },
    );

  test('is the day of payment', () => {
    expect(daysOf(sent([], 'payment_day'))).toEqual({ date: '2026-11-12', deliveryDate: '2026-11-12' });
  });

  test('is the day the last parcel left, when it left before the payment', () => {
    expect(daysOf(sent(['2026-11-03T12:00:00Z', '2026-11-05T12:00:00Z'], 'fulfilment_day'))).toEqual({
      date: '2026-11-12',
      deliveryDate: '2026-11-05',
    });
  });

  test('takes the invoice along to a dispatch later in the month, which changes no VAT period', () => {
    const invoice = sent(['2026-11-14T12:00:00Z'], 'fulfilment_day');
    expect(daysOf(invoice)).toEqual({ date: '2026-11-14', deliveryDate: '2026-11-14' });
    expect(invoice.evidence.facts).toMatchObject({ datedBy: 'delivery', deliveryFrom: 'fulfilment' });
  });

  test('leaves the invoice in the month of the payment when the goods leave in the next, and says so', () => {
    const invoice = sent(['2026-12-02T12:00:00Z'], 'fulfilment_day');
    expect(daysOf(invoice)).toEqual({ date: '2026-11-12', deliveryDate: '2026-11-12' });
    expect(invoice.evidence.facts).toMatchObject({ datedBy: 'payment', deliveryFrom: 'not_sent_yet' });
    expect(explainEvidence(invoice.evidence, 'en').facts[1]).toEqual({
      label: 'Delivery date',
      value: 'invoice date, because the goods had not left by then',
    });
  });

  test('is the invoice’s own where the merchant wants that', () => {
    expect(sent(['2026-11-03T12:00:00Z'], 'invoice_date').deliveryDate).toBe('2026-11-12');
  });
});

describe('a follow-up invoice has a day of its own', () => {
  const order = orderOf([{ amount: 10_000 }]);

  test('that of its payment, with the rates of that day', () => {
    const spec = {
      country: 'RO',
      lines: [{ price: 5_000, rate: 1900 }],
      with: { processedAt: '2025-07-30T08:00:00Z' },
    };
    const first = buildOrder(spec);
    const edited = editOrder(first, { add: [{ price: 1_000, rate: 2100 }], at: '2025-08-05T08:00:00Z' });
    const paid = pay(edited, { amount: 1_000, at: '2025-08-05T08:00:00Z' });
    const { documents, verdict } = planAfter(first, paid, { settings: { ossFrom: '2021-07-01' } });
    expect(verdict).toEqual({ kind: 'book' });
    expect(documents[1]).toMatchObject({ gross: 1_000, tax: 174, date: '2025-08-05' });
  });

  test('that of the exchange when goods given back pay for it', () => {
    const exchanged = exchange(order, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 10_000 }],
      at: '2026-11-04T10:00:00Z',
    });
    const { documents } = planAfter(order, exchanged);
    expect(documents.map(({ kind, date }) => [kind, date])).toEqual([
      ['invoice', '2026-10-30'],
      ['invoice', '2026-11-04'],
      ['credit_note', '2026-11-04'],
    ]);
    expect(documents[2]!.evidence.facts.datedBy).toBe('change');
  });

  test('that of the payment when the exchange costs more', () => {
    const exchanged = exchange(order, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 12_000 }],
      at: '2026-11-04T10:00:00Z',
    });
    const paid = pay(exchanged, { amount: 2_000, at: '2026-12-01T10:00:00Z' });
    expect(planAfter(order, paid).documents[1]!.date).toBe('2026-12-01');
  });

  test('that of the exchange, whatever is added and paid later', () => {
    const exchanged = exchange(order, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 10_000 }],
      at: '2026-11-04T10:00:00Z',
    });
    const edited = editOrder(exchanged, { add: [{ price: 1_000 }], at: '2026-11-06T10:00:00Z' });
    const paid = pay(edited, { amount: 1_000, at: '2026-12-01T10:00:00Z' });
    const invoices = planAfter(order, paid).documents.filter(({ kind }) => kind === 'invoice');
    expect(invoices.map(({ date }) => date)).toEqual(['2026-10-30', '2026-11-04', '2026-12-01']);
  });

  test('that of the payment when what was given back paid for another exchange', () => {
    const exchanged = exchange(order, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 12_000 }],
      at: '2026-11-04T10:00:00Z',
    });
    const edited = editOrder(exchanged, { add: [{ price: 1_000 }], at: '2026-11-06T10:00:00Z' });
    const paid = pay(edited, { amount: 3_000, at: '2026-12-01T10:00:00Z' });
    const invoices = planAfter(order, paid).documents.filter(({ kind }) => kind === 'invoice');
    expect(invoices.map(({ date }) => date)).toEqual(['2026-10-30', '2026-12-01', '2026-12-01']);
  });

  test('that of the exchange, although money went back for something that was taken off later', () => {
    const first = orderOf([{ amount: 10_100 }], { lines: [{ price: 10_000 }, { price: 100 }] });
    const exchanged = exchange(first, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 10_000 }],
      at: '2026-11-28T10:00:00Z',
    });
    const removed = editOrder(exchanged, { pieces: [{ line: 1, by: -1 }], at: '2026-12-02T10:00:00Z' });
    const returned = refund(removed, { amount: 100, at: '2026-12-03T10:00:00Z' });
    expect(planAfter(first, returned).documents[1]!.date).toBe('2026-11-28');
  });

  test('that of the removal when goods taken off later pay for those added', () => {
    const edited = editOrder(order, { add: [{ price: 10_000 }], at: '2026-11-28T10:00:00Z' });
    const removed = editOrder(edited, { pieces: [{ line: 0, by: -1 }], at: '2026-12-02T10:00:00Z' });
    expect(planAfter(order, removed).documents[1]!.date).toBe('2026-12-02');
  });

  test('and no delivery before it, however early the money of the order came', () => {
    const exchanged = exchange(order, {
      lines: [{ line: 0, quantity: 1 }],
      add: [{ price: 10_000 }],
      at: '2026-11-04T10:00:00Z',
    });
    const { documents } = planAfter(order, exchanged, { settings: { deliveryDate: 'payment_day' } });
    expect(daysOf(documents[1]!)).toEqual({ date: '2026-11-04', deliveryDate: '2026-11-04' });
  });

  test('a parcel that left before the goods were added says nothing about them', () => {
    const sent = { ...order, fulfilledAt: ['2026-10-31T10:00:00Z'] };
    const edited = editOrder(sent, { add: [{ price: 1_000 }], at: '2026-11-04T10:00:00Z' });
    const paid = pay(edited, { amount: 1_000, at: '2026-11-04T11:00:00Z' });
    const { documents } = planAfter(sent, paid, { settings: { deliveryDate: 'fulfilment_day' } });
    expect(daysOf(documents[1]!)).toEqual({ date: '2026-11-04', deliveryDate: '2026-11-04' });
  });
});

describe('a credit note is dated by the day its money went back', () => {
  const order = orderOf([{ amount: 10_000 }]);
  const creditOf = (now: Order) =>
    planAfter(order, now).documents.find(({ kind }) => kind === 'credit_note')!;

  test('a refund begun in one month whose money went back in the next', () => {
    const pending = refund(order, {
      lines: [{ line: 0, quantity: 1 }],
      money: 'pending',
      at: '2026-10-31T11:00:00Z',
    });
    expect(planAfter(order, pending).verdict).toMatchObject({ problem: { code: 'wait.refund_pending' } });
    const credit = creditOf(settleRefund(pending, 'success', '2026-11-03T11:00:00Z'));
    expect(credit.date).toBe('2026-11-03');
    expect(explainEvidence(credit.evidence, 'de').facts[0]!.value).toBe(
      'November 2026, weil das Geld am 03.11.2026 zurückgezahlt war',
    );
  });

  test('goods taken off by an edit, whose money went back later', () => {
    const edited = editOrder(order, { pieces: [{ line: 0, by: -1 }], at: '2026-10-31T11:00:00Z' });
    expect(creditOf(refund(edited, { amount: 10_000, at: '2026-11-05T11:00:00Z' })).date).toBe('2026-11-05');
  });

  test('never before its invoice', () => {
    const later = orderOf([{ amount: 10_000, at: '2026-11-12T08:00:00Z' }]);
    const returned = refund(later, { lines: [{ line: 0, quantity: 1 }], at: '2026-11-11T08:00:00Z' });
    expect(planAfter(later, returned).documents[1]!.date).toBe('2026-11-12');
  });
});

describe('a cancellation is dated by the day the order was taken back', () => {
  const settings = { manualPayments: 'when_ordered' };
  const open = orderOf([{ amount: 10_000, ...manual, status: 'pending' }]);

  test('that of the cancellation', () => {
    const { documents } = planAfter(open, cancel(open, '2026-11-02T10:00:00Z'), { settings });
    expect(documents[1]).toMatchObject({ kind: 'cancellation', date: '2026-11-02' });
    expect(documents[1]!.evidence.facts.datedBy).toBe('cancellation');
  });

  test('that of the removal, whenever the order was touched after it', () => {
    const edited = editOrder(open, { pieces: [{ line: 0, by: -1 }], at: '2026-11-02T10:00:00Z' });
    const touched = { ...edited, updatedAt: '2026-12-24T10:00:00Z' };
    expect(planAfter(open, touched, { settings }).documents[1]).toMatchObject({ date: '2026-11-02' });
  });
});

test('goods added are paid on the day on which a gift card was given back whose money they take', () => {
  const order = buildOrder({ lines: [{ price: 5000, giftCard: true }, { price: 2000 }] });
  const more = editOrder(order, { add: [{ price: 1500 }], at: '2026-11-26T12:00:00Z' });
  const without = refund(more, {
    lines: [{ line: 0, quantity: 1 }],
    money: 'none',
    at: '2026-11-28T12:00:00Z',
  });
  const fewer = editOrder(without, { pieces: [{ line: 1, by: -1 }], at: '2026-12-01T12:00:00Z' });
  const back = refund(fewer, { amount: 5500, at: '2026-12-03T12:00:00Z' });
  back.refunds.at(-1)!.adjustments = [];
  back.agreements.at(-1)!.sales = [];
  const { documents } = planAfter(order, { ...back, totals: fewer.totals });
  expect(documents.map(({ kind, gross, date }) => [kind, gross, date])).toEqual([
    ['invoice', 2000, '2026-11-24'],
    ['invoice', 1500, '2026-11-28'],
    ['credit_note', 2000, '2026-12-03'],
  ]);
});
