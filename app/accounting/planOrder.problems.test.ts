import { describe, expect, test } from 'vitest';
import { catalogue, type ProblemCode } from './catalogue.ts';
import { orderProblems } from './catalogue/order.ts';
import { paymentProblems } from './catalogue/payment.ts';
import type { Plan } from './documents.ts';
import { missingFacts } from './explain.ts';
import { cents } from './money.ts';
import type { Order } from './order.ts';
import { buildOrder } from './testing/buildOrder.ts';
import { cancel, editOrder, exchange, pay, refund } from './testing/changeOrder.ts';
import { asBooked, plan, planAfter, type PlanSpec } from './testing/planInput.ts';

// Every problem of an order or its money can happen, and what the merchant then reads has all its figures.

const order = buildOrder({ lines: [{ price: 4000 }, { price: 1070, rate: 700 }] });
const withCard = buildOrder({ lines: [{ price: 6000 }, { price: 4000, giftCard: true }] });
const unpaid = buildOrder({
  lines: [{ price: 4000 }],
  payments: [{ amount: 4000, gateway: 'bank_transfer', manual: true, status: 'pending' }],
});
const line = (index: number) => [{ line: index, quantity: 1 }];
const totals = (changed: Partial<Record<keyof Order['totals'], number>>): Order => ({
  ...order,
  totals: { ...order.totals, ...(changed as Partial<Order['totals']>) },
});
const refundWith = (change: (refunded: Order) => void): Order => {
  const refunded = refund(order, { lines: line(1) });
  change(refunded);
  return refunded;
};
const whenOrdered: PlanSpec = { settings: { manualPayments: 'when_ordered' } };
const draft: PlanSpec = { settings: { manualPayments: 'when_ordered', finalise: false } };
const paidOnTwoAccounts = [
  { amount: 5000, gateway: 'paypal' },
  { amount: 5000, gateway: 'cash' },
];
const entity = {
  gid: 'gid://shopify/BusinessEntity/2',
  name: 'Muster AG',
  primary: false,
  countryCode: 'CH',
};
const accountOf = (gatewayAccounts: Record<string, string>) =>
  ({ regime: 'regular', quantityRounding: 'per_line', gatewayAccounts }) as const;

const cases: Record<keyof typeof orderProblems | keyof typeof paymentProblems, () => Plan> = {
  'order.currency_unsupported': () => plan({ ...order, currency: 'CHF' }),
  'order.other_entity': () => plan({ ...order, businessEntity: entity }),
  'order.totals_mismatch': () => plan(totals({ total: 5071 })),
  'order.tax_totals_mismatch': () => plan(totals({ tax: 999 })),
  'order.negative_amount': () => {
    const [first, second] = order.lines;
    return plan({
      ...order,
      lines: [
        { ...first!, discount: cents(5000) },
        { ...second!, originalTotal: cents(6070) },
      ],
    });
  },
  'order.ledger_missing': () => plan({ ...order, agreements: [] }),
  'order.ledger_mismatch': () => plan(totals({ currentTotal: 5000 })),
  'order.ledger_unknown': () => {
    const edited = editOrder(order, { add: [{ price: 500 }] });
    edited.agreements[1]!.sales[0]!.action = 'unknown';
    return plan(edited);
  },
  'order.gift_card_sold': () => plan(withCard, { settings: { giftCards: 'park' } }),
  'order.address_missing': () => plan(buildOrder({ lines: [{ price: 30_000 }], address: { city: null } })),
  'order.changed_after_booking': () =>
    plan(buildOrder({ lines: [{ price: 5000 }, { price: 1070, rate: 700 }] }), {
      booked: asBooked(plan(order).documents),
    }),
  'order.cancelled_refunded': () => plan(cancel(refund(order, { lines: [...line(0), ...line(1)] }))),
  'order.cancelled_draft': () => planAfterDraft(unpaid, cancel(unpaid)),
  'order.after_cancellation': () => {
    const booked = asBooked(planAfter(unpaid, cancel(unpaid), whenOrdered).documents);
    return plan(pay(cancel(unpaid), { amount: 4000 }), { ...whenOrdered, booked });
  },
  'order.refund_rate_unknown': () => plan(refund(order, { amount: 500 })),
  'order.refund_exceeds_invoice': () => {
    const single = buildOrder({ lines: [{ price: 1000 }, { price: 500 }] });
    return plan(refund(refund(single, { amount: 800 }), { lines: line(0) }));
  },
  'order.refund_tax_differs': () =>
    plan(refundWith((changed) => (changed.refunds[0]!.lines[0]!.tax = cents(90)))),
  'payment.gateway_unmapped': () => plan(order, { account: accountOf({ paypal: '101' }) }),
  'payment.partly_paid': () => plan(editOrder(order, { add: [{ price: 500 }] })),
  'payment.overpaid': () => plan(pay(order, { amount: 500 })),
  'payment.refund_owed': () => planAfter(order, exchange(order, { lines: line(0), add: [{ price: 1000 }] })),
  'payment.refund_differs': () =>
    plan(refundWith((changed) => (changed.refunds[0]!.transactions[0]!.amount = cents(1000)))),
  'payment.refund_unexplained': () => plan(pay(order, { amount: 500, kind: 'refund' })),
  'payment.gift_card_split': () =>
    plan(
      buildOrder({ lines: [{ price: 6000 }, { price: 4000, giftCard: true }], payments: paidOnTwoAccounts }),
    ),
};

function planAfterDraft(before: Order, now: Order): Plan {
  return plan(now, { ...draft, booked: asBooked(plan(before, draft).documents, { numbered: false }) });
}

describe('every problem', () => {
  test.each(Object.entries(cases))('%s happens, and is told with its figures', (code, happen) => {
    const { verdict } = happen();
    if (verdict.kind === 'book') throw new Error('the order was booked');
    expect(verdict.problem.code).toEqual(code);
    expect(missingFacts(verdict.problem)).toEqual([]);
  });

  test('is in the catalogue once, under its own name', () => {
    const own = [...Object.keys(orderProblems), ...Object.keys(paymentProblems)];
    expect(Object.keys(cases).toSorted()).toEqual(own.toSorted());
    expect(own.every((code) => catalogue[code as ProblemCode] !== undefined)).toBe(true);
  });
});
