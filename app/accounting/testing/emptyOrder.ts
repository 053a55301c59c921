import { ZERO } from '../money.ts';
import type { Address, Buyer, Instant, Order, OrderGid } from '../order.ts';

const PLACED_AT: Instant = '2026-11-24T10:15:00Z';

export interface EmptyOrderSpec {
  /** Country of both addresses; null for an order without any. */
  country?: string | null;
  buyer?: Partial<Buyer>;
  address?: Partial<Address>;
  with?: Partial<Order>;
}

/** An order without lines, of a buyer in Berlin unless said otherwise. */
export function emptyOrder(id: string, spec: EmptyOrderSpec): Order {
  const address =
    spec.country === null ? null : { ...ADDRESS, countryCode: spec.country ?? 'DE', ...spec.address };
  const processedAt = spec.with?.processedAt ?? PLACED_AT;
  return {
    gid: `gid://shopify/Order/${id}` as OrderGid,
    id,
    name: '#1001',
    createdAt: processedAt,
    processedAt,
    updatedAt: processedAt,
    cancelledAt: null,
    cancelReason: null,
    test: false,
    edited: false,
    channel: 'web',
    tags: [],
    attributes: [],
    note: null,
    poNumber: null,
    currency: 'EUR',
    presentmentCurrency: 'EUR',
    taxesIncluded: true,
    taxExempt: false,
    estimatedTaxes: false,
    dutiesIncluded: false,
    financialStatus: 'pending',
    fullyPaid: false,
    gateways: [],
    totals: NO_TOTALS(),
    taxLines: [],
    lines: [],
    shippingLines: [],
    additionalFees: [],
    transactions: [],
    refunds: [],
    agreements: [],
    buyer: { ...BUYER, ...spec.buyer },
    billingAddress: address,
    shippingAddress: address,
    pickup: false,
    fulfilledAt: [],
    businessEntity: null,
  };
}

const NO_TOTALS = (): Order['totals'] => ({
  total: ZERO,
  originalTotal: ZERO,
  currentTotal: ZERO,
  tax: ZERO,
  currentTax: ZERO,
  shipping: ZERO,
  discounts: ZERO,
  tip: ZERO,
  duties: ZERO,
  additionalFees: ZERO,
  received: ZERO,
  refunded: ZERO,
  outstanding: ZERO,
  roundingPaid: ZERO,
  roundingRefunded: ZERO,
  presentmentTotal: '0.00',
});

const ADDRESS: Address = {
  name: 'Erika Mustermann',
  firstName: 'Erika',
  lastName: 'Mustermann',
  company: null,
  address1: 'Teststraße 1',
  address2: null,
  zip: '10115',
  city: 'Berlin',
  provinceCode: null,
  countryCode: 'DE',
};

const BUYER: Buyer = {
  customerGid: 'gid://shopify/Customer/7312345678',
  customerId: '7312345678',
  firstName: 'Erika',
  lastName: 'Mustermann',
  email: 'erika@example.com',
  locale: 'de-DE',
  taxExempt: false,
  taxExemptions: [],
  vatId: null,
  company: null,
};
