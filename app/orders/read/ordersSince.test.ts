import { expect, it } from 'vitest';
import { done } from '../../shopify/answer.ts';
import type { OrderSummary } from '../../shopify/listOrders.server.ts';
import { ordersSince } from './ordersSince.server.ts';

const clock = { now: () => new Date('2026-11-30T12:00:00Z'), sleep: async () => undefined };
const since = new Date('2026-11-24T00:00:00Z');
const order = (changes: Partial<OrderSummary> = {}) =>
  ({
    test: false,
    cancelledAt: null,
    paidAt: since.toISOString(),
    currentTotal: 4488,
    ...changes,
  }) as OrderSummary;

const answering = (pages: OrderSummary[][]) => {
  let page = 0;
  const listOrders = async () => {
    const orders = pages[page++] ?? [];
    return done({ orders, next: page < pages.length ? String(page) : null });
  };
  return { shopify: { listOrders }, clock };
};

it('adds up what would become an invoice, page by page', async () => {
  const cancelledUnpaid = order({ cancelledAt: since.toISOString(), paidAt: null });
  const free = order({ currentTotal: 0 as OrderSummary['currentTotal'] });
  const ports = answering([
    [order(), order({ test: true })],
    [order(), cancelledUnpaid, free],
  ]);
  const totals = await ordersSince(ports, 'shop', since);
  expect(totals).toEqual(done({ orders: 2, sumCents: 8976, more: false }));
});

it('stops after five pages and says that there are more', async () => {
  const totals = await ordersSince(answering(Array.from({ length: 9 }, () => [order()])), 'shop', since);
  expect(totals).toEqual(done({ orders: 5, sumCents: 22_440, more: true }));
});

it('says when Shopify does not answer', async () => {
  const refusal = { kind: 'failed' } as never;
  const ports = { shopify: { listOrders: async () => refusal }, clock };
  expect(await ordersSince(ports, 'shop', since)).toBe(refusal);
});
