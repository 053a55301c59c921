import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  add,
  cents,
  negate,
  parseCents,
  parseRate,
  subtract,
  sum,
  taxInGross,
  taxOnNet,
  ZERO,
  type Cents,
} from './money.ts';

// What recorded orders of real shops say about Shopify's arithmetic, which the planner relies on. The payloads stand
// beside the project and are not part of it: without them these tests are skipped.

const folder = path.resolve('../shared/data/orders');
const present = existsSync(folder);

/** Documentation samples, Shopify's test notices and payloads cut by their authors: their figures belong to no order. */
const INVENTED = /^(008|024|028|034|038|052|078|08[0-9]|09[0-9]|10[0-9])-/;

const money = z
  .union([z.string(), z.number()])
  .transform((value) => parseCents(String(value)) ?? cents(Number.NaN));
const taxLine = z.object({ rate: z.number(), price: money });
const allocation = z.object({ amount: money });
const line = z.object({
  price: money,
  quantity: z.number(),
  tax_lines: z.array(taxLine).default([]),
  discount_allocations: z.array(allocation).default([]),
});
const shipping = z.object({ price: money, discount_allocations: z.array(allocation).default([]) });
const refund = z.object({
  refund_line_items: z.array(z.object({ subtotal: money, total_tax: money })),
  order_adjustments: z.array(z.object({ amount: money, tax_amount: money.default(ZERO) })).default([]),
  transactions: z.array(z.object({ kind: z.string(), status: z.string(), amount: money })),
});
const restOrder = z.object({
  taxes_included: z.boolean(),
  total_price: money,
  total_tax: money,
  total_tip_received: money.default(ZERO),
  line_items: z.array(line),
  shipping_lines: z.array(shipping).default([]),
  refunds: z.array(refund).default([]),
});
type RestOrder = z.output<typeof restOrder>;

const orders: [string, RestOrder][] = !present
  ? []
  : readdirSync(folder)
      .filter((name) => name.endsWith('.json') && !INVENTED.test(name))
      .flatMap((name): [string, RestOrder][] => {
        const read = restOrder.safeParse(JSON.parse(readFileSync(path.join(folder, name), 'utf8')));
        return read.success ? [[name, read.data]] : [];
      });

const priceOf = (one: z.output<typeof line>): Cents =>
  subtract(cents(one.price * one.quantity), ...one.discount_allocations.map(({ amount }) => amount));

describe.skipIf(!present)('recorded orders', () => {
  test('are there', () => expect(orders.length).toBeGreaterThan(15));

  test.each(orders)('%s: each line’s tax is that of its own amount, rounded to the cent', (_, order) => {
    for (const one of order.line_items.filter(({ tax_lines: taxes }) => taxes.length === 1)) {
      const [tax] = one.tax_lines;
      const rate = parseRate(tax!.rate);
      if (rate === null || tax!.price === 0) continue;
      expect(tax!.price).toBe(
        order.taxes_included ? taxInGross(priceOf(one), rate) : taxOnNet(priceOf(one), rate),
      );
    }
  });

  test.each(orders)('%s: lines, shipping, tip and tax on top are the total', (_, order) => {
    const inLines = sum(order.line_items.map(priceOf));
    const parcels = order.shipping_lines.map((one) =>
      subtract(one.price, ...one.discount_allocations.map(({ amount }) => amount)),
    );
    const tax = order.taxes_included ? ZERO : order.total_tax;
    expect(add(inLines, ...parcels, order.total_tip_received, tax)).toBe(order.total_price);
  });

  test.each(orders.flatMap(([name, order]) => order.refunds.map((one) => [name, order, one] as const)))(
    '%s: money back is what the refund names, less its adjustments',
    (_, order, one) => {
      const back = one.transactions.filter(({ kind, status }) => kind === 'refund' && status === 'success');
      if (back.length === 0) return;
      const named = one.refund_line_items.map(({ subtotal, total_tax: tax }) =>
        order.taxes_included ? subtotal : add(subtotal, tax),
      );
      const adjusted = one.order_adjustments.map(({ amount, tax_amount: tax }) => negate(add(amount, tax)));
      expect(add(...named, ...adjusted)).toBe(sum(back.map(({ amount }) => amount)));
    },
  );
});
