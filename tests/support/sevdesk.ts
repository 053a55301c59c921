import type { PlannedContact, PlannedDocument } from '../../app/accounting/documents.ts';
import { cents, rate } from '../../app/accounting/money.ts';
import { someTaxFacts } from '../../app/accounting/testing/taxFacts.ts';
import type { AccountLookups, DraftRefs } from '../../app/sevdesk/client.ts';

// A document as accounting plans it, for tests of everything that writes documents to sevdesk.

export const someContact = (changes: Partial<PlannedContact> = {}): PlannedContact => ({
  customerNumber: 'SH-7312345678',
  organisation: null,
  firstName: 'Erika',
  lastName: 'Mustermann',
  vatId: null,
  email: 'erika@example.com',
  address: someRecipient,
  ...changes,
});

export const someRecipient = {
  name: 'Erika Mustermann',
  name2: null,
  street: 'Teststr. 1',
  zip: '10115',
  city: 'Berlin',
  countryCode: 'DE',
};

/** A paid order of a T-shirt and its shipping: 16.80 gross at 19 %, tax 2.68. */
export const someInvoice = (changes: Partial<PlannedDocument> = {}): PlannedDocument => ({
  kind: 'invoice',
  sourceGid: 'gid://shopify/Order/6012345678901',
  marker: '#1001 · test-shop · 6012345678901',
  currency: 'EUR',
  date: '2026-11-24',
  deliveryDate: '2026-11-24',
  taxRule: 1,
  taxText: 'Umsatzsteuer 19%',
  positions: [
    {
      name: 'T-Shirt blau / M',
      text: 'SKU TS-1',
      quantity: 1,
      unitGross: cents(1190),
      gross: cents(1190),
      tax: cents(190),
      rate: rate(1900),
      source: { kind: 'line', gid: 'gid://shopify/LineItem/1' },
    },
    {
      name: 'Versand',
      text: null,
      quantity: 1,
      unitGross: cents(490),
      gross: cents(490),
      tax: cents(78),
      rate: rate(1900),
      source: { kind: 'shipping', gid: 'gid://shopify/ShippingLine/1' },
    },
  ],
  gross: cents(1680),
  tax: cents(268),
  header: 'Rechnung zur Bestellung #1001',
  intro: null,
  foot: null,
  language: 'de',
  recipient: someRecipient,
  deliveryCountry: 'DE',
  contact: someContact(),
  refersTo: null,
  finalise: true,
  bookings: [],
  mailTo: null,
  prepaid: true,
  evidence: { rule: 1, reason: 'domestic', facts: someTaxFacts() },
  covers: { added: [], removed: [] },
  ...changes,
});

/** The shipping of {@link someInvoice} given back. */
export const someCreditNote = (changes: Partial<PlannedDocument> = {}): PlannedDocument => {
  const invoice = someInvoice();
  const [, shipping] = invoice.positions;
  return {
    ...invoice,
    kind: 'credit_note',
    sourceGid: 'gid://shopify/Refund/9001',
    marker: '#1001 · test-shop · 6012345678901 · 9001',
    header: 'Gutschrift zur Bestellung #1001',
    positions: [shipping!],
    gross: cents(490),
    tax: cents(78),
    refersTo: invoice.sourceGid,
    ...changes,
  };
};

export const someRefs = (
  lookups: AccountLookups,
  contactId: string,
  changes: Partial<DraftRefs> = {},
): DraftRefs => ({
  contactId,
  lookups,
  refersToId: null,
  number: null,
  ...changes,
});
