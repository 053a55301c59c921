import type { PlanInput, Plan, PlannedBooking, PlannedDocument } from '../documents.ts';
import type { Order, Sale } from '../order.ts';
import { demand, total, worth } from './demand.ts';

const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });
const dayOf = (instant: string): string => calendar.format(new Date(instant));
const later = (a: string, b: string): string => (a > b ? a : b);
const last = (days: string[]): string => days.reduce(later, '');

/** New documents carry the day that their own money, the order and its ledger tell: what left for sevdesk has its own. */
export function checkDates(input: PlanInput, { documents }: Plan): void {
  for (const document of documents) {
    const known = input.booked.some(
      ({ fixed, kind, sourceGid }) => fixed && kind === document.kind && sourceGid === document.sourceGid,
    );
    if (known) continue;
    checkBookingDays(input.order, document);
    if (document.kind === 'invoice') checkInvoice(input, document, documents);
    if (document.kind === 'credit_note') checkCredit(input.order, document, documents);
  }
}

function checkBookingDays(order: Order, { bookings, sourceGid }: PlannedDocument): void {
  for (const { transactionGid, day } of bookings) {
    const transaction = order.transactions.find(({ gid }) => gid === transactionGid);
    const right = !transaction || dayOf(transaction.processedAt) === day;
    demand(right, 'booked on another day than the money moved', { sourceGid, day });
  }
}

const moneyDay = (bookings: PlannedBooking[]): string =>
  last(bookings.filter(({ gateway }) => gateway !== 'offset').map(({ day }) => day));

/** When the cause of a document happened, by the order and its ledger. */
function causeOf(order: Order, gid: string): string {
  const entry = order.agreements.find((one) => one.gid === gid);
  const refund = order.refunds.find((one) => one.gid === gid);
  const named = order.agreements.find((one) => one.refundGid === gid);
  return dayOf(entry?.happenedAt ?? refund?.createdAt ?? named?.happenedAt ?? order.processedAt);
}

const isCharge = ({ kind, total: amount }: Sale): boolean => kind !== 'adjustment' && amount > 0;

interface Step {
  at: number;
  day: string;
  amount: number;
}

/** The ledger entries that invoices left out: taken off before they were written, so that nobody paid for them. */
function leftOut({ agreements, refunds }: Order, all: PlannedDocument[]): Set<string> {
  const removed = new Set(
    all.filter(({ kind }) => kind === 'invoice').flatMap(({ covers }) => covers.removed),
  );
  const moments = refunds.filter(({ gid }) => removed.has(gid)).map(({ createdAt }) => createdAt);
  const gids = agreements
    .filter(
      ({ gid, refundGid, happenedAt }) =>
        removed.has(gid) || removed.has(refundGid ?? '') || (!refundGid && moments.includes(happenedAt)),
    )
    .map(({ gid }) => gid);
  return new Set(gids);
}

const takenOffBy = ({ sales }: Order['agreements'][number]): number =>
  -total(sales.filter((sale) => !isCharge(sale)).map((sale) => sale.total));

/** What moves the buyer's balance, by Shopify's ledger: money in and out, and what is taken off. */
function stepsOf({ agreements, transactions }: Order, without: Set<string>): Step[] {
  const sign: Record<string, number> = { sale: 1, capture: 1, change: -1, refund: -1 };
  const money = transactions
    .filter(({ status }) => status === 'success')
    .map(({ kind, amount, processedAt }) => ({ instant: processedAt, amount: amount * (sign[kind] ?? 0) }));
  const takenOff = agreements
    .filter(({ gid }) => !without.has(gid))
    .map((entry) => ({ instant: entry.happenedAt, amount: takenOffBy(entry) }));
  return [...money, ...takenOff]
    .map(({ instant, amount }) => ({ at: Date.parse(instant), day: dayOf(instant), amount }))
    .toSorted((a, b) => a.at - b.at);
}

/**
 * The day on which an invoice was paid: when the buyer's balance, of all that was charged up to it, came to nothing and
 * stayed there until the goods were added.
 */
function payDayOf(order: Order, document: PlannedDocument, all: PlannedDocument[]): string {
  const { sourceGid, covers } = document;
  const entry = (gid: string) => order.agreements.find((one) => one.gid === gid)!;
  const invoices = all.filter(({ kind }) => kind === 'invoice');
  const upTo = invoices.slice(0, invoices.findIndex((one) => one.sourceGid === sourceGid) + 1);
  const sales = upTo.flatMap((one) => one.covers.added).flatMap((gid) => entry(gid).sales);
  const without = leftOut(order, all);
  const spared = total([...without].map((gid) => takenOffBy(entry(gid))));
  const caused = Math.max(...covers.added.map((gid) => Date.parse(entry(gid).happenedAt)));
  let balance = spared - total(sales.filter(isCharge).map((sale) => sale.total));
  let paid = '';
  const steps = stepsOf(order, without);
  for (const [index, { at, day, amount }] of steps.entries()) {
    balance += amount;
    const next = steps[index + 1]?.at ?? Infinity;
    if (next === at) continue;
    paid = balance < 0 ? '' : paid || day;
    if (paid && next > caused) return paid;
  }
  return '';
}

function checkInvoice(
  { order, settings }: PlanInput,
  document: PlannedDocument,
  all: PlannedDocument[],
): void {
  const { date, deliveryDate, bookings, gross, sourceGid } = document;
  const cause = sourceGid === order.gid ? dayOf(order.processedAt) : causeOf(order, sourceGid);
  const paidDay = gross > 0 && worth(bookings) === gross ? payDayOf(order, document, all) : '';
  const expected = isOnAccount(order, settings.manualPayments) ? cause : later(cause, paidDay);
  const sent = last(order.fulfilledAt.map(dayOf));
  const movedAlong =
    settings.deliveryDate === 'fulfilment_day' && date === sent && sent.startsWith(expected.slice(0, 7));
  demand(date === expected || movedAlong, 'an invoice of another day', { sourceGid, date, expected });
  demand(deliveryDate <= date, 'delivered after the invoice', { sourceGid, date, deliveryDate });
  const chosen = settings.deliveryDate === 'invoice_date' ? deliveryDate === date : true;
  demand(chosen, 'another delivery date than the merchant wants', { sourceGid, date, deliveryDate });
}

/** Bought on account by a shop that invoices before the money. */
function isOnAccount({ transactions, financialStatus }: Order, choice: string): boolean {
  if (choice !== 'when_ordered') return false;
  if (transactions.length === 0) return financialStatus === 'pending';
  return transactions.some(
    ({ manual, kind, status }) => manual && kind === 'sale' && status !== 'failure' && status !== 'error',
  );
}

function checkCredit(order: Order, document: PlannedDocument, all: PlannedDocument[]): void {
  const { date, sourceGid, refersTo, covers, bookings } = document;
  const invoice = all.find(({ kind, sourceGid: gid }) => kind === 'invoice' && gid === refersTo);
  const own = moneyDay(bookings) || causeOf(order, covers.removed[0]!);
  const expected = later(own, invoice?.date ?? '');
  demand(date === expected, 'a credit note of another day', { sourceGid, date, expected });
}
