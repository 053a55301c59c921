import type { EditSpec } from './specs.ts';
import { editAgreement, type LineChange } from './agreements.ts';
import { lineGross } from './sale.ts';
import { numericPart, type Ids } from './ids.ts';
import { afterDiscounts, buildLines, buildShipping, groupTaxLines } from './lines.ts';
import {
  bag,
  minusBags,
  negativeBag,
  plusBags,
  sumBags,
  taxOn,
  taxSum,
  timesBag,
  zeroLike,
} from './money.ts';
import type { DiscountApplication, LineItem, MoneyBag, Order, Refund, ShippingLine } from './order.ts';
import { currenciesOf, updateStatus } from './payments.ts';
import { currentTaxLines, grossOf, returnedPart } from './refundOrder.ts';

/** What an edit did, as the body of orders/edited names it. */
export interface EditResult {
  additions: { line: LineItem; delta: number }[];
  removals: { line: LineItem; delta: number }[];
}

/** An order edit: more or fewer pieces, new lines, new shipping. Removed pieces also become a refund without money. */
export function editOrder(order: Order, spec: EditSpec, ids: Ids, at: string): EditResult {
  const context = { ids, currencies: currenciesOf(order), taxesIncluded: order.taxesIncluded };
  const changes: LineChange[] = [];
  const result: EditResult = { additions: [], removals: [] };
  for (const { line: index, quantity } of spec.quantities ?? []) {
    const line = order.lineItems[index];
    if (!line || quantity < 0) throw new Error(`${order.name} has no line ${index} to set to ${quantity}`);
    const delta = quantity - line.currentQuantity;
    if (delta > 0) changes.push(raise(order, line, delta));
    if (delta < 0) changes.push(lower(order, line, -delta));
    if (delta !== 0) (delta > 0 ? result.additions : result.removals).push({ line, delta });
  }
  const lines = buildLines(context, spec.addLines ?? [], undefined, order.discountApplications);
  const shipping = spec.addShipping
    ? [buildShipping(context, spec.addShipping, order.discountApplications)]
    : [];
  changes.push(...(spec.discounts ?? []).map((discount) => lowerPrice(order, discount)));
  order.lineItems.push(...lines);
  order.shippingLines.push(...shipping);
  result.additions.push(...lines.map((line) => ({ line, delta: line.quantity })));
  const removed = spec.removeShipping ? [order.shippingLines[spec.removeShipping.line]!] : [];
  const agreement = editAgreement(ids, order, at, { lines, shipping }, removed, changes);
  order.agreements.push(agreement);
  recordRemovals(order, changes, ids, at);
  addUp(order, lines, shipping, changes);
  for (const line of removed) takeShippingOff(order, line, spec.removeShipping?.staysInTotal ?? false);
  order.edited = true;
  return result;
}

/** More pieces at the full price; fixed discounts stay what they were. */
function raise(order: Order, line: LineItem, pieces: number): LineChange {
  const grossBefore = lineGross(order, line);
  const taxBefore = taxSum(line.originalTotalSet, line.taxLines);
  line.quantity += pieces;
  line.currentQuantity += pieces;
  line.refundableQuantity += pieces;
  line.originalTotalSet = timesBag(line.originalUnitPriceSet, line.quantity);
  taxAnew(order, line);
  return {
    line,
    quantity: pieces,
    gross: minusBags(lineGross(order, line), grossBefore),
    tax: minusBags(taxSum(line.originalTotalSet, line.taxLines), taxBefore),
  };
}

/** The line's taxes on what it costs by now. */
function taxAnew(order: Order, line: LineItem): void {
  const price = afterDiscounts(line);
  line.taxLines = line.taxLines.map((tax) => {
    const on = (side: 'shopMoney' | 'presentmentMoney') => ({
      ...tax.priceSet[side],
      amount: taxOn(price[side].amount, tax.rate ?? 0, order.taxesIncluded),
    });
    return { ...tax, priceSet: { shopMoney: on('shopMoney'), presentmentMoney: on('presentmentMoney') } };
  });
}

/** A discount by an edit lowers the original totals, too, unlike a removed piece (recorded: order-edit-money-math). */
function lowerPrice(order: Order, spec: NonNullable<EditSpec['discounts']>[number]): LineChange {
  const line = order.lineItems[spec.line];
  if (!line) throw new Error(`${order.name} has no line ${spec.line} to take a discount off`);
  const grossBefore = lineGross(order, line);
  const taxBefore = taxSum(line.originalTotalSet, line.taxLines);
  const currencies = currenciesOf(order);
  const amount = timesBag(bag(currencies, spec.perPiece), line.quantity);
  const application: DiscountApplication = {
    __typename: 'ManualDiscountApplication',
    index: order.discountApplications.length,
    allocationMethod: 'ONE',
    targetSelection: 'EXPLICIT',
    targetType: 'LINE_ITEM',
    title: 'Rabatt',
    description: null,
    value: { __typename: 'MoneyV2', amount: amount.shopMoney.amount, currencyCode: currencies.shop },
  };
  order.discountApplications.push(application);
  line.discountAllocations.push({ allocatedAmountSet: amount, discountApplication: application });
  order.totalDiscountsSet = plusBags(order.totalDiscountsSet, amount);
  taxAnew(order, line);
  return {
    line,
    quantity: 0,
    gross: minusBags(lineGross(order, line), grossBefore),
    tax: minusBags(taxSum(line.originalTotalSet, line.taxLines), taxBefore),
    action: spec.entry ?? 'UPDATE',
  };
}

function takeShippingOff(order: Order, line: ShippingLine, staysInTotal: boolean): void {
  const price = line.discountedPriceSet;
  const tax = taxSum(price, line.taxLines);
  const gross = grossOf(order, price, tax);
  line.isRemoved = true;
  line.currentDiscountedPriceSet = zeroLike(price);
  order.currentShippingPriceSet = minusBags(order.currentShippingPriceSet, price);
  order.currentTotalTaxSet = minusBags(order.currentTotalTaxSet, tax);
  order.currentTotalPriceSet = minusBags(order.currentTotalPriceSet, gross);
  order.totalOutstandingSet = minusBags(order.totalOutstandingSet, gross);
  if (!staysInTotal) {
    order.totalShippingPriceSet = minusBags(order.totalShippingPriceSet, price);
    order.totalTaxSet = minusBags(order.totalTaxSet, tax);
    order.totalPriceSet = minusBags(order.totalPriceSet, gross);
  }
  order.currentTaxLines = currentTaxLines(order);
  updateStatus(order);
}

function lower(order: Order, line: LineItem, pieces: number): LineChange {
  const { subtotal, tax } = returnedPart(line, pieces);
  line.currentQuantity -= pieces;
  line.refundableQuantity -= pieces;
  return {
    line,
    quantity: -pieces,
    gross: negativeBag(grossOf(order, subtotal, tax)),
    tax: negativeBag(tax),
  };
}

/** Shopify keeps removed pieces as a refund without a transaction. */
function recordRemovals(order: Order, changes: LineChange[], ids: Ids, at: string): void {
  const removed = changes.filter((change) => change.quantity < 0);
  if (removed.length === 0) return;
  const id = ids.gid('Refund');
  const refund: Refund = {
    id,
    legacyResourceId: numericPart(id),
    note: null,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    totalRefundedSet: zeroLike(order.totalPriceSet),
    duties: [],
    refundLineItems: removed.map(({ line, quantity, gross, tax }) => ({
      id: ids.gid('RefundLineItem'),
      lineItem: line,
      quantity: -quantity,
      restockType: 'CANCEL',
      restocked: true,
      priceSet: line.originalUnitPriceSet,
      subtotalSet: order.taxesIncluded ? negativeBag(gross) : minusBags(tax, gross),
      totalTaxSet: negativeBag(tax),
    })),
    refundShippingLines: [],
    orderAdjustments: [],
    transactions: [],
  };
  order.refunds.push(refund);
}

function addUp(order: Order, lines: LineItem[], shipping: ShippingLine[], changes: LineChange[]): void {
  const zero = zeroLike(order.totalPriceSet);
  const net = (gross: MoneyBag, tax: MoneyBag) => (order.taxesIncluded ? gross : minusBags(gross, tax));
  const raised = changes.filter((change) => change.quantity >= 0);
  const addedTax = sumBags(zero, [
    ...[...lines, ...shipping].map((one) => taxSum(zero, one.taxLines)),
    ...raised.map((change) => change.tax),
  ]);
  const addedGoods = sumBags(zero, [
    ...lines.map(afterDiscounts),
    ...raised.map((change) => net(change.gross, change.tax)),
  ]);
  const addedShipping = sumBags(
    zero,
    shipping.map((line) => line.discountedPriceSet),
  );
  const added = plusBags(addedGoods, addedShipping, order.taxesIncluded ? zero : addedTax);
  const lowered = changes.filter((change) => change.quantity < 0);
  const removedGross = sumBags(
    zero,
    lowered.map((change) => change.gross),
  );
  const removedTax = sumBags(
    zero,
    lowered.map((change) => change.tax),
  );
  order.subtotalPriceSet = plusBags(order.subtotalPriceSet, addedGoods);
  order.totalShippingPriceSet = plusBags(order.totalShippingPriceSet, addedShipping);
  order.totalTaxSet = plusBags(order.totalTaxSet, addedTax);
  order.totalPriceSet = plusBags(order.totalPriceSet, added);
  order.currentSubtotalPriceSet = plusBags(
    order.currentSubtotalPriceSet,
    addedGoods,
    net(removedGross, removedTax),
  );
  order.currentShippingPriceSet = plusBags(order.currentShippingPriceSet, addedShipping);
  order.currentTotalTaxSet = plusBags(order.currentTotalTaxSet, addedTax, removedTax);
  order.currentTotalPriceSet = plusBags(order.currentTotalPriceSet, added, removedGross);
  order.totalOutstandingSet = plusBags(order.totalOutstandingSet, added, removedGross);
  order.taxLines = groupTaxLines(
    zero,
    [...order.lineItems, ...order.shippingLines].flatMap((one) => one.taxLines),
  );
  order.currentTaxLines = currentTaxLines(order);
  updateStatus(order);
}
