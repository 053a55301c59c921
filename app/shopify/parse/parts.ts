import { z } from 'zod';
import { parseCents, sum } from '../../accounting/money.ts';
import type {
  AdditionalFee,
  Address,
  OrderLine,
  Sale,
  SaleKind,
  ShippingLine,
  TaxLine,
  Transaction,
  TransactionFee,
} from '../../accounting/order.ts';
import {
  amount,
  amountOrZero,
  amountWithPresentment,
  count,
  flag,
  instant,
  rate,
  text,
  textOrNull,
  word,
} from './values.ts';

// The parts of an order, from Shopify's shape to the domain's. One schema each; `satisfies` keeps them in step.

export const ref = z.object({ id: text });

export const taxLine = z
  .object({ title: text, rate, channelLiable: flag.nullable(), priceSet: amount })
  .transform(
    (tax) =>
      ({
        title: tax.title,
        rate: tax.rate,
        amount: tax.priceSet,
        channelLiable: tax.channelLiable ?? false,
      }) satisfies TaxLine,
  );

const duty = z
  .object({ id: text, price: amount, taxLines: z.array(taxLine) })
  .transform(({ id, price, taxLines }) => ({ gid: id, price, taxLines }));

/** A line; whether it is a tip is known from the sales ledger only. */
export const orderLine = z
  .object({
    id: text,
    name: text,
    sku: textOrNull,
    quantity: count,
    currentQuantity: count,
    isGiftCard: flag,
    taxable: flag,
    requiresShipping: flag,
    vendor: textOrNull,
    // Left out without leave to read products, null for custom lines and products that were deleted.
    product: z.object({ productType: textOrNull, tags: z.array(text) }).nullish(),
    originalUnitPriceSet: amount,
    originalTotalSet: amount,
    discountAllocations: z.array(z.object({ allocatedAmountSet: amount })),
    taxLines: z.array(taxLine),
    duties: z.array(duty),
  })
  .transform(
    ({ id, vendor, product, originalUnitPriceSet, originalTotalSet, discountAllocations, ...line }) =>
      ({
        ...line,
        gid: id,
        product: { type: product?.productType ?? null, tags: product?.tags ?? [], vendor },
        isTip: false,
        unitPrice: originalUnitPriceSet,
        originalTotal: originalTotalSet,
        discount: sum(discountAllocations.map((allocation) => allocation.allocatedAmountSet)),
      }) satisfies OrderLine,
  );

export const shippingLine = z
  .object({
    id: text.nullable(),
    title: text,
    deliveryCategory: textOrNull,
    isRemoved: flag,
    originalPriceSet: amount,
    discountedPriceSet: amount,
    taxLines: z.array(taxLine),
  })
  .transform(
    ({ id, title, isRemoved, taxLines, originalPriceSet, discountedPriceSet, deliveryCategory }) => ({
      line: {
        gid: id ?? '',
        title,
        isRemoved,
        taxLines,
        originalPrice: originalPriceSet,
        discountedPrice: discountedPriceSet,
      } satisfies ShippingLine,
      deliveryCategory,
    }),
  );

export const additionalFee = z
  .object({ id: text, name: text, price: amount, taxLines: z.array(taxLine) })
  .transform(({ id, ...fee }) => ({ gid: id, ...fee }) satisfies AdditionalFee);

const KINDS = [
  'authorization',
  'capture',
  'change',
  'emv_authorization',
  'refund',
  'sale',
  'suggested_refund',
  'void',
] as const;
const STATUSES = ['success', 'pending', 'failure', 'error', 'awaiting_response', 'unknown'] as const;

const money = z.object({ amount: text, currencyCode: text });

/** Fees are told, not booked: one that cannot be read keeps no order back. They are asked for once, with the order. */
const feesOrNull = z
  .array(z.object({ amount: money, taxAmount: money }))
  .nullish()
  .transform((fees) => {
    const read = fees?.map(({ amount: fee, taxAmount }) => {
      const [size, tax] = [parseCents(fee.amount), parseCents(taxAmount.amount)];
      if (size === null || tax === null || fee.currencyCode !== taxAmount.currencyCode) return null;
      return { amount: size, tax, currency: fee.currencyCode } satisfies TransactionFee;
    });
    return read?.every((fee) => fee !== null) ? read : null;
  });

export const transaction = z
  .object({
    id: text,
    // A kind that is not known here moves money in a way that is not known here: unreadable.
    kind: text.toLowerCase().pipe(z.enum(KINDS)),
    status: word(STATUSES, 'unknown'),
    test: flag,
    gateway: textOrNull,
    formattedGateway: textOrNull,
    manualPaymentGateway: flag,
    createdAt: instant,
    processedAt: instant.nullable(),
    amountSet: amountWithPresentment,
    amountRoundingSet: amountOrZero,
    fees: feesOrNull,
  })
  .transform(
    ({ id, kind, status, test, gateway, formattedGateway, fees, ...rest }) =>
      ({
        gid: id,
        kind,
        status,
        test,
        gateway: gateway ?? '',
        gatewayName: formattedGateway ?? gateway ?? '',
        manual: rest.manualPaymentGateway,
        processedAt: rest.processedAt ?? rest.createdAt,
        amount: rest.amountSet.shop,
        rounding: rest.amountRoundingSet,
        presentmentAmount: rest.amountSet.presentment,
        fees,
      }) satisfies Transaction,
  );

/** As much of a transaction as tells when money came in; a kind that is not known here is none that brings money. */
export const receipt = z
  .object({
    kind: word(KINDS, 'void'),
    status: word(STATUSES, 'unknown'),
    createdAt: instant,
    processedAt: instant.nullable(),
  })
  .transform(({ createdAt, processedAt, ...rest }) => ({ ...rest, processedAt: processedAt ?? createdAt }));

const SALE_KINDS: Record<string, SaleKind> = {
  ProductSale: 'product',
  ShippingLineSale: 'shipping',
  TipSale: 'tip',
  GiftCardSale: 'gift_card',
  DutySale: 'duty',
  FeeSale: 'fee',
  AdditionalFeeSale: 'additional_fee',
  AdjustmentSale: 'adjustment',
};

export const sale = z
  .object({
    __typename: text,
    id: text,
    quantity: z.int().nullable(),
    totalAmount: amount,
    totalTaxAmount: amount,
    actionType: word(['order', 'return', 'update', 'unknown'], 'unknown'),
    taxes: z.array(z.object({ amount, taxLine: z.object({ rate }) })),
    lineItem: ref.nullish(),
    shippingLine: z.object({ id: text.nullable() }).nullish(),
    duty: ref.nullish(),
  })
  .transform(
    (entry) =>
      ({
        gid: entry.id,
        action: entry.actionType,
        quantity: entry.quantity,
        kind: SALE_KINDS[entry.__typename] ?? 'unknown',
        lineGid: entry.lineItem?.id ?? null,
        shippingGid: entry.shippingLine?.id ?? null,
        dutyGid: entry.duty?.id ?? null,
        total: entry.totalAmount,
        tax: entry.totalTaxAmount,
        taxes: entry.taxes.map((tax) => ({ rate: tax.taxLine.rate, amount: tax.amount })),
      }) satisfies Sale,
  );

export const address = z
  .object({
    name: textOrNull,
    firstName: textOrNull,
    lastName: textOrNull,
    company: textOrNull,
    address1: textOrNull,
    address2: textOrNull,
    zip: textOrNull,
    city: textOrNull,
    provinceCode: textOrNull,
    countryCodeV2: textOrNull,
  })
  .transform(
    ({ countryCodeV2, ...rest }) =>
      ({ ...rest, countryCode: countryCodeV2?.toUpperCase() ?? null }) satisfies Address,
  );
