import type { PlannedDocument, Position } from '../documents.ts';
import { apportion, cents, negate, subtract, sum, type Cents } from '../money.ts';
import { problem, type Problem } from '../problem.ts';
import { documentTexts } from '../texts/documentTexts.ts';
import { isIn, type Change } from './change.ts';
import type { Context, Drafted, DraftedCredit } from './context.ts';
import { giftCardsOf, grossOf, taxOf, turnoverOf, type Item } from './item.ts';
import { LABELS } from './labels.ts';
import { makePosition } from './makePosition.ts';
import { markDocument } from './markDocument.ts';
import { Creditable, type CreditPart } from './creditable.ts';

interface CreditItem extends Item {
  /** Shopify's tax on it, where it says one that is to be compared. */
  statedTax: Cents | null;
}

/** The credit notes for some changes, each tied to the invoice that its goods stand on. Those in sevdesk stay as they are. */
export function planCreditNotes(
  context: Context,
  invoices: Drafted[],
  credited: Change[],
): DraftedCredit[] | Problem {
  const slots = new Creditable(invoices);
  const fixed = context.input.booked.filter((document) => document.fixed && document.kind === 'credit_note');
  for (const { plan } of fixed) slots.charge(plan);
  const credits: DraftedCredit[] = [];
  for (const change of credited) {
    const done = fixed.filter(({ plan }) => isIn(plan.covers.removed, change));
    const items = creditItems(context, change);
    if (!Array.isArray(items)) return items;
    const rest = withoutDone(
      items,
      done.flatMap(({ plan }) => plan.positions),
    );
    if (!rest) {
      const bookedCents = sum(done.map(({ plan }) => plan.gross));
      return problem('order.changed_after_booking', { bookedCents, foundCents: grossOf(items) });
    }
    const parts = takeParts(slots, rest, change);
    if (!Array.isArray(parts)) return parts;
    for (const { plan, numbered } of done) credits.push({ plan, fixed: true, numbered, change });
    credits.push(...groupByInvoice(context, invoices, parts, change, done.length));
  }
  return credits;
}

/** What a change gives back: its items, less what was kept of them, and what went back beyond them. */
function creditItems({ language }: Context, change: Change): CreditItem[] | Problem {
  const items = turnoverOf(change.removed);
  const stated = (item: Item) => (item.kind === 'duty' ? null : taxOf(item));
  if (change.kept === 0) return items.map((item) => ({ ...item, statedTax: stated(item) }));
  if (giftCardsOf(change.removed) > 0) return rateUnknown(change);
  if (change.kept < 0)
    return [
      ...items.map((item) => ({ ...item, statedTax: stated(item) })),
      beyond(change, LABELS[language].adjustment),
    ];
  const kept = apportion(
    change.kept,
    items.map((item) => item.gross),
  );
  return items.map((item, index) => ({
    ...item,
    gross: subtract(item.gross, kept[index]!),
    statedTax: null,
  }));
}

/** Money given back that no line explains: goodwill, or a refund by amount only. */
function beyond(change: Change, name: string): CreditItem {
  const gid = change.refund?.adjustments[0]?.gid ?? change.gid;
  const gross = negate(change.kept);
  const item = { kind: 'adjustment', gid, name, text: null, quantity: 1, gross, taxes: [] } as const;
  return { ...item, taxes: [], requiresShipping: false, isGiftCard: false, statedTax: null };
}

const rateUnknown = (change: Change): Problem =>
  problem('order.refund_rate_unknown', { amountCents: cents(Math.abs(change.kept)) });

/** The items less what credit notes of the same change hold already; null when those hold more. */
function withoutDone(items: CreditItem[], done: Position[]): CreditItem[] | null {
  const taken = new Map<string | null, Cents>();
  for (const { source, gross } of done)
    taken.set(source.gid, sum([taken.get(source.gid) ?? cents(0), gross]));
  const rest = items.map((item) => {
    const part = cents(Math.min(taken.get(item.gid) ?? 0, item.gross));
    taken.set(item.gid, subtract(taken.get(item.gid) ?? cents(0), part));
    return part === 0 ? item : { ...item, quantity: 1, gross: subtract(item.gross, part), statedTax: null };
  });
  return [...taken.values()].some((left) => left > 0) ? null : rest.filter((item) => item.gross > 0);
}

type ItemPart = CreditPart & { item: CreditItem; whole: boolean };

function takeParts(slots: Creditable, items: CreditItem[], change: Change): ItemPart[] | Problem {
  const taken: ItemPart[] = [];
  for (const item of items) {
    const before = slots.left();
    const parts = item.kind === 'adjustment' ? slots.takeUnnamed(item.gross) : slots.take(item);
    if (item.kind === 'adjustment' && parts === null) return rateUnknown(change);
    if (!parts || parts.length === 0) {
      return problem('order.refund_exceeds_invoice', { refundCents: item.gross, remainingCents: before });
    }
    const tax = sum(parts.map((part) => part.tax));
    // Shopify divides a line's tax over its units: every unit may be a cent off the tax of its own amount.
    if (item.statedTax !== null && Math.abs(tax - item.statedTax) > Math.max(parts.length, item.quantity)) {
      return problem('order.refund_tax_differs', { expectedCents: tax, foundCents: item.statedTax });
    }
    taken.push(...parts.map((part) => ({ ...part, item, whole: parts.length === 1 })));
  }
  // What was kept names no line: it lowers all of them alike, which is only right when they share a rate.
  if (change.kept > 0 && new Set(taken.map((part) => part.rate)).size > 1) return rateUnknown(change);
  return taken;
}

function groupByInvoice(
  context: Context,
  invoices: Drafted[],
  parts: ItemPart[],
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
      plan: makeCreditNote(context, invoice, own, change, sourceGid),
      fixed: false,
      numbered: false,
      change,
    };
  });
}

function makeCreditNote(
  context: Context,
  invoice: PlannedDocument,
  parts: ItemPart[],
  change: Change,
  sourceGid: string,
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
    ...documentTexts({ order, settings, evidence, kind: 'credit_note', language }),
    refersTo: invoice.sourceGid,
    finalise: settings.finalise,
    bookings: [],
    mailTo: null,
    prepaid: true,
    covers: { added: [], removed: [change.gid] },
  };
}
