import { answerTo } from '../decision.ts';
import { cents, subtract, type Cents } from '../money.ts';
import { isIn, worthOf, type Change } from './change.ts';
import type { Context } from './context.ts';
import { amountOf, returnedFor } from './movement.ts';
import { unallocatedRefunds } from './unallocatedRefunds.ts';

/** How the worth of a removal came back to the buyer. */
export interface Cover {
  worth: Cents;
  /** By its own refund. */
  own: Cents;
  /** By money returned without naming a line. */
  fromFree: Cents;
  /** By goods that were never paid with money: goods given for goods settle each other. */
  fromUnpaid: Cents;
  /** Not yet. */
  uncovered: Cents;
}

/**
 * Covers removals: first what is in the books, then what moved money or goods of its own, then the rest, each in the order
 * of time. `charged`: all that is invoiced, and gift cards sold. Removals of which nothing can be said have no entry.
 */
export function coverRemovals(context: Context, open: Change[], charged: Cents): Map<Change, Cover> {
  const { money } = context;
  const covers = new Map<Change, Cover>();
  let free = unallocatedRefunds(context);
  let unpaid = cents(Math.max(subtract(charged, amountOf(money.received)), 0));
  for (const change of inRank(context, open)) {
    const worth = worthOf(change);
    if (change.problem || isSettledByHand(context, change)) continue;
    if (worth <= 0 || (change.refund && money.pending.has(change.refund.gid))) continue;
    const own = cents(Math.min(returnedFor(money, change), worth));
    const rest = subtract(worth, own);
    const fromFree = cents(Math.min(rest, free));
    const fromUnpaid = cents(Math.min(rest - fromFree, unpaid));
    const uncovered = subtract(rest, fromFree, fromUnpaid);
    covers.set(change, { worth, own, fromFree, fromUnpaid, uncovered });
    if (uncovered > 0 && !isCredited(context, change)) continue;
    free = subtract(free, fromFree);
    unpaid = subtract(unpaid, fromUnpaid);
  }
  return covers;
}

/** The order in which removals are covered. */
export function inRank(context: Context, changes: Change[]): Change[] {
  const rank = (change: Change) =>
    isCredited(context, change)
      ? 0
      : returnedFor(context.money, change) > 0 || change.added.length > 0
        ? 1
        : 2;
  return changes.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether a credit note of the change is in sevdesk. */
export const isCredited = ({ input }: Context, change: Change): boolean =>
  input.booked.some(
    ({ fixed, kind, plan }) => fixed && kind === 'credit_note' && isIn(plan.covers.removed, change),
  );

/** Whether the merchant wrote the credit note himself, or wants none. What is in the books is not his to answer. */
export function isSettledByHand(context: Context, change: Change): boolean {
  if (isCredited(context, change)) return false;
  const { input, money } = context;
  const amounts = [worthOf(change), returnedFor(money, change), cents(Math.abs(change.kept))];
  return amounts.some((amount) => {
    const kind = answerTo(input.decisions, { sourceGid: change.gid, amount })?.kind;
    return kind === 'by_hand' || kind === 'leave_out';
  });
}

/**
 * Whether the buyer is owed the worth of a removal that is not covered: a part of it came back, or an edit took it off a paid
 * order. Goods that were only put back on the shelf are owed nothing.
 */
export const isOwing = (
  { input }: Context,
  { agreementGid }: Change,
  { own, fromFree, fromUnpaid }: Cover,
): boolean =>
  own === 0 &&
  (fromFree + fromUnpaid > 0 ||
    input.order.agreements.some(({ gid, kind }) => gid === agreementGid && kind === 'edit'));
