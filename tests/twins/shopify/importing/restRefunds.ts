import { numericPart } from '../store/ids.ts';
import { bag, negativeBag, plusBags, shareBag, sumBags, zeroLike } from '../store/money.ts';
import type {
  LineItem,
  MoneyBag,
  Order,
  OrderTransaction,
  Refund,
  RefundShippingLine,
  ShippingLine,
} from '../store/order.ts';
import { displayName, isManual } from '../store/payments.ts';
import { fromBuyersAmount, readSet } from './moneyReader.ts';
import { amount, count, flag, gidOf, list, object, text, time, upper, type Loose } from './read.ts';
import { readLine, readShipping, type ReadLine, type Reading } from './restLines.ts';

/** What is known of the order when its refunds and transactions are read. */
export interface Known {
  order: Order;
  lines: ReadLine[];
  total: MoneyBag | null;
}

const KINDS = new Set([
  'AUTHORIZATION',
  'CAPTURE',
  'CHANGE',
  'EMV_AUTHORIZATION',
  'REFUND',
  'SALE',
  'SUGGESTED_REFUND',
  'VOID',
]);
const STATUSES = new Set(['SUCCESS', 'PENDING', 'FAILURE', 'ERROR', 'AWAITING_RESPONSE']);

export function readTransaction(
  source: Loose,
  { ids, currencies }: Reading,
  known: Known,
  near: MoneyBag[] = [],
): OrderTransaction {
  const kind = upper(source['kind']) ?? '';
  const status = upper(source['status']) ?? '';
  const gateway = text(source['gateway']);
  const createdAt = time(source['created_at']) ?? time(source['processed_at']) ?? known.order.processedAt;
  const parent = text(source['parent_id']);
  const rounding = amount(source['amount_rounding']);
  const candidates = [...near, ...(known.total ? [known.total] : [])];
  return {
    id: gidOf('OrderTransaction', source, ids),
    kind: (KINDS.has(kind) ? kind : 'SALE') as OrderTransaction['kind'],
    status: (STATUSES.has(status) ? status : 'UNKNOWN') as OrderTransaction['status'],
    test: flag(source['test']) ?? false,
    gateway,
    formattedGateway: displayName(gateway),
    manualPaymentGateway: flag(source['manual_payment_gateway']) ?? isManual(gateway),
    paymentId: text(source['payment_id']),
    accountNumber: null,
    createdAt,
    processedAt: time(source['processed_at']) ?? createdAt,
    errorCode: null,
    parentTransaction: parent ? { id: `gid://shopify/OrderTransaction/${parent}` } : null,
    amountSet: fromBuyersAmount(
      amount(source['amount']) ?? '0',
      text(source['currency']),
      candidates,
      currencies,
    ),
    amountRoundingSet: rounding === null ? null : bag(currencies, rounding),
    paymentDetails: null,
  };
}

const RESTOCK = new Set(['CANCEL', 'LEGACY_RESTOCK', 'NO_RESTOCK', 'RETURN']);

function readRefundLine(source: Loose, reading: Reading, known: Known): Refund['refundLineItems'][number] {
  const quantity = count(source['quantity']) ?? 1;
  const zero = bag(reading.currencies, '0');
  const subtotal = readSet(source, 'subtotal', reading.currencies) ?? zero;
  const restock = upper(source['restock_type']) ?? '';
  return {
    id: gidOf('RefundLineItem', source, reading.ids),
    lineItem: findLine(source, reading, known),
    quantity,
    restockType: (RESTOCK.has(restock) ? restock : 'NO_RESTOCK') as 'NO_RESTOCK',
    restocked: restock !== '' && restock !== 'NO_RESTOCK',
    priceSet: shareBag(subtotal, 1, quantity || 1),
    subtotalSet: subtotal,
    totalTaxSet: readSet(source, 'total_tax', reading.currencies) ?? zero,
  };
}

/** The order's line a refund means, else the copy of it that the refund carries. */
function findLine(source: Loose, reading: Reading, known: Known): LineItem {
  const id = text(source['line_item_id']);
  const copy = object(source['line_item']);
  const copyGid = text(copy?.['admin_graphql_api_id']);
  const found =
    known.lines.find(({ line }) => copyGid !== null && line.id === copyGid) ??
    known.lines.find(({ restId, line }) => id !== null && (restId === id || numericPart(line.id) === id));
  return found?.line ?? readLine(copy ?? { id: source['line_item_id'] }, reading).line;
}

const ADJUSTMENT_REASONS: Record<string, string> = {
  'REFUND DISCREPANCY': 'REFUND_DISCREPANCY',
  'PENDING REFUND DISCREPANCY': 'PENDING_REFUND_DISCREPANCY',
  'FULL RETURN BALANCING ADJUSTMENT': 'FULL_RETURN_BALANCING_ADJUSTMENT',
  CUSTOMER: 'CUSTOMER',
  DAMAGE: 'DAMAGE',
  RESTOCK: 'RESTOCK',
};

export function readRefund(source: Loose, reading: Reading, known: Known): Refund {
  const { ids, currencies } = reading;
  const id = gidOf('Refund', source, ids);
  const createdAt = time(source['created_at']) ?? known.order.processedAt;
  const adjustments = list(source['order_adjustments']);
  const lines = list(source['refund_line_items']).map((line) => readRefundLine(line, reading, known));
  const shipping = refundedShipping(source, adjustments, reading, known);
  const near = expectedAmounts(lines, shipping, adjustments, reading);
  const transactions = list(source['transactions']).map((one) => readTransaction(one, reading, known, near));
  const zero = bag(currencies, '0');
  return {
    id,
    legacyResourceId: numericPart(id),
    note: text(source['note']),
    createdAt,
    processedAt: time(source['processed_at']) ?? createdAt,
    updatedAt: time(source['processed_at']) ?? createdAt,
    totalRefundedSet: sumBags(
      zero,
      transactions
        .filter((one) => one.kind === 'REFUND' && one.status === 'SUCCESS')
        .map((one) => one.amountSet),
    ),
    duties: list(source['duties']).map((one) => ({
      amountSet: readSet(one, 'amount', currencies) ?? zero,
      originalDuty: null,
    })),
    refundLineItems: lines,
    refundShippingLines: shipping,
    orderAdjustments: adjustments.filter(isNoShipping).map((one) => ({
      id: gidOf('OrderAdjustment', one, ids),
      reason: ADJUSTMENT_REASONS[text(one['reason'])?.toUpperCase() ?? ''] ?? null,
      amountSet: readSet(one, 'amount', currencies) ?? zero,
      taxAmountSet: readSet(one, 'tax_amount', currencies) ?? zero,
    })),
    transactions,
  };
}

const isNoShipping = (one: Loose): boolean => one['kind'] !== 'shipping_refund';

/** Shipping given back: today lines of its own, formerly an adjustment with a negative amount. */
function refundedShipping(
  source: Loose,
  adjustments: Loose[],
  reading: Reading,
  known: Known,
): RefundShippingLine[] {
  const { ids, currencies } = reading;
  const zero = bag(currencies, '0');
  const own = list(source['refund_shipping_lines']);
  if (own.length > 0) {
    return own.map((one) => ({
      id: gidOf('RefundShippingLine', one, ids),
      shippingLine: shippingLineFor(text(one['shipping_line_id']), one['shipping_line'], reading, known),
      subtotalAmountSet: readSet(one, 'subtotal_amount', currencies) ?? zero,
      taxAmountSet: readSet(one, 'tax_amount', currencies) ?? zero,
    }));
  }
  return adjustments
    .filter((one) => !isNoShipping(one))
    .map((one) => ({
      id: ids.gid('RefundShippingLine'),
      shippingLine: shippingLineFor(null, null, reading, known),
      subtotalAmountSet: negativeBag(readSet(one, 'amount', currencies) ?? zero),
      taxAmountSet: negativeBag(readSet(one, 'tax_amount', currencies) ?? zero),
    }));
}

function shippingLineFor(id: string | null, copy: unknown, reading: Reading, known: Known): ShippingLine {
  const lines = known.order.shippingLines;
  const wanted = id ?? text(object(copy)?.['id']);
  const found =
    lines.find((line) => wanted !== null && numericPart(line.id) === numericPart(wanted)) ?? lines[0];
  return found ?? readShipping(object(copy) ?? { title: 'Shipping' }, reading);
}

/** What a refund's transaction should come to, in both currencies: the sums its amount may be looked up in. */
function expectedAmounts(
  lines: Refund['refundLineItems'],
  shipping: RefundShippingLine[],
  adjustments: Loose[],
  { currencies }: Reading,
): MoneyBag[] {
  const zero = bag(currencies, '0');
  const goods = sumBags(zero, [
    ...lines.map((line) => line.subtotalSet),
    ...shipping.map((line) => line.subtotalAmountSet),
  ]);
  const taxes = sumBags(zero, [
    ...lines.map((line) => line.totalTaxSet),
    ...shipping.map((line) => line.taxAmountSet),
  ]);
  const other = sumBags(
    zeroLike(zero),
    adjustments.filter(isNoShipping).flatMap((one) => readSet(one, 'amount', currencies) ?? []),
  );
  const paid = (due: MoneyBag) => plusBags(due, negativeBag(other));
  return [paid(goods), paid(plusBags(goods, taxes)), goods, plusBags(goods, taxes)];
}
