import { describe, expect, it } from 'vitest';
import { isPersonal, namesOf, redactOrder, redactPlan } from './redact.ts';
import { buildOrder } from './testing/buildOrder.ts';
import { refund } from './testing/changeOrder.ts';
import { asBooked, plan } from './testing/planInput.ts';

const secrets = [
  'Xaver',
  'Quitte',
  'xaver@quitte.example',
  'Quittengasse',
  '82467',
  'Garmisch',
  'Quitte & Söhne',
];
const address = {
  name: 'Xaver  Quitte',
  firstName: 'Xaver',
  lastName: 'Quitte',
  company: 'Quitte & Söhne',
  address1: 'Quittengasse 7',
  address2: 'Hof',
  zip: '82467',
  city: 'Garmisch',
};
const order = buildOrder({
  lines: [{ price: 2000, quantity: 2 }],
  address,
  buyer: {
    customerId: '77',
    firstName: 'Xaver',
    lastName: 'Quitte',
    email: 'xaver@quitte.example',
    company: 'Quitte & Söhne',
  },
  with: {
    note: 'Bitte bei Quitte klingeln',
    poNumber: 'Quitte-1',
    tags: ['Großkunde', 'Freund von Xaver'],
    attributes: [{ key: 'Gravur', value: 'Für Xaver' }],
  },
});
const both = (text: string | null) => ({ de: text, en: text });
const texts = {
  texts: { header: both(null), intro: both('Danke, {name}!'), foot: both('Ihr Laden, {name}') },
};

const expectNothingPersonal = (value: unknown) => {
  const text = JSON.stringify(value);
  for (const secret of secrets) expect(text).not.toContain(secret);
};

describe('an order without its buyer', () => {
  it('says nothing of who it was, and everything the accounts need', () => {
    const redacted = redactOrder(order);
    expectNothingPersonal(redacted);
    const { totals, lines, agreements, transactions } = order;
    expect(redacted).toMatchObject({ gid: order.gid, totals, lines, agreements, transactions });
    expect(redacted.billingAddress?.countryCode).toBe('DE');
    expect(redacted.tags).toEqual(['Großkunde']);
    expect([isPersonal(order), isPersonal(redacted)]).toEqual([true, false]);
  });

  it.each([
    ['DE', { zip: '78266', city: 'Büsingen' }, { zip: '78266', city: null }],
    ['ES', { zip: '38001', city: 'Santa Cruz' }, { zip: '38001', city: null }],
    ['IT', { zip: null, city: 'Livigno' }, { zip: null, city: 'Livigno' }],
    ['FR', { zip: '75001', city: 'Paris' }, { zip: null, city: null }],
    ['GB', { zip: 'SW1A 1AA', city: 'London' }, { zip: 'SW1A 1AA', city: null }],
  ])('keeps of an address in %s only what the tax hangs on: %o', (country, given, kept) => {
    const { shippingAddress } = redactOrder(buildOrder({ lines: [{ price: 100 }], country, address: given }));
    expect(shippingAddress).toMatchObject({ ...kept, countryCode: country, name: null, address1: null });
  });
});

describe('a document without its buyer', () => {
  it('says nothing of who it was, in its texts neither, and keeps every figure', () => {
    const [invoice] = plan(order, { settings: { ...texts, mailInvoice: true } }).documents;
    expect(JSON.stringify(invoice)).toContain('Danke, Xaver Quitte!');
    const redacted = redactPlan(invoice!, order, namesOf(order));
    expectNothingPersonal(redacted);
    expect(redacted.intro).toBe('Danke, …!');
    const { positions, gross, tax, marker, taxRule, evidence, bookings } = invoice!;
    expect(redacted).toMatchObject({ positions, gross, tax, marker, taxRule, evidence, bookings });
    expect(redacted.recipient).toMatchObject({ name: 'Kunde zur Bestellung #1001', countryCode: 'DE' });
    expect(redacted.contact).toMatchObject({ customerNumber: 'SH-77', address: null });
  });

  it('is followed by the same credit note, whose recipient is to be taken from the invoice in sevdesk', () => {
    const { documents } = plan(order);
    const redacted = documents.map((document) => redactPlan(document, order, namesOf(order)));
    const later = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    const usual = plan(later, { booked: asBooked(documents) }).documents[1]!;
    const credit = plan(redactOrder(later), { booked: asBooked(redacted) }).documents[1]!;
    expectNothingPersonal(credit);
    const { recipient, contact, mailTo, intro: _intro, ...rest } = usual;
    expect(credit).toMatchObject(rest);
    expect([credit.recipient.redacted, recipient.redacted]).toEqual([true, undefined]);
    expect([credit.contact.customerNumber, credit.mailTo]).toEqual([contact.customerNumber, mailTo]);
  });

  it('keeps the VAT id that made it free of tax: the proof is to be kept like the invoice', () => {
    const business = buildOrder({
      lines: [{ price: 30_000, rate: null }],
      country: 'AT',
      address,
      buyer: { vatId: 'ATU33864707', company: 'Quitte & Söhne' },
    });
    const check = {
      vatId: 'ATU33864707',
      valid: true,
      checkedAt: '2026-11-24T10:00:00Z',
      reference: 'REF-1',
    };
    const [invoice] = plan(business, { vatCheck: check }).documents;
    const redacted = redactPlan(invoice!, business, namesOf(business));
    expect(redacted.evidence.facts).toMatchObject({ vatId: 'ATU33864707', vatIdReference: 'REF-1' });
    expect(redacted.contact).toMatchObject({ vatId: 'ATU33864707', organisation: null });
    expectNothingPersonal(redacted);
  });
});
