import type { OpenQuestion } from '../documents.ts';
import { add, cents, subtract, sum, ZERO, type Cents } from '../money.ts';
import { problem } from '../problem.ts';
import { worthOf, type Change } from './change.ts';
import type { Context, Drafted } from './context.ts';
import { coverRemovals, inRank, isCredited, isOwing, isSettledByHand } from './coverRemovals.ts';
import { Creditable } from './creditable.ts';
import { giftCardsOf } from './item.ts';
import { questionOf } from './placeCredit.ts';
import type { Invoices } from './planInvoices.ts';
import { returnedFor } from './movement.ts';

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
  const { money } = context;
  const charged = sum([giftCards, ...invoices.map(({ plan }) => plan.gross)]);
  const covers = coverRemovals(context, open, charged);
  let owing = ZERO;
  let giftCardsBack = ZERO;
  const credited: Change[] = [];
  const questions: OpenQuestion[] = [];
  const paidElsewhere = new Map<string, Cents>();
  const settledByHand = open.filter((change) => isSettledByHand(context, change));
  const undecided = open.filter((change) => !settledByHand.includes(change));
  for (const change of inRank(context, undecided)) {
    if (change.problem) {
      const moved = returnedFor(money, change);
      if (moved > 0 || change.refund === null)
        questions.push(questionOf(change, change.problem, moved || worthOf(change)));
      continue;
    }
    const cover = covers.get(change);
    if (!cover) continue;
    const { worth, own, fromFree, uncovered } = cover;
    if (uncovered === 0 || isCredited(context, change)) {
      credited.push(change);
      paidElsewhere.set(change.gid, fromFree);
      giftCardsBack = add(giftCardsBack, unpaidGiftCards(change, own));
    } else if (own > 0) {
      const why = problem('payment.refund_differs', { returnedCents: own, creditCents: worth });
      questions.push({ ...questionOf(change, why, own), choices: choicesOf(invoices) });
    } else if (isOwing(context, change, cover)) {
      owing = add(owing, subtract(worth, own, fromFree));
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

const choicesOf = (invoices: Drafted[]) => new Creditable(invoices).choices();

/** A change's gift cards, as far as its own money did not pay them back; the goods of the change come first. */
function unpaidGiftCards(change: Change, own: Cents): Cents {
  const cards = giftCardsOf(change.removed);
  const left = Math.max(subtract(own, subtract(worthOf(change), cards)), 0);
  return cents(Math.max(cards - left, 0));
}
