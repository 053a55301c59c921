import { expect, it } from 'vitest';
import { findOrderGid } from './findOrderGid.ts';
import type { Topic } from './topics.ts';

const find = (topic: Topic, body: string) => findOrderGid(topic, body, JSON.parse(body) as object);
const BIG = 'gid://shopify/Order/820982911946154508';

it.each<[Topic, string]>([
  ['orders/paid', '{"id":1,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508"}'],
  ['orders/updated', '{"id":820982911946154508}'],
  [
    'refunds/create',
    '{"id":1,"order_id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Refund/1"}',
  ],
  [
    'order_transactions/create',
    '{"id":1,"order_id":820982911946154508,"admin_graphql_api_id":"gid://shopify/OrderTransaction/1"}',
  ],
  ['orders/edited', '{"order_edit":{"id":1,"order_id":820982911946154508}}'],
])('finds the order of %s, though its id is larger than a number can hold', (topic, body) => {
  expect(find(topic, body)).toBe(BIG);
});

it('takes the id of the order itself, not one that stands deeper in the body', () => {
  const body = '{"customer":{"id":7},"line_items":[{"id":8,"order_id":9}],"id":10}';
  expect(find('orders/create', body)).toBe('gid://shopify/Order/10');
});

it.each<[Topic, string]>([
  ['orders/paid', '{}'],
  ['orders/paid', '{"id":null}'],
  ['orders/paid', '{"id":-5}'],
  ['orders/paid', '{"id":1.5}'],
  ['orders/paid', '{"id":1e3}'],
  ['orders/paid', '{"id":{"id":5}}'],
  ['orders/paid', '{"admin_graphql_api_id":"gid://shopify/Product/5"}'],
  ['orders/paid', '{"admin_graphql_api_id":"gid://shopify/Order/5/../6"}'],
  ['refunds/create', '{"id":5}'],
  ['orders/edited', '{"id":5,"order_edit":null}'],
  ['shop/redact', '{"id":5}'],
])('finds none in %s %s', (topic, body) => {
  expect(find(topic, body)).toBeNull();
});
