import type { Amounts } from './amounts.ts';
import type { Booking, DocumentKind } from './documents.ts';

// What stands in an account beside its documents. Instants are in milliseconds, amounts in cents.

export interface Contact {
  id: number;
  name: string | null;
  surename: string | null;
  familyname: string | null;
  customerNumber: string;
  categoryId: number;
  status: number;
  vatNumber: string | null;
  description: string | null;
  buyerReference: string | null;
  exemptVat: boolean;
  name2: string | null;
  parentId: number | null;
  create: number;
  update: number;
}

export interface ContactAddress {
  id: number;
  contactId: number;
  street: string | null;
  zip: string | null;
  city: string | null;
  countryId: number;
  categoryId: number;
  name: string | null;
  create: number;
}

export interface CommunicationWay {
  id: number;
  contactId: number | null;
  type: string;
  value: string;
  keyId: number;
  main: boolean;
  create: number;
}

export interface CheckAccountRecord {
  id: number;
  name: string;
  type: 'online' | 'offline';
  /** How statements come into an online account that no bank is connected to [SPEC]; null with a bank, and offline. */
  importType: 'CSV' | 'MT940' | null;
  /** Whether sevdesk matches by itself what comes in. */
  autoMap: boolean;
  iban: string | null;
  baseAccount: boolean;
  accountingNumber: string;
  balance: number;
  create: number;
  update: number;
}

/** 100 created, 200 linked, 300 private, 350 booked by sevdesk and confirmed by nobody, 400 booked [SPEC]. */
export type TransactionStatus = 100 | 200 | 300 | 350 | 400;

export interface TransactionRecord {
  id: number;
  checkAccountId: number;
  amount: number;
  status: TransactionStatus;
  valueDate: number;
  /** Stored as sent; lists are cut by it [MEASURED:rs]. */
  entryDate: number;
  payeePayerName: string | null;
  payeePayerAcctNo: string | null;
  paymtPurpose: string | null;
  /** The other side of a move between accounts, kept on the side it was set on only [MEASURED:rs]. */
  sourceId: number | null;
  targetId: number | null;
  create: number;
  update: number;
  deletedAt: number | null;
}

export type PayableName = 'Invoice' | 'CreditNote' | 'Voucher';

export interface TransactionLog {
  id: number;
  transactionId: number;
  amount: number;
  date: number;
  fromStatus: TransactionStatus;
  toStatus: TransactionStatus;
  object: { id: number; objectName: PayableName };
  create: number;
}

export interface VoucherPosition {
  id: number;
  accountDatevId: number;
  /** Hundredths of a percent. */
  rate: number;
  net: boolean;
  amounts: Amounts;
  comment: string | null;
}

/** A receipt ("Beleg"). 50 draft, 100 open, 750 partly paid, 1000 paid [SPEC]. */
export interface VoucherRecord {
  id: number;
  status: 50 | 100 | 750 | 1000;
  voucherType: string;
  /** C: money goes out, D: money comes in (recorded: a fee voucher is C) [MEASURED:rs]. */
  creditDebit: 'C' | 'D';
  voucherDate: number | null;
  deliveryDate: number | null;
  description: string | null;
  supplierName: string | null;
  supplierId: number | null;
  taxRule: number;
  currency: string;
  showNet: boolean;
  /** Of a file that was uploaded before. */
  documentId: number | null;
  positions: VoucherPosition[];
  sums: Amounts;
  paid: number;
  /** What was booked all in all, where that is not the sum; null = the sum. */
  accountingGross: number | null;
  bookings: Booking[];
  payDate: number | null;
  enshrined: number | null;
  create: number;
  update: number;
}

export interface Mail {
  kind: DocumentKind;
  documentId: number;
  to: string;
  subject: string;
  text: string;
  at: number;
}

export interface Tag {
  id: number;
  name: string;
  create: number;
}
