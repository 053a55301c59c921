import { answerTo, isWhole, type Decision } from '../decision.ts';
import type { OpenQuestion } from '../documents.ts';
import { add, apportion, cents, negate, subtract, sum, ZERO, type Cents } from '../money.ts';
import { problem, type Problem } from '../problem.ts';
import { worthOf, type Change } from './change.ts';
import type { Creditable, CreditPart } from './creditable.ts';
import { giftCardsOf, grossOf, taxOf, turnoverOf, type Item } from './item.ts';
import { LABELS, type Language } from './labels.ts';

interface CreditItem extends Item {
  /** Shopify's tax on it, where it says one that is to be compared. */
  statedTax: Cents | null;
}

export type ItemPart = CreditPart & { item: CreditItem; whole: boolean };

/** Where a change is credited, or what has to be asked about it. `retained`: an amount that was shared over rates. */
export type Placing = { parts: ItemPart[]; retained: Cents } | { question: OpenQuestion };

export interface ToPlace {
  change: Change;
  language: Language;
  /** What is left; spent as far as the change takes it. */
  left: Creditable;
  decisions: Decision[];
  /** No amount of an earlier change is still without a place. */
  first: boolean;
}

/**
 * Finds out where a change is credited. Lines say it themselves. What was kept of them is shared by their value (a retained
 * amount belongs to all goods alike), what went back beyond them has a place where all that is left has one rate, where all
 * of it goes back, or where the merchant decided.
 */
export function placeCredit(to: ToPlace): Placing {
  const { change, left } = to;
  const items = turnoverOf(change.removed).map((item) => ({ ...item, statedTax: stated(item) }));
  if (change.kept !== 0 && giftCardsOf(change.removed) > 0) return ask(to, cents(Math.abs(change.kept)), []);
  const total = subtract(grossOf(items), change.kept);
  if (change.kept !== 0 && to.first && total === left.left()) {
    const all = left.takeAll();
    if (all) return { parts: all.map((part) => wholePosition(items, part, change)), retained: ZERO };
  }
  if (change.kept > 0) return placeLess(to, items, total);
  const named = takeItems(left, items);
  if (!Array.isArray(named)) return { question: questionOf(change, named, total) };
  return change.kept === 0 ? { parts: named, retained: ZERO } : placeBeyond(to, items, named);
}

/** Shopify says no tax of a duty, nor of the rest of an item. */
const stated = (item: Item): Cents | null =>
  item.kind === 'duty' || item.taxes.length === 0 ? null : taxOf(item);

/** Lines less what was kept of them, by what is left of each. */
function placeLess({ change, left }: ToPlace, items: CreditItem[], total: Cents): Placing {
  const trial = left.copy();
  const most = items.map((item) => {
    const gross = cents(Math.min(item.gross, trial.room(item)));
    trial.take({ ...item, gross });
    return gross;
  });
  const kept = subtract(sum(most), total);
  if (kept < 0) return { question: questionOf(change, exceeds(total, sum(most)), total) };
  const shares = apportion(kept, most);
  const less = items
    .map((item, index) => ({ ...item, gross: subtract(most[index]!, shares[index]!), statedTax: null }))
    .filter((item) => item.gross > 0);
  const parts = takeItems(left, less);
  if (!Array.isArray(parts)) return { question: questionOf(change, parts, total) };
  const rates = new Set(parts.map((part) => part.rate));
  return { parts, retained: rates.size > 1 ? kept : ZERO };
}

/** What went back beyond the lines, or without any. */
function placeBeyond(to: ToPlace, items: CreditItem[], named: ItemPart[]): Placing {
  const { change, left, language } = to;
  const gross = negate(change.kept);
  const cent = roundingItem(to, items, gross);
  if (cent) {
    const parts = takeItems(left, [{ ...cent, gross, quantity: 1, statedTax: null }]);
    if (Array.isArray(parts)) return { parts: [...named, ...parts], retained: ZERO };
  }
  if (gross > left.left()) {
    return { question: questionOf(change, exceeds(gross, left.left()), gross, add(gross, grossOf(items))) };
  }
  const gid = change.refund?.adjustments[0]?.gid ?? change.gid;
  const item: CreditItem = { ...UNNAMED, gid, name: LABELS[language].adjustment, gross };
  const decided = takeDecided(to, gross);
  const [rate, ...others] = left.rates();
  const parts = decided ?? (rate !== undefined && others.length === 0 ? left.takeAt(rate, gross) : null);
  if (!parts) return ask(to, gross, left.choices());
  return {
    parts: [
      ...named,
      ...parts.map((part) => ({
        ...part,
        item: part.name === undefined ? item : { ...item, name: part.name },
        whole: parts.length === 1,
      })),
    ],
    retained: ZERO,
  };
}

const UNNAMED: CreditItem = {
  kind: 'adjustment',
  gid: null,
  name: '',
  text: null,
  quantity: 1,
  gross: ZERO,
  taxes: [],
  requiresShipping: false,
  isGiftCard: false,
  statedTax: null,
};

/** Shopify's balancing cents: one for each piece at most. They belong to the pieces that they balance. */
function roundingItem({ left }: ToPlace, items: CreditItem[], gross: Cents): CreditItem | null {
  const pieces = items.reduce((count, item) => count + item.quantity, 0);
  if (gross > pieces) return null;
  return items.find((item) => left.room(item) >= gross) ?? null;
}

/** As the merchant decided, if he did, and if it is still possible. */
function takeDecided({ change, left, decisions }: ToPlace, gross: Cents): CreditPart[] | null {
  const answer = answerTo(decisions, { sourceGid: change.gid, amount: gross });
  if (answer?.kind === 'rate')
    return left.copy().takeAt(answer.rate, gross) && left.takeAt(answer.rate, gross);
  if (answer?.kind !== 'split' || !isWhole(answer.parts, gross)) return null;
  const names = left.choices();
  const take = (from: Creditable) =>
    answer.parts.map(({ gid, amount }) =>
      from.take({ gid, gross: amount })?.map((part): CreditPart => {
        const choice = names.find((one) => one.gid === gid);
        return choice ? { ...part, name: choice.name } : part;
      }),
    );
  if (!take(left.copy()).every((parts) => parts !== undefined)) return null;
  return take(left).flatMap((parts) => parts ?? []);
}

function takeItems(left: Creditable, items: CreditItem[]): ItemPart[] | Problem {
  const taken: ItemPart[] = [];
  for (const item of items) {
    const before = left.left();
    const parts = left.take(item);
    if (!parts || (parts.length === 0 && item.gross > 0)) return exceeds(item.gross, before);
    const tax = sum(parts.map((part) => part.tax));
    // Shopify divides a line's tax over its units: every unit may be a cent off the tax of its own amount.
    if (item.statedTax !== null && Math.abs(tax - item.statedTax) > Math.max(parts.length, item.quantity)) {
      return problem('order.refund_tax_differs', { expectedCents: tax, foundCents: item.statedTax });
    }
    taken.push(...parts.map((part) => ({ ...part, item, whole: parts.length === 1 })));
  }
  return taken;
}

/** A position of an invoice that goes back as far as it is left, called as on the invoice. */
function wholePosition(items: CreditItem[], part: CreditPart, { gid }: Change): ItemPart {
  const { position } = part;
  const named = items.find((item) => item.gid !== null && item.gid === position?.source.gid);
  const item: CreditItem = {
    ...UNNAMED,
    kind: position?.source.kind ?? 'adjustment',
    gid: position?.source.gid ?? gid,
    name: position?.name ?? '',
    text: position?.text ?? null,
    quantity: part.gross === position?.gross ? position.quantity : 1,
    gross: part.gross,
  };
  return { ...part, item: named ? { ...item, name: named.name, text: named.text } : item, whole: true };
}

const exceeds = (refundCents: Cents, remainingCents: Cents): Problem =>
  problem('order.refund_exceeds_invoice', { refundCents, remainingCents });

/** A question that only another look at Shopify or a document of the merchant's own can answer. */
export const questionOf = (
  { gid }: { gid: string },
  why: Problem,
  amount: Cents,
  total = amount,
): OpenQuestion => ({
  sourceGid: gid,
  problem: why,
  amount,
  total,
  choices: [],
  decidable: true,
});

const ask = ({ change }: ToPlace, amount: Cents, choices: OpenQuestion['choices']): Placing => ({
  question: {
    ...questionOf(
      change,
      problem('order.refund_rate_unknown', { amountCents: amount }),
      amount,
      cents(Math.max(worthOf(change), amount)),
    ),
    choices,
  },
});
