import type { PlanInput, Plan, PlannedBooking, PlannedDocument } from '../documents.ts';
import type { Order } from '../order.ts';
import { demand, worth } from './demand.ts';

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
    if (document.kind === 'invoice') checkInvoice(input, document);
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

function checkInvoice({ order, settings }: PlanInput, document: PlannedDocument): void {
  const { date, deliveryDate, bookings, gross, sourceGid } = document;
  const cause = sourceGid === order.gid ? dayOf(order.processedAt) : causeOf(order, sourceGid);
  const paidDay = gross > 0 && worth(bookings) === gross ? moneyDay(bookings) : '';
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
