import type { Day } from '../documents.ts';
import { berlinDay } from '../day.ts';
import { cents, subtract, sum, type Cents } from '../money.ts';
import type { Change } from './change.ts';
import type { Context } from './context.ts';
import { coverRemovals, isCredited } from './coverRemovals.ts';

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
  return [...coverRemovals(context, open, charged)]
    .filter(
      ([change, { fromUnpaid, uncovered }]) =>
        fromUnpaid > 0 && (uncovered === 0 || isCredited(context, change)),
    )
    .map(([{ agreementGid, happenedAt }, { fromUnpaid }]) => ({
      agreementGid,
      day: berlinDay(happenedAt),
      at: Date.parse(happenedAt),
      amount: fromUnpaid,
    }))
    .toSorted((a, b) => a.at - b.at);
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
