import { blankOrder, cancelReason, financialStatus } from '../store/blankOrder.ts';
import { instant } from '../store/instant.ts';
import type { Currencies } from '../store/money.ts';
import { bag } from '../store/money.ts';
import type { Order } from '../store/order.ts';
import { complete, type GivenTotals } from './complete.ts';
import { fillBareRefunds, isBareRefund, readAgreements } from './graphqlLedger.ts';
import { readFee, readLine, readShipping, readTaxLines } from './graphqlParts.ts';
import { readRefund, readTransaction } from './graphqlRefunds.ts';
import type { ImportContext } from './context.ts';
import { currenciesOfTotals, readBag } from './moneyReader.ts';
import { readAddress, readAttributes, readCustomer } from './people.ts';
import { count, flag, gidOf, list, object, strings, text, time, type Loose } from './read.ts';

/** An order of the GraphQL shape, however much or little of it was selected. */
export function orderFromGraphql(source: Loose, context: ImportContext): Order {
  const { ids, shop, now } = context;
  const currencies = readCurrencies(source, shop.currency);
  const createdAt = time(source['createdAt']) ?? time(source['processedAt']) ?? instant(now);
  const order = blankOrder(gidOf('Order', source, ids), shop, currencies, createdAt);
  Object.assign(order, head(source, context, createdAt), otherTotals(source, currencies));
  const reading = { ids, currencies, order };
  order.lineItems = list(source['lineItems']).map((line) => readLine(line, reading));
  order.shippingLines = list(source['shippingLines']).map((line) => readShipping(line, reading));
  priceOnlyShippingLine(order, source, currencies);
  order.additionalFees = list(source['additionalFees']).map((fee) => readFee(fee, reading));
  order.taxLines = readTaxLines(source['taxLines'], currencies);
  order.transactions = list(source['transactions']).map((one) => readTransaction(one, reading));
  order.refunds = list(source['refunds']).map((refund) => readRefund(refund, reading));
  const bare = list(source['refunds']).filter(isBareRefund);
  fillBareRefunds(order, new Set(bare.map((one) => gidOf('Refund', one, ids))), source, reading);
  const seen = new Set(order.transactions.map((one) => one.id));
  order.transactions.push(
    ...order.refunds.flatMap((refund) => refund.transactions).filter((one) => !seen.has(one.id)),
  );
  return complete(order, givenTotals(source, currencies), {
    currencies,
    ids,
    agreements: () => readAgreements(source, reading),
  });
}

function readCurrencies(source: Loose, fallback: string): Currencies {
  const total = object(source['totalPriceSet'] ?? source['currentTotalPriceSet']);
  const named = (side: string) => text(object(total?.[side])?.['currencyCode']);
  const shop = text(source['currencyCode']) ?? named('shopMoney') ?? fallback;
  const presentment = text(source['presentmentCurrencyCode']) ?? named('presentmentMoney') ?? shop;
  return currenciesOfTotals(shop, presentment, readBag(total, { shop, presentment, rate: 1 }));
}

/** Where one shipping line came without its price, the order's shipping total is its price. */
function priceOnlyShippingLine(order: Order, source: Loose, currencies: Currencies): void {
  const [only, another] = list(source['shippingLines']);
  const total = readBag(source['totalShippingPriceSet'], currencies);
  const line = order.shippingLines[0];
  if (!only || another || !line || !total || only['originalPriceSet'] || only['discountedPriceSet']) return;
  Object.assign(line, {
    originalPriceSet: total,
    discountedPriceSet: total,
    currentDiscountedPriceSet: total,
  });
}

function head(source: Loose, { ids, shop }: ImportContext, createdAt: string): Partial<Order> {
  const name = text(source['name']);
  const number = count(source['number']) ?? count(name?.replace(/\D/g, '')) ?? shop.nextOrderNumber++;
  const locale = text(source['customerLocale']);
  const customer = readCustomer(source['customer'], ids, locale);
  const company = object(source['purchasingEntity']);
  return {
    name: name ?? `#${number}`,
    number,
    confirmationNumber: text(source['confirmationNumber']),
    poNumber: text(source['poNumber']),
    processedAt: time(source['processedAt']) ?? createdAt,
    cancelledAt: time(source['cancelledAt']),
    cancelReason: cancelReason(text(source['cancelReason'])),
    closedAt: time(source['closedAt']),
    test: flag(source['test']) ?? false,
    edited: flag(source['edited']) ?? false,
    confirmed: flag(source['confirmed']) ?? true,
    sourceName: text(source['sourceName']),
    sourceIdentifier: text(source['sourceIdentifier']),
    taxExempt: flag(source['taxExempt']) ?? false,
    estimatedTaxes: flag(source['estimatedTaxes']) ?? false,
    dutiesIncluded: flag(source['dutiesIncluded']) ?? false,
    displayFinancialStatus: financialStatus(text(source['displayFinancialStatus'])),
    displayFulfillmentStatus: text(source['displayFulfillmentStatus']) ?? 'UNFULFILLED',
    returnStatus: text(source['returnStatus']) ?? 'NO_RETURN',
    paymentGatewayNames: strings(source['paymentGatewayNames']),
    customerLocale: locale,
    email: text(source['email']) ?? customer?.email ?? null,
    phone: text(source['phone']),
    note: text(source['note']),
    tags: strings(source['tags']),
    customAttributes: readAttributes(list(source['customAttributes'])),
    discountCodes: strings(source['discountCodes']),
    billingAddress: readAddress(source['billingAddress'], ids),
    shippingAddress: readAddress(source['shippingAddress'], ids),
    billingAddressMatchesShippingAddress: flag(source['billingAddressMatchesShippingAddress']) ?? false,
    customer,
    purchasingEntity:
      company?.['__typename'] === 'PurchasingCompany'
        ? { ...company, __typename: 'PurchasingCompany' }
        : customer
          ? { ...customer, __typename: 'Customer' }
          : null,
    fulfillments: list(source['fulfillments']).map((one) => ({
      id: gidOf('Fulfillment', one, ids),
      status: text(one['status']) ?? 'SUCCESS',
      createdAt: time(one['createdAt']) ?? createdAt,
      deliveredAt: time(one['deliveredAt']),
    })),
  };
}

function otherTotals(source: Loose, currencies: Currencies): Partial<Order> {
  const read = (name: string) => readBag(source[name], currencies);
  const rounding = object(source['totalCashRoundingAdjustment']);
  const zero = bag(currencies, '0');
  return {
    originalTotalDutiesSet: read('originalTotalDutiesSet'),
    originalTotalAdditionalFeesSet: read('originalTotalAdditionalFeesSet'),
    currentTotalDutiesSet: read('currentTotalDutiesSet'),
    currentTotalAdditionalFeesSet: read('currentTotalAdditionalFeesSet'),
    totalCashRoundingAdjustment: {
      paymentSet: readBag(rounding?.['paymentSet'], currencies) ?? zero,
      refundSet: readBag(rounding?.['refundSet'], currencies) ?? zero,
    },
  };
}

function givenTotals(source: Loose, currencies: Currencies): GivenTotals {
  const read = (name: string) => readBag(source[name], currencies);
  return {
    taxesIncluded: flag(source['taxesIncluded']),
    subtotal: read('subtotalPriceSet'),
    discounts: read('totalDiscountsSet'),
    shipping: read('totalShippingPriceSet'),
    tax: read('totalTaxSet'),
    tip: read('totalTipReceivedSet'),
    total: read('totalPriceSet'),
    originalTotal: read('originalTotalPriceSet'),
    currentSubtotal: read('currentSubtotalPriceSet'),
    currentShipping: read('currentShippingPriceSet'),
    currentDiscounts: read('currentTotalDiscountsSet'),
    currentTax: read('currentTotalTaxSet'),
    currentTotal: read('currentTotalPriceSet'),
    received: read('totalReceivedSet'),
    refunded: read('totalRefundedSet'),
    outstanding: read('totalOutstandingSet'),
    hasTaxLines: source['taxLines'] !== undefined,
  };
}
