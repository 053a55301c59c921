import type { BookedDocument, OpenQuestion, PlannedDocument } from '../documents.ts';
import { cents, subtract, sum, ZERO, type Cents } from '../money.ts';
import { problem } from '../problem.ts';
import { documentTexts } from '../texts/documentTexts.ts';
import { isIn, type Change } from './change.ts';
import type { Context, Drafted, DraftedCredit } from './context.ts';
import { Creditable } from './creditable.ts';
import { grossOf, turnoverOf } from './item.ts';
import { makePosition } from './makePosition.ts';
import { markDocument } from './markDocument.ts';
import { placeCredit, questionOf, type ItemPart, type Placing, type ToPlace } from './placeCredit.ts';

export interface Credits {
  credits: DraftedCredit[];
  /** What nobody can place; the other credit notes do not wait for it. */
  questions: OpenQuestion[];
}

/**
 * The credit notes for some changes, each tied to the invoice that its goods stand on. Those in sevdesk stay as they are.
 * What names its lines is placed first come, first served; an amount without a line when nothing else can become of it, be
 * it that later refunds leave it only one place. So the order in which refunds are discovered does not change the result.
 */
export function planCreditNotes(context: Context, invoices: Drafted[], credited: Change[]): Credits {
  const { booked, decisions } = context.input;
  const fixed = booked.filter((document) => document.fixed && document.kind === 'credit_note');
  let left = new Creditable(invoices);
  for (const { plan } of fixed) left.charge(plan);
  for (const gross of byHand(context)) left.chargeByHand(gross);
  const doneFor = (change: Change) => fixed.filter(({ plan }) => isIn(plan.covers.removed, change));
  const placed = new Map<Change, Placing>();
  for (let before = -1; before < sizeOf(placed);) {
    before = sizeOf(placed);
    for (const change of credited) {
      if (isPlaced(placed.get(change))) continue;
      const trial = left.copy();
      const earlier = credited.slice(0, credited.indexOf(change));
      const first = earlier.every((one) => isPlaced(placed.get(one)));
      const to = { change, language: context.language, left: trial, decisions, first };
      const placing = continueCredit(to, doneFor(change));
      placed.set(change, placing);
      if (isPlaced(placing)) left = trial;
    }
  }
  const credits = credited.flatMap((change): DraftedCredit[] => {
    const done = doneFor(change);
    const placing = placed.get(change);
    return [
      ...done.map(({ plan, numbered }) => ({ plan, fixed: true, numbered, change })),
      ...(placing && 'parts' in placing
        ? groupByInvoice(context, invoices, placing, change, done.length)
        : []),
    ];
  });
  const questions = [...placed.values()].flatMap((one) => ('question' in one ? [one.question] : []));
  return { credits, questions };
}

/** Places what credit notes of the change do not hold yet: for a second invoice, or of what is more by now. */
function continueCredit(to: ToPlace, done: BookedDocument[]): Placing {
  if (done.length === 0) return placeCredit(to);
  const before = to.left.copy();
  for (const { plan } of done) before.restore(plan);
  const whole = placeCredit({ ...to, left: before });
  if ('parts' in whole) {
    const grossFor = (invoice: string | null) =>
      sum(whole.parts.filter((part) => part.invoice === invoice).map(({ gross }) => gross));
    const others = whole.parts.filter((part) => !done.some(({ plan }) => plan.refersTo === part.invoice));
    if (done.every(({ plan }) => grossFor(plan.refersTo) === plan.gross)) {
      to.left.spend(others);
      return { ...whole, parts: others };
    }
  }
  const rest = restOf(to.change, done);
  return 'question' in rest ? rest : placeCredit({ ...to, change: rest });
}

const isPlaced = (placing: Placing | undefined): boolean => placing !== undefined && 'parts' in placing;
const sizeOf = (placed: Map<Change, Placing>): number => [...placed.values()].filter(isPlaced).length;

/** Credit notes that the merchant wrote himself. */
const byHand = ({ input, history }: Context): Cents[] =>
  input.decisions.flatMap((one) =>
    one.kind === 'by_hand' && history.changes.some((change) => change.gid === one.sourceGid)
      ? [one.credited]
      : [],
  );

/** A change less what credit notes of it hold already. */
function restOf(change: Change, done: BookedDocument[]): Change | { question: OpenQuestion } {
  if (done.length === 0) return change;
  const taken = new Map<string | null, Cents>();
  for (const { source, gross } of done.flatMap(({ plan }) => plan.positions))
    taken.set(source.gid, sum([taken.get(source.gid) ?? ZERO, gross]));
  const total = subtract(grossOf(turnoverOf(change.removed)), change.kept);
  const bookedCents = sum(done.map(({ plan }) => plan.gross));
  const rest = subtract(total, bookedCents);
  if (rest < 0) {
    const why = problem('order.changed_after_booking', { bookedCents, foundCents: total });
    return { question: { ...questionOf(change, why, total), decidable: false } };
  }
  const removed = change.removed.map((item) => {
    const part = cents(Math.min(taken.get(item.gid) ?? 0, item.gross));
    taken.set(item.gid, subtract(taken.get(item.gid) ?? ZERO, part));
    return part === 0 ? item : { ...item, quantity: 1, gross: subtract(item.gross, part), taxes: [] };
  });
  const left = removed.filter((item) => item.gross > 0);
  return { ...change, removed: left, kept: subtract(grossOf(turnoverOf(left)), rest) };
}

function groupByInvoice(
  context: Context,
  invoices: Drafted[],
  { parts, retained }: Extract<Placing, { parts: unknown }>,
  change: Change,
  done: number,
): DraftedCredit[] {
  const touched = invoices.filter(({ plan }) => parts.some((part) => part.invoice === plan.sourceGid));
  return touched.map(({ plan: invoice }, index) => {
    const own = parts.filter((part) => part.invoice === invoice.sourceGid);
    const number = done + index + 1;
    // A refund of goods from several invoices is a credit note to each of them.
    const sourceGid = number === 1 ? change.gid : `${change.gid}#${number}`;
    return {
      plan: makeCreditNote(context, invoice, { parts: own, retained, change, sourceGid }),
      fixed: false,
      numbered: false,
      change,
    };
  });
}

interface ToCredit {
  parts: ItemPart[];
  retained: Cents;
  change: Change;
  sourceGid: string;
}

function makeCreditNote(
  context: Context,
  invoice: PlannedDocument,
  { parts, retained, change, sourceGid }: ToCredit,
): PlannedDocument {
  const { order, settings, shop, account } = context.input;
  const positions = parts.map(({ item, whole, gross, tax, rate }) => ({
    ...makePosition({ ...item, gross, quantity: whole ? item.quantity : 1 }, rate, account.quantityRounding),
    tax,
  }));
  const { evidence, language } = invoice;
  return {
    ...invoice,
    kind: 'credit_note',
    sourceGid,
    marker: markDocument(order, shop.domain, { letter: change.refund ? 'R' : 'E', gid: sourceGid }),
    positions,
    gross: grossOf(positions),
    tax: sum(positions.map((position) => position.tax)),
    ...documentTexts({ order, settings, evidence, kind: 'credit_note', language, invoiceDate: invoice.date }),
    // That an amount was shared over several rates by value is said where it was done.
    evidence:
      retained > 0 ? { ...evidence, facts: { ...evidence.facts, retainedCents: retained } } : evidence,
    refersTo: invoice.sourceGid,
    finalise: settings.finalise,
    bookings: [],
    mailTo: null,
    prepaid: true,
    covers: { added: [], removed: [change.gid] },
  };
}
