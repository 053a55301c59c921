import { z } from 'zod';
import type {
  AdditionalFee,
  Address,
  Agreement,
  Buyer,
  Duty,
  LineProduct,
  Order,
  OrderGid,
  OrderLine,
  OrderTotals,
  Refund,
  RefundAdjustment,
  RefundLine,
  RefundShippingLine,
  Sale,
  ShippingLine,
  TaxLine,
  Transaction,
  TransactionFee,
} from '../order.ts';
import { storedCents, storedFormat, storedRate, text, textOrNull, whole } from './format.ts';

// The order as it was read last: for credit notes when Shopify no longer shows it.

const flag = z.boolean();
const rateOrNull = storedRate.nullable();

const taxLine = whole<TaxLine>({
  title: text,
  rate: rateOrNull,
  amount: storedCents,
  channelLiable: flag,
});
const taxLines = z.array(taxLine);

const line = whole<OrderLine>({
  gid: text,
  name: text,
  sku: textOrNull,
  quantity: z.number(),
  currentQuantity: z.number(),
  isGiftCard: flag,
  isTip: flag,
  taxable: flag,
  requiresShipping: flag,
  unitPrice: storedCents,
  originalTotal: storedCents,
  discount: storedCents,
  taxLines,
  duties: z.array(whole<Duty>({ gid: text, price: storedCents, taxLines })),
  // Not in the rows of the first releases.
  product: whole<LineProduct>({ type: textOrNull, tags: z.array(text), vendor: textOrNull })
    .nullable()
    .optional(),
});

const shippingLine = whole<ShippingLine>({
  gid: text,
  title: text,
  originalPrice: storedCents,
  discountedPrice: storedCents,
  isRemoved: flag,
  taxLines,
});

const transaction = whole<Transaction>({
  gid: text,
  kind: z.enum([
    'authorization',
    'capture',
    'change',
    'emv_authorization',
    'refund',
    'sale',
    'suggested_refund',
    'void',
  ]),
  status: z.enum(['success', 'pending', 'failure', 'error', 'awaiting_response', 'unknown']),
  test: flag,
  gateway: text,
  gatewayName: text,
  manual: flag,
  processedAt: text,
  amount: storedCents,
  rounding: storedCents,
  // Not in the rows of the first releases.
  presentmentAmount: textOrNull.default(null),
  fees: z
    .array(whole<TransactionFee>({ amount: storedCents, tax: storedCents, currency: text }))
    .nullable()
    .default(null),
});

const refund = whole<Refund>({
  gid: text,
  createdAt: text,
  note: textOrNull,
  totalRefunded: storedCents,
  lines: z.array(
    whole<RefundLine>({
      gid: text,
      lineGid: text,
      quantity: z.number(),
      restock: z.enum(['cancel', 'return', 'no_restock', 'legacy_restock', 'unknown']),
      subtotal: storedCents,
      tax: storedCents,
    }),
  ),
  shippingLines: z.array(
    whole<RefundShippingLine>({
      gid: text,
      shippingGid: textOrNull,
      subtotal: storedCents,
      tax: storedCents,
    }),
  ),
  adjustments: z.array(
    whole<RefundAdjustment>({ gid: text, reason: text, amount: storedCents, tax: storedCents }),
  ),
  duties: z.array(z.object({ originalDutyGid: textOrNull, amount: storedCents })),
  transactions: z.array(transaction),
});

const sale = whole<Sale>({
  gid: text,
  kind: z.enum([
    'product',
    'shipping',
    'tip',
    'gift_card',
    'duty',
    'fee',
    'additional_fee',
    'adjustment',
    'unknown',
  ]),
  action: z.enum(['order', 'return', 'update', 'unknown']),
  quantity: z.number().nullable(),
  lineGid: textOrNull,
  shippingGid: textOrNull,
  dutyGid: textOrNull,
  total: storedCents,
  tax: storedCents,
  taxes: z.array(z.object({ rate: rateOrNull, amount: storedCents })),
});

const agreement = whole<Agreement>({
  gid: text,
  kind: z.enum(['order', 'edit', 'refund', 'return', 'unknown']),
  happenedAt: text,
  refundGid: textOrNull,
  sales: z.array(sale),
});

const address = whole<Address>({
  name: textOrNull,
  firstName: textOrNull,
  lastName: textOrNull,
  company: textOrNull,
  address1: textOrNull,
  address2: textOrNull,
  zip: textOrNull,
  city: textOrNull,
  provinceCode: textOrNull,
  countryCode: textOrNull,
});

const buyer = whole<Buyer>({
  customerGid: textOrNull,
  customerId: textOrNull,
  firstName: textOrNull,
  lastName: textOrNull,
  email: textOrNull,
  locale: textOrNull,
  taxExempt: flag,
  taxExemptions: z.array(text),
  vatId: textOrNull,
  company: textOrNull,
});

const totals = whole<OrderTotals>({
  total: storedCents,
  originalTotal: storedCents,
  currentTotal: storedCents,
  tax: storedCents,
  currentTax: storedCents,
  shipping: storedCents,
  discounts: storedCents,
  tip: storedCents,
  duties: storedCents,
  additionalFees: storedCents,
  received: storedCents,
  refunded: storedCents,
  outstanding: storedCents,
  roundingPaid: storedCents,
  roundingRefunded: storedCents,
  presentmentTotal: text,
});

const orderGid: z.ZodType<OrderGid> = text.transform((gid) => gid as OrderGid);

const order = whole<Order>({
  gid: orderGid,
  id: text,
  name: text,
  createdAt: text,
  processedAt: text,
  updatedAt: text,
  cancelledAt: textOrNull,
  cancelReason: textOrNull,
  test: flag,
  edited: flag,
  channel: text,
  tags: z.array(text),
  attributes: z.array(z.object({ key: text, value: text })),
  note: textOrNull,
  poNumber: textOrNull,
  currency: text,
  presentmentCurrency: text,
  taxesIncluded: flag,
  taxExempt: flag,
  estimatedTaxes: flag,
  dutiesIncluded: flag,
  financialStatus: z.enum([
    'authorized',
    'expired',
    'paid',
    'partially_paid',
    'partially_refunded',
    'pending',
    'refunded',
    'voided',
    'unknown',
  ]),
  fullyPaid: flag,
  gateways: z.array(text),
  totals,
  taxLines,
  lines: z.array(line),
  shippingLines: z.array(shippingLine),
  additionalFees: z.array(whole<AdditionalFee>({ gid: text, name: text, price: storedCents, taxLines })),
  transactions: z.array(transaction),
  refunds: z.array(refund),
  agreements: z.array(agreement),
  buyer,
  billingAddress: address.nullable(),
  shippingAddress: address.nullable(),
  pickup: flag,
  fulfilledAt: z.array(text),
  businessEntity: z.object({ gid: text, name: text, primary: flag, countryCode: textOrNull }).nullable(),
});

export const storedOrder = storedFormat(order);
