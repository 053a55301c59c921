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

/** Whether a document names the ledger entry, by itself or by its refund, as what it takes off. */
function takesOff({ covers }: PlannedDocument, order: Order, entryGid: string): boolean {
  const entry = order.agreements.find(({ gid }) => gid === entryGid);
  return covers.removed.some((removed) => {
    // A refund that closes an exchange stands beside its entry, at the same moment, and neither names the other.
    const beside = order.refunds.find(({ gid }) => gid === removed)?.createdAt === entry?.happenedAt;
    return removed === entryGid || removed === entry?.refundGid || (!entry?.refundGid && beside);
  });
}

const offsetOf = ({ bookings }: PlannedDocument): number =>
  worth(bookings.filter(({ gateway }) => gateway === 'offset'));

interface Given {
  gid: string;
  amount: number;
  takes: (entryGid: string) => boolean;
}

/** Goods given back whose credit notes settled invoices. */
const givenOn = (order: Order, all: PlannedDocument[]): Given[] =>
  all
    .filter(({ kind }) => kind === 'credit_note')
    .map((credit) => ({
      gid: credit.covers.removed[0]!,
      amount: offsetOf(credit),
      takes: (gid) => takesOff(credit, order, gid),
    }));

const isCharge = ({ kind, total: amount }: Sale): boolean => kind !== 'adjustment' && amount > 0;

/** Goods given back for others whose credit note has to wait until all else is paid. */
function stillToGive(order: Order, all: PlannedDocument[]): Given[] {
  const known = all.filter(({ covers }) => covers.removed.length > 0);
  return order.agreements
    .filter(({ kind, sales }) => kind !== 'order' && sales.some(isCharge))
    .filter(({ gid }) => !known.some((document) => takesOff(document, order, gid)))
    .map(({ gid, sales, happenedAt, refundGid }) => {
      const refund = order.refunds.find((one) => one.gid === refundGid || one.createdAt === happenedAt);
      const back = -total(sales.filter((sale) => !isCharge(sale)).map((sale) => sale.total));
      return { gid, amount: Math.max(back - (refund?.totalRefunded ?? 0), 0), takes: (one) => one === gid };
    });
}

/** What was booked on invoices but had paid for gift cards until they were taken back: it pays from that day on. */
function cardMoney(
  order: Order,
  money: { day: string; amount: number }[],
): { day: string; amount: number }[] {
  const cards = order.agreements.flatMap(({ happenedAt, sales }) =>
    sales
      .filter(({ kind }) => kind === 'gift_card')
      .map((sale) => ({ day: dayOf(happenedAt), amount: sale.total })),
  );
  const sold = total(cards.filter(({ amount }) => amount > 0).map(({ amount }) => amount));
  const received = worth(
    order.transactions.filter(
      ({ kind, status }) => status === 'success' && ['sale', 'capture'].includes(kind),
    ),
  );
  let lent = Math.max(worth(money) - (received - sold), 0);
  const first = money.map(({ day }) => day).toSorted()[0] ?? '';
  const back = cards
    .filter(({ amount }) => amount < 0)
    .map(({ day, amount }) => {
      const freed = Math.min(-amount, lent);
      lent -= freed;
      return { day, amount: freed };
    });
  return [{ day: first, amount: -worth(back) }, ...back];
}

/**
 * The day on which an invoice was paid, by all that pays the invoices: money on its day, goods given back on theirs. What was
 * given in exchange pays for what it was exchanged for, everything else the oldest invoice first.
 */
function payDayOf(order: Order, document: PlannedDocument, all: PlannedDocument[]): string {
  const invoices = all.filter(({ kind }) => kind === 'invoice');
  const given = [...givenOn(order, all), ...stillToGive(order, all)].map(({ gid, amount, takes }) => ({
    own: invoices.find(({ sourceGid }) => sourceGid !== order.gid && takes(sourceGid)),
    amount,
    day: causeOf(order, gid),
  }));
  const dueOf = (invoice: PlannedDocument) =>
    Math.max(invoice.gross - worth(given.filter(({ own }) => own === invoice)), 0);
  const exchanged = new Map(invoices.map((invoice) => [invoice, invoice.gross - dueOf(invoice)]));
  const payments = given.map(({ own, amount, day }) => {
    const used = own ? Math.min(exchanged.get(own)!, amount) : 0;
    if (own) exchanged.set(own, exchanged.get(own)! - used);
    return { day, amount: amount - used };
  });
  const money = invoices.flatMap(({ bookings }) => bookings).filter(({ gateway }) => gateway !== 'offset');
  const cards = cardMoney(order, money);
  if (dueOf(document) === 0) return '';
  const upTo = invoices.slice(0, invoices.indexOf(document) + 1);
  let open = total(upTo.map(dueOf));
  const paying = [...cards, ...money, ...payments];
  for (const { day, amount } of paying.toSorted((a, b) => (a.day < b.day ? -1 : 1))) {
    open -= amount;
    if (open <= 0) return day;
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
