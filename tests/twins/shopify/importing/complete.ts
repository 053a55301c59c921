import { isTip } from '../store/sale.ts';
import { editAgreement, orderAgreement, refundAgreement, type LineChange } from '../store/agreements.ts';
import type { Ids } from '../store/ids.ts';
import { afterDiscounts, groupTaxLines, tipLine } from '../store/lines.ts';
import {
  bag,
  compare,
  isZeroBag,
  minusBags,
  negativeBag,
  plusBags,
  shareBag,
  sumBags,
  taxSum,
  zeroLike,
  type Currencies,
} from '../store/money.ts';
import type { LineItem, MoneyBag, Order, Sale } from '../store/order.ts';
import { transaction } from '../store/payments.ts';
import { allTaxLines } from '../store/createOrder.ts';
import { currentTaxLines, grossOf } from '../store/refundOrder.ts';

/** The sums a payload states itself. What is null follows from the rest of the order, or stays zero. */
export interface GivenTotals {
  taxesIncluded: boolean | null;
  subtotal: MoneyBag | null;
  discounts: MoneyBag | null;
  shipping: MoneyBag | null;
  tax: MoneyBag | null;
  tip: MoneyBag | null;
  total: MoneyBag | null;
  originalTotal: MoneyBag | null;
  currentSubtotal: MoneyBag | null;
  currentShipping: MoneyBag | null;
  currentDiscounts: MoneyBag | null;
  currentTax: MoneyBag | null;
  currentTotal: MoneyBag | null;
  received: MoneyBag | null;
  refunded: MoneyBag | null;
  outstanding: MoneyBag | null;
  hasTaxLines: boolean;
}

interface Completing {
  currencies: Currencies;
  ids: Ids;
  /** The sales ledger that the payload brings, if any; asked once everything else is there. */
  agreements: () => Order['agreements'] | null;
}

/** Fills in what follows from an order's parts: sums, a payment it speaks of, the sales ledger it does not bring. */
export function complete(order: Order, given: GivenTotals, completing: Completing): Order {
  const { currencies, ids } = completing;
  const zero = bag(currencies, '0');
  order.totalTipReceivedSet = given.tip ?? tipInLines(order) ?? zero;
  const sums = partSums(order, zero);
  if (!given.hasTaxLines) order.taxLines = groupTaxLines(zero, allTaxLines(order));
  order.totalTaxSet = given.tax ?? given.currentTax ?? taxSum(zero, order.taxLines);
  order.totalPriceSet = given.total ?? given.currentTotal ?? zero;
  order.taxesIncluded = given.taxesIncluded ?? addsUpWithTaxInside(order, sums);
  order.subtotalPriceSet = given.subtotal ?? sums.goods;
  order.totalDiscountsSet = given.discounts ?? sums.discounts;
  order.totalShippingPriceSet = given.shipping ?? sums.shippingBefore;
  order.originalTotalPriceSet = given.originalTotal ?? order.totalPriceSet;
  order.currentShippingPriceSet = given.currentShipping ?? sums.currentShipping;
  order.currentTotalDiscountsSet = given.currentDiscounts ?? order.totalDiscountsSet;
  order.currentTaxLines = currentTaxLines(order);
  order.currentTotalTaxSet = given.currentTax ?? taxSum(zero, order.currentTaxLines);
  order.refundDiscrepancySet = sumBags(
    zero,
    order.refunds.flatMap((refund) => refund.orderAdjustments.map((one) => one.amountSet)),
  );
  order.totalRefundedShippingSet = sumBags(
    zero,
    order.refunds.flatMap((refund) => refund.refundShippingLines.map((one) => one.subtotalAmountSet)),
  );
  countMoney(order, given, zero, ids);
  order.agreements = completing.agreements() ?? ledger(order, currencies, ids);
  const after = order.agreements.slice(1).flatMap((one) => one.sales);
  const goods = after.filter((one) => one.lineItem);
  const price = (one: Sale) =>
    order.taxesIncluded ? one.totalAmount : minusBags(one.totalAmount, one.totalTaxAmount);
  // Only `given.total` is a sum before returns; a current total that stands in for it has lost them already.
  const before = given.total ? after.map((one) => one.totalAmount) : [];
  order.currentTotalPriceSet = given.currentTotal ?? plusBags(order.totalPriceSet, ...before);
  order.currentSubtotalPriceSet =
    given.currentSubtotal ?? plusBags(order.subtotalPriceSet, ...goods.map(price));
  return order;
}

function partSums(order: Order, zero: MoneyBag) {
  const shipping = order.shippingLines.filter((line) => !line.isRemoved);
  const goods = order.lineItems.filter((line) => !isTip(order, line));
  return {
    goods: sumBags(zero, goods.map(afterDiscounts)),
    shippingBefore: sumBags(
      zero,
      shipping.map((line) => line.originalPriceSet),
    ),
    shipping: sumBags(
      zero,
      shipping.map((line) => line.discountedPriceSet),
    ),
    currentShipping: sumBags(
      zero,
      shipping.map((line) => line.currentDiscountedPriceSet),
    ),
    discounts: sumBags(zero, [
      ...order.lineItems.map((line) => minusBags(line.originalTotalSet, afterDiscounts(line))),
      ...shipping.map((line) => minusBags(line.originalPriceSet, line.discountedPriceSet)),
    ]),
    extras: sumBags(zero, [
      ...order.lineItems.flatMap((line) => line.duties.map((duty) => duty.price)),
      ...order.additionalFees.map((fee) => fee.price),
    ]),
  };
}

/** A line "Tip" without a product is the tip, also where the payload leaves its total out. */
const tipInLines = (order: Order): MoneyBag | null =>
  order.lineItems.find((line) => line.title === 'Tip' && !line.requiresShipping)?.originalTotalSet ?? null;

/** Where a payload does not say whether prices contain tax: they do if only then it adds up. */
function addsUpWithTaxInside(order: Order, sums: ReturnType<typeof partSums>): boolean {
  if (isZeroBag(order.totalTaxSet)) return false;
  const parts = plusBags(sums.goods, sums.shipping, sums.extras).shopMoney.amount;
  return compare(parts, order.totalPriceSet.shopMoney.amount) === 0;
}

const RECEIVED = new Set(['SALE', 'CAPTURE']);
const PAID = new Set(['PAID', 'PARTIALLY_PAID', 'PARTIALLY_REFUNDED', 'REFUNDED']);

/** Received, refunded and outstanding; a payload that says paid but shows no payment gets the one it speaks of. */
function countMoney(order: Order, given: GivenTotals, zero: MoneyBag, ids: Ids): void {
  const paid = PAID.has(order.displayFinancialStatus ?? '');
  const knowsPayment = order.transactions.some((one) => RECEIVED.has(one.kind));
  const open =
    given.outstanding ?? (order.displayFinancialStatus === 'PARTIALLY_PAID' ? order.totalPriceSet : zero);
  const came = minusBags(order.totalPriceSet, open);
  if (paid && !knowsPayment && !isZeroBag(came)) {
    const one = transaction(ids, order, order.processedAt, {
      kind: 'SALE',
      amount: came,
      gateway: order.paymentGatewayNames[0] ?? '',
    });
    if (order.paymentGatewayNames.length === 0) Object.assign(one, { gateway: null, formattedGateway: null });
    order.transactions.unshift(one);
  }
  const successful = order.transactions.filter((one) => one.status === 'SUCCESS');
  order.totalReceivedSet =
    given.received ??
    sumBags(
      zero,
      successful.filter((one) => RECEIVED.has(one.kind)).map((one) => one.amountSet),
    );
  order.totalRefundedSet =
    given.refunded ??
    sumBags(
      zero,
      successful.filter((one) => one.kind === 'REFUND').map((one) => one.amountSet),
    );
  const settledOtherwise = paid || order.displayFinancialStatus === 'AUTHORIZED';
  order.totalOutstandingSet =
    given.outstanding ?? (settledOtherwise ? zero : minusBags(order.totalPriceSet, order.totalReceivedSet));
}

function ledger(order: Order, currencies: Currencies, ids: Ids): Order['agreements'] {
  const shown = order.lineItems.some((line) => isTip(order, line));
  const tip = order.totalTipReceivedSet;
  const hidden =
    shown || isZeroBag(tip)
      ? null
      : tipLine({ ids, currencies, taxesIncluded: order.taxesIncluded }, tip.shopMoney.amount);
  const removed = order.lineItems.flatMap((line) => removedByEdit(order, line));
  return [
    orderAgreement(ids, order, hidden),
    ...(removed.length > 0
      ? [editAgreement(ids, order, order.processedAt, { lines: [], shipping: [] }, [], removed)]
      : []),
    ...order.refunds.map((refund) => refundAgreement(ids, order, refund)),
  ];
}

/** Pieces that are no longer on the order and that no refund explains: an edit took them off. */
function removedByEdit(order: Order, line: LineItem): LineChange[] {
  const refunded = order.refunds
    .flatMap((refund) => refund.refundLineItems)
    .filter((one) => one.lineItem === line)
    .reduce((sum, one) => sum + one.quantity, 0);
  const gone = line.quantity - line.currentQuantity - refunded;
  if (gone <= 0) return [];
  const tax = shareBag(taxSum(zeroLike(line.originalTotalSet), line.taxLines), gone, line.quantity);
  const gross = grossOf(order, shareBag(afterDiscounts(line), gone, line.quantity), tax);
  return [{ line, quantity: -gone, gross: negativeBag(gross), tax: negativeBag(tax) }];
}
