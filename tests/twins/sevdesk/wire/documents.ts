import type { Account } from '../account.ts';
import { decimalText } from '../decimals.ts';
import type { TwinDocument } from '../documents.ts';
import { flag, head, instant, ref, refOrNull, sevClient, type Json } from './common.ts';

// Field for field as recorded (invoice_draft, invoice_enshrined, invoice_list, credit_note) [MEASURED:rs].

export const modelOf = (document: TwinDocument): 'Invoice' | 'CreditNote' =>
  document.kind === 'invoice' ? 'Invoice' : 'CreditNote';

export const documentJson = (account: Account, document: TwinDocument): Json =>
  document.kind === 'invoice' ? invoiceJson(account, document) : creditNoteJson(account, document);

function invoiceJson(account: Account, document: TwinDocument): Json {
  return {
    ...head(document.id, 'Invoice', document.create, document.update),
    invoiceNumber: document.number,
    ...parties(account, document),
    invoiceDate: instant(document.date),
    ...texts(document),
    discountTime: null,
    dunningLevel: null,
    invoiceType: document.type,
    accountIntervall: null,
    accountLastInvoice: null,
    accountNextInvoice: null,
    accountStartDate: null,
    reminderCharge: '0',
    ...sums(document),
    // A JSON number, alone among the sums [MEASURED:rs].
    paidAmount: document.paid / 100,
    einvoiceReference: null,
    sepaMandateReference: null,
    sepaCreditorId: null,
    sepaPayerIban: null,
    sendPaymentReceivedNotificationDate: null,
    ...closing(document),
  };
}

function creditNoteJson(account: Account, document: TwinDocument): Json {
  return {
    ...head(document.id, 'CreditNote', document.create, document.update),
    creditNoteNumber: document.number,
    ...parties(account, document),
    creditNoteDate: instant(document.date),
    ...texts(document),
    discountTime: '0',
    creditNoteType: document.type,
    accountIntervall: null,
    accountLastCreditNote: null,
    accountNextCreditNote: null,
    reminderCharge: null,
    ...sums(document),
    taxNumber: null,
    vatNumber: null,
    bookingCategory: document.bookingCategory,
    ...(document.refSrcInvoiceId === null ? {} : { refSrcInvoice: ref(document.refSrcInvoiceId, 'Invoice') }),
    isTransferred: '0',
    ...closing(document),
  };
}

const parties = (account: Account, document: TwinDocument): Json => ({
  contact: refOrNull(document.contactId, 'Contact'),
  sevClient: sevClient(account),
  createUser: ref(document.contactPersonId, 'SevUser'),
  contactPerson: ref(document.contactPersonId, 'SevUser'),
  // deliveryAddressCountry is missing here on purpose: GET may omit it [MEASURED:nerd].
  ...(document.countryId === null ? {} : { addressCountry: ref(document.countryId, 'StaticCountry') }),
  ...(document.paymentMethodId === null
    ? {}
    : { paymentMethod: ref(document.paymentMethodId, 'PaymentMethod') }),
  ...(document.origin ? { origin: ref(document.origin.id, document.origin.objectName) } : {}),
});

const texts = (document: TwinDocument): Json => ({
  header: document.header,
  headText: document.headText,
  footText: document.footText,
  timeToPay: document.timeToPay === null ? null : String(document.timeToPay),
  discount: '0',
  addressName: document.addressName,
  addressStreet: document.addressStreet,
  addressZip: document.addressZip,
  addressCity: document.addressCity,
  addressParentName: null,
  addressParentName2: null,
  addressName2: document.addressName2,
  addressGender: null,
  address: document.address,
  accountEndDate: null,
  reminderTotal: null,
  reminderDebit: null,
  reminderDeadline: null,
});

/** "9.31", "49", "-18.4": strings, trailing zeros dropped [MEASURED:rs]. */
const sums = (document: TwinDocument): Json => ({
  sumNet: decimalText(document.sums.net),
  sumTax: decimalText(document.sums.tax),
  sumGross: decimalText(document.sums.gross),
  sumDiscounts: decimalText(document.discounts),
  sumNetForeignCurrency: '0',
  sumTaxForeignCurrency: '0',
  sumGrossForeignCurrency: '0',
  sumDiscountsForeignCurrency: '0',
  sumNetAccounting: decimalText(document.sums.net),
  sumTaxAccounting: decimalText(document.sums.tax),
  // Another than sumGross where a payment difference was booked (fixture voucher_list, of vouchers) [MEASURED:rs].
  sumGrossAccounting: decimalText(document.accountingGross ?? document.sums.gross),
  sumDiscountNet: '0',
  sumDiscountGross: '0',
  sumDiscountNetForeignCurrency: '0',
  sumDiscountGrossForeignCurrency: '0',
});

const closing = (document: TwinDocument): Json => ({
  payDate: instant(document.payDate),
  deliveryDate: instant(document.deliveryDate),
  deliveryDateUntil: instant(document.deliveryDateUntil),
  status: String(document.status),
  smallSettlement: flag(document.smallSettlement),
  taxRate: '0',
  taxText: document.taxText,
  taxType: null,
  taxRule: ref(document.taxRule, 'TaxRule'),
  currency: document.currency,
  customerInternalNote: document.marker,
  showNet: flag(document.showNet),
  sendDate: instant(document.sendDate),
  enshrined: instant(document.enshrined),
  // Unset is the string "0" [MEASURED:rs].
  sendType: document.sendType ?? '0',
});
