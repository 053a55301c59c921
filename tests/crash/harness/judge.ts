import type { SevdeskTwin } from '@twins/sevdesk';
import type { CrashShop } from './world.ts';

/** What must stand in sevdesk for one order when all is over. */
interface Expected {
  shop: CrashShop;
  orderId: string;
  invoiceCents: number;
  /** Null: none. */
  creditCents: number | null;
  cancelled?: boolean;
}

/** How many things are missing or stand there more than once, in words. */
export interface Verdict {
  lost: string[];
  doubled: string[];
}

const SEVDESK_PAID = 1000;

/** Compares sevdesk's books with what the order should have come to. */
export function judgeOrder(sevdesk: SevdeskTwin, expected: Expected): Verdict {
  const { invoices, creditNotes, contacts, mails } = sevdesk.state({ account: expected.shop.account })
    .accounts[0]!;
  const isOf = ({ marker }: { marker: string | null }) => marker?.includes(expected.orderId) ?? false;
  const lost: string[] = [];
  const doubled: string[] = [];
  const count = (what: string, found: number, wanted: number) => {
    if (found < wanted) lost.push(`${what}: ${found} of ${wanted}`);
    if (found > wanted) doubled.push(`${what}: ${found} instead of ${wanted}`);
  };
  const numbered = invoices.filter((one) => isOf(one) && one.number !== null && one.type === 'RE');
  const notes = creditNotes.filter((one) => isOf(one) && one.status > 100);
  const cancellations = invoices.filter((one) => isOf(one) && one.type === 'SR');
  count('invoice', numbered.length, 1);
  count('credit note', notes.length, expected.creditCents === null ? 0 : 1);
  count('cancellation', cancellations.length, expected.cancelled ? 1 : 0);
  const invoice = numbered[0];
  if (invoice) {
    if (invoice.grossCents !== expected.invoiceCents) lost.push(`invoice of ${invoice.grossCents} cents`);
    count('finalising', invoice.finalised, 1);
    if (!expected.cancelled) checkMoney('payment', invoice, expected.invoiceCents);
    count('mail', Math.max(1, mails.filter((mail) => mail.documentId === invoice.id).length), 1);
  }
  const note = notes[0];
  if (note && expected.creditCents !== null) {
    count('finalising of the credit note', note.finalised, 1);
    checkMoney('repayment', note, expected.creditCents);
  }
  const buyer = contacts.find(({ id }) => id === invoice?.contactId);
  if (buyer)
    count('contact', contacts.filter((one) => one.customerNumber === buyer.customerNumber).length, 1);
  return { lost, doubled };

  function checkMoney(what: string, document: (typeof numbered)[number], cents: number) {
    count(what, document.bookings.length, 1);
    if (document.status !== SEVDESK_PAID || document.paidCents !== cents)
      lost.push(`${what} of ${document.paidCents} cents, status ${document.status}`);
  }
}
