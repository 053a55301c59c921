import { sumBags, zeroLike } from '../store/money.ts';
import type { Customer, MailingAddress, Order } from '../store/order.ts';
import { lineItem, restId, set, shippingLine, shop, taxLine } from './restParts.ts';
import { restRefund } from './restRefund.ts';

const address = (one: MailingAddress | null, approved: boolean) =>
  one && {
    ...(approved
      ? {
          first_name: one.firstName,
          last_name: one.lastName,
          name: one.name,
          address1: one.address1,
          address2: one.address2,
          zip: one.zip,
          phone: one.phone,
        }
      : {}),
    company: one.company,
    city: one.city,
    province: one.province,
    province_code: one.provinceCode,
    country: one.country,
    country_code: one.countryCodeV2,
  };

const customer = (one: Customer | null, approved: boolean) =>
  one && {
    id: restId(one.id),
    admin_graphql_api_id: one.id,
    ...(approved
      ? { email: one.email, first_name: one.firstName, last_name: one.lastName, phone: one.phone }
      : {}),
    tax_exempt: one.taxExempt,
    tax_exemptions: one.taxExemptions,
  };

/** An order as orders/* webhooks carry it; `approved` decides whether names, addresses and e-mails are in it. */
export function restOrder(order: Order, approved: boolean) {
  const goods = sumBags(
    zeroLike(order.totalPriceSet),
    order.lineItems.map((line) => line.originalTotalSet),
  );
  return {
    id: restId(order.id),
    admin_graphql_api_id: order.id,
    name: order.name,
    number: order.number,
    order_number: order.number,
    confirmation_number: order.confirmationNumber,
    confirmed: order.confirmed,
    created_at: order.createdAt,
    processed_at: order.processedAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    closed_at: order.closedAt,
    test: order.test,
    currency: order.currencyCode,
    presentment_currency: order.presentmentCurrencyCode,
    taxes_included: order.taxesIncluded,
    tax_exempt: order.taxExempt,
    estimated_taxes: order.estimatedTaxes,
    duties_included: order.dutiesIncluded,
    financial_status: order.displayFinancialStatus?.toLowerCase() ?? null,
    fulfillment_status: order.displayFulfillmentStatus === 'FULFILLED' ? 'fulfilled' : null,
    payment_gateway_names: order.paymentGatewayNames,
    source_name: order.sourceName,
    customer_locale: order.customerLocale,
    tags: order.tags.join(', '),
    note: order.note,
    note_attributes: order.customAttributes.map(({ key, value }) => ({ name: key, value })),
    po_number: order.poNumber,
    email: approved ? order.email : '',
    contact_email: approved ? order.email : null,
    phone: approved ? order.phone : null,
    discount_codes: order.discountCodes.map((code) => ({ code })),
    discount_applications: order.discountApplications.map((one) => ({
      type: one.__typename
        .replace('Application', '')
        .replace(/(?!^)([A-Z])/g, '_$1')
        .toLowerCase(),
      allocation_method: one.allocationMethod.toLowerCase(),
      target_selection: one.targetSelection.toLowerCase(),
      target_type: one.targetType.toLowerCase(),
      ...(one.code ? { code: one.code } : { title: one.title ?? null }),
    })),
    subtotal_price: shop(order.subtotalPriceSet),
    subtotal_price_set: set(order.subtotalPriceSet),
    total_discounts: shop(order.totalDiscountsSet),
    total_discounts_set: set(order.totalDiscountsSet),
    total_shipping_price_set: set(order.totalShippingPriceSet),
    total_line_items_price: shop(goods),
    total_line_items_price_set: set(goods),
    total_tax: shop(order.totalTaxSet),
    total_tax_set: set(order.totalTaxSet),
    total_tip_received: shop(order.totalTipReceivedSet),
    total_price: shop(order.totalPriceSet),
    total_price_set: set(order.totalPriceSet),
    total_outstanding: shop(order.totalOutstandingSet),
    original_total_duties_set: set(order.originalTotalDutiesSet),
    original_total_additional_fees_set: set(order.originalTotalAdditionalFeesSet),
    current_subtotal_price: shop(order.currentSubtotalPriceSet),
    current_subtotal_price_set: set(order.currentSubtotalPriceSet),
    current_shipping_price_set: set(order.currentShippingPriceSet),
    current_total_discounts: shop(order.currentTotalDiscountsSet),
    current_total_discounts_set: set(order.currentTotalDiscountsSet),
    current_total_tax: shop(order.currentTotalTaxSet),
    current_total_tax_set: set(order.currentTotalTaxSet),
    current_total_duties_set: set(order.currentTotalDutiesSet),
    current_total_price: shop(order.currentTotalPriceSet),
    current_total_price_set: set(order.currentTotalPriceSet),
    total_cash_rounding_payment_adjustment_set: set(order.totalCashRoundingAdjustment.paymentSet),
    total_cash_rounding_refund_adjustment_set: set(order.totalCashRoundingAdjustment.refundSet),
    tax_lines: order.taxLines.map(taxLine),
    billing_address: address(order.billingAddress, approved),
    shipping_address: address(order.shippingAddress, approved),
    customer: customer(order.customer, approved),
    line_items: order.lineItems.map(lineItem),
    shipping_lines: order.shippingLines.map(shippingLine),
    fulfillments: order.fulfillments.map((one) => ({
      id: restId(one.id),
      status: one.status.toLowerCase(),
      created_at: one.createdAt,
    })),
    refunds: order.refunds.map((refund) => restRefund(refund, order)),
  };
}
