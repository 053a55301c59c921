import type { Day, PeriodFacts, PlannedDocument } from '../documents.ts';
import { berlinDay } from '../day.ts';
import { cents, sum, ZERO, type Cents } from '../money.ts';
import type { Instant } from '../order.ts';
import type { Change } from './change.ts';
import type { Context } from './context.ts';
import type { GivenBack } from './givenBack.ts';
import { isPaidLater } from './isPaidLater.ts';
import type { Movement } from './movement.ts';

// sevdesk counts a document in the VAT period of its date, so the date is the day on which the tax arises or falls
// (docs/accounting.md, "Which day goes where").

export interface InvoiceDates {
  date: Day;
  deliveryDate: Day;
  /** What of the invoice is still to be paid. */
  open: Cents;
  facts: PeriodFacts;
}

export interface InvoiceSource {
  /** When the goods were ordered or added. */
  happenedAt: Instant;
  /** Goods added to an order whose invoice is in sevdesk. */
  isAddition: boolean;
  gross: Cents;
  /** What of it the goods paid that were given in exchange for its own. */
  exchanged: Cents;
  /** How much must have come in for this invoice to be paid: the rest of it, and of everything invoiced or sold before it. */
  needs: Cents;
  /** What pays for what `needs` counts beside money received: goods given back; and money that went back for them. */
  given: GivenBack[];
}

/**
 * The days of an invoice. Its date is the day on which the payment became complete (§ 13 (1) no. 1 a sentence 4 UStG); where
 * the merchant wants invoices before the money, and as long as none has come, the day of the order or of the addition.
 */
export function dateInvoice(context: Context, source: InvoiceSource): InvoiceDates {
  const { order, settings } = context.input;
  const caused = berlinDay(source.happenedAt);
  const early = isPaidLater(order, settings);
  const paid = paidOn(context, source);
  const byPayment = !early && paid !== null && paid >= caused;
  const base = byPayment ? paid : caused;
  const wished = { invoice_date: null, payment_day: paid, fulfilment_day: sentOn(context, source) };
  const delivered = wished[settings.deliveryDate];
  // Goods that left later in the same month: one VAT period, and sevdesk takes no delivery after the invoice's date.
  const moved =
    !early && settings.deliveryDate === 'fulfilment_day' && isLaterInMonth(delivered, base) && delivered;
  const date = moved || base;
  const known = delivered !== null && delivered <= date ? delivered : null;
  return {
    date,
    deliveryDate: known ?? date,
    open: openOf(context, source),
    facts: {
      datedBy: moved ? 'delivery' : byPayment ? 'payment' : source.isAddition ? 'change' : 'order',
      documentDay: date,
      deliveryFrom: DELIVERY[settings.deliveryDate][known === null ? 'unknown' : 'known'],
      ...depositOf(context, source, date),
    },
  };
}

const DELIVERY = {
  invoice_date: { known: 'document', unknown: 'document' },
  payment_day: { known: 'payment', unknown: 'document' },
  fulfilment_day: { known: 'fulfilment', unknown: 'not_sent_yet' },
} as const;

const isLaterInMonth = (day: Day | null, than: Day): boolean =>
  day !== null && day > than && monthOf(day) === monthOf(than);

/**
 * The day of the last payment that an invoice needed: of money, or of goods given back instead; what went back again before
 * the invoice's goods were added pays nothing. What goods given in exchange pay in full has no such day, for it is paid as it
 * is added.
 */
function paidOn(
  { money }: Context,
  { needs, gross, exchanged, given, happenedAt }: InvoiceSource,
): Day | null {
  if (gross === exchanged) return null;
  const caused = Date.parse(happenedAt);
  const movements = [...money.received, ...given].toSorted((a, b) => a.at - b.at);
  let balance = ZERO;
  let paid: Day | null = null;
  for (const [index, { at, day, amount }] of movements.entries()) {
    balance = sum([balance, amount]);
    const next = movements[index + 1]?.at ?? Infinity;
    if (next === at) continue;
    paid = balance < needs ? null : (paid ?? day);
    if (paid !== null && next > caused) return paid;
  }
  return null;
}

/** What is still to be paid of an invoice, once everything invoiced before it is. */
function openOf({ money }: Context, { needs, gross, exchanged, given }: InvoiceSource): Cents {
  const paying = sum([...money.received, ...given].map(({ amount }) => amount));
  return cents(Math.min(Math.max(needs - paying, 0), gross - exchanged));
}

/** The day on which the last of the goods left; what left before an addition were other goods. */
function sentOn({ input }: Context, { happenedAt, isAddition }: InvoiceSource): Day | null {
  const days = input.order.fulfilledAt.map(berlinDay);
  const own = isAddition ? days.filter((day) => day >= berlinDay(happenedAt)) : days;
  return own.toSorted().at(-1) ?? null;
}

/** Tax on a payment in advance arises with its own month, whatever the invoice's (§ 13 (1) no. 1 a sentence 4 UStG). */
function depositOf(
  { money }: Context,
  { needs, gross, exchanged }: InvoiceSource,
  date: Day,
): Pick<PeriodFacts, 'depositCents' | 'depositDay'> {
  const earlier = money.received.filter(({ day }) => monthOf(day) < monthOf(date));
  const due = gross - exchanged;
  const before = needs - due;
  const deposit = cents(Math.max(Math.min(sum(earlier.map(({ amount }) => amount)) - before, due), 0));
  return deposit === 0
    ? { depositCents: null, depositDay: null }
    : { depositCents: deposit, depositDay: earlier.at(-1)!.day };
}

const monthOf = (day: Day): string => day.slice(0, 7);

/**
 * A credit note is dated by the day on which the last of its money went back (§ 17 (1) UStG, UStAE 17.1 (2)); one that only
 * settles what was never paid, by the day of the change. It never lies before its invoice.
 */
export function dateCredit(
  { plan, bookings }: { plan: PlannedDocument; bookings: Pick<Movement, 'day'>[] },
  invoice: PlannedDocument,
  change: Change,
): PlannedDocument {
  const back = lastDay(bookings);
  const day = back ?? berlinDay(change.happenedAt);
  return dated(plan, day < invoice.date ? invoice.date : day, back === null ? 'change' : 'money_back');
}

/** The day an order was taken back: when it was cancelled, else when the last of it was taken off. */
export function dateCancellation({ input, history }: Context, plan: PlannedDocument): PlannedDocument {
  const { order } = input;
  const removed = history.changes.filter((change) => change.removed.length > 0).at(-1);
  const day = berlinDay(order.cancelledAt ?? removed?.happenedAt ?? order.updatedAt);
  return dated(plan, day < plan.date ? plan.date : day, 'cancellation');
}

function dated(plan: PlannedDocument, date: Day, datedBy: PeriodFacts['datedBy']): PlannedDocument {
  const days = { datedBy, documentDay: date, depositCents: null, depositDay: null };
  const facts = { ...plan.evidence.facts, ...days };
  return { ...plan, date, evidence: { ...plan.evidence, facts } };
}

const lastDay = (movements: Pick<Movement, 'day'>[]): Day | null =>
  movements
    .map(({ day }) => day)
    .toSorted()
    .at(-1) ?? null;
