import type { Control } from '../documents.ts';
import { cents, subtract, sum, type Cents } from '../money.ts';
import type { Agreement, Order, Sale } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import { grossOf, taxOf, type Item } from './item.ts';

/**
 * First control: what the order charges, piece by piece, is Shopify's total to the cent. Catches what is not
 * understood (an unknown kind of charge, a discount that no line shows) before it becomes a wrong invoice.
 */
export function checkTotals(order: Order, items: Item[]): Control | Problem {
  const control: Control = { name: 'order_totals', expected: order.totals.total, found: grossOf(items) };
  if (control.found !== control.expected) return differs('order.totals_mismatch', control);
  const negative = items.find((item) => item.gross < 0);
  if (negative) return problem('order.negative_amount', { amountCents: negative.gross });
  const tax = sum(items.map(taxOf));
  const taxed = items.filter((item) => item.gross !== 0).length;
  // Shopify rounds line by line; its sum may be rounded once more, half a cent for each line at most.
  if (Math.abs(tax - order.totals.tax) * 2 > taxed) {
    return problem('order.tax_totals_mismatch', { expectedCents: order.totals.tax, foundCents: tax });
  }
  return control;
}

/**
 * Second, independent control: Shopify's sales ledger. Its charges are the order's total and its balance is what the
 * order is worth today. An order without a ledger cannot be controlled and is not booked.
 */
export function checkLedger(order: Order): Control | Problem {
  const sales = order.agreements.flatMap((agreement) => agreement.sales);
  if (sales.length === 0) return problem('order.ledger_missing', { totalCents: order.totals.total });
  const charged = totalOf(sales.filter((sale) => sale.kind !== 'adjustment' && sale.action !== 'return'));
  if (charged !== order.totals.total) {
    return differs('order.ledger_mismatch', { expected: order.totals.total, found: charged });
  }
  const balance = totalOf(sales);
  const control: Control = { name: 'sales_ledger', expected: order.totals.currentTotal, found: balance };
  if (balance === control.expected) return control;
  // Whether Shopify's current total follows refunds that name no line is not documented: either is right.
  const withoutAdjustments = totalOf(sales.filter((sale) => sale.kind !== 'adjustment'));
  if (withoutAdjustments === control.expected) return { ...control, found: withoutAdjustments };
  return differs('order.ledger_mismatch', control);
}

/**
 * Whether Shopify's total still holds a shipping line that an edit removed is not documented; the total itself tells.
 * When it does not, line and ledger entries of it cancel out and are left away.
 */
export function withoutRemovedShipping(order: Order): Order {
  const removed = new Set(order.shippingLines.filter((line) => line.isRemoved).map((line) => line.gid));
  // The ledger does not say which shipping line was taken back (so the schema), only that an edit did it.
  const goes = (sale: Sale, kind: Agreement['kind']) =>
    sale.kind === 'shipping' &&
    (sale.shippingGid === null ? sale.action === 'return' && kind === 'edit' : removed.has(sale.shippingGid));
  return {
    ...order,
    shippingLines: order.shippingLines.filter((line) => !line.isRemoved),
    agreements: order.agreements.map((agreement) => ({
      ...agreement,
      sales: agreement.sales.filter((sale) => !goes(sale, agreement.kind)),
    })),
  };
}

const totalOf = (sales: Sale[]): Cents => sum(sales.map((sale) => sale.total));

function differs(
  code: 'order.totals_mismatch' | 'order.ledger_mismatch',
  control: Omit<Control, 'name'>,
): Problem {
  const difference = subtract(control.found, control.expected);
  return problem(code, {
    expectedCents: control.expected,
    foundCents: control.found,
    differenceCents: cents(Math.abs(difference)),
  });
}
