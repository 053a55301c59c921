import type { Cents } from '../accounting/money.ts';
import type { Day, PlannedContact, PlannedDocument, Recipient } from '../accounting/documents.ts';
import type { Answer } from './answer.ts';

export type LedgerKind = 'invoice' | 'credit_note';

/** `other`: reminders, part invoices and what else sevdesk keeps in the same lists; none of them is of our making. */
export type DocumentType = 'invoice' | 'cancellation' | 'credit_note' | 'other';

/** `paid` alone does not prove a payment: what was cancelled shows it too. */
export type DocumentStatus = 'draft' | 'open' | 'partly_paid' | 'paid';

/** An invoice, cancellation invoice or credit note as sevdesk says it stands. */
export interface DocumentState {
  kind: LedgerKind;
  id: string;
  type: DocumentType;
  status: DocumentStatus;
  number: string | null;
  /** customerInternalNote */
  marker: string | null;
  currency: string;
  net: Cents;
  tax: Cents;
  gross: Cents;
  /** Null where sevdesk does not say (credit notes). */
  paid: Cents | null;
  /** What was booked all in all, where it may be more or less than the sum: a payment difference (invoices). */
  accounted?: Cents | null;
  taxRule: number | null;
  showNet: boolean | null;
  contactId: string | null;
  /** The invoice a cancellation or credit note came from. */
  originId: string | null;
  enshrined: boolean;
  updatedAt: string | null;
}

/** Name and address as they stand on a document. */
type Addressee = Pick<Recipient, 'name' | 'name2' | 'street' | 'zip' | 'city'>;

export interface ContactState {
  id: string;
  customerNumber: string | null;
  vatId: string | null;
}

export interface CheckAccount {
  id: string;
  name: string;
  /** offline: sevdesk books by itself. online: needs a bank transaction, unusable as clearing account. */
  type: 'offline' | 'online' | 'other';
  active: boolean;
  currency: string;
}

/** What a document needs from the account besides the plan; read once at connecting, kept with the connection. */
export interface AccountLookups {
  /** sevClient id */
  accountKey: string;
  contactPersonId: string;
  /** "Stk" */
  unityId: string;
  /** "Online-Zahlung": does not ask the buyer for a transfer. Null where the account has none. */
  onlinePaymentMethodId: string | null;
  transferPaymentMethodId: string | null;
  /** StaticCountry id by ISO code in upper case. */
  countries: Record<string, string>;
}

export interface DraftRefs {
  contactId: string;
  lookups: AccountLookups;
  /** sevdesk id of the invoice a credit note belongs to. */
  refersToId: string | null;
  /** Credit notes need theirs from the account's sequence; invoices get theirs when finalised. */
  number: string | null;
}

export interface BookingOrder {
  checkAccountId: string;
  amount: Cents;
  day: Day;
  /** True when this settles what is still open. */
  full: boolean;
  /** Of an online account: the entry of its statement that pays. Its day counts then. */
  entryId?: string | null;
}

/** A line of an online account's statement. */
export interface StatementEntry {
  id: string;
  checkAccountId: string;
  /** Negative: money that went out. */
  amount: Cents;
  /** Nothing is booked against it, and nobody has put it aside. */
  free: boolean;
  /** Value date. */
  day: Day;
  payer: string | null;
  purpose: string | null;
}

/** One sevdesk account. Every request is paced; nothing is repeated by the client itself. */
export interface SevdeskClient {
  systemVersion(): Promise<Answer<string>>;
  /** small_business when revenue may use rule 11, else regular. */
  regime(): Promise<Answer<'regular' | 'small_business'>>;
  lookups(): Promise<Answer<AccountLookups>>;
  checkAccounts(): Promise<Answer<CheckAccount[]>>;
  createClearingAccount(name: string): Promise<Answer<CheckAccount>>;

  /** Exact matches only, re-checked here because sevdesk ignores filters it does not know. */
  findContacts(customerNumber: string): Promise<Answer<ContactState[]>>;
  createContact(contact: PlannedContact): Promise<Answer<ContactState>>;
  addContactAddress(
    contactId: string,
    contact: PlannedContact,
    lookups: AccountLookups,
  ): Promise<Answer<null>>;
  addContactEmail(contactId: string, email: string): Promise<Answer<null>>;

  /** Documents that carry exactly this marker, any type and status. */
  findByMarker(kind: LedgerKind, marker: string): Promise<Answer<DocumentState[]>>;
  /** The contact's newest documents: second look-up before a repeated create, in case the note filter lags. */
  newestOfContact(kind: LedgerKind, contactId: string): Promise<Answer<DocumentState[]>>;
  get(kind: LedgerKind, id: string): Promise<Answer<DocumentState>>;
  /** Who an invoice is addressed to: what a credit note must repeat once the connector has forgotten the buyer. */
  addresseeOf(invoiceId: string): Promise<Answer<Addressee>>;
  saveDraft(document: PlannedDocument, refs: DraftRefs): Promise<Answer<DocumentState>>;
  /** Drafts only; sevdesk refuses everything else. */
  deleteDraft(kind: LedgerKind, id: string): Promise<Answer<null>>;
  /** sendBy VPDF: gives the number and locks the document for ever. */
  finalise(kind: LedgerKind, id: string): Promise<Answer<DocumentState>>;
  book(
    kind: LedgerKind,
    id: string,
    booking: BookingOrder,
  ): Promise<Answer<{ fromStatus: DocumentStatus; toStatus: DocumentStatus }>>;
  /** What the feed has brought into an online account, by the day on which it was entered, both days included. */
  statement(checkAccountId: string, from: Day, to: Day): Promise<Answer<StatementEntry[]>>;
  /** The number the next credit note must carry. Only valid until another one is finalised. */
  nextCreditNoteNumber(): Promise<Answer<string>>;
  /** May answer with a cancellation invoice or with a credit note, depending on the invoice's state. */
  cancelInvoice(id: string): Promise<Answer<DocumentState>>;
  sendByMail(
    kind: LedgerKind,
    id: string,
    mail: { to: string; subject: string; text: string },
  ): Promise<Answer<null>>;
  pdf(kind: LedgerKind, id: string): Promise<Answer<{ filename: string; content: Uint8Array }>>;
  /** Everything touched since, one page of at most 1000. */
  updatedSince(kind: LedgerKind, since: Date, offset: number): Promise<Answer<DocumentState[]>>;
}
