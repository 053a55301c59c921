import type { RefundSpec } from './specs.ts';
import { refundAgreement } from './agreements.ts';
import { numericPart, type Ids } from './ids.ts';
import { afterDiscounts, groupTaxLines } from './lines.ts';
import {
  bag,
  compare,
  isZeroBag,
  minusBags,
  plusBags,
  proportion,
  shareBag,
  sumBags,
  taxSum,
  zeroLike,
} from './money.ts';
import type { LineItem, MoneyBag, Order, Refund, RefundLineItem, RefundShippingLine } from './order.ts';
import { currenciesOf, transaction, updateStatus } from './payments.ts';

/** Price and tax of `quantity` pieces of a line, after those given back before; all pieces together give the whole. */
export function returnedPart(line: LineItem, quantity: number): { subtotal: MoneyBag; tax: MoneyBag } {
  const before = line.quantity - line.refundableQuantity;
  const part = (whole: MoneyBag) =>
    minusBags(shareBag(whole, before + quantity, line.quantity), shareBag(whole, before, line.quantity));
  return { subtotal: part(afterDiscounts(line)), tax: part(taxSum(line.originalTotalSet, line.taxLines)) };
}

export const grossOf = (order: Order, subtotal: MoneyBag, tax: MoneyBag): MoneyBag =>
  order.taxesIncluded ? subtotal : plusBags(subtotal, tax);

/** Gives back lines, shipping or an amount, as a merchant does on the refund page. */
export function refundOrder(order: Order, spec: RefundSpec, ids: Ids, at: string): Refund {
  const zero = zeroLike(order.totalPriceSet);
  const lines = (spec.lines ?? []).map((one) => returnLine(order, one, ids));
  const shipping = spec.shipping
    ? [returnShipping(order, spec.shipping, ids)].flatMap((one) => one ?? [])
    : [];
  const due = sumBags(zero, [
    ...lines.map((line) => grossOf(order, line.subtotalSet, line.totalTaxSet)),
    ...shipping.map((line) => grossOf(order, line.subtotalAmountSet, line.taxAmountSet)),
  ]);
  const wanted = spec.amount === undefined ? due : bag(currenciesOf(order), spec.amount);
  const id = ids.gid('Refund');
  const refund: Refund = {
    id,
    legacyResourceId: numericPart(id),
    note: spec.note ?? null,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    totalRefundedSet: zero,
    duties: [],
    refundLineItems: lines,
    refundShippingLines: shipping,
    orderAdjustments: [],
    transactions: [],
  };
  const outcome = spec.transaction ?? 'success';
  if (outcome !== 'none' && !isZeroBag(wanted))
    payBack(order, refund, wanted, outcome, spec.gateway, ids, at);
  const discrepancy = outcome === 'none' ? zero : minusBags(due, refund.totalRefundedSet);
  if (!isZeroBag(discrepancy)) {
    refund.orderAdjustments.push({
      id: ids.gid('OrderAdjustment'),
      reason: outcome === 'pending' ? 'PENDING_REFUND_DISCREPANCY' : 'REFUND_DISCREPANCY',
      amountSet: discrepancy,
      taxAmountSet: zero,
    });
  }
  order.refunds.push(refund);
  order.agreements.push(refundAgreement(ids, order, refund));
  apply(order, refund, minusBags(discrepancy, due));
  return refund;
}

function returnLine(order: Order, one: NonNullable<RefundSpec['lines']>[number], ids: Ids): RefundLineItem {
  const line = order.lineItems[one.line];
  if (!line || one.quantity > line.refundableQuantity) {
    throw new Error(`Line ${one.line} of ${order.name} cannot give back ${one.quantity} pieces`);
  }
  const { subtotal, tax } = returnedPart(line, one.quantity);
  line.refundableQuantity -= one.quantity;
  line.currentQuantity -= one.quantity;
  return {
    id: ids.gid('RefundLineItem'),
    lineItem: line,
    quantity: one.quantity,
    restockType: one.restock ?? 'RETURN',
    restocked: one.restock !== 'NO_RESTOCK',
    priceSet: shareBag(subtotal, 1, one.quantity),
    subtotalSet: subtotal,
    totalTaxSet: tax,
  };
}

function returnShipping(order: Order, wanted: string, ids: Ids): RefundShippingLine | null {
  const line = order.shippingLines.find((one) => !one.isRemoved && !isZeroBag(one.currentDiscountedPriceSet));
  if (!line) return null;
  const whole = taxSum(line.originalPriceSet, line.taxLines);
  const wholeGross = grossOf(order, line.discountedPriceSet, whole);
  const leftTax = isZeroBag(line.discountedPriceSet)
    ? whole
    : proportion(
        whole,
        line.currentDiscountedPriceSet.shopMoney.amount,
        line.discountedPriceSet.shopMoney.amount,
      );
  const leftGross = grossOf(order, line.currentDiscountedPriceSet, leftTax);
  const gross = wanted === 'full' ? leftGross : bag(currenciesOf(order), wanted);
  if (compare(gross.shopMoney.amount, leftGross.shopMoney.amount) > 0) {
    throw new Error(`${order.name} has no ${wanted} of shipping left to give back`);
  }
  const tax =
    wanted === 'full' ? leftTax : proportion(whole, gross.shopMoney.amount, wholeGross.shopMoney.amount);
  const subtotal = order.taxesIncluded ? gross : minusBags(gross, tax);
  line.currentDiscountedPriceSet = minusBags(line.currentDiscountedPriceSet, subtotal);
  return {
    id: ids.gid('RefundShippingLine'),
    shippingLine: line,
    subtotalAmountSet: subtotal,
    taxAmountSet: tax,
  };
}

function payBack(
  order: Order,
  refund: Refund,
  amount: MoneyBag,
  outcome: 'success' | 'pending' | 'failure',
  gateway: string | undefined,
  ids: Ids,
  at: string,
): void {
  const paid = order.transactions.filter((one) => one.kind === 'SALE' || one.kind === 'CAPTURE').at(-1);
  const one = transaction(ids, order, at, {
    kind: 'REFUND',
    status: outcome === 'success' ? 'SUCCESS' : outcome === 'pending' ? 'PENDING' : 'FAILURE',
    amount,
    gateway: gateway ?? paid?.gateway ?? 'manual',
    parent: paid?.id ?? null,
  });
  refund.transactions.push(one);
  order.transactions.push(one);
  if (outcome === 'success') refund.totalRefundedSet = amount;
}

/** What a refund changes on its order; `ledger` is what its agreement adds up to. */
function apply(order: Order, refund: Refund, ledger: MoneyBag): void {
  const taxes = sumBags(zeroLike(ledger), [
    ...refund.refundLineItems.map((line) => line.totalTaxSet),
    ...refund.refundShippingLines.map((line) => line.taxAmountSet),
  ]);
  order.currentSubtotalPriceSet = minusBags(
    order.currentSubtotalPriceSet,
    ...refund.refundLineItems.map((line) => line.subtotalSet),
  );
  const shipping = refund.refundShippingLines.map((line) => line.subtotalAmountSet);
  order.currentShippingPriceSet = minusBags(order.currentShippingPriceSet, ...shipping);
  order.totalRefundedShippingSet = plusBags(order.totalRefundedShippingSet, ...shipping);
  order.currentTotalTaxSet = minusBags(order.currentTotalTaxSet, taxes);
  order.currentTotalPriceSet = plusBags(order.currentTotalPriceSet, ledger);
  order.totalRefundedSet = plusBags(order.totalRefundedSet, refund.totalRefundedSet);
  order.totalOutstandingSet = plusBags(order.totalOutstandingSet, ledger, refund.totalRefundedSet);
  order.refundDiscrepancySet = plusBags(
    order.refundDiscrepancySet,
    ...refund.orderAdjustments.map((one) => one.amountSet),
  );
  order.currentTaxLines = currentTaxLines(order);
  updateStatus(order);
}

/** The order's taxes without those of what went back. */
export function currentTaxLines(order: Order) {
  return groupTaxLines(order.totalPriceSet, [
    ...order.lineItems.flatMap((line) =>
      line.taxLines.map((tax) => ({
        ...tax,
        priceSet: shareBag(tax.priceSet, line.currentQuantity, line.quantity || 1),
      })),
    ),
    ...order.shippingLines.flatMap((line) =>
      line.taxLines.map((tax) => ({
        ...tax,
        priceSet: isZeroBag(line.discountedPriceSet)
          ? tax.priceSet
          : proportion(
              tax.priceSet,
              line.currentDiscountedPriceSet.shopMoney.amount,
              line.discountedPriceSet.shopMoney.amount,
            ),
      })),
    ),
  ]);
}
