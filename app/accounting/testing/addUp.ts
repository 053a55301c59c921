import { add, subtract, sum, toDecimal, type Cents } from '../money.ts';
import type { FinancialStatus, Order, TaxLine, Transaction } from '../order.ts';

/** Computes an order's totals and status from its lines, ledger and transactions, as Shopify states them. */
export function addUp(order: Order): Order {
  const { lines, shippingLines, additionalFees, totals, transactions, agreements } = order;
  const sales = agreements.flatMap((agreement) => agreement.sales);
  const taxes = taxLinesOf(order);
  const tax = sum(taxes.map((line) => line.amount));
  const lineTips = lines
    .filter((line) => line.isTip)
    .map((line) => subtract(line.originalTotal, line.discount));
  const charged = add(
    ...lines.map((line) => subtract(line.originalTotal, line.discount)),
    ...shippingLines.map((line) => line.discountedPrice),
    ...additionalFees.map((fee) => fee.price),
    ...lines.flatMap((line) => line.duties.map((duty) => duty.price)),
    subtract(totals.tip, ...lineTips),
    ...(order.taxesIncluded ? [] : [tax]),
  );
  const done = transactions.filter((transaction) => transaction.status === 'success');
  const received = subtract(
    amountOf(done.filter(({ kind }) => kind === 'sale' || kind === 'capture')),
    amountOf(done.filter(({ kind }) => kind === 'change')),
  );
  const refunded = amountOf(done.filter(({ kind }) => kind === 'refund'));
  const currentTotal = sum(sales.map((sale) => sale.total));
  const balance = subtract(received, refunded);
  return {
    ...order,
    taxLines: taxes,
    fullyPaid: received >= charged,
    financialStatus: statusOf(order, received, refunded, currentTotal),
    totals: {
      ...totals,
      total: charged,
      originalTotal: sum((agreements[0]?.sales ?? []).map((sale) => sale.total)),
      currentTotal,
      tax,
      currentTax: sum(sales.map((sale) => sale.tax)),
      shipping: sum(shippingLines.map((line) => line.discountedPrice)),
      discounts: sum([
        ...lines.map((line) => line.discount),
        ...shippingLines.map((line) => subtract(line.originalPrice, line.discountedPrice)),
      ]),
      duties: sum(lines.flatMap((line) => line.duties.map((duty) => duty.price))),
      additionalFees: sum(additionalFees.map((fee) => fee.price)),
      received,
      refunded,
      outstanding: subtract(currentTotal, balance),
      roundingPaid: sum(done.filter(({ kind }) => kind === 'sale').map(({ rounding }) => rounding)),
      roundingRefunded: sum(done.filter(({ kind }) => kind === 'refund').map(({ rounding }) => rounding)),
      presentmentTotal: toDecimal(charged),
    },
  };
}

function taxLinesOf({ lines, shippingLines, additionalFees }: Order): TaxLine[] {
  const duties = lines.flatMap((line) => line.duties);
  return [...lines, ...duties, ...shippingLines, ...additionalFees].flatMap((charged) => charged.taxLines);
}

const amountOf = (transactions: Transaction[]): Cents => sum(transactions.map(({ amount }) => amount));

function statusOf(order: Order, received: Cents, refunded: Cents, current: Cents): FinancialStatus {
  if (refunded > 0) return refunded >= received ? 'refunded' : 'partially_refunded';
  if (received > 0) return received >= current ? 'paid' : 'partially_paid';
  if (order.cancelledAt !== null) return 'voided';
  if (current <= 0) return 'paid';
  const authorised = order.transactions.some(
    ({ kind, status }) => kind === 'authorization' && status === 'success',
  );
  return authorised ? 'authorized' : 'pending';
}
