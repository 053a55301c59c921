import { expect, test } from 'vitest';
import { openShop, SHOP } from '../testing/openShop.ts';
import { createStepClock } from '../testing/stepClock.ts';

async function shopWithOrders() {
  const clock = createStepClock();
  const shop = await openShop({ clock });
  const { twin } = shop;
  const line = [{ price: '10.00' }];
  twin.createOrder(SHOP, { name: '#paid', lines: line, tags: ['VIP'] });
  await clock.advance(60_000);
  twin.createOrder(SHOP, { name: '#open', lines: line, payment: 'pending' });
  await clock.advance(60_000);
  twin.createOrder(SHOP, { name: '#test', lines: line, test: true });
  await clock.advance(60_000);
  const cancelled = twin.createOrder(SHOP, { name: '#cancelled', lines: line });
  twin.cancelOrder(SHOP, cancelled.id);
  const find = async (query: string, sortKey = 'CREATED_AT') => {
    const { data } = await shop.graphql(
      `query ($query: String, $sortKey: OrderSortKeys) { orders(first: 10, query: $query, sortKey: $sortKey) { nodes { name } } }`,
      { query, sortKey },
    );
    return data.orders.nodes.map((node: { name: string }) => node.name) as string[];
  };
  return { ...shop, clock, find };
}

test('searches by time, status, tag and flags', async () => {
  const { find } = await shopWithOrders();
  expect(await find('status:any')).toEqual(['#paid', '#open', '#test', '#cancelled']);
  expect(await find("status:any AND updated_at:>='2026-11-24T10:01:00Z'")).toEqual([
    '#open',
    '#test',
    '#cancelled',
  ]);
  expect(await find("status:any created_at:<'2026-11-24T10:01:00Z'")).toEqual(['#paid']);
  expect(await find('financial_status:paid,refunded status:any')).toEqual(['#paid', '#test', '#cancelled']);
  expect(await find('status:any (tag:vip OR test:true)')).toEqual(['#paid', '#test']);
  expect(await find('status:any -test:true NOT financial_status:pending')).toEqual(['#paid', '#cancelled']);
  expect(await find('status:cancelled')).toEqual(['#cancelled']);
});

test('without any filter, cancelled and archived orders are left out', async () => {
  const { find } = await shopWithOrders();
  expect(await find('')).toEqual(['#paid', '#open', '#test']);
});

test('23-search-without-status-shows-cancelled: another filter shows cancelled orders without a status', async () => {
  const { find } = await shopWithOrders();
  expect(await find('name:cancelled')).toEqual(['#cancelled']);
});

test('24-search-unquoted-time-is-split: the hour of the shop counts, the minutes are a field nobody knows', async () => {
  const { find } = await shopWithOrders();
  // 10:01 UTC unquoted is read as 10:00 in Berlin, which is 09:00 UTC.
  expect(await find('status:any updated_at:>=2026-11-24T10:01:00Z')).toHaveLength(4);
  expect(await find("status:any updated_at:>='2026-11-24T10:01:00Z'")).toHaveLength(3);
});

test('an unknown filter is ignored with a warning, as Shopify does', async () => {
  const { twin, exchange } = await shopWithOrders();
  const { access_token } = await exchange();
  const response = await twin.fetch(`https://${SHOP}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { 'x-shopify-access-token': access_token },
    body: JSON.stringify({
      query: '{ orders(first: 10, query: "financialStatus:paid status:any") { nodes { id } } }',
    }),
  });
  const body = (await response.json()) as {
    data: { orders: { nodes: [] } };
    extensions: { search: object[] };
  };
  expect(body.data.orders.nodes).toHaveLength(4);
  expect(body.extensions.search).toMatchObject([
    { warnings: [{ field: 'financialStatus', code: 'invalid_field' }] },
  ]);
});

test('an order that changes between two pages moves to the end of the order by updated_at', async () => {
  const { twin, graphql, clock } = await shopWithOrders();
  const page = `query ($after: String) { orders(first: 2, after: $after, query: "status:any", sortKey: UPDATED_AT) {
    nodes { name } pageInfo { endCursor } } }`;
  const first = await graphql(page);
  expect(first.data.orders.nodes).toEqual([{ name: '#paid' }, { name: '#open' }]);
  await clock.advance(60_000);
  twin.updateOrder(SHOP, twin.orders(SHOP)[0]!.id, { note: 'changed' });
  const second = await graphql(page, { after: first.data.orders.pageInfo.endCursor });
  const third = await graphql(page, { after: second.data.orders.pageInfo.endCursor });
  expect(second.data.orders.nodes).toEqual([{ name: '#test' }, { name: '#cancelled' }]);
  expect(third.data.orders.nodes).toEqual([{ name: '#paid' }]);
});
