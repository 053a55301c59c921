// The sales ledger that an order of the GraphQL shape brings along. It is Shopify's own account of the order and is
// kept as it is; where the payload shows a refund by its id alone, what was given back is read from its entry.
import { lineKind } from '../store/sale.ts';
import { bag, minusBags, negativeBag, shareBag, sumBags, type Currencies } from '../store/money.ts';
import { numericPart } from '../store/ids.ts';
import type { Agreement, Order, OrderTransaction, Refund, Sale, TaxLine } from '../store/order.ts';
import type { Reading } from './graphqlParts.ts';
import { readBag } from './moneyReader.ts';
import { count, gidOf, list, object, text, time, type Loose } from './read.ts';

const AGREEMENTS = ['OrderAgreement', 'OrderEditAgreement', 'RefundAgreement', 'ReturnAgreement'] as const;
const REASONS: Record<Agreement['__typename'], Agreement['reason']> = {
  OrderAgreement: 'ORDER',
  OrderEditAgreement: 'ORDER_EDIT',
  RefundAgreement: 'REFUND',
  ReturnAgreement: 'RETURN',
};
const LINE_TYPES: Record<Sale['__typename'], string> = {
  ProductSale: 'PRODUCT',
  ShippingLineSale: 'SHIPPING',
  TipSale: 'TIP',
  GiftCardSale: 'GIFT_CARD',
  DutySale: 'DUTY',
  FeeSale: 'FEE',
  AdditionalFeeSale: 'ADDITIONAL_FEE',
  AdjustmentSale: 'ADJUSTMENT',
  UnknownSale: 'UNKNOWN',
};

/** The ledger, or null when the payload brings none. Refunds are linked, so they must be read before. */
export function readAgreements(source: Loose, reading: Reading): Agreement[] | null {
  if (source['agreements'] === undefined || source['agreements'] === null) return null;
  return list(source['agreements']).map((one) => {
    const __typename = AGREEMENTS.find((name) => name === one['__typename']) ?? 'OrderAgreement';
    const refund = reading.order.refunds.find(({ id }) => id === object(one['refund'])?.['id']);
    const reason = text(one['reason']) as Agreement['reason'] | null;
    return {
      __typename,
      id: gidOf('SalesAgreement', one, reading.ids),
      happenedAt: time(one['happenedAt']) ?? reading.order.processedAt,
      reason: reason ?? REASONS[__typename],
      ...(refund ? { refund } : {}),
      sales: list(one['sales']).map((entry) => readSale(entry, reading)),
    };
  });
}

function readSale(source: Loose, { ids, currencies, order }: Reading): Sale {
  const zero = bag(currencies, '0');
  const read = (name: string) => readBag(source[name], currencies) ?? zero;
  const line = order.lineItems.find(({ id }) => id === object(source['lineItem'])?.['id']);
  const given = text(source['__typename']) as Sale['__typename'] | null;
  const __typename =
    given && given in LINE_TYPES ? given : line ? lineKind(order, line).type : ('UnknownSale' as const);
  const shipping = order.shippingLines.find(({ id }) => id === object(source['shippingLine'])?.['id']);
  const duty = order.lineItems
    .flatMap(({ duties }) => duties)
    .find(({ id }) => id === object(source['duty'])?.['id']);
  const fee = order.additionalFees.find(({ id }) => id === object(source['additionalFee'])?.['id']);
  const taxLines = line?.taxLines ?? shipping?.taxLines ?? [];
  return {
    __typename,
    id: gidOf('Sale', source, ids),
    actionType: (text(source['actionType']) ?? 'UNKNOWN') as Sale['actionType'],
    lineType: text(source['lineType']) ?? LINE_TYPES[__typename],
    quantity: count(source['quantity']),
    totalAmount: read('totalAmount'),
    totalTaxAmount: read('totalTaxAmount'),
    totalDiscountAmountBeforeTaxes: read('totalDiscountAmountBeforeTaxes'),
    totalDiscountAmountAfterTaxes: read('totalDiscountAmountAfterTaxes'),
    taxes: list(source['taxes']).map((tax) => ({
      id: gidOf('SaleTax', tax, ids),
      amount: readBag(tax['amount'], currencies) ?? zero,
      taxLine: taxLineOf(object(tax['taxLine']), taxLines, currencies),
    })),
    ...(line ? { lineItem: line } : {}),
    ...(__typename === 'ShippingLineSale' ? { shippingLine: shipping ?? null } : {}),
    ...(duty ? { duty } : {}),
    ...(fee ? { additionalFee: fee } : {}),
  };
}

/** The line's own tax line of that rate, else what the entry says of it. */
function taxLineOf(source: Loose | null, known: TaxLine[], currencies: Currencies): TaxLine {
  const rate = typeof source?.['rate'] === 'number' ? source['rate'] : null;
  return (
    known.find((one) => one.rate === rate) ?? {
      title: text(source?.['title']) ?? 'Tax',
      rate,
      ratePercentage: rate === null ? null : Math.round(rate * 1_000_000) / 10_000,
      source: null,
      channelLiable: false,
      priceSet: readBag(source?.['priceSet'], currencies) ?? bag(currencies, '0'),
    }
  );
}

/** True when the payload names the refund and says nothing else of it. */
export const isBareRefund = (source: Loose): boolean => Object.keys(source).every((key) => key === 'id');

/**
 * Fills refunds that came as a bare id: goods, shipping and adjustments from their entry in the ledger, the money from
 * the order's refund transactions. A refund without an entry gave back money alone. Each transaction goes to the refund
 * of its time, so that an order with several keeps them apart.
 */
export function fillBareRefunds(order: Order, bare: Set<string>, source: Loose, reading: Reading): void {
  const entries = list(source['agreements']);
  const taken = new Set(
    order.refunds.flatMap(({ id, transactions }) => (bare.has(id) ? [] : transactions.map((one) => one.id))),
  );
  const free = order.transactions.filter((one) => one.kind === 'REFUND' && !taken.has(one.id));
  const blank = order.refunds.filter(({ id }) => bare.has(id));
  for (const [index, refund] of blank.entries()) {
    const entry = entries.find((one) => object(one['refund'])?.['id'] === refund.id) ?? null;
    const happenedAt = time(entry?.['happenedAt']);
    const isLast = index === blank.length - 1;
    const mine = free.filter(
      (one) => isLast || one.createdAt === happenedAt || one.processedAt === happenedAt,
    );
    free.splice(0, free.length, ...free.filter((one) => !mine.includes(one)));
    fillRefund(refund, mine, happenedAt, entry ? list(entry['sales']) : [], reading);
  }
}

function fillRefund(
  refund: Refund,
  transactions: OrderTransaction[],
  happenedAt: string | null,
  entries: Loose[],
  reading: Reading,
): void {
  const { ids, currencies, order } = reading;
  const zero = bag(currencies, '0');
  const back = entries.map((one) => readSale(one, reading)).filter((one) => one.actionType === 'RETURN');
  const subtotal = (one: Sale) =>
    negativeBag(order.taxesIncluded ? one.totalAmount : minusBags(one.totalAmount, one.totalTaxAmount));
  const at = happenedAt ?? transactions[0]?.createdAt ?? order.processedAt;
  Object.assign(refund, { createdAt: at, processedAt: at, updatedAt: at, transactions });
  refund.totalRefundedSet = sumBags(
    zero,
    transactions.filter((one) => one.status === 'SUCCESS').map((one) => one.amountSet),
  );
  refund.refundLineItems = back.flatMap((one) => {
    if (!one.lineItem) return [];
    const quantity = Math.abs(one.quantity ?? 1);
    return {
      id: ids.gid('RefundLineItem'),
      lineItem: one.lineItem,
      quantity,
      restockType: 'RETURN' as const,
      restocked: true,
      priceSet: shareBag(subtotal(one), 1, quantity || 1),
      subtotalSet: subtotal(one),
      totalTaxSet: negativeBag(one.totalTaxAmount),
    };
  });
  refund.refundShippingLines = back.flatMap((one) => {
    const line = one.shippingLine ?? order.shippingLines[0];
    if (one.__typename !== 'ShippingLineSale' || !line) return [];
    return {
      id: ids.gid('RefundShippingLine'),
      shippingLine: line,
      subtotalAmountSet: subtotal(one),
      taxAmountSet: negativeBag(one.totalTaxAmount),
    };
  });
  refund.orderAdjustments = entries
    .filter((one) => one['__typename'] === 'AdjustmentSale')
    .map((one) => ({
      id: ids.gid('OrderAdjustment'),
      reason: 'REFUND_DISCREPANCY',
      amountSet: readBag(one['totalAmount'], currencies) ?? zero,
      taxAmountSet: readBag(one['totalTaxAmount'], currencies) ?? zero,
    }));
  refund.legacyResourceId = numericPart(refund.id);
}
