import type { OrderSpec, TransactionSpec } from './specs.ts';
import type { Ids } from './ids.ts';
import {
  bag,
  compare,
  isZero,
  isZeroBag,
  minus,
  minusBags,
  plusBags,
  zeroLike,
  type Currencies,
} from './money.ts';
import type { MoneyBag, Order, OrderTransaction, TransactionKind, TransactionStatus } from './order.ts';

const MANUAL = new Set([
  'manual',
  'bank_deposit',
  'Bank Deposit',
  'Vorkasse',
  'Cash on Delivery (COD)',
  'Money Order',
]);

const displayNames: Record<string, string> = {
  shopify_payments: 'Shopify Payments',
  paypal: 'PayPal',
  gift_card: 'Gift Card',
  manual: 'Manual',
};

export const displayName = (gateway: string | null): string | null =>
  gateway ? (displayNames[gateway] ?? gateway) : null;
export const isManual = (gateway: string | null): boolean => gateway !== null && MANUAL.has(gateway);

export function transaction(
  ids: Ids,
  order: Order,
  at: string,
  parts: {
    kind: TransactionKind;
    status?: TransactionStatus;
    amount: MoneyBag;
    gateway: string;
    parent?: string | null;
    rounding?: MoneyBag | null;
  },
): OrderTransaction {
  return {
    id: ids.gid('OrderTransaction'),
    kind: parts.kind,
    status: parts.status ?? 'SUCCESS',
    test: order.test,
    gateway: parts.gateway,
    formattedGateway: displayName(parts.gateway),
    manualPaymentGateway: isManual(parts.gateway),
    paymentId: `${order.name}.${order.transactions.length + 1}`,
    accountNumber: null,
    createdAt: at,
    processedAt: at,
    errorCode: null,
    parentTransaction: parts.parent ? { id: parts.parent } : null,
    amountSet: parts.amount,
    amountRoundingSet: parts.rounding ?? null,
    paymentDetails: null,
  };
}

const counts = (one: OrderTransaction): boolean =>
  one.status === 'SUCCESS' && (one.kind === 'SALE' || one.kind === 'CAPTURE' || one.kind === 'CHANGE');

/**
 * What is paid in the buyer's currency is paid: 13.50 CAD | 9.00 USD, paid as 12.77 CAD | 9.00 USD, leaves 0.0 open in
 * both (recorded: 01-mark-as-paid-other-currency-less-shop-money).
 */
const settledInBuyersMoney = (open: MoneyBag): MoneyBag =>
  isZero(open.presentmentMoney.amount) ? zeroLike(open) : open;

/** Enters a transaction and what it does to the order's money and status. */
function enter(order: Order, one: OrderTransaction): void {
  order.transactions.push(one);
  if (one.gateway && !order.paymentGatewayNames.includes(one.gateway))
    order.paymentGatewayNames.push(one.gateway);
  if (counts(one)) {
    const change = one.kind === 'CHANGE' ? minusBags(zeroLike(one.amountSet), one.amountSet) : one.amountSet;
    order.totalReceivedSet = plusBags(order.totalReceivedSet, change);
    order.totalOutstandingSet = settledInBuyersMoney(minusBags(order.totalOutstandingSet, change));
  }
  if (one.kind === 'AUTHORIZATION' && one.status === 'SUCCESS') order.displayFinancialStatus = 'AUTHORIZED';
  else if (one.kind === 'VOID' && one.status === 'SUCCESS') {
    order.displayFinancialStatus = 'VOIDED';
    // Recorded: 06-authorise-void-outstanding-comes-back.
    order.totalOutstandingSet = minusBags(order.totalPriceSet, order.totalReceivedSet);
  } else if (one.kind === 'AUTHORIZATION' || one.kind === 'VOID') return;
  else updateStatus(order);
}

/** The status that follows from what came in and what went back. */
export function updateStatus(order: Order): void {
  const received = order.totalReceivedSet.shopMoney.amount;
  const refunded = order.totalRefundedSet.shopMoney.amount;
  if (!isZero(refunded)) {
    order.displayFinancialStatus = compare(refunded, received) >= 0 ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
  } else if (isZero(received)) {
    if (isZeroBag(order.totalPriceSet)) order.displayFinancialStatus = 'PAID';
  } else {
    const missing = compare(order.totalOutstandingSet.shopMoney.amount, '0') > 0;
    order.displayFinancialStatus = missing ? 'PARTIALLY_PAID' : 'PAID';
  }
}

/** What a new order's payment looks like. */
export function settle(order: Order, spec: OrderSpec, ids: Ids, currencies: Currencies): void {
  const gateway = spec.gateway ?? 'shopify_payments';
  const payment = spec.payment ?? 'paid';
  order.totalOutstandingSet = order.totalPriceSet;
  order.displayFinancialStatus = 'PENDING';
  const pay = (kind: TransactionKind, amount: string, by: string, rounding: MoneyBag | null = null) =>
    enter(
      order,
      transaction(ids, order, order.processedAt, {
        kind,
        amount: bag(currencies, amount),
        gateway: by,
        rounding,
      }),
    );
  const total = order.totalPriceSet.shopMoney.amount;
  if (payment === 'none') {
    // Recorded of 22 orders, e.g. 03-status-null-order-matrix.
    order.displayFinancialStatus = null;
  } else if (payment === 'authorized') {
    pay('AUTHORIZATION', total, gateway);
    order.totalOutstandingSet = zeroLike(order.totalPriceSet);
  } else if (payment === 'partially_paid') {
    pay('SALE', spec.paidAmount ?? '1.0', gateway);
  } else if (payment === 'voided' || payment === 'expired') {
    order.displayFinancialStatus = payment === 'voided' ? 'VOIDED' : 'EXPIRED';
  } else if (payment === 'paid') {
    const card = spec.giftCardPayment ?? '0';
    if (!isZero(card)) pay('SALE', card, 'gift_card');
    const rest = minus(total, card);
    const rounding = spec.cashRounding ? bag(currencies, spec.cashRounding) : null;
    if (!isZero(rest)) pay('SALE', rest, gateway, rounding);
    updateStatus(order);
  } else if (gateway) {
    order.paymentGatewayNames = [gateway];
  }
}

/** A transaction a test or a merchant adds; null amounts are not possible, a capture closes an authorisation. */
export function addTransaction(
  order: Order,
  spec: TransactionSpec,
  ids: Ids,
  at: string,
  currencies: Currencies,
): OrderTransaction {
  const parent = order.transactions.find((one) => one.kind === 'AUTHORIZATION' && one.status === 'SUCCESS');
  const one = transaction(ids, order, at, {
    kind: spec.kind,
    status: spec.status ?? 'SUCCESS',
    amount: bag(currencies, spec.amount, spec.presentmentAmount),
    gateway: spec.gateway ?? parent?.gateway ?? order.paymentGatewayNames[0] ?? 'manual',
    parent: spec.kind === 'CAPTURE' || spec.kind === 'VOID' ? (parent?.id ?? null) : null,
  });
  if (spec.kind === 'CAPTURE' && one.status === 'SUCCESS' && order.displayFinancialStatus === 'AUTHORIZED') {
    // While authorised nothing counts as outstanding (recorded); the capture brings it back and pays it.
    order.totalOutstandingSet = minusBags(order.totalPriceSet, order.totalReceivedSet);
  }
  enter(order, one);
  return one;
}

/** The currencies of an order that exists already. */
export function currenciesOf(order: Order): Currencies {
  const { shopMoney, presentmentMoney } = order.totalPriceSet;
  const shop = Number(shopMoney.amount);
  return {
    shop: order.currencyCode,
    presentment: order.presentmentCurrencyCode,
    rate: shop === 0 ? 1 : Number(presentmentMoney.amount) / shop,
  };
}
