import { created, type Call, type Endpoint } from '../call.ts';
import type { TwinDocument } from '../documents.ts';
import { alreadyCancelled, creditNoteExists, partlyPaidIsNotCancelled, unprocessable } from '../refusal.ts';
import { takeNumber } from '../sequences.ts';
import type { Json } from '../wire/common.ts';
import { documentJson } from '../wire/documents.ts';
import { taxRuleById } from '../wire/lookups.ts';
import { contactJson } from '../wire/people.ts';
import { copyAsCreditNote } from './creditNotes.ts';
import { findInvoice } from './invoices.ts';

/**
 * What comes of it depends on the invoice (facts 3.6): open and unpaid, a cancellation invoice [MEASURED:rs]; paid, a
 * credit note that still has to be sent and booked [MEASURED:netz, one witness]; partly paid, an error inside HTTP 200.
 */
export const cancelInvoice: Endpoint = (call) => {
  const invoice = findInvoice(call, Number(call.params['id']));
  if (invoice.status === 100 || invoice.type !== 'RE')
    throw unprocessable('Only open invoices can be cancelled');
  if ([...call.account.invoices.ofInvoice(invoice.id)].length > 0) throw alreadyCancelled();
  const [creditNote] = call.account.creditNotes.ofInvoice(invoice.id);
  if (creditNote) throw creditNoteExists(documentJson(call.account, creditNote));
  if (invoice.status === 750) throw partlyPaidIsNotCancelled();
  call.admit();
  if (invoice.paid !== 0) return created(documentJson(call.account, copyAsCreditNote(call, invoice)));
  return created(cancelledJson(call, cancel(call, invoice)));
};

/** Number from the same sequence, negative sums, the same note; both end in status 1000 though nothing was paid. */
function cancel(call: Call, invoice: TwinDocument): TwinDocument {
  const number = takeNumber(call.account.numbers.invoice, call.now);
  const { net, tax, gross } = invoice.sums;
  const cancellation: TwinDocument = {
    ...invoice,
    id: call.nextId('Invoice'),
    type: 'SR',
    number,
    status: 1000,
    date: call.now,
    header: `Stornorechnung Nr. ${number} zur Rechnung Nr. ${invoice.number}`,
    origin: { id: invoice.id, objectName: 'Invoice' },
    positions: invoice.positions.map((position) => ({
      ...position,
      id: call.nextId('InvoicePos'),
      price: -position.price,
      unit: negated(position.unit),
      amounts: negated(position.amounts),
    })),
    sums: negated({ net, tax, gross }),
    bookings: [],
    sendDate: null,
    sendType: 'VPDF',
    enshrined: call.now,
    create: call.now,
    update: call.now,
    finalised: 1,
  };
  call.account.invoices.add(cancellation);
  call.made(cancellation.id);
  call.account.invoices.change(invoice, call.now, { status: 1000 });
  return cancellation;
}

const negated = (amounts: TwinDocument['sums']) => ({
  net: -amounts.net,
  tax: -amounts.tax,
  gross: -amounts.gross,
});

/** As recorded in write_invoice_cancel: contact and tax rule whole, no country, some inner fields. */
function cancelledJson(call: Call, cancellation: TwinDocument): Json {
  const contact = call.account.contacts.get(cancellation.contactId ?? 0);
  const {
    addressCountry: _country,
    paymentMethod: _method,
    ...json
  } = documentJson(call.account, cancellation);
  return {
    ...json,
    additionalInformation: { creditVoucher: false },
    propertyUseNewDocServer: '1',
    propertyIsEInvoice: null,
    propertyUseNewCalculation: '1',
    propertyIsBookkeepingV1: null,
    contact: contact ? contactJson(call.account, contact) : json['contact'],
    taxRule: taxRuleById(cancellation.taxRule),
  };
}
