import { z } from 'zod';
import type { DocumentState, DocumentStatus, DocumentType, LedgerKind } from './client.ts';
import { bookingRow, creditNoteRow, invoiceRow } from './schemas.ts';

// sevdesk's numbers and letters (API documentation; 750 since 2024-06-13). They stay in this room.
const DRAFT = 100;
const PARTLY_PAID = 750;
const PAID = 1000;
const TYPES: Partial<Record<string, DocumentType>> = { RE: 'invoice', SR: 'cancellation', CN: 'credit_note' };

/** The word for a document's status. */
function statusOf(status: number): DocumentStatus {
  if (status <= DRAFT) return 'draft';
  if (status < PARTLY_PAID) return 'open';
  return status < PAID ? 'partly_paid' : 'paid';
}

type Row = z.output<typeof invoiceRow> | z.output<typeof creditNoteRow>;

const toInvoice = (row: z.output<typeof invoiceRow>): DocumentState => ({
  ...shared(row),
  kind: 'invoice',
  type: TYPES[row.invoiceType] ?? 'other',
  number: row.invoiceNumber ?? null,
  paid: row.paidAmount ?? null,
  accounted: row.sumGrossAccounting ?? null,
  originId: originInvoice(row),
});

const toCreditNote = (row: z.output<typeof creditNoteRow>): DocumentState => ({
  ...shared(row),
  kind: 'credit_note',
  type: TYPES[row.creditNoteType ?? 'CN'] ?? 'other',
  number: row.creditNoteNumber ?? null,
  // Credit notes do not say what was paid on them.
  paid: null,
  originId: row.refSrcInvoice?.id ?? originInvoice(row),
});

const invoiceState = invoiceRow.transform(toInvoice);
const creditNoteState = creditNoteRow.transform(toCreditNote);

/** Reads a row of sevdesk's as a document of this kind. */
export const documentState = (kind: LedgerKind): z.ZodType<DocumentState> =>
  kind === 'invoice' ? invoiceState : creditNoteState;

const shared = (row: Row) => ({
  id: row.id,
  status: statusOf(row.status),
  marker: row.customerInternalNote ?? null,
  currency: row.currency,
  net: row.sumNet,
  tax: row.sumTax,
  gross: row.sumGross,
  taxRule: row.taxRule ? Number(row.taxRule.id) : null,
  showNet: row.showNet ?? null,
  contactId: row.contact?.id ?? null,
  enshrined: ![null, undefined, '', '0'].includes(row.enshrined),
  updatedAt: row.update ?? null,
});

/** An invoice can also come from an order or a reminder; those are no origin here. */
const originInvoice = (row: Row): string | null =>
  row.origin && (row.origin.objectName ?? 'Invoice') === 'Invoice' ? row.origin.id : null;

/** saveInvoice and saveCreditNote answer the document beside its positions. */
export const savedInvoice = z.object({ invoice: invoiceState }).transform((saved) => saved.invoice);
export const savedCreditNote = z
  .object({ creditNote: creditNoteState })
  .transform((saved) => saved.creditNote);

/** Cancelling answers a cancellation invoice, or a credit note when the invoice was paid. */
export const cancelled: z.ZodType<DocumentState> = z.discriminatedUnion('objectName', [
  invoiceRow.extend({ objectName: z.literal('Invoice') }).transform(toInvoice),
  creditNoteRow.extend({ objectName: z.literal('CreditNote') }).transform(toCreditNote),
]);

/** What booking answers: between which states it moved the document. */
export const bookingState = bookingRow.transform(({ fromStatus, toStatus }) => ({
  fromStatus: statusOf(fromStatus),
  toStatus: statusOf(toStatus),
}));
