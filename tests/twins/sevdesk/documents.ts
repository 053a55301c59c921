import type { Amounts } from './amounts.ts';
import type { TenThousandths } from './decimals.ts';

export type DocumentKind = 'invoice' | 'credit_note';
type Status = 100 | 200 | 750 | 1000;

interface ObjectRef {
  id: number;
  objectName: string;
}

export interface Position {
  id: number;
  name: string | null;
  text: string | null;
  quantity: TenThousandths;
  price: TenThousandths;
  /** Ten-thousandths of a percent. */
  discount: TenThousandths;
  /** Hundredths of a percent. */
  rate: number;
  unityId: number;
  positionNumber: number;
  unit: Amounts;
  amounts: Amounts;
}

export interface Booking {
  checkAccountId: number;
  transactionId: number;
  amount: number;
  date: number;
  type: string;
}

/** An invoice, cancellation invoice or credit note. Instants are in milliseconds, amounts in cents. */
export interface TwinDocument {
  kind: DocumentKind;
  id: number;
  /** RE, SR; CN. */
  type: string;
  number: string | null;
  status: Status;
  contactId: number | null;
  contactPersonId: number;
  marker: string | null;
  currency: string;
  date: number;
  deliveryDate: number | null;
  deliveryDateUntil: number | null;
  deliveryCountry: string | null;
  header: string | null;
  headText: string | null;
  footText: string | null;
  addressName: string | null;
  addressName2: string | null;
  addressStreet: string | null;
  addressZip: string | null;
  addressCity: string | null;
  address: string | null;
  countryId: number | null;
  timeToPay: number | null;
  taxRule: number;
  taxText: string | null;
  smallSettlement: boolean;
  showNet: boolean;
  paymentMethodId: number | null;
  /** Of credit notes. */
  bookingCategory: string | null;
  origin: ObjectRef | null;
  refSrcInvoiceId: number | null;
  positions: Position[];
  discounts: number;
  sums: Amounts;
  paid: number;
  /** What was booked all in all, where a difference was accepted; null = the sum. */
  accountingGross: number | null;
  bookings: Booking[];
  payDate: number | null;
  sendDate: number | null;
  sendType: string | null;
  enshrined: number | null;
  create: number;
  update: number;
  /** How often sendBy changed it: more than once would be a number given twice. */
  finalised: number;
  tagIds: number[];
}

/** An account's invoices or credit notes, found by id, marker and contact without a scan. */
export class DocumentStore {
  readonly #byId = new Map<number, TwinDocument>();
  /** Oldest first; removed ones stay until it is worth clearing up. */
  #ordered: TwinDocument[] = [];
  /** Every change ever, in the order it happened. */
  #touched: TwinDocument[] = [];
  #lastTouch = -Infinity;
  /** A test's clock went back, so the changes are not in the order of time. */
  #clockWentBack = false;

  readonly #byMarker = new Map<string, Set<TwinDocument>>();
  readonly #byContact = new Map<number, Set<TwinDocument>>();
  readonly #byNumber = new Map<string, Set<TwinDocument>>();
  readonly #byInvoice = new Map<number, Set<TwinDocument>>();

  get size(): number {
    return this.#byId.size;
  }

  add(document: TwinDocument): void {
    this.#byId.set(document.id, document);
    this.#ordered.push(document);
    this.#touch(document);
    this.#index(document, 'add');
  }

  remove(document: TwinDocument): void {
    this.#byId.delete(document.id);
    this.#index(document, 'delete');
    if (this.#ordered.length > 2 * this.size + 100) this.#ordered = [...this.#byId.values()];
  }

  /** The one way to change a document: keeps what it is found by. */
  change(document: TwinDocument, now: number, changes: Partial<TwinDocument>): void {
    this.#index(document, 'delete');
    Object.assign(document, changes, { update: now });
    this.#index(document, 'add');
    this.#touch(document);
  }

  /**
   * A change that leaves `update` where it was, so that `updateAfter` does not see it. OPEN whether a payment matched on
   * the screen is one.
   */
  amend(document: TwinDocument, changes: Partial<TwinDocument>): void {
    Object.assign(document, changes);
  }

  get = (id: number): TwinDocument | undefined => this.#byId.get(id);
  withMarker = (marker: string): Iterable<TwinDocument> => this.#byMarker.get(marker) ?? [];
  ofContact = (contactId: number): Iterable<TwinDocument> => this.#byContact.get(contactId) ?? [];
  withNumber = (number: string): Iterable<TwinDocument> => this.#byNumber.get(number) ?? [];
  /** Cancellations and credit notes of an invoice. */
  ofInvoice = (invoiceId: number): Iterable<TwinDocument> => this.#byInvoice.get(invoiceId) ?? [];

  /** Those changed after an instant, newest first like every list. */
  updatedAfter(instant: number): TwinDocument[] {
    const found = new Set<TwinDocument>();
    for (let index = this.#touched.length - 1; index >= 0; index -= 1) {
      const document = this.#touched[index]!;
      if (document.update > instant && this.#byId.has(document.id)) found.add(document);
      else if (document.update <= instant && !this.#clockWentBack) break;
    }
    return [...found].sort((a, b) => b.id - a.id);
  }

  /** As sevdesk lists them (recorded in invoice_list.json). */
  *newestFirst(): Iterable<TwinDocument> {
    for (let index = this.#ordered.length - 1; index >= 0; index -= 1) {
      const document = this.#ordered[index]!;
      if (this.#byId.has(document.id)) yield document;
    }
  }

  #touch(document: TwinDocument): void {
    this.#clockWentBack ||= document.update < this.#lastTouch;
    this.#lastTouch = document.update;
    this.#touched.push(document);
    if (this.#touched.length > 10 * this.size + 1000)
      this.#touched = [...this.#byId.values()].sort((a, b) => a.update - b.update);
  }

  #index(document: TwinDocument, how: 'add' | 'delete'): void {
    touch(this.#byMarker, document.marker, document, how);
    touch(this.#byContact, document.contactId, document, how);
    touch(this.#byNumber, document.number, document, how);
    const origin = document.origin?.objectName === 'Invoice' ? document.origin.id : null;
    touch(this.#byInvoice, document.refSrcInvoiceId ?? origin, document, how);
  }
}

function touch<Key>(
  index: Map<Key, Set<TwinDocument>>,
  key: Key | null,
  document: TwinDocument,
  how: 'add' | 'delete',
): void {
  if (key === null) return;
  const entry = index.get(key) ?? new Set();
  entry[how](document);
  if (entry.size === 0) index.delete(key);
  else index.set(key, entry);
}
