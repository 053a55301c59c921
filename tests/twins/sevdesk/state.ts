import type { Account } from './account.ts';
import { berlinDay } from './berlin.ts';
import type { AccountView, ContactView, DocumentView, TransactionView, VoucherView } from './control.ts';
import type { DocumentStore, TwinDocument } from './documents.ts';
import { groupBy } from './groups.ts';
import type { VoucherRecord } from './records.ts';
import { peekNumber } from './sequences.ts';

/** An account as tests see it. With a marker, only the documents that carry it. */
export function accountView(account: Account, now: number, marker?: string): AccountView {
  const { definition } = account;
  return {
    name: definition.name,
    regime: definition.regime,
    version: definition.version,
    revoked: account.revoked,
    invoices: views(account.invoices, marker),
    creditNotes: views(account.creditNotes, marker),
    numbersOfOthers: [...account.numbersOfOthers],
    contacts: contactViews(account),
    checkAccounts: [...account.checkAccounts.values()].map(({ id, name, type, balance }) => ({
      id: String(id),
      name,
      type,
      balanceCents: balance,
    })),
    transactions: transactionViews(account),
    vouchers: [...account.vouchers.values()].map(voucherView),
    mails: account.mails.map(({ kind, documentId, to, subject }) => ({
      kind,
      documentId: String(documentId),
      to,
      subject,
    })),
    nextInvoiceNumber: peekNumber(account.numbers.invoice, now),
    nextCreditNoteNumber: peekNumber(account.numbers.creditNote, now),
    requests: Object.fromEntries(account.requests),
  };
}

const views = (store: DocumentStore, marker: string | undefined): DocumentView[] =>
  [...(marker === undefined ? store.newestFirst() : store.withMarker(marker))]
    .sort((a, b) => a.id - b.id)
    .map(documentView);

function contactViews(account: Account): ContactView[] {
  const emails = groupBy(
    account.ways.filter((way) => way.type === 'EMAIL'),
    (way) => way.contactId,
  );
  const addresses = groupBy(account.addresses, (address) => address.contactId);
  return [...account.contacts.values()].map((contact) => ({
    id: String(contact.id),
    customerNumber: contact.customerNumber,
    name: contact.name ?? [contact.surename, contact.familyname].filter(Boolean).join(' '),
    vatNumber: contact.vatNumber,
    emails: (emails.get(contact.id) ?? []).map((way) => way.value),
    addresses: addresses.get(contact.id)?.length ?? 0,
  }));
}

function transactionViews(account: Account): TransactionView[] {
  const logs = groupBy(account.transactionLogs, (log) => log.transactionId);
  const reference = (id: number | null) => (id === null ? null : String(id));
  return [...account.transactions.values()]
    .filter(({ deletedAt }) => deletedAt === null)
    .map((entry) => ({
      id: String(entry.id),
      checkAccountId: String(entry.checkAccountId),
      amountCents: entry.amount,
      status: entry.status,
      day: berlinDay(entry.valueDate),
      payer: entry.payeePayerName,
      purpose: entry.paymtPurpose,
      pays: (logs.get(entry.id) ?? []).map(({ object, amount }) => ({
        objectName: object.objectName,
        id: String(object.id),
        amountCents: amount,
      })),
      sourceId: reference(entry.sourceId),
      targetId: reference(entry.targetId),
    }));
}

const voucherView = (voucher: VoucherRecord): VoucherView => ({
  id: String(voucher.id),
  status: voucher.status,
  creditDebit: voucher.creditDebit,
  description: voucher.description,
  taxRule: voucher.taxRule,
  netCents: voucher.sums.net,
  grossCents: voucher.sums.gross,
  paidCents: voucher.paid,
  day: voucher.voucherDate === null ? null : berlinDay(voucher.voucherDate),
});

function documentView(document: TwinDocument): DocumentView {
  const origin = document.refSrcInvoiceId ?? document.origin?.id ?? null;
  return {
    kind: document.kind,
    id: String(document.id),
    type: document.type,
    number: document.number,
    status: document.status,
    marker: document.marker,
    contactId: document.contactId === null ? null : String(document.contactId),
    currency: document.currency,
    netCents: document.sums.net,
    taxCents: document.sums.tax,
    grossCents: document.sums.gross,
    paidCents: document.paid,
    taxRule: document.taxRule,
    taxText: document.taxText,
    showNet: document.showNet,
    smallSettlement: document.smallSettlement,
    originId: origin === null ? null : String(origin),
    enshrined: document.enshrined !== null,
    finalised: document.finalised,
    day: berlinDay(document.date),
    deliveryDay: document.deliveryDate === null ? null : berlinDay(document.deliveryDate),
    deliveryCountry: document.deliveryCountry,
    header: document.header,
    headText: document.headText,
    footText: document.footText,
    address: document.address,
    timeToPay: document.timeToPay,
    paymentMethodId: document.paymentMethodId === null ? null : String(document.paymentMethodId),
    positions: document.positions.map((position) => ({
      name: position.name,
      quantity: Number(position.quantity) / 10_000,
      price: Number(position.price) / 10_000,
      rate: position.rate / 100,
      netCents: position.amounts.net,
      taxCents: position.amounts.tax,
      grossCents: position.amounts.gross,
    })),
    bookings: document.bookings.map((booking) => ({
      checkAccountId: String(booking.checkAccountId),
      amountCents: booking.amount,
      day: berlinDay(booking.date),
      type: booking.type,
    })),
  };
}
