import { blankOrder, cancelReason, financialStatus } from '../store/blankOrder.ts';
import { instant } from '../store/instant.ts';
import { bag, type Currencies } from '../store/money.ts';
import type { Order } from '../store/order.ts';
import { complete, type GivenTotals } from './complete.ts';
import type { ImportContext } from './context.ts';
import { currenciesOfTotals, readSet } from './moneyReader.ts';
import { readAddress, readAttributes, readCustomer } from './people.ts';
import { count, flag, gidOf, list, strings, text, time, upper, type Loose } from './read.ts';
import { readDiscounts, readFee, readLine, readShipping, readTaxLines } from './restLines.ts';
import { readRefund, readTransaction } from './restRefunds.ts';

/** An order of the REST (webhook) shape. */
export function orderFromRest(source: Loose, context: ImportContext): Order {
  const { ids, shop, now } = context;
  const currencies = readCurrencies(source, shop.currency);
  const createdAt = time(source['created_at']) ?? time(source['processed_at']) ?? instant(now);
  const order = blankOrder(gidOf('Order', source, ids), shop, currencies, createdAt);
  Object.assign(order, head(source, context, createdAt), otherTotals(source, currencies));
  order.discountApplications = readDiscounts(source, currencies);
  const reading = { ids, currencies, applications: order.discountApplications };
  const lines = list(source['line_items']).map((line) => readLine(line, reading));
  order.lineItems = lines.map(({ line }) => line);
  order.shippingLines = list(source['shipping_lines']).map((line) => readShipping(line, reading));
  order.additionalFees = list(source['additional_fees']).map((fee) => readFee(fee, reading));
  order.taxLines = readTaxLines(source['tax_lines'], currencies);
  const known = { order, lines, total: readSet(source, 'total_price', currencies) };
  const refunds = list(source['refunds']).map((refund) => readRefund(refund, reading, known));
  const transactions = list(source['transactions']).map((one) => readTransaction(one, reading, known));
  order.refunds = refunds;
  const seen = new Set(transactions.map((one) => one.id));
  order.transactions = [
    ...transactions,
    ...refunds.flatMap((refund) => refund.transactions).filter((one) => !seen.has(one.id)),
  ];
  applyRefundsTo(order, lines);
  return complete(order, givenTotals(source, currencies), { currencies, ids, agreements: () => null });
}

function readCurrencies(source: Loose, fallback: string): Currencies {
  const shop = text(source['currency']) ?? fallback;
  const presentment = text(source['presentment_currency']) ?? shop;
  const same = { shop, presentment, rate: 1 };
  return currenciesOfTotals(shop, presentment, readSet(source, 'total_price', same));
}

function head(source: Loose, { ids, shop, now }: ImportContext, createdAt: string): Partial<Order> {
  const number = count(source['order_number']) ?? count(source['number']) ?? shop.nextOrderNumber++;
  const locale = text(source['customer_locale']);
  const customer = readCustomer(source['customer'], ids, locale);
  const gateways = strings(source['payment_gateway_names']);
  const gateway = text(source['gateway']);
  return {
    name: text(source['name']) ?? `#${number}`,
    number,
    confirmationNumber: text(source['confirmation_number']),
    poNumber: text(source['po_number']),
    processedAt: time(source['processed_at']) ?? createdAt,
    updatedAt: time(source['updated_at']) ?? instant(now),
    cancelledAt: time(source['cancelled_at']),
    cancelReason: source['cancelled_at'] ? cancelReason(upper(source['cancel_reason'])) : null,
    closedAt: time(source['closed_at']),
    test: flag(source['test']) ?? false,
    confirmed: flag(source['confirmed']) ?? true,
    sourceName: text(source['source_name']),
    sourceIdentifier: text(source['source_identifier']),
    taxExempt: flag(source['tax_exempt']) ?? customer?.taxExempt ?? false,
    estimatedTaxes: flag(source['estimated_taxes']) ?? false,
    dutiesIncluded: flag(source['duties_included']) ?? false,
    displayFinancialStatus: financialStatus(upper(source['financial_status'])),
    displayFulfillmentStatus: fulfillment(text(source['fulfillment_status'])),
    paymentGatewayNames: gateways.length > 0 ? gateways : gateway ? [gateway] : [],
    customerLocale: locale,
    email: text(source['email']) || text(source['contact_email']),
    phone: text(source['phone']),
    note: text(source['note']),
    tags: (text(source['tags']) ?? '')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
    customAttributes: readAttributes(list(source['note_attributes'])),
    discountCodes: list(source['discount_codes']).flatMap((one) => text(one['code']) ?? []),
    billingAddress: readAddress(source['billing_address'], ids),
    shippingAddress: readAddress(source['shipping_address'], ids),
    customer,
    purchasingEntity: customer ? { __typename: 'Customer', ...customer } : null,
    fulfillments: list(source['fulfillments']).map((one) => ({
      id: gidOf('Fulfillment', one, ids),
      status: upper(one['status']) === 'SUCCESS' ? 'SUCCESS' : 'FAILURE',
      createdAt: time(one['created_at']) ?? createdAt,
      deliveredAt: null,
    })),
  };
}

const fulfillment = (status: string | null): string =>
  status === 'fulfilled' ? 'FULFILLED' : status === 'partial' ? 'PARTIALLY_FULFILLED' : 'UNFULFILLED';

/** Pieces given back are no longer on their line, unless the payload counts them itself. */
function applyRefundsTo(order: Order, lines: ReturnType<typeof readLine>[]): void {
  for (const { line, saysCurrent } of lines) {
    const returned = order.refunds
      .flatMap((refund) => refund.refundLineItems)
      .filter((one) => one.lineItem === line)
      .reduce((sum, one) => sum + one.quantity, 0);
    if (!saysCurrent) line.currentQuantity = Math.max(0, line.quantity - returned);
    line.refundableQuantity = line.currentQuantity;
  }
}

function givenTotals(source: Loose, currencies: Currencies): GivenTotals {
  const read = (name: string) => readSet(source, name, currencies);
  return {
    taxesIncluded: flag(source['taxes_included']),
    subtotal: read('subtotal_price'),
    discounts: read('total_discounts'),
    shipping: read('total_shipping_price'),
    tax: read('total_tax'),
    tip: read('total_tip_received'),
    total: read('total_price'),
    originalTotal: null,
    currentSubtotal: read('current_subtotal_price'),
    currentShipping: read('current_shipping_price'),
    currentDiscounts: read('current_total_discounts'),
    currentTax: read('current_total_tax'),
    currentTotal: read('current_total_price'),
    received: null,
    refunded: null,
    outstanding: read('total_outstanding'),
    hasTaxLines: Array.isArray(source['tax_lines']),
  };
}

/** Duties, fees and cash rounding of the whole order, where the payload states them. */
function otherTotals(source: Loose, currencies: Currencies): Partial<Order> {
  const read = (name: string) => readSet(source, name, currencies);
  const zero = bag(currencies, '0');
  return {
    originalTotalDutiesSet: read('original_total_duties'),
    originalTotalAdditionalFeesSet: read('original_total_additional_fees'),
    currentTotalDutiesSet: read('current_total_duties'),
    currentTotalAdditionalFeesSet: read('current_total_additional_fees'),
    totalCashRoundingAdjustment: {
      paymentSet: read('total_cash_rounding_payment_adjustment') ?? zero,
      refundSet: read('total_cash_rounding_refund_adjustment') ?? zero,
    },
  };
}
