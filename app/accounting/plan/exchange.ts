import { add, apportion, cents, negate, subtract, sum, ZERO, type Cents } from '../money.ts';
import type { Order } from '../order.ts';
import { worthOf, type Change, type History } from './change.ts';
import { amountOf, type Money, type Movement } from './movement.ts';

// Orders that are paid in another currency than the shop's. Goods and documents stand at the exchange rate of the order;
// money moves at the rate of its own day (recorded: an order of 13.50 CAD | 9.00 USD, paid with 9.00 USD, is settled by
// 12.77 CAD; 5.00 USD of it go back as 7.10 CAD). What the buyer paid is what counts for the documents (§ 16 (6) UStG: one
// rate for one supply); the difference is a gain or loss on exchange, and no turnover.

/** Gaps larger than this are no movement of a rate between an order and its refund. */
const MOST_PERCENT = 25;

export const isForeign = (order: Order): boolean => order.presentmentCurrency !== order.currency;

/** Payments at the exchange rate of their order: what is paid in full for the buyer is paid in full. */
export function atOrderRate(order: Order, received: Movement[]): Movement[] {
  const total = exact(order.totals.presentmentTotal);
  const paid = received.map(({ presentment }) => (presentment === null ? null : exact(presentment)));
  if (!isForeign(order) || total === null || total <= 0n || !paid.every((one) => one !== null))
    return received;
  const upTo = paid.map((_, index) => paid.slice(0, index + 1).reduce((all, one) => all + one, 0n));
  const whole = upTo.at(-1) ?? 0n;
  const due = atRate(order, whole, total);
  const real = amountOf(received);
  if (due === real || (whole !== total && Math.abs(due - real) <= received.length)) return received;
  if (!isNear(due, real)) return received;
  return received.map((movement, index) => {
    const before = index === 0 ? ZERO : atRate(order, upTo[index - 1]!, total);
    const amount = subtract(atRate(order, upTo[index]!, total), before);
    return { ...movement, amount, exchange: subtract(movement.amount, amount) };
  });
}

/** Refunds at the exchange rate of their order: money that went back for goods is what the goods cost. */
export function refundsAtOrderRate(
  history: History,
  money: Money,
  order: Order,
): { history: History; money: Money } {
  if (!isForeign(order)) return { history, money };
  const returned = new Map(money.returned);
  const changes = history.changes.map((change) => {
    const movements = returned.get(change.gid) ?? [];
    if (amountOf(movements) === 0) return change;
    const due = dueFor(change, movements, order);
    if (due === null || !isNear(due, amountOf(movements))) return change;
    const shares = apportion(
      due,
      movements.map((movement) => movement.amount),
    );
    returned.set(
      change.gid,
      movements.map((movement, index) => ({
        ...movement,
        amount: shares[index]!,
        exchange: add(movement.exchange, subtract(movement.amount, shares[index]!)),
      })),
    );
    return change.removed.length === 0 && change.kept < 0 ? { ...change, kept: negate(due) } : change;
  });
  return { history: { ...history, changes }, money: { ...money, returned } };
}

/**
 * What the money of a refund is at the rate of its order. Where it names goods and states no difference, the buyer got back
 * exactly their price; where it is an amount alone, the buyer's own currency says how much.
 */
function dueFor(change: Change, movements: Movement[], order: Order): Cents | null {
  const worth = worthOf(change);
  if (change.removed.length > 0) return change.kept === 0 ? worth : null;
  const total = exact(order.totals.presentmentTotal);
  const paid = movements.map(({ presentment }) => (presentment === null ? null : exact(presentment)));
  if (total === null || total <= 0n || !paid.every((one) => one !== null)) return null;
  return atRate(
    order,
    paid.reduce((all, one) => all + one, 0n),
    total,
  );
}

/** What the exchange rates gained (or, negative, lost) between the order and its money. */
export const exchangeOf = (money: Money): Cents =>
  subtract(
    sum(money.received.map(({ exchange }) => exchange)),
    ...[...money.returned.values()].flat().map(({ exchange }) => exchange),
  );

const isNear = (due: Cents, real: Cents): boolean => Math.abs(due - real) * 100 <= due * MOST_PERCENT;

/** An amount of the buyer's currency in the shop's, at the rate of the order's total. */
function atRate(order: Order, amount: bigint, total: bigint): Cents {
  const doubled = (2n * BigInt(order.totals.total) * amount + total) / (2n * total);
  return cents(Number(doubled));
}

/** A decimal string as an integer of millionths: no currency has more decimals. Null when it is no such number. */
function exact(text: string): bigint | null {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(text.trim());
  return match ? BigInt(match[1]! + (match[2] ?? '').padEnd(6, '0')) : null;
}
