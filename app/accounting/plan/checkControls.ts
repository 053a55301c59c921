import type { Control } from '../documents.ts';
import { add, cents, subtract, sum, type Cents } from '../money.ts';
import type { Agreement, Order, Sale } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import { grossOf, taxOf, type Item } from './item.ts';
import { isUnknown } from './ledgerReader.ts';

/**
 * First control: what the order charges, piece by piece, is Shopify's total to the cent. Catches what is not
 * understood (an unknown kind of charge, a discount that no line shows) before it becomes a wrong invoice.
 */
export function checkTotals(order: Order, items: Item[]): Control | Problem {
  const found = grossOf(items);
  const fees = returnFees(order);
  // Whether the total holds the fee of a return is not documented: either is right.
  const withFees = found !== order.totals.total && add(found, totalOf(fees)) === order.totals.total;
  const control: Control = { name: 'order_totals', expected: order.totals.total, found };
  if (found !== control.expected && !withFees) return differs('order.totals_mismatch', control);
  const negative = items.find((item) => item.gross < 0);
  if (negative) return problem('order.negative_amount', { amountCents: negative.gross });
  const tax = sum(items.map(taxOf));
  const taxed = items.filter((item) => item.gross !== 0).length;
  // Shopify rounds line by line; its sum may be rounded once more, half a cent for each line at most.
  const isRounded = (stated: Cents) => Math.abs(tax - stated) * 2 <= taxed;
  const feeTax = sum(fees.map((fee) => fee.tax));
  if (!isRounded(order.totals.tax) && !isRounded(subtract(order.totals.tax, feeTax))) {
    return problem('order.tax_totals_mismatch', { expectedCents: order.totals.tax, foundCents: tax });
  }
  return withFees ? { ...control, expected: found } : control;
}

/**
 * Second, independent control: Shopify's sales ledger. Its charges are the order's total and its balance is what the
 * order is worth today. An order without a ledger cannot be controlled and is not booked.
 */
export function checkLedger(order: Order): Control | Problem {
  const sales = order.agreements.flatMap((agreement) => agreement.sales);
  if (sales.length === 0) return problem('order.ledger_missing', { totalCents: order.totals.total });
  const { total, currentTotal } = order.totals;
  const charges = sales.filter((sale) => sale.kind !== 'adjustment' && sale.action !== 'return');
  const charged = totalOf(charges);
  // What is not understood, and the fees of returns, may be in Shopify's totals or not; nothing is made of either reading.
  const unsure = [[], returnFees(order), charges.filter(isUnknown)].map(totalOf);
  if (!sumsOf(charged, unsure).includes(total)) {
    return differs('order.ledger_mismatch', { expected: total, found: charged });
  }
  const balance = totalOf(sales);
  const control: Control = { name: 'sales_ledger', expected: currentTotal, found: balance };
  if (balance === currentTotal) return control;
  // Whether Shopify's current total follows refunds that name no line is not documented: either is right.
  const loose = [
    sales.filter((sale) => sale.kind === 'adjustment'),
    returnFees(order),
    sales.filter(isUnknown),
  ].map(totalOf);
  return sumsOf(balance, loose).includes(currentTotal)
    ? { ...control, found: currentTotal }
    : differs('order.ledger_mismatch', control);
}

/** Fees that Shopify's return rules keep: they stand in the ledger once a return is opened. */
const returnFees = (order: Order): Sale[] =>
  order.agreements
    .filter((agreement) => agreement.kind !== 'order')
    .flatMap((agreement) => agreement.sales.filter((sale) => sale.kind === 'fee'));

/** An amount less any of some others. */
const sumsOf = (amount: Cents, less: Cents[]): Cents[] =>
  less.reduce((sums, one) => [...sums, ...sums.map((sum) => subtract(sum, one))], [amount]);

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
