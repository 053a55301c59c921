import { total } from '../amounts.ts';
import { date, demandMapping, integer, isObject, refId, text, truth } from '../body.ts';
import type { Call } from '../call.ts';
import { countryCode, isCountry } from '../countries.ts';
import type { DocumentKind, TwinDocument } from '../documents.ts';
import { badRequest, columnIsNotNull, eInvoiceDataMissing, unprocessable } from '../refusal.ts';
import { findLegacyTaxType, findTaxRule, isOss, type TaxRuleFacts } from '../taxRules.ts';
import type { Json } from '../wire/common.ts';
import { isPaymentMethod } from '../wire/lookups.ts';
import { demandExisting } from './demandExisting.ts';
import { readPositions } from './readPositions.ts';

// What saveInvoice and saveCreditNote have in common: reading and refusing a document.

type Draft = Omit<TwinDocument, 'id' | 'create' | 'update'>;

export function readDraft(call: Call, kind: DocumentKind, header: Json, positionBodies: unknown): Draft {
  demandMapping(header, kind === 'invoice' ? 'Invoice' : 'CreditNote');
  demandDraftStatus(header, kind);
  if (header['taxRate'] === undefined || header['taxRate'] === null) throw columnIsNotNull('taxRate');
  const contactId = demandExisting(refId(header, 'contact', 'Contact'), 'Contact', (id) =>
    call.account.contacts.has(id),
  );
  const contactPersonId = demandExisting(refId(header, 'contactPerson', 'SevUser'), 'SevUser', (id) =>
    call.account.users.some((user) => user.id === id),
  );
  if (contactPersonId === null) throw unprocessable('contactPerson is missing');
  const countryId = demandExisting(
    refId(header, 'addressCountry', 'StaticCountry'),
    'StaticCountry',
    isCountry,
  );
  const paymentMethodId = demandExisting(
    refId(header, 'paymentMethod', 'PaymentMethod'),
    'PaymentMethod',
    isPaymentMethod,
  );
  const currency = text(header, 'currency');
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) throw unprocessable('currency is missing');
  const rule = readTaxRule(header);
  const deliveryCountry = readDeliveryCountry(header, rule, countryId);
  if (header['propertyIsEInvoice'] === true) refuseEInvoice(rule);
  const showNet = truth(header['showNet']) ?? call.account.definition.showNetByDefault;
  const documentDate = readDocumentDate(header, kind);
  const positions = readPositions(call, kind, positionBodies, rule, deliveryCountry, showNet, documentDate);
  const smallSettlement = truth(header['smallSettlement']) ?? false;
  if (smallSettlement && positions.some((position) => position.rate > 0))
    throw unprocessable('A document of a small business must not contain any vat');
  return {
    kind,
    type: kind === 'invoice' ? 'RE' : 'CN',
    number: text(header, kind === 'invoice' ? 'invoiceNumber' : 'creditNoteNumber'),
    status: 100,
    contactId,
    contactPersonId,
    marker: text(header, 'customerInternalNote'),
    currency,
    date: documentDate,
    deliveryDate: date(header, 'deliveryDate'),
    deliveryDateUntil: date(header, 'deliveryDateUntil'),
    deliveryCountry,
    header: text(header, 'header'),
    headText: text(header, 'headText'),
    footText: text(header, 'footText'),
    ...readAddress(header),
    countryId,
    timeToPay: integer(header, 'timeToPay'),
    taxRule: rule.id,
    taxText: text(header, 'taxText'),
    smallSettlement,
    showNet,
    paymentMethodId,
    bookingCategory: null,
    origin: null,
    refSrcInvoiceId: null,
    positions,
    discounts: 0,
    sums: total(positions.map((position) => position.amounts)),
    paid: 0,
    accountingGross: null,
    bookings: [],
    payDate: null,
    sendDate: null,
    sendType: null,
    enshrined: null,
    finalised: 0,
    tagIds: [],
  };
}

/** Documents are created with status 100 only [SPEC, update 2.0]. */
function demandDraftStatus(header: Json, kind: DocumentKind): void {
  if (String(header['status']) === '100') return;
  const name = kind === 'invoice' ? 'invoices' : 'credit notes';
  throw unprocessable(`New ${name} must be created with status 100`);
}

function readDocumentDate(header: Json, kind: DocumentKind): number {
  const field = kind === 'invoice' ? 'invoiceDate' : 'creditNoteDate';
  const value = date(header, field);
  if (value === null) throw unprocessable(`${field} is missing`);
  return value;
}

/** sevdesk does not copy the contact's address to a document unless asked (pitfall 16): what is sent is what stands. */
const readAddress = (header: Json) => ({
  addressName: text(header, 'addressName'),
  addressName2: text(header, 'addressName2'),
  addressStreet: text(header, 'addressStreet'),
  addressZip: text(header, 'addressZip'),
  addressCity: text(header, 'addressCity'),
  address: text(header, 'address'),
});

function readTaxRule(header: Json): TaxRuleFacts {
  const taxType = text(header, 'taxType');
  const id = refId(header, 'taxRule', 'TaxRule');
  const rule = id === null ? findLegacyTaxType(taxType ?? '') : findTaxRule(id);
  // "noUst" is refused with these words [MEASURED:netz].
  if (!rule) throw unprocessable('Could not find taxType');
  return rule;
}

/**
 * The country whose rates hold under One Stop Shop: deliveryAddressCountry, a lower-case code and not an object
 * [MEASURED:nerd, SPEC "String"]; without it the country of the address [SPEC].
 */
function readDeliveryCountry(header: Json, rule: TaxRuleFacts, countryId: number | null): string | null {
  const given = header['deliveryAddressCountry'];
  if (isObject(given)) throw badRequest('deliveryAddressCountry must be a string');
  if (!isOss(rule)) return typeof given === 'string' ? given : null;
  return typeof given === 'string' ? given : countryId === null ? null : countryCode(countryId);
}

/** E-invoices are not for OSS, and this account has no company data to make one (830) [SPEC]. */
function refuseEInvoice(rule: TaxRuleFacts): never {
  if (isOss(rule)) throw unprocessable('An e-invoice cannot be created with a One Stop Shop tax rule');
  throw eInvoiceDataMissing(['sevClient_address', 'sevClient_bankIban', 'sevClient_bankBic']);
}
