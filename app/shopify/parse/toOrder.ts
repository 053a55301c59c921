import type {
  Agreement,
  Buyer,
  Order,
  OrderGid,
  OrderLine,
  OrderTotals,
  Refund,
  Sale,
} from '../../accounting/order.ts';
import type { AgreementEdge, FirstPage } from './orderPage.ts';
import { findVatId } from './vatId.ts';

const AGREEMENT_KINDS: Record<string, Agreement['kind']> = {
  OrderAgreement: 'order',
  OrderEditAgreement: 'edit',
  RefundAgreement: 'refund',
  ReturnAgreement: 'return',
};

/** What becomes of a parcel that never left. */
const NOT_SENT = new Set(['CANCELLED', 'ERROR', 'FAILURE']);

/** What the other pages brought: all lines, all sales of all agreements, all refunds. */
export interface OtherPages {
  lines: OrderLine[];
  agreements: { edge: AgreementEdge; sales: Sale[] }[];
  refunds: Refund[];
}

/** Puts an order together from its pages. */
export function toOrder(first: FirstPage, { lines, agreements, refunds }: OtherPages): Order {
  const ledger = agreements.map(({ edge: { node }, sales }) => ({
    gid: node.id,
    kind: AGREEMENT_KINDS[node.__typename] ?? ('unknown' as const),
    happenedAt: node.happenedAt,
    refundGid: node.refund?.id ?? null,
    sales,
  }));
  const tips = new Set(
    ledger.flatMap(({ sales }) =>
      sales.flatMap((entry) => (entry.kind === 'tip' ? (entry.lineGid ?? []) : [])),
    ),
  );
  const attributes = first.customAttributes.map(({ key, value }) => ({ key, value: value ?? '' }));
  const { merchantBusinessEntity: entity } = first;
  return {
    gid: first.id as OrderGid,
    id: first.legacyResourceId,
    ...pick(
      first,
      'name',
      'createdAt',
      'processedAt',
      'updatedAt',
      'cancelledAt',
      'test',
      'edited',
      'tags',
      'note',
      'poNumber',
    ),
    ...pick(
      first,
      'taxesIncluded',
      'taxExempt',
      'estimatedTaxes',
      'dutiesIncluded',
      'fullyPaid',
      'taxLines',
      'transactions',
    ),
    ...pick(first, 'additionalFees', 'billingAddress', 'shippingAddress'),
    cancelReason: first.cancelReason?.toLowerCase() ?? null,
    channel: first.sourceName ?? 'unknown',
    attributes,
    currency: first.currencyCode,
    presentmentCurrency: first.presentmentCurrencyCode,
    financialStatus: first.displayFinancialStatus,
    gateways: first.paymentGatewayNames,
    totals: toTotals(first),
    lines: lines.map((line) => (tips.has(line.gid) ? { ...line, isTip: true } : line)),
    shippingLines: first.shippingLines.map(({ line }) => line),
    refunds,
    agreements: ledger.toSorted((a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt)),
    buyer: toBuyer(first, attributes),
    pickup: isPickup(first, lines),
    fulfilledAt: first.fulfillments
      .filter(({ status }) => !NOT_SENT.has(status))
      .map(({ createdAt }) => createdAt),
    businessEntity: entity.primary
      ? null
      : { gid: entity.id, name: entity.displayName, primary: false, countryCode: entity.address.countryCode },
  };
}

function pick<T, Key extends keyof T>(from: T, ...keys: Key[]): Pick<T, Key> {
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, Key>;
}

function toTotals(first: FirstPage): OrderTotals {
  return {
    total: first.totalPriceSet.shop,
    originalTotal: first.originalTotalPriceSet,
    currentTotal: first.currentTotalPriceSet,
    tax: first.totalTaxSet,
    currentTax: first.currentTotalTaxSet,
    shipping: first.totalShippingPriceSet,
    discounts: first.totalDiscountsSet,
    tip: first.totalTipReceivedSet,
    duties: first.originalTotalDutiesSet,
    additionalFees: first.originalTotalAdditionalFeesSet,
    received: first.totalReceivedSet,
    refunded: first.totalRefundedSet,
    outstanding: first.totalOutstandingSet,
    roundingPaid: first.totalCashRoundingAdjustment.paymentSet,
    roundingRefunded: first.totalCashRoundingAdjustment.refundSet,
    presentmentTotal: first.totalPriceSet.presentment,
  };
}

/** A company that buys is taxed by the settings of its location, not by those of the person who orders. */
function toBuyer(first: FirstPage, attributes: Order['attributes']): Buyer {
  const { customer: person, purchasingEntity: entity } = first;
  const companySettings = entity?.location?.taxSettings;
  const settings = companySettings ?? person;
  return {
    customerGid: person?.id ?? null,
    customerId: person?.legacyResourceId ?? null,
    firstName: person?.firstName ?? null,
    lastName: person?.lastName ?? null,
    email: first.email ?? person?.defaultEmailAddress?.emailAddress ?? null,
    locale: first.customerLocale,
    taxExempt: settings?.taxExempt ?? false,
    taxExemptions: settings?.taxExemptions ?? [],
    vatId: companySettings?.taxRegistrationId ?? person?.taxSettings.taxId ?? findVatId(attributes),
    company: entity?.company?.name ?? first.billingAddress?.company ?? null,
  };
}

/**
 * Whether the buyer picks the goods up. Shopify says so in the delivery category, or not at all (seen: null on pickup
 * orders); then it shows in goods with a shipping line but no shipping address, which the checkout asks for otherwise.
 * The title decides nothing: a parcel shop abroad is called a pickup point, too.
 */
function isPickup({ shippingLines, shippingAddress }: FirstPage, lines: OrderLine[]): boolean {
  const ways = shippingLines.filter(({ line }) => !line.isRemoved);
  const said = ways.some(({ deliveryCategory }) => /^(local_?)?pick_?up$/i.test(deliveryCategory ?? ''));
  const goods = lines.some((line) => line.requiresShipping);
  return said || (goods && ways.length > 0 && shippingAddress === null);
}
