import { z } from 'zod';
import type { Refund, RefundAdjustment, RefundLine, RefundShippingLine } from '../../accounting/order.ts';
import { ref, transaction } from './parts.ts';
import { amount, count, instant, page, text, textOrNull, whole, word } from './values.ts';

const refundLine = z
  .object({
    id: text.nullable(),
    quantity: count,
    subtotalSet: amount,
    totalTaxSet: amount,
    lineItem: ref,
    restockType: word(['cancel', 'return', 'no_restock', 'legacy_restock', 'unknown'], 'unknown'),
  })
  .transform(
    ({ id, quantity, restockType, subtotalSet, totalTaxSet, lineItem }) =>
      ({
        gid: id ?? '',
        lineGid: lineItem.id,
        quantity,
        restock: restockType,
        subtotal: subtotalSet,
        tax: totalTaxSet,
      }) satisfies RefundLine,
  );

const refundShippingLine = z
  .object({
    id: text,
    subtotalAmountSet: amount,
    taxAmountSet: amount,
    shippingLine: z.object({ id: text.nullable() }).nullable(),
  })
  .transform(
    ({ id, subtotalAmountSet, taxAmountSet, shippingLine: line }) =>
      ({
        gid: id,
        shippingGid: line?.id ?? null,
        subtotal: subtotalAmountSet,
        tax: taxAmountSet,
      }) satisfies RefundShippingLine,
  );

const refundAdjustment = z
  .object({ id: text, reason: text.nullable(), amountSet: amount, taxAmountSet: amount })
  .transform(
    ({ id, reason, amountSet, taxAmountSet }) =>
      ({
        gid: id,
        reason: reason?.toLowerCase() ?? '',
        amount: amountSet,
        tax: taxAmountSet,
      }) satisfies RefundAdjustment,
  );

export const refundSchema = z.object({
  id: text,
  createdAt: instant.nullable(),
  processedAt: instant,
  note: textOrNull,
  totalRefundedSet: amount,
  duties: z
    .array(z.object({ amountSet: amount, originalDuty: z.object({ id: text }).nullable() }))
    .nullable(),
  refundLineItems: page(refundLine),
  refundShippingLines: whole(refundShippingLine),
  orderAdjustments: whole(refundAdjustment),
  transactions: whole(transaction),
});

/** With the time at which its order changed last. */
export const refundOfOrder = refundSchema.extend({ order: z.object({ updatedAt: instant }) });

export function toRefund(first: z.output<typeof refundSchema>, lines: RefundLine[]): Refund {
  return {
    gid: first.id,
    createdAt: first.createdAt ?? first.processedAt,
    note: first.note,
    lines,
    totalRefunded: first.totalRefundedSet,
    shippingLines: first.refundShippingLines,
    adjustments: first.orderAdjustments,
    duties: (first.duties ?? []).map((duty) => ({
      originalDutyGid: duty.originalDuty?.id ?? null,
      amount: duty.amountSet,
    })),
    transactions: first.transactions,
  };
}
