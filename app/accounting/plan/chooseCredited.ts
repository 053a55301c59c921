import { answerTo } from '../decision.ts';
import type { OpenQuestion } from '../documents.ts';
import { add, cents, subtract, sum, ZERO, type Cents } from '../money.ts';
import { problem } from '../problem.ts';
import { isIn, worthOf, type Change } from './change.ts';
import type { Context, Drafted } from './context.ts';
import { Creditable } from './creditable.ts';
import { giftCardsOf } from './item.ts';
import { questionOf } from './placeCredit.ts';
import { unallocatedRefunds } from './unallocatedRefunds.ts';
import type { Invoices } from './planInvoices.ts';
import { amountOf, returnedFor } from './movement.ts';

export interface Credited {
  /** Changes that get their credit note now. */
  credited: Change[];
  /** Worth of removals, by edits or of which a part came back, that are credited once the rest did. */
  owing: Cents;
  /** Gift cards taken back without money of their own: so much less was sold, or its money is free for other things. */
  giftCardsBack: Cents;
  /** Changes that nothing can be made of: what they moved is set aside. */
  questions: OpenQuestion[];
  /** Changes that are answered by hand or left out: what they moved is set aside, too. */
  settledByHand: Change[];
  /** Money without a purpose of its own that pays for a credited change. */
  paidElsewhere: Map<string, Cents>;
}

/**
 * Which removals become credit notes. The price of a supply falls when money really goes back (§ 17 (1)
 * UStG, UStAE 17.1 (2)), not when goods are put back on the shelf: a removal is credited once all of it has come back to the buyer -
 * by its own refund, by money returned later without naming a line, or because so much of the invoices was never paid
 * (goods exchanged for others settle each other that way). A removal of which nothing came back is no document; where an edit
 * took it off a paid order, the buyer is owed its price.
 */
export function chooseCredited(context: Context, { invoices, open, giftCards }: Invoices): Credited {
  const { money, input } = context;
  const fixed = input.booked.filter((document) => document.fixed && document.kind === 'credit_note');
  const isFixed = (change: Change) => fixed.some(({ plan }) => isIn(plan.covers.removed, change));
  let free = unallocatedRefunds(context);
  let unpaid = unpaidOf(invoices, giftCards, amountOf(money.received));
  let owing = ZERO;
  let giftCardsBack = ZERO;
  const credited: Change[] = [];
  const questions: OpenQuestion[] = [];
  const paidElsewhere = new Map<string, Cents>();
  const settledByHand = open.filter((change) => !isFixed(change) && isSettledByHand(context, change));
  const undecided = open.filter((change) => !settledByHand.includes(change));
  // First what is in the books, then what moved money or goods of its own, then the rest, each in the order of time.
  const rank = (change: Change) =>
    isFixed(change) ? 0 : returnedFor(money, change) > 0 || change.added.length > 0 ? 1 : 2;
  for (const change of undecided.toSorted((a, b) => rank(a) - rank(b))) {
    const worth = worthOf(change);
    if (change.problem) {
      const moved = returnedFor(money, change);
      if (moved > 0 || change.refund === null)
        questions.push(questionOf(change, change.problem, moved || worth));
      continue;
    }
    if (worth <= 0 || (change.refund && money.pending.has(change.refund.gid))) continue;
    const own = cents(Math.min(returnedFor(money, change), worth));
    const rest = subtract(worth, own);
    const fromFree = cents(Math.min(rest, free));
    const fromUnpaid = cents(Math.min(rest - fromFree, unpaid));
    const uncovered = subtract(rest, fromFree, fromUnpaid);
    if (uncovered === 0 || isFixed(change)) {
      credited.push(change);
      paidElsewhere.set(change.gid, fromFree);
      giftCardsBack = add(giftCardsBack, unpaidGiftCards(change, own));
      free = subtract(free, fromFree);
      unpaid = subtract(unpaid, fromUnpaid);
    } else if (own > 0) {
      const why = problem('payment.refund_differs', { returnedCents: own, creditCents: worth });
      questions.push({ ...questionOf(change, why, own), choices: choicesOf(invoices) });
    } else if (fromFree + fromUnpaid > 0 || isEdit(context, change)) {
      owing = add(owing, subtract(rest, fromFree));
    }
  }
  return {
    credited: open.filter((change) => credited.includes(change)),
    owing,
    giftCardsBack,
    questions,
    settledByHand,
    paidElsewhere,
  };
}

/** Whether the merchant wrote the credit note himself, or wants none. */
function isSettledByHand({ input, money }: Context, change: Change): boolean {
  const amounts = [worthOf(change), returnedFor(money, change), cents(Math.abs(change.kept))];
  return amounts.some((amount) => {
    const kind = answerTo(input.decisions, { sourceGid: change.gid, amount })?.kind;
    return kind === 'by_hand' || kind === 'leave_out';
  });
}

const choicesOf = (invoices: Drafted[]) => new Creditable(invoices).choices();

const isEdit = ({ input }: Context, { agreementGid }: Change): boolean =>
  input.order.agreements.some(({ gid, kind }) => gid === agreementGid && kind === 'edit');

/** A change's gift cards, as far as its own money did not pay them back; the goods of the change come first. */
function unpaidGiftCards(change: Change, own: Cents): Cents {
  const cards = giftCardsOf(change.removed);
  const left = Math.max(subtract(own, subtract(worthOf(change), cards)), 0);
  return cents(Math.max(cards - left, 0));
}

const unpaidOf = (invoices: Drafted[], giftCards: Cents, received: Cents): Cents =>
  cents(Math.max(subtract(add(giftCards, sum(invoices.map(({ plan }) => plan.gross))), received), 0));
