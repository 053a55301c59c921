import type { OrderSpec } from './specs.ts';
import { orderAgreement } from './agreements.ts';
import { blankOrder } from './blankOrder.ts';
import type { Ids } from './ids.ts';
import { instant } from './instant.ts';
import {
  afterDiscounts,
  buildLines,
  buildShipping,
  groupTaxLines,
  taxLine,
  tipLine,
  type LineContext,
} from './lines.ts';
import { bag, isZero, isZeroBag, minusBags, plusBags, sumBags, taxSum, type Currencies } from './money.ts';
import type { BusinessEntity, DiscountApplication, Order, TaxLine } from './order.ts';
import { settle } from './payments.ts';
import { customerOf, mailingAddress, purchasingCompany } from './people.ts';
import type { Shop } from './shop.ts';

/** A coherent order: Shopify's arithmetic, its sales ledger and, if it is paid, its transactions. */
export function createOrder(shop: Shop, spec: OrderSpec, ids: Ids, now: Date): Order {
  const currency = spec.currency ?? shop.currency;
  const currencies: Currencies = {
    shop: currency,
    presentment: spec.presentment?.currency ?? currency,
    rate: spec.presentment?.rate ?? 1,
  };
  const context: LineContext = { ids, currencies, taxesIncluded: spec.taxesIncluded ?? shop.taxesIncluded };
  const order = emptyOrder(shop, spec, context, now);
  fillLines(order, spec, context);
  addUp(order, spec, context);
  const hiddenTip = spec.tip && spec.tipAsLine === false ? tipLine(context, spec.tip) : null;
  order.agreements = [orderAgreement(ids, order, hiddenTip)];
  settle(order, spec, ids, currencies);
  return order;
}

function emptyOrder(
  shop: Shop,
  spec: OrderSpec,
  { ids, currencies, taxesIncluded }: LineContext,
  now: Date,
): Order {
  const number = shop.nextOrderNumber++;
  const processedAt = instant(new Date(spec.processedAt ?? spec.createdAt ?? now));
  const locale = spec.locale ?? 'de-DE';
  const customer = spec.customer === null ? null : customerOf(ids, spec.customer ?? {}, locale.slice(0, 2));
  const shipping = spec.shippingAddress === undefined ? (spec.billingAddress ?? {}) : spec.shippingAddress;
  return {
    ...blankOrder(ids.gid('Order'), shop, currencies, processedAt),
    name: spec.name ?? `#${number}`,
    number,
    confirmationNumber: ids.hex(5).toUpperCase().slice(0, 9),
    poNumber: spec.poNumber ?? null,
    createdAt: instant(new Date(spec.createdAt ?? spec.processedAt ?? now)),
    test: spec.test ?? false,
    sourceName: spec.sourceName ?? 'web',
    app: { id: 'gid://shopify/App/580111', name: 'Online Store' },
    merchantBusinessEntity: businessEntity(shop, spec.merchantBusinessEntity),
    taxesIncluded,
    taxExempt: customer?.taxExempt ?? false,
    dutiesIncluded: spec.dutiesIncluded ?? false,
    displayFinancialStatus: 'PENDING',
    customerLocale: locale,
    email: customer?.email ?? null,
    note: spec.note ?? null,
    tags: spec.tags ?? [],
    customAttributes: Object.entries(spec.attributes ?? {}).map(([key, value]) => ({ key, value })),
    discountCodes: spec.discountCode ? [spec.discountCode.code] : [],
    billingAddress: spec.billingAddress === null ? null : mailingAddress(ids, spec.billingAddress ?? {}),
    shippingAddress: shipping === null ? null : mailingAddress(ids, shipping),
    billingAddressMatchesShippingAddress: spec.shippingAddress === undefined,
    customer,
    purchasingEntity: spec.company
      ? purchasingCompany(ids, spec.company, null)
      : customer
        ? { __typename: 'Customer', ...customer }
        : null,
  };
}

const businessEntity = (shop: Shop, spec: OrderSpec['merchantBusinessEntity']): BusinessEntity =>
  spec
    ? {
        id: spec.id,
        displayName: spec.displayName,
        companyName: spec.displayName,
        primary: spec.primary ?? false,
        address: { countryCode: spec.countryCode },
      }
    : shop.businessEntity;

function fillLines(order: Order, spec: OrderSpec, context: LineContext): void {
  const applications: DiscountApplication[] = [];
  const shipping = spec.shipping === undefined || spec.shipping === null ? [] : [spec.shipping].flat();
  order.lineItems = buildLines(context, spec.lines, spec.discountCode, applications);
  order.shippingLines = shipping.map((one) => buildShipping(context, one, applications));
  order.additionalFees = (spec.additionalFees ?? []).map((fee) => ({
    id: context.ids.gid('AdditionalFee'),
    name: fee.name,
    price: bag(context.currencies, fee.price),
    taxLines: taxLine(context, fee.price, { taxRate: fee.taxRate ?? null }),
  }));
  order.discountApplications = applications;
}

/** Every tax line of an order, wherever it stands. */
export const allTaxLines = (order: Order): TaxLine[] => [
  ...order.lineItems.flatMap((line) => [...line.taxLines, ...line.duties.flatMap((duty) => duty.taxLines)]),
  ...order.shippingLines.flatMap((line) => line.taxLines),
  ...order.additionalFees.flatMap((fee) => fee.taxLines),
];

function addUp(order: Order, spec: OrderSpec, context: LineContext): void {
  const zero = bag(context.currencies, '0');
  const goods = order.lineItems.map(afterDiscounts);
  const duties = order.lineItems.flatMap((line) => line.duties.map((duty) => duty.price));
  const fees = order.additionalFees.map((fee) => fee.price);
  order.taxLines = groupTaxLines(zero, allTaxLines(order));
  order.totalTaxSet = taxSum(zero, order.taxLines);
  order.subtotalPriceSet = sumBags(zero, goods);
  order.totalShippingPriceSet = sumBags(
    zero,
    order.shippingLines.map((line) => line.originalPriceSet),
  );
  const shipping = sumBags(
    zero,
    order.shippingLines.map((line) => line.discountedPriceSet),
  );
  order.totalDiscountsSet = plusBags(
    minusBags(order.totalShippingPriceSet, shipping),
    ...order.lineItems.map((line) => minusBags(line.originalTotalSet, afterDiscounts(line))),
  );
  order.originalTotalDutiesSet = duties.length > 0 ? sumBags(zero, duties) : null;
  order.originalTotalAdditionalFeesSet = fees.length > 0 ? sumBags(zero, fees) : null;
  const tip = bag(context.currencies, spec.tip ?? '0');
  order.totalTipReceivedSet = tip;
  if (!isZeroBag(tip) && spec.tipAsLine !== false) order.lineItems.push(tipLine(context, spec.tip!));
  order.totalPriceSet = sumBags(zero, [
    order.subtotalPriceSet,
    shipping,
    ...duties,
    ...fees,
    tip,
    ...(order.taxesIncluded ? [] : [order.totalTaxSet]),
  ]);
  order.originalTotalPriceSet = order.totalPriceSet;
  Object.assign(order, currentFrom(order, shipping));
  if (spec.cashRounding && !isZero(spec.cashRounding)) {
    order.totalCashRoundingAdjustment = {
      paymentSet: bag(context.currencies, spec.cashRounding),
      refundSet: zero,
    };
  }
}

/** The current_* figures of an order nothing has happened to yet. */
const currentFrom = (order: Order, shipping: Order['totalPriceSet']) => ({
  currentSubtotalPriceSet: order.subtotalPriceSet,
  currentShippingPriceSet: shipping,
  currentTotalDiscountsSet: order.totalDiscountsSet,
  currentTotalTaxSet: order.totalTaxSet,
  currentTotalDutiesSet: order.originalTotalDutiesSet,
  currentTotalAdditionalFeesSet: order.originalTotalAdditionalFeesSet,
  currentTotalPriceSet: order.totalPriceSet,
  currentTaxLines: order.taxLines,
});
