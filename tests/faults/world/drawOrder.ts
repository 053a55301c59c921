import type { OrderSpec } from '@twins/shopify';
import type { Random } from '../machine/random.ts';

// What a customer buys. Buyers' names and addresses are ones that must never show in a log.

const PRICES = ['0.99', '4.95', '9.90', '12.35', '19.99', '29.00', '49.50', '89.00', '133.37'];
const BUYERS = [
  { firstName: 'Erika', lastName: 'Mustermann', email: 'erika.mustermann@example.com' },
  { firstName: 'Max', lastName: 'Beispiel', email: 'max.beispiel@example.org' },
  { firstName: 'Özlem', lastName: 'Größe', email: 'oezlem@xn--grsse-lua.example' },
];
export const buyersWords = [...BUYERS.flatMap(({ lastName, email }) => [lastName, email]), 'Musterallee'];

/** An order of an ordinary German shop, now and then an unusual one. */
export function drawOrder(random: Random): OrderSpec {
  const buyer = random.chance(0.2) ? null : random.int(0, BUYERS.length - 1);
  const lines = Array.from({ length: random.int(1, 3) }, (_, index) => ({
    title: `Artikel ${index + 1}`,
    price: random.pick(PRICES),
    quantity: random.pick([1, 1, 2, 3]),
    ...(random.chance(0.25) ? { taxRate: 0.07 } : {}),
    ...(random.chance(0.15) ? { discount: '0.50' } : {}),
  }));
  const name = BUYERS[buyer ?? random.int(0, BUYERS.length - 1)]!;
  return {
    lines,
    customer: buyer === null ? null : { ...name, id: String(7_000_000_000_000_000 + buyer) },
    billingAddress: { ...name, address1: 'Musterallee 1', zip: '22299', city: 'Hamburg', countryCode: 'DE' },
    shipping: random.chance(0.7) ? { title: 'Versand', price: random.pick(['4.90', '3.95', '0.00']) } : null,
    gateway: random.pick(['shopify_payments', 'paypal', 'Vorkasse']),
    locale: random.pick(['de', 'de-DE', 'en', 'fr']),
    ...drawPayment(random),
    ...drawOddity(random),
  };
}

function drawPayment(random: Random): Partial<OrderSpec> {
  if (random.chance(0.75)) return random.chance(0.1) ? { giftCardPayment: '0.50' } : {};
  return {
    payment: random.pick(['pending', 'pending', 'authorized', 'partially_paid'] as const),
    paidAmount: '0.49',
  };
}

/** Orders that end as something else than an invoice. */
function drawOddity(random: Random): Partial<OrderSpec> {
  if (random.chance(0.85)) return {};
  return random.pick([
    { test: true },
    { currency: 'CHF' },
    { lines: [{ title: 'Gutschein', price: '25.00', giftCard: true, taxRate: null }], shipping: null },
    { lines: [{ title: 'Muster', price: '0.00' }], shipping: null },
    {
      billingAddress: {
        firstName: 'Urs',
        lastName: 'Muster',
        address1: 'Bahnhofstrasse 1',
        zip: '8001',
        city: 'Zürich',
        countryCode: 'CH',
      },
      lines: [{ title: 'Mühle', price: '74.79', taxRate: null }],
      shipping: { title: 'International', price: '15.00', taxRate: null },
    },
    {
      company: { name: 'Exemple SARL', taxRegistrationId: 'FR40303265045', taxExempt: true },
      billingAddress: {
        company: 'Exemple SARL',
        address1: '1 rue de Rivoli',
        zip: '75001',
        city: 'Paris',
        countryCode: 'FR',
      },
      lines: [{ title: 'Poster', price: '35.00', taxRate: null }],
      shipping: { title: 'International', price: '9.90', taxRate: null },
    },
  ]);
}
