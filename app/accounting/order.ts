import type { Cents, Rate } from './money.ts';

// The order as accounting sees it: what Shopify said, in the domain's own words. Made by shopify/ from the Admin
// API; amounts are in the shop's currency unless a name says otherwise.

export type OrderGid = string & { readonly __id: 'order' };
/** An instant, ISO 8601 with offset or Z, as Shopify sent it. */
export type Instant = string;

export interface TaxLine {
  title: string;
  /** Null when Shopify's rate is no plausible rate. */
  rate: Rate | null;
  /** Always the amount that was charged; a rate can stand beside an amount of zero (reverse charge). */
  amount: Cents;
  /** True when a marketplace owes this tax, not the shop. */
  channelLiable: boolean;
}

export interface Duty {
  gid: string;
  price: Cents;
  taxLines: TaxLine[];
}

/** As the merchant has sorted a product. Type and tags are null without leave to read products. */
export interface LineProduct {
  type: string | null;
  tags: string[];
  vendor: string | null;
}

export interface OrderLine {
  gid: string;
  /** Title and variant. */
  name: string;
  sku: string | null;
  quantity: number;
  /** After edits and refunds. */
  currentQuantity: number;
  isGiftCard: boolean;
  /** True for the line Shopify adds for a tip. */
  isTip: boolean;
  taxable: boolean;
  requiresShipping: boolean;
  /** What tells its kind. Left out where Shopify did not say; snapshots of older orders have none. */
  product?: LineProduct | null;
  unitPrice: Cents;
  /** Unit price times quantity, before discounts. */
  originalTotal: Cents;
  /** What discounts take off this line, all of them (line level and order level). */
  discount: Cents;
  taxLines: TaxLine[];
  duties: Duty[];
}

export interface ShippingLine {
  gid: string;
  title: string;
  originalPrice: Cents;
  /** After shipping discounts. */
  discountedPrice: Cents;
  isRemoved: boolean;
  taxLines: TaxLine[];
}

export interface AdditionalFee {
  gid: string;
  name: string;
  price: Cents;
  taxLines: TaxLine[];
}

type TransactionKind =
  | 'authorization'
  | 'capture'
  | 'change'
  | 'emv_authorization'
  | 'refund'
  | 'sale'
  | 'suggested_refund'
  | 'void';
type TransactionStatus = 'success' | 'pending' | 'failure' | 'error' | 'awaiting_response' | 'unknown';

export interface Transaction {
  gid: string;
  kind: TransactionKind;
  status: TransactionStatus;
  test: boolean;
  gateway: string;
  gatewayName: string;
  /** A payment the merchant marks by hand: bank transfer, cash on delivery, … */
  manual: boolean;
  processedAt: Instant;
  /** Always positive, in the shop's currency. */
  amount: Cents;
  /** What cash rounding added (or, negative, took off) on top of `amount`. */
  rounding: Cents;
  /** The same in the buyer's currency, as a decimal string; null where Shopify does not say it. */
  presentmentAmount: string | null;
  /**
   * What it cost: Shopify says it for Shopify Payments, of other gateways the list is empty. Null where it is not known:
   * orders that a former release read, amounts that are not in whole cents.
   */
  fees: TransactionFee[] | null;
}

export interface TransactionFee {
  amount: Cents;
  /** Charged on the fee, on top of it. */
  tax: Cents;
  /** Of the payout, not always the shop's. */
  currency: string;
}

export interface RefundLine {
  gid: string;
  lineGid: string;
  quantity: number;
  restock: 'cancel' | 'return' | 'no_restock' | 'legacy_restock' | 'unknown';
  /** As Shopify says it: with tax inside when the order's prices include tax, else without. */
  subtotal: Cents;
  tax: Cents;
}

export interface RefundShippingLine {
  gid: string;
  shippingGid: string | null;
  subtotal: Cents;
  tax: Cents;
}

export interface RefundAdjustment {
  gid: string;
  reason: string;
  /** Shopify's sign: money given back is negative. */
  amount: Cents;
  tax: Cents;
}

export interface Refund {
  gid: string;
  createdAt: Instant;
  note: string | null;
  totalRefunded: Cents;
  lines: RefundLine[];
  shippingLines: RefundShippingLine[];
  adjustments: RefundAdjustment[];
  duties: { originalDutyGid: string | null; amount: Cents }[];
  /** The refund's own transactions, any status. */
  transactions: Transaction[];
}

export type SaleKind =
  'product' | 'shipping' | 'tip' | 'gift_card' | 'duty' | 'fee' | 'additional_fee' | 'adjustment' | 'unknown';

/** One entry of Shopify's own sales ledger; returns are negative. */
export interface Sale {
  gid: string;
  kind: SaleKind;
  action: 'order' | 'return' | 'update' | 'unknown';
  quantity: number | null;
  lineGid: string | null;
  shippingGid: string | null;
  dutyGid: string | null;
  /** After discounts and with tax. */
  total: Cents;
  tax: Cents;
  taxes: { rate: Rate | null; amount: Cents }[];
}

export interface Agreement {
  gid: string;
  kind: 'order' | 'edit' | 'refund' | 'return' | 'unknown';
  happenedAt: Instant;
  refundGid: string | null;
  sales: Sale[];
}

export interface Address {
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  zip: string | null;
  city: string | null;
  provinceCode: string | null;
  /** ISO 3166 alpha-2, upper case. */
  countryCode: string | null;
}

export interface Buyer {
  customerGid: string | null;
  /** Numeric customer id; null for guests. */
  customerId: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  /** BCP 47, of the checkout. */
  locale: string | null;
  taxExempt: boolean;
  taxExemptions: string[];
  /** VAT id as entered: from the customer, the company location or an order attribute. */
  vatId: string | null;
  company: string | null;
}

export interface OrderTotals {
  /**
   * With tax, as ordered and edited, before refunds and removals: pieces that were refunded or taken off are in it, as they
   * are in the lines' quantity, amounts and taxes.
   */
  total: Cents;
  /** With tax, as first ordered. */
  originalTotal: Cents;
  /** With tax, after edits, refunds and returns. */
  currentTotal: Cents;
  tax: Cents;
  currentTax: Cents;
  shipping: Cents;
  discounts: Cents;
  tip: Cents;
  duties: Cents;
  additionalFees: Cents;
  received: Cents;
  refunded: Cents;
  outstanding: Cents;
  /** Cash rounding on payments and on refunds. */
  roundingPaid: Cents;
  roundingRefunded: Cents;
  /** What the buyer saw, in the buyer's currency, as a decimal string. */
  presentmentTotal: string;
}

export type FinancialStatus =
  | 'authorized'
  | 'expired'
  | 'paid'
  | 'partially_paid'
  | 'partially_refunded'
  | 'pending'
  | 'refunded'
  | 'voided'
  | 'unknown';

export interface Order {
  gid: OrderGid;
  /** Numeric, as text: it exceeds 2^53. */
  id: string;
  name: string;
  createdAt: Instant;
  processedAt: Instant;
  updatedAt: Instant;
  cancelledAt: Instant | null;
  cancelReason: string | null;
  test: boolean;
  edited: boolean;
  /** web, pos, shopify_draft_order, … */
  channel: string;
  tags: string[];
  attributes: { key: string; value: string }[];
  note: string | null;
  poNumber: string | null;
  currency: string;
  presentmentCurrency: string;
  taxesIncluded: boolean;
  taxExempt: boolean;
  estimatedTaxes: boolean;
  dutiesIncluded: boolean;
  financialStatus: FinancialStatus;
  fullyPaid: boolean;
  gateways: string[];
  totals: OrderTotals;
  taxLines: TaxLine[];
  lines: OrderLine[];
  shippingLines: ShippingLine[];
  additionalFees: AdditionalFee[];
  transactions: Transaction[];
  refunds: Refund[];
  /** Shopify's sales ledger, oldest first. */
  agreements: Agreement[];
  buyer: Buyer;
  billingAddress: Address | null;
  shippingAddress: Address | null;
  /** True when the buyer picks the goods up (no delivery abroad). */
  pickup: boolean;
  fulfilledAt: Instant[];
  /** Null unless a store has several legal entities. */
  businessEntity: { gid: string; name: string; primary: boolean; countryCode: string | null } | null;
}
