import { answerTo, type Decision } from '../decision.ts';
import { add, negate, subtract, ZERO, type Cents } from '../money.ts';
import type { Order } from '../order.ts';
import { isAmountOnly, worthOf, type Change, type History } from './change.ts';
import { returnedFor, type Money } from './movement.ts';
import { paysOwed } from './paysOwed.ts';

/**
 * Reads refunds that say less than they mean, in the light of the money that moved and of what happened before:
 * - an amount without a line pays what an earlier edit or return took off, where the buyer is owed that much;
 * - adjustments that cancel each other out say nothing: then the money that went back is the amount;
 * - a fee that a return keeps belongs to the refund that is short of it;
 * - what the merchant decided about a refund that contradicts itself.
 */
export function interpretRefunds(
  history: History,
  money: Money,
  order: Order,
  decisions: Decision[],
): History {
  const changes: Change[] = [];
  for (const [index, change] of history.changes.entries()) {
    const decided = asDecided(change, money, decisions);
    const full = withCancelledOut(decided, money);
    const kept = withFee(full, money, changes);
    const seen = { ...history, changes: [...changes, kept, ...history.changes.slice(index + 1)] };
    changes.push(paysOwed({ history: seen, money, order }, kept) ? { ...kept, kept: ZERO } : kept);
  }
  return { ...history, changes };
}

/** The merchant places the money of a refund, whatever Shopify says of its content. */
function asDecided(change: Change, money: Money, decisions: Decision[]): Change {
  const returned = returnedFor(money, change);
  const excess = subtract(returned, worthOf(change));
  const answered = (amount: Cents) => {
    const kind = amount > 0 && answerTo(decisions, { sourceGid: change.gid, amount })?.kind;
    return kind === 'rate' || kind === 'split';
  };
  if (change.refund === null || excess === 0 || returned === 0) return change;
  if (change.problem || excess < 0) {
    const whole = { ...change, removed: [], kept: negate(returned), problem: null };
    return answered(returned) ? whole : change;
  }
  return answered(excess) ? { ...change, kept: subtract(change.kept, excess) } : change;
}

function withCancelledOut(change: Change, money: Money): Change {
  const { refund } = change;
  const cancelsOut = isAmountOnly(change) && change.kept === 0 && (refund?.adjustments.length ?? 0) > 0;
  return cancelsOut ? { ...change, kept: negate(returnedFor(money, change)) } : change;
}

/** The fee may stand in the entry of the return and the refund know nothing of it. */
function withFee(change: Change, money: Money, earlier: Change[]): Change {
  const short = subtract(worthOf(change), returnedFor(money, change));
  if (change.refund === null || returnedFor(money, change) === 0 || short <= 0) return change;
  const entry = earlier.find((one) => isFeeOnly(one) && one.kept === short);
  if (!entry) return change;
  earlier[earlier.indexOf(entry)] = { ...entry, kept: ZERO };
  return { ...change, kept: add(change.kept, short) };
}

const isFeeOnly = (change: Change): boolean =>
  change.refund === null && change.removed.length === 0 && change.kept > 0;
