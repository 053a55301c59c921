// What a test or the demo says to make something happen in a shop. Whatever is left out is an ordinary German order.

export interface AddressSpec {
  firstName?: string | null;
  lastName?: string | null;
  company?: string | null;
  address1?: string | null;
  address2?: string | null;
  zip?: string | null;
  city?: string | null;
  provinceCode?: string | null;
  province?: string | null;
  countryCode?: string | null;
  phone?: string | null;
}

export interface LineSpec {
  title?: string;
  variantTitle?: string | null;
  sku?: string | null;
  /** Per piece. */
  price: string;
  quantity?: number;
  /** 0.19; null: no tax line at all. Default 0.19. */
  taxRate?: number | null;
  taxTitle?: string;
  /** A tax line with its rate but no amount, as for reverse charge. */
  untaxed?: boolean;
  /** Taken off the whole line by a line discount. */
  discount?: string;
  giftCard?: boolean;
  requiresShipping?: boolean;
  vendor?: string;
  productType?: string;
  productTags?: string[];
  channelLiable?: boolean;
  duties?: { amount: string; taxRate?: number | null }[];
  attributes?: Record<string, string>;
}

export interface ShippingSpec {
  title?: string;
  code?: string | null;
  price: string;
  discount?: string;
  taxRate?: number | null;
  taxTitle?: string;
  untaxed?: boolean;
}

export interface CompanySpec {
  name: string;
  externalId?: string | null;
  taxRegistrationId?: string | null;
  taxExempt?: boolean;
  taxExemptions?: string[];
  address?: AddressSpec;
}

export interface OrderSpec {
  name?: string;
  currency?: string;
  /** The buyer's currency and how many of it one unit of the shop's currency is. */
  presentment?: { currency: string; rate: number };
  /** Default: the shop's setting. */
  taxesIncluded?: boolean;
  lines: LineSpec[];
  shipping?: ShippingSpec | ShippingSpec[] | null;
  /** Spread over all lines but gift cards by value. */
  discountCode?: { code: string; amount: string };
  tip?: string;
  /** Default true: the tip is also a line named "Tip", as in recorded orders. */
  tipAsLine?: boolean;
  additionalFees?: { name: string; price: string; taxRate?: number | null }[];
  /** Null: a guest. */
  customer?: {
    id?: string;
    firstName?: string | null;
    lastName?: string | null;
    email?: string | null;
    phone?: string | null;
    taxExempt?: boolean;
    taxExemptions?: string[];
    taxId?: string | null;
  } | null;
  company?: CompanySpec;
  billingAddress?: AddressSpec | null;
  /** Null: nothing is shipped (digital, pickup). Default: the billing address. */
  shippingAddress?: AddressSpec | null;
  locale?: string;
  /** Default "paid". `none`: made by API without a transaction, as wholesale and marketplace orders are. */
  payment?: 'none' | 'paid' | 'pending' | 'authorized' | 'partially_paid' | 'voided' | 'expired';
  /** Default "shopify_payments". */
  gateway?: string;
  /** For `partially_paid`. */
  paidAmount?: string;
  /** This part of a paid order is paid with a gift card. */
  giftCardPayment?: string;
  /** Cash rounding on the payment, e.g. "-0.02". */
  cashRounding?: string;
  test?: boolean;
  sourceName?: string;
  tags?: string[];
  note?: string | null;
  poNumber?: string | null;
  attributes?: Record<string, string>;
  /** A date or, over HTTP, its ISO text. */
  createdAt?: Date | string;
  processedAt?: Date | string;
  merchantBusinessEntity?: { id: string; displayName: string; countryCode: string; primary?: boolean };
  dutiesIncluded?: boolean;
}

export interface RefundSpec {
  /** `line` counts from 0. */
  lines?: { line: number; quantity: number; restock?: 'CANCEL' | 'NO_RESTOCK' | 'RETURN' }[];
  /** Gross shipping given back, or "full" for what is left of it. */
  shipping?: string;
  /** Gross tip, duties and so on are not refundable here. Total to pay back; default: lines plus shipping. */
  amount?: string;
  /** `none`: only restocked, no money moves. Default "success". */
  transaction?: 'success' | 'pending' | 'failure' | 'none';
  gateway?: string;
  note?: string | null;
}

export interface EditSpec {
  /** New quantities of existing lines; 0 removes. */
  quantities?: { line: number; quantity: number }[];
  addLines?: LineSpec[];
  addShipping?: ShippingSpec;
  /**
   * So much off each piece of a line (recorded: order-edit-residual-live-capture). How the sales ledger names it is in no
   * recording: as a change of price (default), or in a way that nobody knows.
   */
  discounts?: { line: number; perPiece: string; entry?: 'UPDATE' | 'UNKNOWN' }[];
  /** Takes the shipping off. Whether the order's total still holds it is in no recording; default: it does not. */
  removeShipping?: { line: number; staysInTotal?: boolean };
}

export interface TransactionSpec {
  kind: 'SALE' | 'AUTHORIZATION' | 'CAPTURE' | 'VOID' | 'CHANGE';
  status?: 'SUCCESS' | 'PENDING' | 'FAILURE' | 'ERROR' | 'AWAITING_RESPONSE';
  /** In the shop's currency. */
  amount: string;
  /** In the buyer's, where it is not the order's own rate. */
  presentmentAmount?: string;
  gateway?: string;
}

export interface CancelSpec {
  reason?: 'CUSTOMER' | 'DECLINED' | 'FRAUD' | 'INVENTORY' | 'OTHER' | 'STAFF';
  /** Default true: what was paid goes back. */
  refund?: boolean;
}

export interface ImportOptions {
  /** Moves every time in the order by the same span, so that it was processed then. */
  processedAt?: Date | string;
  /** Default true: the webhooks Shopify would have sent for the order as it stands are sent. */
  notify?: boolean;
}
