import { z } from 'zod';
import type { DocumentState, LedgerKind } from './client.ts';
import { creditNoteRow, invoiceRow } from './schemas.ts';

type Row = z.output<typeof invoiceRow> | z.output<typeof creditNoteRow>;

const toInvoice = (row: z.output<typeof invoiceRow>): DocumentState => ({
  ...shared(row),
  kind: 'invoice',
  type: row.invoiceType,
  number: row.invoiceNumber ?? null,
  paid: row.paidAmount ?? null,
  originId: originInvoice(row),
});

const toCreditNote = (row: z.output<typeof creditNoteRow>): DocumentState => ({
  ...shared(row),
  kind: 'credit_note',
  type: row.creditNoteType ?? 'CN',
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
  status: row.status,
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
