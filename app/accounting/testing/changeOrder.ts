import { cents, negate, subtract, sum, ZERO, type Cents } from '../money.ts';
import type { Agreement, Instant, Order, Refund, Sale, Transaction } from '../order.ts';
import { addUp } from './addUp.ts';
import { buildTransaction, type LineSpec, type Numbering, type PaymentSpec } from './buildParts.ts';
import { recharge, type EditSpec } from './recharge.ts';
import { takeBack, withoutPieces, type RefundSpec } from './takeBack.ts';

// What can happen to an order after it was placed. Every function answers with the order as Shopify shows it then.

/** Gives back pieces, shipping, money: a refund with its ledger entry and transaction. */
export function refund(order: Order, spec: RefundSpec): Order {
  const number = numbering(order);
  const at = spec.at ?? later(order);
  const gid = number('Refund');
  const content = takeBack(order, spec, number);
  const worth = negate(sum(content.sales.map((sale) => sale.total)));
  const money = spec.money ?? 'success';
  const amount = cents(spec.amount ?? worth);
  const back = money === 'success' ? amount : ZERO;
  const kept = money === 'none' ? ZERO : subtract(worth, back);
  const reason = money === 'pending' ? 'pending_refund_discrepancy' : 'refund_discrepancy';
  const adjustments = kept === 0 ? [] : [{ gid: number('OrderAdjustment'), reason, amount: kept, tax: ZERO }];
  const transactions =
    money === 'none' || amount === 0 ? [] : [refundTransaction(order, spec, amount, number, at)];
  const done: Refund = {
    gid,
    createdAt: at,
    note: null,
    totalRefunded: back,
    ...content.parts,
    adjustments,
    transactions,
  };
  const adjusted = adjustments.map((adjustment) => adjustmentSale(adjustment.amount, number));
  const entry = agreement(number, 'refund', at, [...content.sales, ...adjusted], gid);
  return addUp({
    ...withoutPieces(order, spec.lines ?? []),
    refunds: [...order.refunds, done],
    transactions: [...order.transactions, ...transactions],
    agreements: [...order.agreements, entry],
    updatedAt: at,
  });
}

/** An order edit: new lines, more or fewer pieces, a discount. Moves no money. */
export function editOrder(order: Order, spec: EditSpec): Order {
  const number = numbering(order);
  const at = spec.at ?? later(order);
  const fewer = (spec.pieces ?? [])
    .filter(({ by }) => by < 0)
    .map(({ line, by }) => ({ line, quantity: -by }));
  const taken = takeBack(order, { lines: fewer }, number);
  const changed = recharge(withoutPieces(order, fewer), spec, number);
  const entry = agreement(number, 'edit', at, [...taken.sales, ...changed.sales], null);
  const shadow: Refund = {
    gid: number('Refund'),
    createdAt: at,
    note: null,
    totalRefunded: ZERO,
    ...taken.parts,
    adjustments: [],
    transactions: [],
  };
  return addUp({
    ...changed.order,
    edited: true,
    refunds: spec.withRefund && fewer.length > 0 ? [...order.refunds, shadow] : order.refunds,
    agreements: [...order.agreements, entry],
    updatedAt: at,
  });
}

/** Goods given back for others: one ledger entry of a return, and a refund of what is left over, if money goes back. */
export function exchange(
  order: Order,
  spec: { lines: { line: number; quantity: number }[]; add: LineSpec[]; money?: number; at?: Instant },
): Order {
  const number = numbering(order);
  const at = spec.at ?? later(order);
  const taken = takeBack(order, { lines: spec.lines }, number);
  const changed = recharge(withoutPieces(order, spec.lines), { add: spec.add }, number);
  const transactions = spec.money ? [refundTransaction(order, {}, cents(spec.money), number, at)] : [];
  const done: Refund = {
    gid: number('Refund'),
    createdAt: at,
    note: null,
    totalRefunded: cents(spec.money ?? 0),
    ...taken.parts,
    adjustments: [],
    transactions,
  };
  return addUp({
    ...changed.order,
    refunds: spec.money ? [...order.refunds, done] : order.refunds,
    transactions: [...order.transactions, ...transactions],
    agreements: [
      ...order.agreements,
      agreement(number, 'return', at, [...taken.sales, ...changed.sales], null),
    ],
    updatedAt: at,
  });
}

/** Money that comes in. */
export function pay(order: Order, payment: PaymentSpec): Order {
  const at = payment.at ?? later(order);
  const transaction = buildTransaction(payment, numbering(order)('').split('/').at(-1)!, at);
  return addUp({
    ...order,
    transactions: [...order.transactions, transaction],
    gateways: [...new Set([...order.gateways, transaction.gateway])],
    updatedAt: at,
  });
}

/** Cancelled. What was paid stays, unless refunded as well. */
export function cancel(order: Order, at: Instant = later(order)): Order {
  return addUp({ ...order, cancelledAt: at, cancelReason: 'customer', updatedAt: at });
}

/** The result of a refund whose money was on its way: it arrived, or it did not. */
export function settleRefund(order: Order, status: 'success' | 'failure', at = later(order)): Order {
  const settle = (transaction: Transaction): Transaction => ({ ...transaction, status, processedAt: at });
  const refunds = order.refunds.map((one) => {
    const waiting = one.transactions.some((transaction) => transaction.status === 'pending');
    if (!waiting) return one;
    const transactions = one.transactions.map(settle);
    const paid = status === 'success' ? sum(transactions.map(({ amount }) => amount)) : ZERO;
    const adjustments = one.adjustments
      .map((adjustment) => ({
        ...adjustment,
        reason: 'refund_discrepancy',
        amount: subtract(adjustment.amount, paid),
      }))
      .filter((adjustment) => adjustment.amount !== 0);
    return { ...one, transactions, adjustments, totalRefunded: paid };
  });
  const settled = refunds.filter((one, index) => one !== order.refunds[index]);
  const gids = new Set(settled.flatMap((one) => one.transactions.map((transaction) => transaction.gid)));
  const left = new Map(settled.map((one) => [one.gid, one.adjustments[0]?.amount ?? ZERO]));
  const adjusted = (entry: Agreement, sale: Sale): Sale => {
    const total = sale.kind === 'adjustment' ? left.get(entry.refundGid ?? '') : undefined;
    return total === undefined ? sale : { ...sale, total };
  };
  return addUp({
    ...order,
    refunds,
    transactions: order.transactions.map((one) => (gids.has(one.gid) ? settle(one) : one)),
    agreements: order.agreements.map((entry) => ({
      ...entry,
      sales: entry.sales
        .map((sale) => adjusted(entry, sale))
        .filter((sale) => sale.total !== 0 || sale.kind !== 'adjustment'),
    })),
  });
}

/** Continues the numbers of an order's parts; each change has its own range. */
function numbering(order: Order): Numbering {
  const range = order.agreements.length + order.transactions.length + order.refunds.length;
  let next = 0;
  return (type) => `gid://shopify/${type}/${order.id}${range}${String((next += 1)).padStart(4, '0')}`;
}

/** A day after the last thing that happened. */
function later(order: Order): Instant {
  return new Date(Date.parse(order.updatedAt) + 24 * 3_600_000).toISOString();
}

const agreement = (
  number: Numbering,
  kind: Agreement['kind'],
  happenedAt: Instant,
  sales: Sale[],
  refundGid: string | null,
): Agreement => ({ gid: number('SalesAgreement'), kind, happenedAt, refundGid, sales });

const adjustmentSale = (amount: Cents, number: Numbering): Sale => ({
  gid: number('Sale'),
  kind: 'adjustment',
  action: 'return',
  quantity: null,
  lineGid: null,
  shippingGid: null,
  dutyGid: null,
  total: amount,
  tax: ZERO,
  taxes: [],
});

function refundTransaction(
  order: Order,
  spec: Pick<RefundSpec, 'gateway' | 'money'>,
  amount: Cents,
  number: Numbering,
  at: Instant,
): Transaction {
  const paid = order.transactions.findLast(({ kind }) => kind === 'sale' || kind === 'capture');
  const status = spec.money === 'pending' || spec.money === 'failure' ? spec.money : 'success';
  const gateway = spec.gateway ?? paid?.gateway ?? 'manual';
  return buildTransaction({ amount, gateway, kind: 'refund', status, at }, number('').split('/').at(-1)!, at);
}
