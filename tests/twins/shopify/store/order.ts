// An order as the twin keeps it: the shape of Shopify's Admin GraphQL schema (2026-10), field for field, lists instead
// of connections. What is not listed here is null or an empty list when an app asks for it.

/** A decimal as Shopify's GraphQL writes it: "39.98", "24.0". */
interface Money {
  amount: string;
  currencyCode: string;
}

/** One amount in the shop's currency and in the buyer's. */
export interface MoneyBag {
  shopMoney: Money;
  presentmentMoney: Money;
}

export interface TaxLine {
  title: string;
  rate: number | null;
  ratePercentage: number | null;
  source: string | null;
  channelLiable: boolean | null;
  priceSet: MoneyBag;
}

export interface DiscountApplication {
  __typename:
    | 'DiscountCodeApplication'
    | 'AutomaticDiscountApplication'
    | 'ManualDiscountApplication'
    | 'ScriptDiscountApplication';
  index: number;
  allocationMethod: 'ACROSS' | 'EACH' | 'ONE';
  targetSelection: 'ALL' | 'ENTITLED' | 'EXPLICIT';
  targetType: 'LINE_ITEM' | 'SHIPPING_LINE';
  code?: string;
  title?: string;
  description?: string | null;
  value: { __typename: 'MoneyV2' | 'PricingPercentageValue'; [field: string]: unknown };
}

export interface DiscountAllocation {
  allocatedAmountSet: MoneyBag;
  discountApplication: DiscountApplication;
}

export interface Duty {
  id: string;
  harmonizedSystemCode: string | null;
  countryCodeOfOrigin: string | null;
  price: MoneyBag;
  taxLines: TaxLine[];
}

export interface LineItem {
  id: string;
  name: string;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  product: { id: string; productType: string; tags: string[]; vendor: string } | null;
  quantity: number;
  currentQuantity: number;
  refundableQuantity: number;
  isGiftCard: boolean;
  taxable: boolean;
  requiresShipping: boolean;
  customAttributes: { key: string; value: string | null }[];
  originalUnitPriceSet: MoneyBag;
  originalTotalSet: MoneyBag;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
  duties: Duty[];
}

export interface ShippingLine {
  id: string;
  title: string;
  code: string | null;
  source: string | null;
  carrierIdentifier: string | null;
  custom: boolean;
  isRemoved: boolean;
  originalPriceSet: MoneyBag;
  discountedPriceSet: MoneyBag;
  currentDiscountedPriceSet: MoneyBag;
  discountAllocations: DiscountAllocation[];
  taxLines: TaxLine[];
}

export interface AdditionalFee {
  id: string;
  name: string;
  price: MoneyBag;
  taxLines: TaxLine[];
}

export type TransactionKind =
  | 'AUTHORIZATION'
  | 'CAPTURE'
  | 'CHANGE'
  | 'EMV_AUTHORIZATION'
  | 'REFUND'
  | 'SALE'
  | 'SUGGESTED_REFUND'
  | 'VOID';
export type TransactionStatus = 'SUCCESS' | 'PENDING' | 'FAILURE' | 'ERROR' | 'AWAITING_RESPONSE' | 'UNKNOWN';

export interface OrderTransaction {
  id: string;
  kind: TransactionKind;
  status: TransactionStatus;
  test: boolean;
  gateway: string | null;
  formattedGateway: string | null;
  manualPaymentGateway: boolean;
  paymentId: string | null;
  accountNumber: string | null;
  createdAt: string;
  processedAt: string | null;
  errorCode: string | null;
  parentTransaction: { id: string } | null;
  amountSet: MoneyBag;
  amountRoundingSet: MoneyBag | null;
  paymentDetails: { __typename: string; [field: string]: unknown } | null;
}

export interface RefundLineItem {
  id: string;
  lineItem: LineItem;
  quantity: number;
  restockType: 'CANCEL' | 'LEGACY_RESTOCK' | 'NO_RESTOCK' | 'RETURN';
  restocked: boolean;
  priceSet: MoneyBag;
  /** Contains the tax when the order's prices do. */
  subtotalSet: MoneyBag;
  totalTaxSet: MoneyBag;
}

export interface RefundShippingLine {
  id: string;
  shippingLine: ShippingLine;
  subtotalAmountSet: MoneyBag;
  taxAmountSet: MoneyBag;
}

interface OrderAdjustment {
  id: string;
  reason: string | null;
  /** Money given back is negative. */
  amountSet: MoneyBag;
  taxAmountSet: MoneyBag;
}

export interface Refund {
  id: string;
  legacyResourceId: string;
  note: string | null;
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  totalRefundedSet: MoneyBag;
  duties: { amountSet: MoneyBag; originalDuty: Duty | null }[];
  refundLineItems: RefundLineItem[];
  refundShippingLines: RefundShippingLine[];
  orderAdjustments: OrderAdjustment[];
  transactions: OrderTransaction[];
}

export interface Sale {
  __typename:
    | 'ProductSale'
    | 'ShippingLineSale'
    | 'TipSale'
    | 'GiftCardSale'
    | 'DutySale'
    | 'FeeSale'
    | 'AdditionalFeeSale'
    | 'AdjustmentSale'
    | 'UnknownSale';
  id: string;
  actionType: 'ORDER' | 'RETURN' | 'UPDATE' | 'UNKNOWN';
  lineType: string;
  quantity: number | null;
  /** After discounts and with tax; what is given back is negative. */
  totalAmount: MoneyBag;
  totalTaxAmount: MoneyBag;
  totalDiscountAmountBeforeTaxes: MoneyBag;
  totalDiscountAmountAfterTaxes: MoneyBag;
  taxes: { id: string; amount: MoneyBag; taxLine: TaxLine }[];
  lineItem?: LineItem;
  shippingLine?: ShippingLine | null;
  duty?: Duty;
  additionalFee?: AdditionalFee;
}

export interface Agreement {
  __typename: 'OrderAgreement' | 'OrderEditAgreement' | 'RefundAgreement' | 'ReturnAgreement';
  id: string;
  happenedAt: string;
  reason: 'ORDER' | 'ORDER_EDIT' | 'REFUND' | 'RETURN' | 'UNKNOWN';
  refund?: Refund;
  sales: Sale[];
}

export interface MailingAddress {
  id: string;
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  address1: string | null;
  address2: string | null;
  zip: string | null;
  city: string | null;
  provinceCode: string | null;
  province: string | null;
  countryCodeV2: string | null;
  country: string | null;
  phone: string | null;
}

export interface Customer {
  id: string;
  legacyResourceId: string;
  displayName: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  locale: string;
  taxExempt: boolean;
  taxExemptions: string[];
  taxSettings: { taxId: string | null };
  defaultEmailAddress: { emailAddress: string } | null;
  defaultPhoneNumber: { phoneNumber: string } | null;
}

export interface Metafield {
  id: string;
  namespace: string;
  key: string;
  type: string;
  value: string;
  compareDigest: string;
  createdAt: string;
  updatedAt: string;
}

export interface BusinessEntity {
  id: string;
  displayName: string;
  companyName: string | null;
  primary: boolean;
  address: { countryCode: string };
}

export type FinancialStatus =
  | 'AUTHORIZED'
  | 'EXPIRED'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PARTIALLY_REFUNDED'
  | 'PENDING'
  | 'REFUNDED'
  | 'VOIDED';

export interface Order {
  id: string;
  legacyResourceId: string;
  name: string;
  number: number;
  confirmationNumber: string | null;
  poNumber: string | null;
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  cancelReason: string | null;
  closedAt: string | null;
  test: boolean;
  edited: boolean;
  confirmed: boolean;
  sourceName: string | null;
  sourceIdentifier: string | null;
  app: { id: string; name: string } | null;
  merchantBusinessEntity: BusinessEntity;
  currencyCode: string;
  presentmentCurrencyCode: string;
  taxesIncluded: boolean;
  taxExempt: boolean;
  estimatedTaxes: boolean;
  dutiesIncluded: boolean;
  displayFinancialStatus: FinancialStatus | null;
  displayFulfillmentStatus: string;
  returnStatus: string;
  paymentGatewayNames: string[];
  customerLocale: string | null;
  email: string | null;
  phone: string | null;
  note: string | null;
  tags: string[];
  customAttributes: { key: string; value: string | null }[];
  discountCodes: string[];
  discountApplications: DiscountApplication[];
  subtotalPriceSet: MoneyBag;
  totalDiscountsSet: MoneyBag;
  totalShippingPriceSet: MoneyBag;
  totalTaxSet: MoneyBag;
  totalTipReceivedSet: MoneyBag;
  totalPriceSet: MoneyBag;
  originalTotalPriceSet: MoneyBag;
  originalTotalDutiesSet: MoneyBag | null;
  originalTotalAdditionalFeesSet: MoneyBag | null;
  currentSubtotalPriceSet: MoneyBag;
  currentShippingPriceSet: MoneyBag;
  currentTotalDiscountsSet: MoneyBag;
  currentTotalTaxSet: MoneyBag;
  currentTotalDutiesSet: MoneyBag | null;
  currentTotalAdditionalFeesSet: MoneyBag | null;
  currentTotalPriceSet: MoneyBag;
  totalReceivedSet: MoneyBag;
  totalRefundedSet: MoneyBag;
  totalRefundedShippingSet: MoneyBag;
  totalOutstandingSet: MoneyBag;
  refundDiscrepancySet: MoneyBag;
  totalCashRoundingAdjustment: { paymentSet: MoneyBag; refundSet: MoneyBag };
  taxLines: TaxLine[];
  currentTaxLines: TaxLine[];
  additionalFees: AdditionalFee[];
  billingAddress: MailingAddress | null;
  shippingAddress: MailingAddress | null;
  billingAddressMatchesShippingAddress: boolean;
  localizedFields: { key: string; countryCode: string; title: string; value: string; purpose: string }[];
  customer: Customer | null;
  purchasingEntity: { __typename: 'Customer' | 'PurchasingCompany'; [field: string]: unknown } | null;
  lineItems: LineItem[];
  shippingLines: ShippingLine[];
  transactions: OrderTransaction[];
  refunds: Refund[];
  agreements: Agreement[];
  fulfillments: { id: string; status: string; createdAt: string; deliveredAt: string | null }[];
  metafields: Metafield[];
}
