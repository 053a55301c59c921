import { apportion, cents, sum, type Cents } from '../money.ts';
import type { Order, Sale } from '../order.ts';
import { addUp } from './addUp.ts';
import {
  buildFee,
  buildLine,
  buildShipping,
  buildTransaction,
  type FeeSpec,
  type LineSpec,
  type Numbering,
  type PaymentSpec,
  type ShippingSpec,
} from './buildParts.ts';
import { emptyOrder, type EmptyOrderSpec } from './emptyOrder.ts';
import { chargeSale } from './sales.ts';

// Orders for tests, whole and coherent: totals, tax for each line and sales ledger are computed as Shopify does it.
// Amounts are plain numbers of cents, rates hundredths of a percent (1900 is 19 %).

export interface OrderSpec extends EmptyOrderSpec {
  id?: string;
  lines: LineSpec[];
  shipping?: ShippingSpec[];
  /** Off the whole order: spread over the lines in proportion, no more than they are worth. */
  discount?: number;
  /** A tip that is only a total, not a line. */
  tip?: number;
  fees?: FeeSpec[];
  taxesIncluded?: boolean;
  /** Default: one card payment of the total. */
  payments?: PaymentSpec[];
}

/** An order as Shopify has it right after it was placed and paid. Changes: pay, refund, editOrder, exchange, cancel. */
export function buildOrder(spec: OrderSpec): Order {
  const id = spec.id ?? '6012345678901';
  const taxesIncluded = spec.taxesIncluded ?? true;
  const number = numbering(id);
  // Gift cards and tips take no part in discounts.
  const worth = spec.lines.map((line) =>
    line.giftCard || line.tip ? 0 : line.price * (line.quantity ?? 1) - (line.discount ?? 0),
  );
  const most = worth.reduce((total, one) => total + one, 0);
  const shares = apportion(cents(Math.min(spec.discount ?? 0, most)), worth);
  const lines = spec.lines.map((line, index) => buildLine(line, shares[index]!, taxesIncluded, number));
  const order: Order = {
    ...emptyOrder(id, spec),
    taxesIncluded,
    lines,
    shippingLines: (spec.shipping ?? []).map((shipping) => buildShipping(shipping, taxesIncluded, number)),
    additionalFees: (spec.fees ?? []).map((fee) => buildFee(fee, taxesIncluded, number)),
  };
  order.totals.tip = sum([
    cents(spec.tip ?? 0),
    ...lines.filter((line) => line.isTip).map((line) => line.originalTotal),
  ]);
  order.agreements.push({
    gid: `gid://shopify/SalesAgreement/${id}`,
    kind: 'order',
    happenedAt: order.processedAt,
    refundGid: null,
    sales: placedSales(order, cents(spec.tip ?? 0), number),
  });
  const total = sum(order.agreements[0]!.sales.map((sale) => sale.total));
  order.transactions = (spec.payments ?? [{ amount: total }]).map((payment, index) =>
    buildTransaction(payment, `${id}${index + 1}`, order.processedAt),
  );
  order.gateways = [...new Set(order.transactions.map((transaction) => transaction.gateway))];
  const built = Object.assign(addUp(order), spec.with);
  return spec.with?.updatedAt ? built : { ...built, updatedAt: lastChange(built) };
}

/** Payments and parcels change an order as well. */
const lastChange = ({ updatedAt, transactions, fulfilledAt }: Order): string =>
  [updatedAt, ...transactions.map(({ processedAt }) => processedAt), ...fulfilledAt].reduce((last, at) =>
    Date.parse(at) > Date.parse(last) ? at : last,
  );

/** Numbers for the parts of one order: unique, and the same for the same order. */
const numbering = (id: string): Numbering => {
  let next = 0;
  return (type) => `gid://shopify/${type}/${id}${String((next += 1)).padStart(3, '0')}`;
};

function placedSales(order: Order, tip: Cents, number: Numbering): Sale[] {
  const { lines, shippingLines, additionalFees, taxesIncluded } = order;
  const lineSales = lines.map((line) => {
    const kind = line.isGiftCard ? 'gift_card' : line.isTip ? 'tip' : 'product';
    const price = cents(line.originalTotal - line.discount);
    return chargeSale(
      { kind, lineGid: line.gid, quantity: line.quantity, price, taxLines: line.taxLines },
      taxesIncluded,
      number,
    );
  });
  const duties = lines.flatMap((line) =>
    line.duties.map((duty) =>
      chargeSale({ kind: 'duty', dutyGid: duty.gid, ...duty }, taxesIncluded, number),
    ),
  );
  const shipping = shippingLines.map(({ gid, discountedPrice, taxLines: taxes }) =>
    chargeSale(
      { kind: 'shipping', shippingGid: gid, price: discountedPrice, taxLines: taxes },
      taxesIncluded,
      number,
    ),
  );
  const fees = additionalFees.map((fee) =>
    chargeSale({ kind: 'additional_fee', ...fee }, taxesIncluded, number),
  );
  const tips = tip > 0 ? [chargeSale({ kind: 'tip', price: tip, taxLines: [] }, taxesIncluded, number)] : [];
  return [...lineSales, ...duties, ...shipping, ...fees, ...tips];
}
