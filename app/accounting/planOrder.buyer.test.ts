import { describe, expect, test } from 'vitest';
import type { Order } from './order.ts';
import { buildOrder, type OrderSpec } from './testing/buildOrder.ts';
import { plan, type PlanSpec } from './testing/planInput.ts';

const invoiceOf = (order: Order, choices?: PlanSpec) => {
  const planned = plan(order, choices);
  expect(planned.verdict).toEqual({ kind: 'book' });
  return planned.documents[0]!;
};
const invoiceFor = (spec: Partial<OrderSpec>, choices?: PlanSpec) =>
  invoiceOf(buildOrder({ lines: [{ price: 10_000 }], ...spec }), choices);

const problemFor = (spec: Partial<OrderSpec>, choices?: PlanSpec) => {
  const { verdict } = plan(buildOrder({ lines: [{ price: 10_000 }], ...spec }), choices);
  return verdict.kind === 'book' ? null : verdict.problem;
};

const nobody = { customerId: null, firstName: null, lastName: null };

describe('the recipient', () => {
  test('is the person of the billing address', () => {
    expect(invoiceFor({}).recipient).toEqual({
      name: 'Erika Mustermann',
      name2: null,
      street: 'Teststraße 1',
      zip: '10115',
      city: 'Berlin',
      countryCode: 'DE',
    });
  });

  test('is the company, with the person below', () => {
    expect(invoiceFor({ address: { company: 'Muster GmbH' } }).recipient).toMatchObject({
      name: 'Muster GmbH',
      name2: 'Erika Mustermann',
    });
    expect(
      invoiceFor({ buyer: { company: 'Muster AG' }, address: { company: 'Muster GmbH' } }).recipient.name,
    ).toBe('Muster AG');
  });

  test('has both lines of the street', () => {
    expect(invoiceFor({ address: { address2: ' Hinterhaus ' } }).recipient.street).toBe(
      'Teststraße 1, Hinterhaus',
    );
  });

  test('is taken from the delivery address where there is no billing address', () => {
    const order = buildOrder({ lines: [{ price: 10_000 }] });
    const elsewhere = {
      ...order,
      billingAddress: null,
      shippingAddress: { ...order.shippingAddress!, city: 'Hamburg' },
    };
    expect(invoiceOf(elsewhere).recipient.city).toBe('Hamburg');
  });

  test('is put together from first and last name, of the address or of the customer', () => {
    expect(invoiceFor({ address: { name: ' ', firstName: 'Max', lastName: 'Muster' } }).recipient.name).toBe(
      'Max Muster',
    );
    expect(invoiceFor({ address: { name: null, firstName: null, lastName: null } }).recipient.name).toBe(
      'Erika Mustermann',
    );
    expect(invoiceFor({ address: { name: null, firstName: null, lastName: 'Muster' } }).recipient.name).toBe(
      'Muster',
    );
  });

  const nameless = { name: null, firstName: null, lastName: null };

  test('may be unknown up to 250 euros (§ 33 UStDV), not beyond', () => {
    const anonymous = {
      country: 'DE',
      address: { ...nameless, address1: '', city: ' ', zip: null },
      buyer: nobody,
    };
    const invoice = invoiceFor({ ...anonymous, lines: [{ price: 25_000 }] });
    expect(invoice.recipient).toEqual({
      name: 'Kunde zur Bestellung #1001',
      name2: null,
      street: null,
      zip: null,
      city: null,
      countryCode: 'DE',
    });
    expect(invoice.contact).toMatchObject({
      customerNumber: 'SH-O6012345678901',
      lastName: 'Kunde zur Bestellung #1001',
    });
    expect(problemFor({ ...anonymous, lines: [{ price: 25_001 }] })).toEqual({
      code: 'order.address_missing',
      facts: { grossCents: 25_001 },
    });
  });

  test('must be known by name, street and town; a post code not every country has', () => {
    const lines = [{ price: 30_000 }];
    expect(problemFor({ lines, address: { zip: null } })).toBeNull();
    expect(problemFor({ lines, address: { address1: null } })?.code).toBe('order.address_missing');
    expect(problemFor({ lines, address: { city: null } })?.code).toBe('order.address_missing');
    expect(problemFor({ lines, address: nameless, buyer: nobody })?.code).toBe('order.address_missing');
    expect(problemFor({ lines, address: { ...nameless, company: 'Muster GmbH' }, buyer: nobody })).toBeNull();
  });

  test('must be known at any amount under OSS (§ 33 sentence 3 UStDV)', () => {
    const small = { country: 'FR', lines: [{ price: 1200, rate: 2000 }], address: { city: null } };
    const oss = { settings: { ossFrom: '2021-07-01' } };
    expect(problemFor(small, oss)?.code).toBe('order.address_missing');
    expect(problemFor({ ...small, address: {} }, oss)).toBeNull();
    expect(
      problemFor({ country: 'CH', lines: [{ price: 1200, rate: null }], address: { city: null } }),
    ).toBeNull();
  });

  test('of a sale at the till is the buyer, or nobody: there is no address', () => {
    const till = { country: null, with: { channel: 'pos' } };
    const atTill = { settings: { skip: { posOrders: false } } };
    const nowhere = { name2: null, street: null, zip: null, city: null, countryCode: 'DE' };
    const known = invoiceFor(till, atTill);
    expect(known.recipient).toEqual({ name: 'Erika Mustermann', ...nowhere });
    expect(known.contact).toMatchObject({ organisation: null, firstName: 'Erika', lastName: 'Mustermann' });
    const unknown = invoiceFor({ ...till, buyer: nobody }, atTill);
    expect(unknown.recipient).toEqual({ name: 'Kunde zur Bestellung #1001', ...nowhere });
    expect(unknown.contact).toMatchObject({ firstName: null, lastName: 'Kunde zur Bestellung #1001' });
    expect(problemFor({ ...till, buyer: nobody, lines: [{ price: 25_001 }] }, atTill)?.code).toBe(
      'order.address_missing',
    );
  });

  test('without any country gets that of the delivery', () => {
    const order = buildOrder({ lines: [{ price: 10_000 }] });
    const invoice = invoiceOf({ ...order, billingAddress: { ...order.billingAddress!, countryCode: null } });
    expect(invoice.recipient.countryCode).toBe('DE');
  });
});

describe('the contact', () => {
  test('has a number made from Shopify’s customer id, so that it is found again', () => {
    expect(invoiceFor({}).contact).toEqual({
      customerNumber: 'SH-7312345678',
      organisation: null,
      firstName: 'Erika',
      lastName: 'Mustermann',
      vatId: null,
      email: 'erika@example.com',
      address: invoiceFor({}).recipient,
    });
  });

  test('is the company when a company buys', () => {
    expect(invoiceFor({ address: { company: ' Muster GmbH ' } }).contact).toMatchObject({
      organisation: 'Muster GmbH',
      lastName: 'Mustermann',
    });
  });

  test('has no name made up where a company or a first name is all there is', () => {
    const address = { name: 'Muster GmbH', firstName: null, lastName: null };
    expect(invoiceFor({ buyer: { ...nobody, company: 'Muster GmbH' }, address }).contact).toMatchObject({
      organisation: 'Muster GmbH',
      firstName: null,
      lastName: null,
    });
    expect(
      invoiceFor({ buyer: { ...nobody, firstName: 'Erika' }, address: { ...address, name: 'Erika' } })
        .contact,
    ).toMatchObject({ organisation: null, firstName: 'Erika', lastName: null });
  });

  test('takes the name of the address where the customer has none', () => {
    expect(invoiceFor({ buyer: { firstName: null, lastName: null } }).contact).toMatchObject({
      firstName: 'Erika',
      lastName: 'Mustermann',
    });
  });

  test('of a guest is made for the order', () => {
    expect(invoiceFor({ buyer: { customerId: null } }).contact.customerNumber).toBe('SH-O6012345678901');
  });

  test('of all guests may be one, without anything personal', () => {
    const choices = { settings: { guestContact: 'collective' } };
    expect(invoiceFor({ buyer: { customerId: null } }, choices).contact).toEqual({
      customerNumber: 'SH-GUEST-becherladen',
      organisation: 'Shopify-Gastkunden becherladen',
      firstName: null,
      lastName: null,
      vatId: null,
      email: null,
      address: null,
    });
    expect(invoiceFor({}, choices).contact.customerNumber).toBe('SH-7312345678');
    expect(invoiceFor({ buyer: { customerId: null, vatId: 'DE136695976' } }, choices).contact).toMatchObject({
      customerNumber: 'SH-O6012345678901',
      vatId: 'DE136695976',
    });
  });
});

describe('the marker', () => {
  const markerOf = (order: Partial<Order>, domain = 'becherladen.myshopify.com') =>
    invoiceOf({ ...buildOrder({ lines: [{ price: 1000 }] }), ...order }, { shop: { domain } }).marker;

  test('is readable, and unique in the world', () => {
    expect(markerOf({})).toBe('#1001 becherladen 6012345678901');
  });

  test('survives whatever a merchant makes of order names', () => {
    expect(markerOf({ name: ' Bestellung «Ü» 12/7 💐 ' })).toBe(
      'Bestellung-U-12/7 becherladen 6012345678901',
    );
    expect(markerOf({ name: '💐' })).toBe('becherladen 6012345678901');
  });

  test('stays below 64 characters, and never loses its number', () => {
    const marker = markerOf({ name: 'N'.repeat(80) }, `${'s'.repeat(60)}.myshopify.com`);
    expect(marker).toHaveLength(63);
    expect(marker).toMatch(/^N{20} s+ 6012345678901$/);
    const long = markerOf({ id: '9'.repeat(62) });
    expect(long).toBe('9'.repeat(62));
  });
});

describe('texts too long for sevdesk', () => {
  const long = `${'x'.repeat(253)}👩‍👩‍👧y`;

  test('are cut between two characters: names, streets, towns and positions', () => {
    const invoice = invoiceFor({
      lines: [{ price: 1000, name: long }],
      address: { name: long, address1: long, city: long },
    });
    const expected = `${'x'.repeat(253)}…`;
    const { name, street, city } = invoice.recipient;
    expect([name, street, city, invoice.positions[0]!.name]).toEqual(Array(4).fill(expected));
  });

  test('of the contact, too', () => {
    const { contact } = invoiceFor({ buyer: { firstName: long, lastName: long, company: long } });
    for (const text of [contact.firstName, contact.lastName, contact.organisation]) {
      expect(text).toBe(`${'x'.repeat(253)}…`);
    }
  });
});

describe('the document', () => {
  test('is written in the buyer’s language', () => {
    const german = invoiceFor({});
    const english = invoiceFor({ buyer: { locale: 'en-GB' } });
    expect([german.language, english.language]).toEqual(['de', 'en']);
    expect(german.header).toBe('Rechnung zur Bestellung #1001');
    expect(english.header).toBe('Invoice for order #1001');
  });

  test('is mailed where the merchant wants it', () => {
    expect(invoiceFor({}).mailTo).toBeNull();
    expect(invoiceFor({}, { settings: { mailInvoice: true } }).mailTo).toBe('erika@example.com');
  });

  test('is left a draft where the merchant wants to finish it', () => {
    expect(invoiceFor({}).finalise).toBe(true);
    expect(invoiceFor({}, { settings: { finalise: false } }).finalise).toBe(false);
  });
});
