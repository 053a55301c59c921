import { describe, expect, it } from 'vitest';
import { someCreditNote, someInvoice, someRecipient, someRefs } from '../../tests/support/sevdesk.ts';
import { cents, rate } from '../accounting/money.ts';
import type { AccountLookups } from './client.ts';
import { creditNoteBody, invoiceBody } from './documentBody.ts';

const lookups: AccountLookups = {
  accountKey: '1303847',
  contactPersonId: '1551095',
  unityId: '1',
  onlinePaymentMethodId: '114251',
  transferPaymentMethodId: '21919',
  countries: { DE: '1', FR: '8' },
};
const refs = someRefs(lookups, '138810529');
const header = (changes: Parameters<typeof someInvoice>[0] = {}, of = refs) =>
  invoiceBody(someInvoice(changes), of, '1').invoice;

describe('an invoice for sevdesk', () => {
  it('is a draft of a regular invoice in gross prices, dated in Berlin days, found again by its marker', () => {
    expect(header()).toMatchObject({
      objectName: 'Invoice',
      mapAll: true,
      invoiceType: 'RE',
      status: 100,
      showNet: false,
      taxRate: 0,
      taxRule: { id: '1', objectName: 'TaxRule' },
      currency: 'EUR',
      invoiceDate: '24.11.2026',
      deliveryDate: '24.11.2026',
      contact: { id: 138810529, objectName: 'Contact' },
      contactPerson: { id: 1551095, objectName: 'SevUser' },
      addressCountry: { id: 1, objectName: 'StaticCountry' },
      customerInternalNote: '#1001 · test-shop · 6012345678901',
      smallSettlement: false,
      propertyIsEInvoice: false,
    });
  });

  it('writes line breaks of its texts as tags, however they came, and leaves the address its own', () => {
    const texts = header({ intro: 'Vielen Dank!\nIhr Team', foot: 'Eins\r\n\r\nZwei' });
    expect(texts).toMatchObject({
      headText: 'Vielen Dank!<br>Ihr Team',
      footText: 'Eins<br><br>Zwei',
      address: expect.stringContaining('\n'),
    });
  });

  it('leaves its number, its delivery period and the old tax type to sevdesk', () => {
    for (const field of ['invoiceNumber', 'deliveryDateUntil', 'taxType'])
      expect(header()).not.toHaveProperty(field);
    expect(invoiceBody(someInvoice(), refs, '1').takeDefaultAddress).toBe(false);
  });

  it('sends amounts as exact decimals and rates in percent', () => {
    const [shirt] = someInvoice().positions;
    const positions = [
      { ...shirt!, unitGross: cents(1), gross: cents(1) },
      { ...shirt!, quantity: 3, unitGross: cents(134_161_595), gross: cents(402_484_785), rate: rate(2550) },
    ];
    expect(invoiceBody(someInvoice({ positions }), refs, '1').invoicePosSave).toMatchObject([
      { positionNumber: 0, quantity: 1, price: '0.01', taxRate: 19 },
      { positionNumber: 1, quantity: 3, price: '1341615.95', taxRate: 25.5 },
    ]);
  });

  it('asks for nothing any more when it is paid, and for a transfer when it is not', () => {
    expect(header()).toMatchObject({ timeToPay: 0, paymentMethod: { id: 114251 } });
    const unpaid = header({ prepaid: false });
    expect(unpaid).toMatchObject({ paymentMethod: { id: 21919 } });
    expect(unpaid).not.toHaveProperty('timeToPay');
    const without = someRefs({ ...lookups, onlinePaymentMethodId: null }, '1');
    expect(header({}, without)).not.toHaveProperty('paymentMethod');
  });

  it('names the country of delivery under One Stop Shop only, in lower case and as a string', () => {
    for (const taxRule of [18, 19, 20] as const)
      expect(header({ taxRule, deliveryCountry: 'FR' })).toMatchObject({ deliveryAddressCountry: 'fr' });
    expect(header({ taxRule: 1, deliveryCountry: 'FR' })).not.toHaveProperty('deliveryAddressCountry');
  });

  it('says that no VAT is charged under § 19 UStG', () => {
    expect(header({ taxRule: 11 }).smallSettlement).toBe(true);
  });

  it('writes the whole address, with the country on letters abroad in the language of the document', () => {
    expect(header().address).toBe('Erika Mustermann\nTeststr. 1\n10115 Berlin');
    const abroad = {
      ...someRecipient,
      name: 'Chocolat SARL',
      name2: 'Jeanne Dupont',
      city: 'Paris',
      countryCode: 'FR',
    };
    expect(header({ recipient: abroad }).address).toBe(
      'Chocolat SARL\nJeanne Dupont\nTeststr. 1\n10115 Paris\nFrankreich',
    );
    expect(header({ recipient: abroad, language: 'en' }).address).toMatch(/France$/);
    const bare = { ...someRecipient, street: null, zip: null, city: null };
    expect(header({ recipient: bare }).address).toBe('Erika Mustermann');
  });
});

describe('a credit note for sevdesk', () => {
  const of = someRefs(lookups, '7', { refersToId: '135582100', number: 'GU-1048' });

  it('hangs on its invoice and brings its own number', () => {
    const body = creditNoteBody(someCreditNote({ date: '2026-11-25' }), of, '1');
    expect(body.creditNote).toMatchObject({
      objectName: 'CreditNote',
      creditNoteType: 'CN',
      creditNoteNumber: 'GU-1048',
      creditNoteDate: '25.11.2026',
      bookingCategory: 'UNDERACHIEVEMENT',
      refSrcInvoice: { id: 135582100, objectName: 'Invoice' },
      deliveryDate: '24.11.2026',
      showNet: false,
    });
    expect(body.creditNotePosSave).toMatchObject([
      { objectName: 'CreditNotePos', price: '4.90', taxRate: 19 },
    ]);
  });
});
