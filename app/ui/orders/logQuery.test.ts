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

it('passes over what makes no sense, such as the parameters of the Shopify admin', () => {
  expect(read('/app/orders?view=nonsense&from=yesterday&sort=id;drop&embedded=1&hmac=x')).toEqual(
    read('/app/orders'),
  );
});
