import type { AccountDefinition } from './account.ts';
import type { DocumentKind } from './documents.ts';
import type { FaultRule } from './faults.ts';

// What tests can see of a twin and do to it, beside the API: as methods of a twin in the same process, or over HTTP
// (`POST /__twin/<method>`) on one in another.

interface PositionView {
  name: string | null;
  quantity: number;
  price: number;
  /** Percent. */
  rate: number;
  netCents: number;
  taxCents: number;
  grossCents: number;
}

interface BookingView {
  checkAccountId: string;
  amountCents: number;
  /** Berlin day, yyyy-mm-dd. */
  day: string;
  type: string;
}

export interface DocumentView {
  kind: DocumentKind;
  id: string;
  type: string;
  number: string | null;
  status: number;
  marker: string | null;
  contactId: string | null;
  currency: string;
  netCents: number;
  taxCents: number;
  grossCents: number;
  paidCents: number;
  taxRule: number;
  taxText: string | null;
  showNet: boolean;
  smallSettlement: boolean;
  /** The invoice a cancellation or credit note came from. */
  originId: string | null;
  enshrined: boolean;
  /** How often it was finalised; more than once must never happen. */
  finalised: number;
  day: string;
  deliveryDay: string | null;
  deliveryCountry: string | null;
  header: string | null;
  headText: string | null;
  footText: string | null;
  address: string | null;
  timeToPay: number | null;
  paymentMethodId: string | null;
  positions: PositionView[];
  bookings: BookingView[];
}

export interface ContactView {
  id: string;
  customerNumber: string;
  name: string;
  vatNumber: string | null;
  emails: string[];
  addresses: number;
}

/** A line of an account's statement. */
export interface TransactionView {
  id: string;
  checkAccountId: string;
  amountCents: number;
  status: number;
  /** Berlin day, yyyy-mm-dd. */
  day: string;
  payer: string | null;
  purpose: string | null;
  /** What it pays. */
  pays: { objectName: string; id: string; amountCents: number }[];
  sourceId: string | null;
  targetId: string | null;
}

export interface VoucherView {
  id: string;
  status: number;
  creditDebit: 'C' | 'D';
  description: string | null;
  taxRule: number;
  netCents: number;
  grossCents: number;
  paidCents: number;
  day: string | null;
}

interface MailView {
  kind: DocumentKind;
  documentId: string;
  to: string;
  subject: string;
}

export interface AccountView {
  name: string;
  regime: 'regular' | 'small_business';
  version: string;
  revoked: boolean;
  invoices: DocumentView[];
  creditNotes: DocumentView[];
  /** Numbers of credit notes that other people made. */
  numbersOfOthers: string[];
  contacts: ContactView[];
  checkAccounts: { id: string; name: string; type: string; balanceCents: number }[];
  /** Without those that were deleted. */
  transactions: TransactionView[];
  vouchers: VoucherView[];
  mails: MailView[];
  nextInvoiceNumber: string;
  nextCreditNoteNumber: string;
  /** By "METHOD /path/:id". */
  requests: Record<string, number>;
}

/** A request that the specification does not allow. */
export interface Violation {
  operation: string;
  violation: string;
}

interface TwinState {
  accounts: AccountView[];
  requests: number;
  /** Requests with a token nobody has. */
  unauthorised: number;
  /** Whether the OpenAPI file was there to check against. */
  specification: 'checked' | 'absent';
  violations: Violation[];
}

interface OfAccount {
  account: string;
}
interface OfDocument extends OfAccount {
  kind: DocumentKind;
  id: string;
}

interface OfPayable extends OfAccount {
  kind: DocumentKind | 'voucher';
  id: string;
}

/** Everything takes one argument that survives JSON. */
export interface SevdeskTwinControl {
  state(of?: { account?: string; marker?: string }): TwinState;
  addAccount(definition: AccountDefinition): { tokens: string[] };
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  /** Milliseconds that every request takes longer. */
  setLatency(latency: { ms: number }): void;
  /** The whole service, or one account behind a proxy that answers 503. Null = up again. */
  setDown(down: { how: 'refuse' | '503' | null; account?: string }): void;
  revokeTokens(of: OfAccount): void;
  restoreTokens(of: OfAccount): void;

  // What the bookkeeper does in sevdesk behind the connector's back.
  markPaid(document: OfDocument): void;
  /** The bank's feed brings a line of the statement, on the check account of that name. */
  arriveTransaction(
    line: OfAccount & {
      on: string;
      amountCents: number;
      /** Value date, yyyy-mm-dd in Berlin; the entry date is the same unless given. */
      day: string;
      entryDay?: string;
      payer?: string;
      purpose?: string;
      iban?: string;
    },
  ): { id: string };
  /**
   * A line of the statement is assigned, wholly or in part, on the screen (400) or by sevdesk itself (350). `type` says
   * why the amounts differ, as bookAmount does.
   */
  matchTransaction(
    match: OfPayable & {
      transactionId: string;
      amountCents?: number;
      type?: 'N' | 'CB' | 'O' | 'OF' | 'MTC';
      by?: 'hand' | 'sevdesk';
    },
  ): void;
  /** Takes every payment off a document or voucher on the screen. */
  undoMatch(match: OfPayable): void;
  /** Takes every payment off a document. */
  releasePayment(document: OfDocument): void;
  changeDocument(
    document: OfDocument & { changes: { marker?: string | null; header?: string; grossCents?: number } },
  ): void;
  /** In whatever state it is. */
  deleteDocument(document: OfDocument): void;
  /** A copy with the same marker, as a draft; answers its id. */
  duplicateDocument(document: OfDocument): { id: string };
  /** Finalises a document by hand, with the next number. */
  finaliseDocument(document: OfDocument): void;
  setNumberFormat(of: OfAccount & { kind: DocumentKind; format: string; next?: number }): void;
  /** Somebody else finalises a credit note of theirs with the number that is due. */
  takeCreditNoteNumber(of: OfAccount): void;
  deleteContact(contact: OfAccount & { id: string }): void;
}

export type RemoteControl = {
  [Method in keyof SevdeskTwinControl]: (
    ...args: Parameters<SevdeskTwinControl[Method]>
  ) => Promise<ReturnType<SevdeskTwinControl[Method]>>;
};

export const controlMethods = [
  'state',
  'addAccount',
  'addFault',
  'clearFaults',
  'setLatency',
  'setDown',
  'revokeTokens',
  'restoreTokens',
  'markPaid',
  'arriveTransaction',
  'matchTransaction',
  'undoMatch',
  'releasePayment',
  'changeDocument',
  'deleteDocument',
  'duplicateDocument',
  'finaliseDocument',
  'setNumberFormat',
  'takeCreditNoteNumber',
  'deleteContact',
] as const satisfies (keyof SevdeskTwinControl)[];

/** The controls of a twin in another process, by its address (without /api/v1). */
export function connectSevdeskTwin(address: string): RemoteControl {
  const remote = controlMethods.map((method) => {
    const run = async (argument: unknown = {}) => {
      const response = await fetch(`${address}/__twin/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(argument),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`sevdesk twin, ${method}: ${response.status} ${text}`);
      return text === '' ? undefined : (JSON.parse(text) as unknown);
    };
    return [method, run] as const;
  });
  return Object.fromEntries(remote) as RemoteControl;
}
