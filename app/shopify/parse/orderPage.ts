import { z } from 'zod';
import type { FinancialStatus } from '../../accounting/order.ts';
import { additionalFee, address, orderLine, sale, shippingLine, taxLine, transaction } from './parts.ts';
import {
  amount,
  amountOrZero,
  flag,
  instant,
  list,
  page,
  pageInfo,
  text,
  textOrNull,
  whole,
  word,
} from './values.ts';

const FINANCIAL_STATUSES = [
  'authorized',
  'expired',
  'paid',
  'partially_paid',
  'partially_refunded',
  'pending',
  'refunded',
  'voided',
  'unknown',
] as const satisfies readonly FinancialStatus[];

export const financialStatus = word(FINANCIAL_STATUSES, 'unknown');

/** One agreement as far as its first page of sales reaches. */
const agreement = z.object({
  cursor: text,
  node: z.object({
    __typename: text,
    id: text,
    happenedAt: instant,
    refund: z.object({ id: text }).nullish(),
    sales: page(sale),
  }),
});
export type AgreementEdge = z.output<typeof agreement>;
export const agreementPage = z.object({ pageInfo, edges: z.array(agreement) });

const attribute = z.object({ key: text, value: text.nullable() });
const exemptions = z.array(text);

const customer = z.object({
  id: text,
  legacyResourceId: text,
  firstName: textOrNull,
  lastName: textOrNull,
  taxExempt: flag,
  taxExemptions: exemptions,
  taxSettings: z.object({ taxId: textOrNull }),
  defaultEmailAddress: z.object({ emailAddress: textOrNull }).nullable(),
});

/** An individual customer comes as an empty object: nothing of it is selected. */
const purchasingEntity = z.object({
  company: z.object({ name: text }).optional(),
  location: z
    .object({
      taxSettings: z.object({ taxRegistrationId: textOrNull, taxExempt: flag, taxExemptions: exemptions }),
    })
    .optional(),
});

const cutAt = { transactions: 100, refunds: 100, fulfillments: 50 };

export const orderSchema = z.object({
  id: text,
  legacyResourceId: text,
  name: text,
  createdAt: instant,
  processedAt: instant,
  updatedAt: instant,
  cancelledAt: instant.nullable(),
  cancelReason: text.nullable(),
  test: flag,
  edited: flag,
  sourceName: textOrNull,
  tags: z.array(text),
  note: textOrNull,
  poNumber: textOrNull,
  email: textOrNull,
  customerLocale: textOrNull,
  customAttributes: z.array(attribute),
  currencyCode: text,
  presentmentCurrencyCode: text,
  taxesIncluded: flag,
  taxExempt: flag,
  estimatedTaxes: flag,
  dutiesIncluded: flag,
  fullyPaid: flag,
  displayFinancialStatus: financialStatus,
  paymentGatewayNames: z.array(text),
  totalPriceSet: z
    .object({ shopMoney: z.unknown(), presentmentMoney: z.object({ amount: text }) })
    .transform((bag, context) => {
      const parsed = amount.safeParse(bag);
      if (parsed.success) return { shop: parsed.data, presentment: bag.presentmentMoney.amount };
      context.addIssue({ code: 'custom', message: 'an amount that is not in whole cents' });
      return z.NEVER;
    }),
  originalTotalPriceSet: amount,
  currentTotalPriceSet: amount,
  totalTaxSet: amountOrZero,
  currentTotalTaxSet: amount,
  totalShippingPriceSet: amount,
  totalDiscountsSet: amountOrZero,
  totalTipReceivedSet: amount,
  originalTotalDutiesSet: amountOrZero,
  originalTotalAdditionalFeesSet: amountOrZero,
  totalReceivedSet: amount,
  totalRefundedSet: amount,
  totalOutstandingSet: amount,
  totalCashRoundingAdjustment: z.object({ paymentSet: amount, refundSet: amount }),
  taxLines: z.array(taxLine),
  additionalFees: z.array(additionalFee),
  billingAddress: address.nullable(),
  shippingAddress: address.nullable(),
  customer: customer.nullable(),
  purchasingEntity: purchasingEntity.nullable(),
  merchantBusinessEntity: z.object({
    id: text,
    displayName: text,
    primary: flag,
    address: z.object({ countryCode: textOrNull }),
  }),
  lineItems: page(orderLine),
  shippingLines: whole(shippingLine),
  transactions: list(transaction, cutAt.transactions),
  refunds: list(z.object({ id: text }), cutAt.refunds),
  fulfillments: list(z.object({ createdAt: instant, status: text }), cutAt.fulfillments),
  agreements: agreementPage,
});

/** An order as its first page tells it. */
export type FirstPage = z.output<typeof orderSchema>;
