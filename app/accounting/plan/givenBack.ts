import type { Day } from '../documents.ts';
import { berlinDay } from '../day.ts';
import { cents, subtract, sum, ZERO, type Cents } from '../money.ts';
import type { Change } from './change.ts';
import type { Context } from './context.ts';
import { coverRemovals, isCredited, type Cover } from './coverRemovals.ts';
import { grossOf } from './item.ts';

/** Goods given back that pay for other goods instead of going back as money. */
export interface GivenBack {
  /** The ledger entry that they were given back with. */
  agreementGid: string | null;
  day: Day;
  at: number;
  amount: Cents;
}

/** Goods given back for others, oldest first. `charged`: all that is invoiced, and gift cards sold. */
export function givenBack(context: Context, open: Change[], charged: Cents): GivenBack[] {
  const credited = [...coverRemovals(context, open, charged)].filter(
    ([change, { uncovered }]) => uncovered === 0 || isCredited(context, change),
  );
  return exchangesFirst(credited)
    .filter(({ amount }) => amount > 0)
    .map(({ change: { agreementGid, happenedAt }, amount }) => ({
      agreementGid,
      day: berlinDay(happenedAt),
      at: Date.parse(happenedAt),
      amount,
    }))
    .toSorted((a, b) => a.at - b.at);
}

/** Money returned without naming a line was for what was only taken off, rather than for what was given in exchange. */
function exchangesFirst(credited: [Change, Cover][]): { change: Change; amount: Cents }[] {
  const onlyTakenOff = credited.filter(([{ added }]) => added.length === 0);
  let movable = sum(onlyTakenOff.map(([, { fromUnpaid }]) => fromUnpaid));
  let moved = ZERO;
  const exchanges = credited
    .filter(([{ added }]) => added.length > 0)
    .map(([change, { fromFree, fromUnpaid }]) => {
      const missing = Math.max(grossOf(change.added) - fromUnpaid, 0);
      const more = cents(Math.min(fromFree, missing, movable));
      movable = subtract(movable, more);
      moved = sum([moved, more]);
      return { change, amount: sum([fromUnpaid, more]) };
    });
  const others = onlyTakenOff.map(([change, { fromUnpaid }]) => {
    const less = cents(Math.min(moved, fromUnpaid));
    moved = subtract(moved, less);
    return { change, amount: subtract(fromUnpaid, less) };
  });
  return [...exchanges, ...others];
}

/** What of an invoice the goods pay that were given in exchange for its own. */
export function exchangedFor(given: GivenBack[], { gid, gross }: { gid: string; gross: Cents }): Cents {
  const own = given.filter(({ agreementGid }) => agreementGid === gid);
  return cents(Math.min(sum(own.map(({ amount }) => amount)), gross));
}

/** What is left to pay for others once each of the invoices has what was given in exchange for its own goods. */
export const leftOver = (given: GivenBack[], invoices: { gid: string; gross: Cents }[]): GivenBack[] =>
  given.map((one) => {
    const own = invoices.find(({ gid }) => gid === one.agreementGid);
    return own ? { ...one, amount: subtract(one.amount, exchangedFor([one], own)) } : one;
  });
