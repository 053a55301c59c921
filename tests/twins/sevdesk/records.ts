import type { DocumentKind } from './documents.ts';

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
  baseAccount: boolean;
  accountingNumber: string;
  balance: number;
  create: number;
}

export interface TransactionRecord {
  id: number;
  checkAccountId: number;
  amount: number;
  /** 100 created, 200 linked, 300 private, 400 booked. */
  status: 100 | 200 | 300 | 400;
  valueDate: number;
  payeePayerName: string | null;
  paymtPurpose: string | null;
  create: number;
  deletedAt: number | null;
}

export interface TransactionLog {
  id: number;
  transactionId: number;
  amount: number;
  date: number;
  object: { id: number; objectName: string };
  create: number;
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
