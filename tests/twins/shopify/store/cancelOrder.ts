import type { CancelSpec } from './specs.ts';
import type { Ids } from './ids.ts';
import { isZero, isZeroBag, minus, zeroLike } from './money.ts';
import type { Order, Refund } from './order.ts';
import { addTransaction, currenciesOf } from './payments.ts';
import { refundOrder } from './refundOrder.ts';

/** Cancels; what was paid goes back (unless told otherwise), and every line is taken off the order. */
export function cancelOrder(order: Order, spec: CancelSpec, ids: Ids, at: string): Refund | null {
  const net = minus(order.totalReceivedSet.shopMoney.amount, order.totalRefundedSet.shopMoney.amount);
  const nothingCameIn = isZero(order.totalReceivedSet.shopMoney.amount);
  order.cancelledAt = at;
  order.closedAt = at;
  order.cancelReason = spec.reason ?? 'CUSTOMER';
  if (nothingCameIn && !isZeroBag(order.totalPriceSet)) voidPayment(order, ids, at);
  if (spec.refund === false && !nothingCameIn) return null;
  const status = order.displayFinancialStatus;
  const lines = order.lineItems.flatMap((line, index) =>
    line.refundableQuantity > 0
      ? [{ line: index, quantity: line.refundableQuantity, restock: 'CANCEL' as const }]
      : [],
  );
  if (lines.length === 0 && isZero(net)) return null;
  const refund = refundOrder(
    order,
    isZero(net) ? { lines, shipping: 'full', transaction: 'none' } : { lines, shipping: 'full', amount: net },
    ids,
    at,
  );
  if (nothingCameIn) {
    order.displayFinancialStatus = status;
    order.totalOutstandingSet = zeroLike(order.totalPriceSet);
  }
  return refund;
}

/**
 * An authorisation is voided with a transaction of 0.0 (recorded: 07-cancel-authorised); an order that never had a
 * transaction keeps its status null (08-cancel-unpaid-keeps-null).
 */
function voidPayment(order: Order, ids: Ids, at: string): void {
  const authorisation = order.transactions.find((one) => one.kind === 'AUTHORIZATION');
  if (authorisation) {
    const spec = { kind: 'VOID' as const, amount: '0.0' };
    addTransaction(order, spec, ids, at, currenciesOf(order));
  } else if (order.displayFinancialStatus !== null) order.displayFinancialStatus = 'VOIDED';
}
