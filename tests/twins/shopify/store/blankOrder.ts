import type { Currencies } from './money.ts';
import { bag } from './money.ts';
import { numericPart } from './ids.ts';
import type { FinancialStatus, Order } from './order.ts';
import type { Shop } from './shop.ts';

const STATUSES = new Set<string>([
  'AUTHORIZED',
  'EXPIRED',
  'PAID',
  'PARTIALLY_PAID',
  'PARTIALLY_REFUNDED',
  'PENDING',
  'REFUNDED',
  'VOIDED',
]);

export const financialStatus = (value: string | null): FinancialStatus | null =>
  value !== null && STATUSES.has(value) ? (value as FinancialStatus) : null;

const CANCEL_REASONS = new Set(['CUSTOMER', 'DECLINED', 'FRAUD', 'INVENTORY', 'OTHER', 'STAFF']);

export const cancelReason = (value: string | null): string | null =>
  value === null ? null : CANCEL_REASONS.has(value) ? value : 'OTHER';

/** An order about which nothing is known yet but its id and its currencies. */
export function blankOrder(id: string, shop: Shop, currencies: Currencies, at: string): Order {
  const zero = bag(currencies, '0');
  return {
    id,
    legacyResourceId: numericPart(id),
    name: '',
    number: 0,
    confirmationNumber: null,
    poNumber: null,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    closedAt: null,
    test: false,
    edited: false,
    confirmed: true,
    sourceName: null,
    sourceIdentifier: null,
    app: null,
    merchantBusinessEntity: shop.businessEntity,
    currencyCode: currencies.shop,
    presentmentCurrencyCode: currencies.presentment,
    taxesIncluded: false,
    taxExempt: false,
    estimatedTaxes: false,
    dutiesIncluded: false,
    displayFinancialStatus: null,
    displayFulfillmentStatus: 'UNFULFILLED',
    returnStatus: 'NO_RETURN',
    paymentGatewayNames: [],
    customerLocale: null,
    email: null,
    phone: null,
    note: null,
    tags: [],
    customAttributes: [],
    discountCodes: [],
    discountApplications: [],
    subtotalPriceSet: zero,
    totalDiscountsSet: zero,
    totalShippingPriceSet: zero,
    totalTaxSet: zero,
    totalTipReceivedSet: zero,
    totalPriceSet: zero,
    originalTotalPriceSet: zero,
    originalTotalDutiesSet: null,
    originalTotalAdditionalFeesSet: null,
    currentSubtotalPriceSet: zero,
    currentShippingPriceSet: zero,
    currentTotalDiscountsSet: zero,
    currentTotalTaxSet: zero,
    currentTotalDutiesSet: null,
    currentTotalAdditionalFeesSet: null,
    currentTotalPriceSet: zero,
    totalReceivedSet: zero,
    totalRefundedSet: zero,
    totalRefundedShippingSet: zero,
    totalOutstandingSet: zero,
    refundDiscrepancySet: zero,
    totalCashRoundingAdjustment: { paymentSet: zero, refundSet: zero },
    taxLines: [],
    currentTaxLines: [],
    additionalFees: [],
    billingAddress: null,
    shippingAddress: null,
    billingAddressMatchesShippingAddress: false,
    localizedFields: [],
    customer: null,
    purchasingEntity: null,
    lineItems: [],
    shippingLines: [],
    transactions: [],
    refunds: [],
    agreements: [],
    fulfillments: [],
    metafields: [],
  };
}
