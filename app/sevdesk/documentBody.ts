import type { PlannedDocument, Position, Recipient } from '../accounting/documents.ts';
import { toDecimal } from '../accounting/money.ts';
import type { DraftRefs } from './client.ts';
import { toGermanDate } from './dates.ts';

/** One Stop Shop: goods, electronic services, other services. */
const OSS_RULES: readonly number[] = [18, 19, 20];
/** § 19 UStG. */
const SMALL_BUSINESS_RULE = 11;

export const objectRef = (id: string, objectName: string) => ({ id: Number(id), objectName });

/** The body of saveInvoice for a new draft. */
export function invoiceBody(document: PlannedDocument, refs: DraftRefs, countryId: string) {
  return {
    invoice: {
      objectName: 'Invoice',
      invoiceType: 'RE',
      invoiceDate: toGermanDate(document.date),
      // Skonto; sevdesk demands the field.
      discount: 0,
      // Nothing to pay any more, so no term; else the account's own default.
      ...(document.prepaid ? { timeToPay: 0 } : {}),
      propertyIsEInvoice: false,
      ...shared(document, refs, countryId),
    },
    invoicePosSave: document.positions.map((position, index) =>
      positionBody('InvoicePos', position, index, refs),
    ),
    invoicePosDelete: null,
    discountSave: null,
    discountDelete: null,
    takeDefaultAddress: false,
  };
}

/** The body of saveCreditNote for a new draft that takes back a part of an invoice. */
export function creditNoteBody(document: PlannedDocument, refs: DraftRefs, countryId: string) {
  return {
    creditNote: {
      objectName: 'CreditNote',
      creditNoteType: 'CN',
      creditNoteNumber: refs.number,
      creditNoteDate: toGermanDate(document.date),
      // The only category that hangs on an invoice and the only one allowed for every tax rule.
      bookingCategory: 'UNDERACHIEVEMENT',
      refSrcInvoice: refs.refersToId === null ? null : objectRef(refs.refersToId, 'Invoice'),
      ...shared(document, refs, countryId),
    },
    creditNotePosSave: document.positions.map((position, index) =>
      positionBody('CreditNotePos', position, index, refs),
    ),
    creditNotePosDelete: null,
    discountSave: null,
    discountDelete: null,
  };
}

function shared(document: PlannedDocument, refs: DraftRefs, countryId: string) {
  const { lookups } = refs;
  const paymentMethodId = document.prepaid ? lookups.onlinePaymentMethodId : lookups.transferPaymentMethodId;
  return {
    mapAll: true,
    // The only status a document may be created with.
    status: 100,
    contact: objectRef(refs.contactId, 'Contact'),
    contactPerson: objectRef(lookups.contactPersonId, 'SevUser'),
    deliveryDate: toGermanDate(document.deliveryDate),
    currency: document.currency,
    // Prices are gross. Left out, the account's setting would decide and VAT would come on top.
    showNet: false,
    // No longer used, but the column must not be null; the rates stand in the positions.
    taxRate: 0,
    taxRule: { id: String(document.taxRule), objectName: 'TaxRule' },
    taxText: document.taxText,
    smallSettlement: document.taxRule === SMALL_BUSINESS_RULE,
    header: document.header,
    headText: withBreaks(document.intro),
    footText: withBreaks(document.foot),
    ...addressBody(document.recipient, document.language),
    addressCountry: objectRef(countryId, 'StaticCountry'),
    // A lower-case code and not an object (measured); sevdesk checks the rates against it.
    ...(OSS_RULES.includes(document.taxRule)
      ? { deliveryAddressCountry: document.deliveryCountry.toLowerCase() }
      : {}),
    ...(paymentMethodId === null ? {} : { paymentMethod: objectRef(paymentMethodId, 'PaymentMethod') }),
    customerInternalNote: document.marker,
  };
}

/**
 * These two texts are HTML ("certain html tags can be used", API documentation; live invoices hold `<br/>`). What a bare
 * line break prints is not known, so each is written as a tag and none is left.
 */
const withBreaks = (text: string | null): string | null => text && text.replaceAll(/\r?\n/g, '<br>');

function positionBody(objectName: string, position: Position, index: number, refs: DraftRefs) {
  return {
    objectName,
    mapAll: true,
    positionNumber: index,
    quantity: position.quantity,
    unity: objectRef(refs.lookups.unityId, 'Unity'),
    name: position.name,
    text: position.text,
    // Decimal strings are read exactly; a float would not be.
    price: toDecimal(position.unitGross),
    taxRate: position.rate / 100,
  };
}

/** sevdesk prints `address` as it stands; it does not copy the contact's. */
function addressBody(recipient: Recipient, language: 'de' | 'en') {
  const town = [recipient.zip, recipient.city].filter(Boolean).join(' ');
  const lines = [
    recipient.name,
    recipient.name2,
    recipient.street,
    town,
    foreignCountry(recipient, language),
  ];
  return {
    addressName: recipient.name,
    addressName2: recipient.name2,
    addressStreet: recipient.street,
    addressZip: recipient.zip,
    addressCity: recipient.city,
    address: lines.filter(Boolean).join('\n'),
  };
}

/** The country is only written on letters that leave Germany. */
function foreignCountry(recipient: Recipient, language: 'de' | 'en'): string | null {
  if (recipient.countryCode === 'DE') return null;
  return (
    new Intl.DisplayNames([language], { type: 'region' }).of(recipient.countryCode) ?? recipient.countryCode
  );
}
