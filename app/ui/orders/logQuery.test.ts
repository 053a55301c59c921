import { expect, it } from 'vitest';
import { logAddress, readLogQuery } from './logQuery.ts';

const read = (address: string) => readLogQuery(new URL(address, 'https://app.example').searchParams);

it('shows all orders, newest first, when the address says nothing', () => {
  expect(read('/app/orders')).toEqual({
    filter: { view: 'all', search: null, problemCode: null, gateway: null, from: null, to: null },
    sort: 'processedAt',
    descending: true,
    cursor: null,
    pageSize: 50,
  });
});

it('finds the same log again from its address', () => {
  const address =
    '/app/orders?view=attention&q=Erika&problem=tax.rate&gateway=paypal&from=2026-11-01&to=2026-11-24&sort=totalCents&order=asc&cursor=abc';
  expect(logAddress(read(address))).toBe(address);
});

it.each(['2026-02-30', '2026-13-01', '2026-00-10', '9999-12-31', '0000-01-01', '2026-11-31'])(
  'passes over a day that no calendar of a shop has: %s',
  (day) => expect(read(`/app/orders?from=${day}&to=${day}`)).toEqual(read('/app/orders')),
);

it('searches without what no text of a shop holds', () => {
  const odd = new URLSearchParams([
    ['q', 'Er\0ika\uD800'],
    ['gateway', '\0'],
    ['problem', '\uDC00'],
  ]);
  expect(readLogQuery(odd).filter).toMatchObject({ search: 'Er ika', gateway: null, problemCode: null });
});

it('passes over what makes no sense, such as the parameters of the Shopify admin', () => {
  expect(read('/app/orders?view=nonsense&from=yesterday&sort=id;drop&embedded=1&hmac=x')).toEqual(
    read('/app/orders'),
  );
});
