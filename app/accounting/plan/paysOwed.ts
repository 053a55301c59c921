import { add, negate, subtract, sum, type Cents } from '../money.ts';
import type { Order } from '../order.ts';
import { isAmountOnly, worthOf, type Change, type History } from './change.ts';
import { grossOf } from './item.ts';
import { amountOf, returnedFor, type Money } from './movement.ts';

interface Seen {
  history: History;
  money: Money;
  order: Order;
}

/** Removals that count for what the buyer is owed. */
type Reading = (change: Change) => boolean;

/**
 * Whether an amount without a line is what the buyer was owed: an overpayment or the price that edits took off after it was
 * paid, all or a part of it, or exactly that of goods that were put back before. Shopify lets the merchant pay it like any
 * other amount. It is not, where the buyer's balance went another way afterwards: into goods that were added, or back by a
 * refund that states no amount and can be for nothing else. Then the amount lowered the price.
 */
export function paysOwed(seen: Seen, change: Change): boolean {
  const amount = negate(change.kept);
  if (!isAmountOnly(change) || amount <= 0) return false;
  const { history, money } = seen;
  const before = { ...seen, history: earlier(history, change) };
  const now = Date.parse(change.happenedAt);
  const moments = [
    ...history.changes.map(({ happenedAt }) => Date.parse(happenedAt)),
    ...money.received.map(({ at }) => at),
  ].filter((at) => at > now);
  const staysOwed = (reading: Reading) =>
    moments.every((at) => {
      const balance = balanceOf({ ...seen, history: until(history, change, at) }, reading, at);
      return balance < 0 || balance >= amount;
    });
  const moved = movedMoney(seen);
  const everything = () => true;
  return (
    (amount <= balanceOf(before, moved, now) && staysOwed(moved)) ||
    (amount === balanceOf(before, everything, now) && staysOwed(everything))
  );
}

/** What the buyer paid by a moment beyond what is charged then and was not given back. Below nothing: what is still to be paid. */
function balanceOf({ history, money }: Seen, counts: Reading, moment: number): Cents {
  const { placed, changes } = history;
  const received = amountOf(money.received.filter(({ at }) => at <= moment));
  const charged = add(grossOf(placed.items), ...changes.map((one) => grossOf(one.added)));
  const takenOff = sum(changes.filter(counts).map(worthOf));
  const returned = sum(changes.map((one) => returnedFor(money, one)));
  return subtract(received, returned, subtract(charged, takenOff));
}

/** Goods put back count once their money moves; what an edit takes off counts at once. */
const movedMoney =
  ({ money, order }: Seen): Reading =>
  (change) =>
    returnedFor(money, change) > 0 ||
    change.kept < 0 ||
    order.agreements.some(({ gid, kind }) => gid === change.agreementGid && kind === 'edit');

const earlier = (history: History, change: Change): History => ({
  ...history,
  changes: history.changes.slice(0, history.changes.indexOf(change)),
});

const until = (history: History, change: Change, moment: number): History => ({
  ...history,
  changes: history.changes.filter((one) => one !== change && Date.parse(one.happenedAt) <= moment),
});
