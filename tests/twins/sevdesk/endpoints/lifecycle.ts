import { Buffer } from 'node:buffer';
import { answer, created, deleted, type Call, type Endpoint, type TwinResponse } from '../call.ts';
import { berlinIso } from '../berlin.ts';
import type { DocumentKind, TwinDocument } from '../documents.ts';
import { documentPdf } from '../pdf.ts';
import {
  alreadyEnshrined,
  badRequest,
  creditNoteExists,
  negativeSum,
  numberIsTaken,
  onlyDraftsAreDeleted,
  ruleNotBookable,
  unprocessable,
} from '../refusal.ts';
import { peekNumber, takeNumber } from '../sequences.ts';
import { payableDocument, unsettle } from '../settlement.ts';
import { findTaxRule, fitsRegime } from '../taxRules.ts';
import { documentJson, modelOf } from '../wire/documents.ts';
import { sevClient } from '../wire/common.ts';
import { demandRoom, findCreditNote } from './creditNotes.ts';
import { findInvoice } from './invoices.ts';

// What happens to a document after it was saved; alike for invoices and credit notes.

export function findDocument(call: Call, kind: DocumentKind): TwinDocument {
  const id = Number(call.params['id']);
  return kind === 'invoice' ? findInvoice(call, id) : findCreditNote(call, id);
}

const change = (call: Call, document: TwinDocument, changes: Partial<TwinDocument>): void =>
  call.account.store(document.kind).change(document, call.now, changes);

const show = (call: Call, document: TwinDocument): TwinResponse =>
  answer(documentJson(call.account, document));

/** Status 200, the number, and locked for ever, all in one step and without a mail [MEASURED:rs]. */
export const sendBy =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    const sendType = call.body?.['sendType'];
    if (typeof sendType !== 'string' || !['VPDF', 'VPR', 'VP', 'VM'].includes(sendType))
      throw badRequest('sendType is missing or unknown');
    if (call.body?.['sendDraft'] === true) return show(call, document);
    demandFinalisable(call, document);
    call.admit();
    finalise(call, document, sendType);
    return show(call, document);
  };

/** What finalising checks and saving a draft did not. Asked again about an open document it says nothing. */
function demandFinalisable(call: Call, document: TwinDocument): void {
  if (document.status !== 100) return;
  if (document.contactId === null) throw unprocessable('A contact is mandatory beyond the draft');
  if (document.kind === 'invoice' && !hasAddress(call, document))
    throw unprocessable('An address is mandatory beyond the draft');
  const rule = findTaxRule(document.taxRule)!;
  if (!fitsRegime(rule.id, call.account.definition.regime)) throw ruleNotBookable(rule.code);
  if (document.sums.gross < 0) throw negativeSum();
  if (document.kind === 'invoice') return;
  // Unlike an invoice it gets no number of its own [MEASURED:rs].
  if (document.number === null) throw unprocessable('creditNoteNumber is missing');
  if (call.account.definition.takenNumbers !== 'allowed' && isTaken(call, document))
    throw numberIsTaken('CreditNote');
  if (document.refSrcInvoiceId !== null) {
    const invoice = call.account.invoices.get(document.refSrcInvoiceId);
    if (invoice) demandRoom(call, invoice, document.sums.gross, document.id);
  }
}

const isTaken = (call: Call, { id, number }: TwinDocument): boolean =>
  call.account.numbersOfOthers.includes(number!) ||
  [...call.account.creditNotes.withNumber(number!)].some((other) => other.id !== id && other.status !== 100);

/** On the document or at its contact (category 47 sufficed) [MEASURED:nerd; MEASURED:rs live_write_22]. */
function hasAddress(call: Call, document: TwinDocument): boolean {
  const { addressStreet, addressZip, addressCity, addressName, countryId } = document;
  if (addressStreet || addressZip || addressCity) return true;
  if (call.account.addresses.some(({ contactId }) => contactId === document.contactId)) return true;
  return call.account.definition.nameIsAddress && addressName !== null && countryId !== null;
}

/** OPEN what a second sendBy does; here it leaves the document as it is. */
function finalise(call: Call, document: TwinDocument, sendType: string): void {
  if (document.status !== 100) return;
  const { invoice, creditNote } = call.account.numbers;
  let number = document.number;
  if (document.kind === 'invoice') number ??= takeNumber(invoice, call.now);
  // The sequence of credit notes moves only now, so two drafts can read the same number (pitfall 13).
  else if (number === peekNumber(creditNote, call.now)) takeNumber(creditNote, call.now);
  const status = document.sums.gross === document.paid ? 1000 : 200;
  change(call, document, {
    number,
    status,
    sendType,
    sendDate: call.now,
    enshrined: call.now,
    finalised: document.finalised + 1,
  });
}

/** Two calls are two mails; a draft becomes an open document by it (facts 3.4). */
export const sendViaEmail =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    const [to, subject, text] = ['toEmail', 'subject', 'text'].map((name) => call.body?.[name]);
    if (typeof to !== 'string' || !to.includes('@')) throw badRequest('toEmail is missing or no address');
    if (typeof subject !== 'string' || typeof text !== 'string')
      throw badRequest('subject or text is missing');
    demandFinalisable(call, document);
    call.admit();
    finalise(call, document, 'VM');
    call.account.mails.push({ kind, documentId: document.id, to, subject, text, at: call.now });
    return created({
      id: String(call.nextId('Email')),
      objectName: 'Email',
      additionalInformation: null,
      create: berlinIso(call.now),
      update: berlinIso(call.now),
      object: { id: String(document.id), objectName: modelOf(document) },
      from: 'buchhaltung@example.com',
      to,
      subject,
      text,
      sevClient: sevClient(call.account),
    });
  };

/** Without preventSendBy=true reading the PDF of a draft finalises it (pitfall 3). */
export const getPdf =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    if (call.query.get('preventSendBy') !== 'true') {
      demandFinalisable(call, document);
      finalise(call, document, 'VPDF');
    }
    const content = documentPdf(document);
    const filename = `${document.number ?? 'Entwurf'}.pdf`;
    if (call.account.definition.pdfAs === 'raw')
      return {
        status: 200,
        headers: {
          'content-type': 'application/pdf',
          ...(call.account.definition.pdfEncoding === 'wrong' ? { 'content-encoding': 'gzip' } : {}),
        },
        body: content,
      };
    const mimetype = 'application/pdf';
    return answer({
      filename,
      mimetype,
      base64Encoded: true,
      content: Buffer.from(content).toString('base64'),
    });
  };

/** Only e-invoices have an XML, and this twin's accounts make none. */
export const getXml: Endpoint = (call) => {
  findInvoice(call, Number(call.params['id']));
  throw badRequest('This invoice is not an electronic invoice');
};

/** A draft goes without a trace; everything else stays (409, code 159) [MEASURED:rs]. */
export const deleteDocument =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    if (document.status !== 100) throw onlyDraftsAreDeleted(modelOf(document), document.status);
    call.admit();
    call.account.store(kind).remove(document);
    return deleted();
  };

export const enshrine =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    if (document.status === 100) throw unprocessable('A draft can not be enshrined');
    if (document.enshrined !== null) throw alreadyEnshrined();
    call.admit();
    change(call, document, { enshrined: call.now });
    return show(call, document);
  };

/** Takes the bookings back; not once a credit note exists (170). */
export const resetToOpen =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    if (document.status === 100) throw unprocessable('A draft can not be reset to open');
    const [creditNote] = kind === 'invoice' ? call.account.creditNotes.ofInvoice(document.id) : [];
    if (creditNote) throw creditNoteExists(documentJson(call.account, creditNote));
    call.admit();
    unsettle(call.account, payableDocument(call.account, document, call.now), call.now);
    return show(call, document);
  };

/** Only from 200 and never after sendBy, which enshrines [MEASURED:netz]. */
export const resetToDraft =
  (kind: DocumentKind): Endpoint =>
  (call) => {
    const document = findDocument(call, kind);
    if (document.enshrined !== null) throw alreadyEnshrined();
    if (document.status !== 200 && document.status !== 100)
      throw unprocessable('Only open documents can be reset to draft');
    call.admit();
    change(call, document, { status: 100 });
    return show(call, document);
  };

export const getIsPartiallyPaid: Endpoint = (call) =>
  answer(findInvoice(call, Number(call.params['id'])).status === 750);
