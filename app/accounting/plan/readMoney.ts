import { berlinDay } from '../day.ts';
import { cents, subtract, sum, ZERO, type Cents } from '../money.ts';
import type { Order, Transaction } from '../order.ts';
import { atOrderRate } from './exchange.ts';
import type { Money, Movement } from './movement.ts';

const ON_ITS_WAY = new Set<Transaction['status']>(['pending', 'awaiting_response', 'unknown']);

/**
 * The money of an order. Received is what succeeded as sale or capture, returned what succeeded as refund. Cash rounding
 * stays out: it is no part of the price (recorded payload 159), so neither of the invoice nor of its payment.
 */
export function readMoney(order: Order): Money {
  const done = order.transactions.filter((transaction) => transaction.status === 'success').toSorted(byTime);
  const known = new Set<string>();
  const returned = new Map<string, Movement[]>();
  const pending = new Set<string>();
  for (const refund of order.refunds) {
    const money = refund.transactions.filter((transaction) => transaction.kind === 'refund');
    for (const transaction of money) known.add(transaction.gid);
    returned.set(refund.gid, movements(money.filter((transaction) => transaction.status === 'success')));
    if (money.some((transaction) => ON_ITS_WAY.has(transaction.status))) pending.add(refund.gid);
  }
  return {
    received: atOrderRate(order, movements(withoutChange(order, done))),
    returned,
    unexplained: movements(done.filter((one) => one.kind === 'refund' && !known.has(one.gid))),
    pending,
  };
}

const byTime = (a: Transaction, b: Transaction): number =>
  Date.parse(a.processedAt) - Date.parse(b.processedAt);

const movements = (transactions: Transaction[]): Movement[] =>
  transactions
    .toSorted(byTime)
    .filter((transaction) => transaction.amount > 0)
    .map(({ gid, gateway, processedAt, amount, presentmentAmount }) => ({
      gid,
      gateway,
      day: berlinDay(processedAt),
      at: Date.parse(processedAt),
      amount,
      exchange: ZERO,
      presentment: presentmentAmount ?? null,
    }));

/**
 * The sales of an order less its cash change. Whether Shopify's cash sale is what was handed over or what was kept is
 * not documented; its own total of the money received tells.
 */
function withoutChange(order: Order, done: Transaction[]): Transaction[] {
  const sales = done.filter((transaction) => transaction.kind === 'sale' || transaction.kind === 'capture');
  const change = done.filter((transaction) => transaction.kind === 'change');
  if (change.length === 0 || sum(sales.map((sale) => sale.amount)) === order.totals.received) return sales;
  let back: Cents = sum(change.map((transaction) => transaction.amount));
  const cash = new Set(change.map((transaction) => transaction.gateway));
  const kept = sales.toReversed().map((sale) => {
    const taken = cents(cash.has(sale.gateway) ? Math.min(back, sale.amount) : ZERO);
    back = subtract(back, taken);
    return { ...sale, amount: subtract(sale.amount, taken) };
  });
  return kept.toReversed();
}
