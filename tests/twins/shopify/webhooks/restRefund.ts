import type { Order, OrderTransaction, Refund } from '../store/order.ts';
import { amount, lineItem, restId, set, shippingLine, shop } from './restParts.ts';

export const restTransaction = (one: OrderTransaction, order: Order) => ({
  id: restId(one.id),
  admin_graphql_api_id: one.id,
  order_id: restId(order.id),
  kind: one.kind.toLowerCase(),
  gateway: one.gateway,
  status: one.status.toLowerCase(),
  // In the buyer's currency, as recorded.
  amount: amount(one.amountSet.presentmentMoney.amount),
  currency: one.amountSet.presentmentMoney.currencyCode,
  created_at: one.createdAt,
  processed_at: one.processedAt,
  test: one.test,
  parent_id: one.parentTransaction ? restId(one.parentTransaction.id) : null,
  error_code: one.errorCode,
  payment_id: one.paymentId,
  manual_payment_gateway: one.manualPaymentGateway,
  amount_rounding: one.amountRoundingSet && amount(one.amountRoundingSet.shopMoney.amount),
});

export const restRefund = (refund: Refund, order: Order) => ({
  id: restId(refund.id),
  admin_graphql_api_id: refund.id,
  order_id: restId(order.id),
  created_at: refund.createdAt,
  processed_at: refund.processedAt,
  note: refund.note,
  restock: refund.refundLineItems.some((line) => line.restocked),
  duties: refund.duties.map((one) => ({
    duty_id: one.originalDuty && restId(one.originalDuty.id),
    amount_set: set(one.amountSet),
  })),
  refund_line_items: refund.refundLineItems.map((line) => ({
    id: restId(line.id),
    line_item_id: restId(line.lineItem.id),
    quantity: line.quantity,
    restock_type: line.restockType.toLowerCase(),
    subtotal: Number(line.subtotalSet.shopMoney.amount),
    subtotal_set: set(line.subtotalSet),
    total_tax: Number(line.totalTaxSet.shopMoney.amount),
    total_tax_set: set(line.totalTaxSet),
    line_item: lineItem(line.lineItem),
  })),
  refund_shipping_lines: refund.refundShippingLines.map((line) => ({
    id: restId(line.id),
    shipping_line: shippingLine(line.shippingLine),
    subtotal_amount_set: set(line.subtotalAmountSet),
    tax_amount_set: set(line.taxAmountSet),
  })),
  order_adjustments: refund.orderAdjustments.map((one) => ({
    id: restId(one.id),
    order_id: restId(order.id),
    refund_id: restId(refund.id),
    kind: 'refund_discrepancy',
    reason: one.reason,
    amount: shop(one.amountSet),
    amount_set: set(one.amountSet),
    tax_amount: shop(one.taxAmountSet),
    tax_amount_set: set(one.taxAmountSet),
  })),
  transactions: refund.transactions.map((one) => restTransaction(one, order)),
});
