import { objectOf, refId, text } from '../body.ts';
import { created, single, type Call, type Endpoint } from '../call.ts';
import type { TwinDocument } from '../documents.ts';
import {
  creditNoteExists,
  creditNotesExceedInvoice,
  deliveryDateMissing,
  differentTaxRate,
  notFound,
  unprocessable,
} from '../refusal.ts';
import { peekNumber } from '../sequences.ts';
import { findTaxRule, isOss } from '../taxRules.ts';
import { documentJson } from '../wire/documents.ts';
import { positionJson } from '../wire/positions.ts';
import { findInvoice } from './invoices.ts';
import { listDocuments } from './listDocuments.ts';
import { readDraft } from './saveDocument.ts';

export function findCreditNote(call: Call, id: number): TwinDocument {
  const creditNote = call.account.creditNotes.get(id);
  if (!creditNote) throw notFound('CreditNote', id);
  return creditNote;
}

export const listCreditNotes: Endpoint = (call) => listDocuments(call, 'credit_note');

export const getCreditNote: Endpoint = (call) =>
  single(documentJson(call.account, findCreditNote(call, Number(call.params['id']))));

/** Creates a draft, or changes one when `creditNote.id` is given. The number is taken as sent. */
export const saveCreditNote: Endpoint = (call) => {
  const header = objectOf(call.body, 'creditNote');
  const draft = readDraft(call, 'credit_note', header, call.body?.['creditNotePosSave']);
  const bookingCategory = readCategory(text(header, 'bookingCategory'), draft.taxRule);
  const refSrcInvoiceId = refId(header, 'refSrcInvoice', 'Invoice');
  const known =
    header['id'] === undefined || header['id'] === null ? null : findCreditNote(call, Number(header['id']));
  if (known && known.status !== 100) throw unprocessable('Only drafts can be changed');
  if (bookingCategory === 'UNDERACHIEVEMENT') demandOrigin(call, draft, refSrcInvoiceId);
  call.admit();
  const content = { ...draft, bookingCategory, refSrcInvoiceId };
  const birth = { id: call.nextId('CreditNote'), create: call.now, update: call.now };
  const creditNote = known ?? { ...content, ...birth };
  if (known) call.account.creditNotes.change(known, call.now, content);
  else call.account.creditNotes.add(creditNote);
  call.made(creditNote.id);
  return created(savedJson(call, creditNote));
};

const savedJson = (call: Call, creditNote: TwinDocument) => ({
  creditNote: { ...documentJson(call.account, creditNote), propertyIsEInvoice: '0' },
  creditNotePos: creditNote.positions.map((position) => positionJson(call.account, creditNote, position)),
});

/** Needed [MEASURED:rs]; ACCOUNTING_TYPE is gone with update 2.0, OSS and rule 17 allow UNDERACHIEVEMENT only [SPEC]. */
function readCategory(category: string | null, taxRule: number): string {
  const known = ['PROVISION', 'ROYALTY_ASSIGNED', 'ROYALTY_UNASSIGNED', 'UNDERACHIEVEMENT'];
  if (category === null || !known.includes(category))
    throw unprocessable('bookingCategory is missing or not supported');
  const restricted = taxRule === 17 || isOss(findTaxRule(taxRule)!);
  if (restricted && category !== 'UNDERACHIEVEMENT')
    throw unprocessable('This tax rule allows bookingCategory UNDERACHIEVEMENT only');
  return category;
}

type Draft = Pick<TwinDocument, 'taxRule' | 'positions' | 'deliveryDate' | 'deliveryDateUntil' | 'sums'>;

/** UNDERACHIEVEMENT hangs on its invoice: same rule and rates (456), delivery date (460), sum (455). */
function demandOrigin(call: Call, draft: Draft, refSrcInvoiceId: number | null): void {
  if (refSrcInvoiceId === null) throw differentTaxRate();
  const invoice = findInvoice(call, refSrcInvoiceId);
  if (invoice.status === 100) throw unprocessable('A credit note needs an invoice that is not a draft');
  const rates = new Set(invoice.positions.map((position) => position.rate));
  if (draft.taxRule !== invoice.taxRule || draft.positions.some((position) => !rates.has(position.rate)))
    throw differentTaxRate();
  if ((draft.deliveryDate === null) !== (invoice.deliveryDate === null)) throw deliveryDateMissing();
  if ((draft.deliveryDateUntil === null) !== (invoice.deliveryDateUntil === null))
    throw deliveryDateMissing();
  if (draft.deliveryDate !== null && draft.deliveryDate < (invoice.deliveryDate ?? 0))
    throw unprocessable('The delivery date must not be earlier than that of the invoice');
  demandRoom(call, invoice, draft.sums.gross);
}

/**
 * The credit notes of an invoice never add up to more than the invoice (455). Drafts do not count: one was saved beside
 * an enshrined one [MEASURED:rs].
 */
export function demandRoom(call: Call, invoice: TwinDocument, gross: number, except?: number): void {
  let credited = gross;
  for (const other of call.account.creditNotes.ofInvoice(invoice.id))
    if (other.status !== 100 && other.id !== except) credited += other.sums.gross;
  if (credited > invoice.sums.gross) throw creditNotesExceedInvoice();
}

/** A draft that copies the whole invoice. */
export const createFromInvoice: Endpoint = (call) => {
  const id = refId(call.body ?? {}, 'invoice', 'Invoice');
  if (id === null) throw unprocessable('invoice is missing');
  const invoice = findInvoice(call, id);
  if (invoice.status === 100) throw unprocessable('A credit note needs an invoice that is not a draft');
  const [existing] = call.account.creditNotes.ofInvoice(invoice.id);
  if (existing) throw creditNoteExists(documentJson(call.account, existing));
  call.admit();
  return created(savedJson(call, copyAsCreditNote(call, invoice)));
};

/** Copies an invoice into a new draft credit note of category UNDERACHIEVEMENT. */
export function copyAsCreditNote(call: Call, invoice: TwinDocument): TwinDocument {
  const numbered = call.account.definition.createFromInvoiceNumbers;
  const number = numbered ? peekNumber(call.account.numbers.creditNote, call.now) : null;
  const creditNote: TwinDocument = {
    ...invoice,
    kind: 'credit_note',
    id: call.nextId('CreditNote'),
    type: 'CN',
    number,
    status: 100,
    date: call.now,
    header: `Gutschrift${number ? ` Nr. ${number}` : ''} zur Rechnung Nr. ${invoice.number}`,
    bookingCategory: 'UNDERACHIEVEMENT',
    origin: { id: invoice.id, objectName: 'Invoice' },
    refSrcInvoiceId: invoice.id,
    positions: invoice.positions.map((position) => ({ ...position, id: call.nextId('CreditNotePos') })),
    paid: 0,
    accountingGross: null,
    bookings: [],
    payDate: null,
    sendDate: null,
    sendType: null,
    enshrined: null,
    create: call.now,
    update: call.now,
    finalised: 0,
    tagIds: [],
  };
  call.account.creditNotes.add(creditNote);
  call.made(creditNote.id);
  return creditNote;
}
