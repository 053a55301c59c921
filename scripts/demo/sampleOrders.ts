import type { OrderSpec, RefundSpec } from '@twins/shopify';

export interface SampleOrder {
  what: string;
  spec: OrderSpec;
  refund?: RefundSpec;
}

const erika = { firstName: 'Erika', lastName: 'Mustermann', email: 'erika@example.com' };
const hamburg = { ...erika, address1: 'Musterallee 1', zip: '22299', city: 'Hamburg', countryCode: 'DE' };

/** A morning in a German shop: what is plain, what is not, and what nobody can book. */
export const sampleOrders: SampleOrder[] = [
  {
    what: 'two shirts, shipping free',
    spec: {
      customer: erika,
      billingAddress: hamburg,
      lines: [{ title: 'T-Shirt', variantTitle: 'Blau / M', sku: 'TS-BL-M', price: '19.99', quantity: 2 }],
      shipping: { title: 'Versand', price: '0.00' },
    },
  },
  {
    what: 'two tax rates, discount code, shipping',
    spec: {
      customer: erika,
      billingAddress: hamburg,
      lines: [
        { title: 'Kaffee, ganze Bohne', sku: 'KA-500', price: '12.90', quantity: 3, taxRate: 0.07 },
        { title: 'Kaffeemühle', sku: 'MU-1', price: '89.00' },
      ],
      discountCode: { code: 'HERBST10', amount: '12.77' },
      shipping: { title: 'DHL Paket', price: '4.90' },
    },
  },
  {
    what: 'guest pays with a gift card and PayPal',
    spec: {
      customer: null,
      billingAddress: {
        firstName: 'Max',
        lastName: 'Gast',
        address1: 'Weg 2',
        zip: '50667',
        city: 'Köln',
        countryCode: 'DE',
      },
      lines: [{ title: 'Poster', price: '35.00' }],
      shipping: { title: 'Versand', price: '4.90' },
      gateway: 'paypal',
      giftCardPayment: '20.00',
    },
  },
  {
    what: 'a gift card is sold: no turnover, and so no invoice',
    spec: {
      customer: erika,
      billingAddress: hamburg,
      lines: [{ title: 'Gutschein', price: '20.00', giftCard: true, taxRate: null }],
    },
  },
  {
    what: 'one of three pieces comes back',
    spec: {
      customer: { firstName: 'Jonas', lastName: 'Beispiel', email: 'jonas@example.com' },
      billingAddress: {
        firstName: 'Jonas',
        lastName: 'Beispiel',
        address1: 'Ring 3',
        zip: '80331',
        city: 'München',
        countryCode: 'DE',
      },
      lines: [{ title: 'Tasse', sku: 'TA-1', price: '14.50', quantity: 3 }],
      shipping: { title: 'Versand', price: '4.90' },
    },
    refund: { lines: [{ line: 0, quantity: 1 }] },
  },
  {
    what: 'to Switzerland, free of tax',
    spec: {
      customer: { firstName: 'Urs', lastName: 'Muster', email: 'urs@example.com' },
      billingAddress: {
        firstName: 'Urs',
        lastName: 'Muster',
        address1: 'Bahnhofstrasse 1',
        zip: '8001',
        city: 'Zürich',
        countryCode: 'CH',
      },
      lines: [{ title: 'Kaffeemühle', sku: 'MU-1', price: '74.79', taxRate: null }],
      shipping: { title: 'International', price: '15.00', taxRate: null },
    },
  },
  {
    what: 'to France with French tax, but the shop is not in OSS: parked',
    spec: {
      customer: { firstName: 'Claire', lastName: 'Exemple', email: 'claire@example.com' },
      billingAddress: {
        firstName: 'Claire',
        lastName: 'Exemple',
        address1: '1 rue de Rivoli',
        zip: '75001',
        city: 'Paris',
        countryCode: 'FR',
      },
      lines: [{ title: 'Poster', price: '35.00', taxRate: 0.2, taxTitle: 'TVA' }],
      shipping: { title: 'International', price: '9.90', taxRate: 0.2, taxTitle: 'TVA' },
    },
  },
  {
    what: 'bank transfer, not paid yet: waits',
    spec: {
      customer: erika,
      billingAddress: hamburg,
      lines: [{ title: 'Regal', price: '249.00' }],
      shipping: { title: 'Spedition', price: '39.00' },
      payment: 'pending',
      gateway: 'Vorkasse',
    },
  },
  {
    what: 'test order: skipped',
    spec: {
      customer: erika,
      billingAddress: hamburg,
      lines: [{ title: 'T-Shirt', price: '19.99' }],
      test: true,
    },
  },
];
