import type { CancelSpec } from './specs.ts';
import type { Ids } from './ids.ts';
import { isZero, isZeroBag, minus } from './money.ts';
import type { Order, Refund } from './order.ts';
import { refundOrder } from './refundOrder.ts';

/** Cancels; what was paid goes back (unless told otherwise), and every line is taken off the order. */
export function cancelOrder(order: Order, spec: CancelSpec, ids: Ids, at: string): Refund | null {
  const net = minus(order.totalReceivedSet.shopMoney.amount, order.totalRefundedSet.shopMoney.amount);
  const nothingCameIn = isZero(order.totalReceivedSet.shopMoney.amount);
  order.cancelledAt = at;
  order.closedAt = at;
  order.cancelReason = spec.reason ?? 'CUSTOMER';
  if (nothingCameIn && !isZeroBag(order.totalPriceSet)) order.displayFinancialStatus = 'VOIDED';
  if (spec.refund === false && !nothingCameIn) return null;
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
  if (nothingCameIn) order.displayFinancialStatus = 'VOIDED';
  return refund;
}
