import { isZeroBag, minusBags, negativeBag, plusBags } from './money.ts';
import type { MoneyBag, Order, Refund } from './order.ts';
import { updateStatus } from './payments.ts';

/** The result of a refund that was pending: success removes its discrepancy, failure leaves it. */
export function settleRefund(order: Order, status: 'SUCCESS' | 'FAILURE', at: string): Refund {
  const refund = order.refunds.find((one) => one.transactions.some((t) => t.status === 'PENDING'));
  const pending = refund?.transactions.find((one) => one.status === 'PENDING');
  if (!refund || !pending) throw new Error(`${order.name} has no pending refund`);
  pending.status = status;
  pending.processedAt = at;
  refund.updatedAt = at;
  const discrepancy = refund.orderAdjustments.find((one) => one.reason === 'PENDING_REFUND_DISCREPANCY');
  if (status === 'FAILURE') {
    if (discrepancy) discrepancy.reason = 'REFUND_DISCREPANCY';
    return refund;
  }
  const paid = pending.amountSet;
  refund.totalRefundedSet = paid;
  if (discrepancy) settleDiscrepancy(order, refund, discrepancy.id, paid);
  order.totalRefundedSet = plusBags(order.totalRefundedSet, paid);
  order.currentTotalPriceSet = minusBags(order.currentTotalPriceSet, paid);
  updateStatus(order);
  return refund;
}

function settleDiscrepancy(order: Order, refund: Refund, id: string, paid: MoneyBag): void {
  const entry = refund.orderAdjustments.find((one) => one.id === id)!;
  entry.amountSet = minusBags(entry.amountSet, paid);
  entry.reason = 'REFUND_DISCREPANCY';
  order.refundDiscrepancySet = minusBags(order.refundDiscrepancySet, paid);
  if (isZeroBag(entry.amountSet))
    refund.orderAdjustments = refund.orderAdjustments.filter((one) => one !== entry);
  const agreement = order.agreements.find((one) => one.refund === refund)!;
  agreement.sales = agreement.sales.flatMap((one) => {
    if (one.lineType !== 'ADJUSTMENT') return [one];
    const left = plusBags(one.totalAmount, negativeBag(paid));
    return isZeroBag(left) ? [] : [{ ...one, totalAmount: left }];
  });
}
