import type { Day } from '../documents.ts';
import { berlinDay } from '../day.ts';
import { cents, negate, subtract, sum, type Cents } from '../money.ts';
import type { Change } from './change.ts';
import type { Context } from './context.ts';
import { coverRemovals, isCredited, isOwing, type Cover } from './coverRemovals.ts';
import { unallocatedMovements } from './unallocatedRefunds.ts';

/** What changes the buyer's balance beside payments and charges. */
export interface GivenBack {
  /** The ledger entry of goods given back; null for money. */
  agreementGid: string | null;
  day: Day;
  at: number;
  /** Positive: goods given back for which no money of their own was returned. Negative: money returned without naming them. */
  amount: Cents;
}

/**
 * Goods given back that pay for other goods instead of going back as money, and the money that went back for such goods later,
 * oldest first. `charged`: all that is invoiced, and gift cards sold.
 */
export function givenBack(context: Context, open: Change[], charged: Cents): GivenBack[] {
  const counts = ([change, cover]: [Change, Cover]) =>
    cover.uncovered === 0 || isCredited(context, change) || isOwing(context, change, cover);
  const goods = [...coverRemovals(context, open, charged)].filter(counts).map(([change, { worth, own }]) => ({
    agreementGid: change.agreementGid,
    day: berlinDay(change.happenedAt),
    at: Date.parse(change.happenedAt),
    amount: subtract(worth, own),
  }));
  const money = unallocatedMovements(context).map(({ day, at, amount }) => ({
    agreementGid: null,
    day,
    at,
    amount: negate(amount),
  }));
  return [...goods, ...money].filter(({ amount }) => amount !== 0).toSorted((a, b) => a.at - b.at);
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
