import { describe, expect, test } from 'vitest';
import { cents } from './money.ts';
import type { Order } from './order.ts';
import { buildOrder } from './testing/buildOrder.ts';
import { editOrder, refund } from './testing/changeOrder.ts';
import { asBooked, plan } from './testing/planInput.ts';

const order = buildOrder({
  lines: [
    { price: 2000, quantity: 2 },
    { price: 1070, rate: 700 },
  ],
  shipping: [{ price: 490 }],
});

const parkedBy = (changed: Order, settings: Record<string, unknown> = {}) => {
  const planned = plan(changed, { settings });
  expect(planned).toMatchObject({ documents: [], verdict: { kind: 'park' } });
  return planned.verdict.kind === 'park' ? planned.verdict.problem : null;
};

const withTotals = (totals: Partial<Record<keyof Order['totals'], number>>): Order => ({
  ...order,
  totals: { ...order.totals, ...(totals as Partial<Order['totals']>) },
});

describe('the order’s own totals', () => {
  test('are compared before anything is written', () => {
    expect(plan(order).controls[0]).toEqual({ name: 'order_totals', expected: 5560, found: 5560 });
  });

  test('park the order when they are a single cent off', () => {
    for (const total of [5559, 5561]) {
      expect(parkedBy(withTotals({ total }))).toEqual({
        code: 'order.totals_mismatch',
        facts: { expectedCents: total, foundCents: 5560, differenceCents: 1 },
      });
    }
  });

  test('park an order with a discount that no line shows (recorded payloads 124, 145)', () => {
    expect(parkedBy(withTotals({ total: 4560, currentTotal: 4560 }))?.code).toBe('order.totals_mismatch');
  });

  test('park an order with a charge below zero, even where the sum is right', () => {
    const [first, second] = order.lines;
    const lines = [
      { ...first!, discount: cents(5000) },
      { ...second!, originalTotal: cents(6070) },
    ];
    expect(parkedBy({ ...order, lines })).toEqual({
      code: 'order.negative_amount',
      facts: { amountCents: -1000 },
    });
  });

  test('allow the total of taxes half a cent of rounding for each charge, not more', () => {
    const { tax } = order.totals;
    expect(plan(withTotals({ tax: tax + 1 })).verdict).toEqual({ kind: 'book' });
    expect(plan(withTotals({ tax: tax - 1 })).verdict).toEqual({ kind: 'book' });
    expect(parkedBy(withTotals({ tax: tax + 2 }))).toEqual({
      code: 'order.tax_totals_mismatch',
      facts: { expectedCents: tax + 2, foundCents: tax },
    });
    expect(parkedBy(withTotals({ tax: tax - 2 }))?.code).toBe('order.tax_totals_mismatch');
  });

  test('count free charges out of the rounding', () => {
    const one = buildOrder({
      lines: [{ price: 1000 }, { price: 500, discount: 500 }],
      shipping: [{ price: 0 }],
    });
    const off = { ...one, totals: { ...one.totals, tax: cents(one.totals.tax + 1) } };
    expect(parkedBy(off)?.code).toBe('order.tax_totals_mismatch');
  });
});

describe('Shopify’s sales ledger', () => {
  test('is compared as well', () => {
    expect(plan(order).controls[1]).toEqual({ name: 'sales_ledger', expected: 5560, found: 5560 });
    const refunded = refund(order, { lines: [{ line: 1, quantity: 1 }] });
    expect(plan(refunded).controls).toEqual([
      { name: 'order_totals', expected: 5560, found: 5560 },
      { name: 'sales_ledger', expected: 4490, found: 4490 },
    ]);
  });

  test('parks an order without one: the control is not possible', () => {
    const missing = { code: 'order.ledger_missing', facts: { totalCents: 5560 } };
    expect(parkedBy({ ...order, agreements: [] })).toEqual(missing);
    expect(parkedBy({ ...order, agreements: [{ ...order.agreements[0]!, sales: [] }] })).toEqual(missing);
  });

  test('parks an order that it does not add up to', () => {
    const [entry] = order.agreements;
    const sales = entry!.sales.map((sale, index) =>
      index === 0 ? { ...sale, total: cents(sale.total - 1) } : sale,
    );
    const facts = { expectedCents: 5560, foundCents: 5559, differenceCents: 1 };
    expect(parkedBy({ ...order, agreements: [{ ...entry!, sales }] })).toEqual({
      code: 'order.ledger_mismatch',
      facts,
    });
  });

  test('parks an order that it charges more for, though as much was taken back', () => {
    const [entry] = order.agreements;
    const [sale] = entry!.sales;
    const more = { ...sale!, total: cents(100) };
    const back = { ...sale!, total: cents(-100), action: 'return' as const };
    const sales = [...entry!.sales, more, back];
    const facts = { expectedCents: 5560, foundCents: 5660, differenceCents: 100 };
    expect(parkedBy({ ...order, agreements: [{ ...entry!, sales }] })).toEqual({
      code: 'order.ledger_mismatch',
      facts,
    });
  });

  test('parks an order whose present worth it does not explain', () => {
    const facts = { expectedCents: 5000, foundCents: 5560, differenceCents: 560 };
    expect(parkedBy(withTotals({ currentTotal: 5000 }))).toEqual({ code: 'order.ledger_mismatch', facts });
  });

  test('may or may not have refunds without a line in the present worth: Shopify does not say', () => {
    const single = refund(buildOrder({ lines: [{ price: 1190 }] }), { amount: 119 });
    expect(single.totals.currentTotal).toBe(1071);
    expect(plan(single).verdict).toEqual({ kind: 'book' });
    const unmoved = { ...single, totals: { ...single.totals, currentTotal: cents(1190) } };
    expect(plan(unmoved).verdict).toEqual({ kind: 'book' });
    expect(plan(unmoved).controls[1]).toEqual({ name: 'sales_ledger', expected: 1190, found: 1190 });
  });
});

describe('ledger and lines', () => {
  const unpaid = buildOrder({ lines: [{ price: 1000 }, { price: 1000 }], payments: [] });

  test('must agree about what is a gift card', () => {
    const [entry] = order.agreements;
    const sales = entry!.sales.map((sale, index) =>
      index === 1 ? { ...sale, kind: 'gift_card' as const } : sale,
    );
    const facts = { expectedCents: 4490, foundCents: 5560, differenceCents: 1070 };
    expect(parkedBy({ ...order, agreements: [{ ...entry!, sales }] })).toEqual({
      code: 'order.ledger_mismatch',
      facts,
    });
  });

  test('must agree about what was taken off a line', () => {
    const less = editOrder(unpaid, { pieces: [{ line: 0, by: -1 }] });
    less.agreements[1]!.sales[0]!.total = cents(-1500);
    less.totals.currentTotal = cents(500);
    expect(parkedBy(less)?.code).toBe('order.ledger_mismatch');
  });
});

describe('an order that ended before it was invoiced', () => {
  test('needs no controls: Shopify’s own test notices do not add up (recorded payload 024)', () => {
    const notice = {
      ...withTotals({ total: 4560, received: 0 }),
      transactions: [],
      cancelledAt: '2026-11-24T11:00:00Z',
      agreements: [],
    };
    expect(plan(notice)).toMatchObject({
      verdict: { kind: 'skip', problem: { code: 'skip.cancelled_unpaid' } },
      controls: [],
    });
  });
});

describe('an order that is refused outright', () => {
  test('is one in another currency, before all else', () => {
    expect(parkedBy({ ...order, currency: 'USD', test: true, agreements: [] })).toEqual({
      code: 'order.currency_unsupported',
      facts: { currency: 'USD' },
    });
  });

  test('is one that another company of the merchant sold', () => {
    const businessEntity = {
      gid: 'gid://shopify/BusinessEntity/2',
      name: 'Muster AG',
      primary: false,
      countryCode: 'CH',
    };
    expect(parkedBy({ ...order, businessEntity })).toEqual({
      code: 'order.other_entity',
      facts: { entity: 'Muster AG' },
    });
    expect(plan({ ...order, businessEntity: { ...businessEntity, primary: true } }).verdict).toEqual({
      kind: 'book',
    });
  });

  test('is one with a gift card whose nature the merchant has not settled', () => {
    const withCard = buildOrder({ lines: [{ price: 1000 }, { price: 2500, giftCard: true }] });
    expect(parkedBy(withCard, { giftCards: 'park' })).toEqual({
      code: 'order.gift_card_sold',
      facts: { amountCents: 2500 },
    });
    expect(plan(order, { settings: { giftCards: 'park' } }).verdict).toEqual({ kind: 'book' });
  });

  test('is one with a gift card that was taxed: it is none, or the tax is wrong', () => {
    const taxed = buildOrder({ lines: [{ price: 2500, giftCard: true, rate: 1900 }] });
    expect(parkedBy(taxed)).toEqual({
      code: 'tax.gift_card_taxed',
      facts: { grossCents: 2500, taxCents: 399 },
    });
  });

  test('is one whose tax a marketplace owes', () => {
    const sold = buildOrder({ lines: [{ price: 1190 }] });
    sold.lines[0]!.taxLines[0]!.channelLiable = true;
    expect(parkedBy(sold)).toEqual({
      code: 'tax.marketplace',
      facts: { grossCents: 1190, taxCents: 190 },
    });
  });

  test('is one whose tax cannot be decided', () => {
    expect(parkedBy(buildOrder({ lines: [{ price: 1000, rate: 1600 }] }))?.code).toMatch(/^tax\./);
  });
});

describe('an order that the merchant leaves out', () => {
  const skippedBy = (changed: Order, skip: Record<string, unknown> = {}) => {
    const planned = plan(changed, { settings: { skip } });
    return planned.verdict.kind === 'skip' ? planned.verdict.problem : null;
  };

  test('is a test order, unless wanted', () => {
    expect(skippedBy({ ...order, test: true })).toEqual({ code: 'skip.test_order', facts: {} });
    expect(skippedBy({ ...order, test: true }, { testOrders: false })).toBeNull();
  });

  test('is a sale at the till, unless wanted', () => {
    expect(skippedBy({ ...order, channel: 'pos' })).toEqual({ code: 'skip.pos_order', facts: {} });
    expect(skippedBy({ ...order, channel: 'pos' }, { posOrders: false })).toBeNull();
  });

  test('is one with an excluded tag, however it is written', () => {
    const tagged = { ...order, tags: ['Neu', 'Nicht Buchen'] };
    expect(skippedBy(tagged, { tags: ['nicht buchen '] })).toEqual({
      code: 'skip.tag',
      facts: { tag: 'Nicht Buchen' },
    });
    expect(skippedBy(tagged, { tags: ['buchen'] })).toBeNull();
  });

  test('is one of an excluded channel or payment method', () => {
    expect(skippedBy(order, { channels: ['Web'] })).toEqual({
      code: 'skip.channel',
      facts: { channel: 'web' },
    });
    expect(skippedBy(order, { gateways: ['shopify_payments'] })).toEqual({
      code: 'skip.gateway',
      facts: { gateway: 'shopify_payments' },
    });
    expect(skippedBy(order, { channels: ['pos'], gateways: ['paypal'] })).toBeNull();
  });

  test('is no longer left out once its invoice is in sevdesk', () => {
    const booked = asBooked(plan(order).documents);
    const refunded = { ...refund(order, { lines: [{ line: 1, quantity: 1 }] }), test: true, tags: ['x'] };
    const planned = plan(refunded, { booked, settings: { skip: { tags: ['x'] } } });
    expect(planned.documents.map(({ kind }) => kind)).toEqual(['invoice', 'credit_note']);
    const unfixed = asBooked(plan(order).documents, { fixed: false });
    expect(plan({ ...order, test: true }, { booked: unfixed }).verdict.kind).toBe('skip');
  });
});
