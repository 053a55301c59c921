import { isObject, objectOf, truth } from '../body.ts';
import { answer, created, single, type Call, type Endpoint } from '../call.ts';
import type { TwinDocument } from '../documents.ts';
import { notFound, unprocessable } from '../refusal.ts';
import type { Json } from '../wire/common.ts';
import { documentJson } from '../wire/documents.ts';
import { positionJson, savedInvoicePosition } from '../wire/positions.ts';
import { allCountries } from '../countries.ts';
import { contactJson } from '../wire/people.ts';
import { taxRuleById } from '../wire/lookups.ts';
import { applyDiscounts } from './readPositions.ts';
import { readDraft } from './saveDocument.ts';
import { listDocuments } from './listDocuments.ts';

export function findInvoice(call: Call, id: number): TwinDocument {
  const invoice = call.account.invoices.get(id);
  if (!invoice) throw notFound('Invoice', id);
  return invoice;
}

export const listInvoices: Endpoint = (call) => listDocuments(call, 'invoice');

export const getInvoice: Endpoint = (call) => {
  const invoice = findInvoice(call, Number(call.params['id']));
  return single({ ...documentJson(call.account, invoice), ...embedded(call, invoice) });
};

/** `embed=contact,addressCountry` inlines references. */
function embedded(call: Call, invoice: TwinDocument): Json {
  const wanted = (call.query.get('embed') ?? '').split(',');
  const contact = invoice.contactId === null ? undefined : call.account.contacts.get(invoice.contactId);
  const country = allCountries().find((row) => row['id'] === String(invoice.countryId));
  return {
    ...(wanted.includes('contact') && contact ? { contact: contactJson(call.account, contact) } : {}),
    ...(wanted.includes('addressCountry') && country ? { addressCountry: country } : {}),
    ...(wanted.includes('taxRule') ? { taxRule: taxRuleById(invoice.taxRule) } : {}),
  };
}

export const getInvoicePositions: Endpoint = (call) => {
  const invoice = findInvoice(call, Number(call.params['id']));
  return answer(invoice.positions.map((position) => positionJson(call.account, invoice, position)));
};

/** Creates a draft, or changes one when `invoice.id` is given. */
export const saveInvoice: Endpoint = (call) => {
  const header = objectOf(call.body, 'invoice');
  const draft = readDraft(call, 'invoice', header, call.body?.['invoicePosSave']);
  if (header['invoiceType'] !== 'RE') throw unprocessable('this twin knows invoices of type RE only');
  // A regular invoice must not be delivered later than it is dated [SPEC].
  if (draft.deliveryDate !== null && draft.deliveryDate > draft.date)
    throw unprocessable('The delivery date must not be later than the invoice date');
  const { sums, discounts } = applyDiscounts(draft, call.body?.['discountSave']);
  const known =
    header['id'] === undefined || header['id'] === null ? null : findInvoice(call, Number(header['id']));
  if (known && known.status !== 100) throw unprocessable('Only drafts can be changed');
  call.admit();
  const { invoices } = call.account;
  const content = { ...draft, ...defaultAddress(call, draft), sums, discounts };
  const birth = { id: call.nextId('Invoice'), create: call.now, update: call.now };
  const invoice = known ?? { ...content, ...birth };
  if (known) invoices.change(known, call.now, content);
  else invoices.add(invoice);
  call.made(invoice.id);
  const json = { ...documentJson(call.account, invoice), propertyIsEInvoice: '0' };
  return created({
    invoice: json,
    invoicePos: invoice.positions.map((position) => savedInvoicePosition(position, json)),
    vatdrop: 'not relevant',
  });
};

/** Only `takeDefaultAddress: true` copies the contact's address (facts 3.1). */
function defaultAddress(call: Call, draft: Pick<TwinDocument, 'contactId'>): Partial<TwinDocument> {
  if (!isObject(call.body) || truth(call.body['takeDefaultAddress']) !== true) return {};
  const address = call.account.addresses.find((entry) => entry.contactId === draft.contactId);
  if (!address) return {};
  return { addressStreet: address.street, addressZip: address.zip, addressCity: address.city };
}
