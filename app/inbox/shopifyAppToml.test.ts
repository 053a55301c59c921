import { readFileSync } from 'node:fs';
import { isEnumType } from 'graphql';
import { expect, it } from 'vitest';
import { loadAdminSchema } from '@twins/shopify';
import { readAppToml } from '@twins/shopify';
import { API_VERSION } from '../shopify/apiVersion.ts';
import { routes } from './topics.ts';

// Shopify's own tools accept any topic and any scope in this file; a misspelt one would only show in production.
const FILE = 'shopify.app.toml';
const { subscriptions, scopes, optionalScopes } = readAppToml(FILE);
const { schema, scopes: scopesOf } = await loadAdminSchema();
const topicsTo = (route: string) =>
  subscriptions.filter(({ uri }) => uri === route).flatMap(({ topics }) => topics);

it.each(Object.entries(routes))('subscribes %s to what is taken there, each topic once', (route, topics) => {
  expect(topicsTo(route).toSorted()).toEqual([...topics].toSorted());
});

it('sends nothing anywhere else', () => {
  expect(new Set(subscriptions.map(({ uri }) => uri))).toEqual(new Set(Object.keys(routes)));
});

it('names no subscription: a name must be unique, and the CLI makes a subscription of each topic', () => {
  expect(subscriptions.filter(({ name }) => name !== undefined)).toEqual([]);
});

it('names topics that Shopify has', () => {
  const type = schema.getType('WebhookSubscriptionTopic');
  if (!isEnumType(type)) throw new Error('the schema has no topics');
  const known = new Set(type.getValues().map(({ name }) => name));
  // The privacy topics are not in the Admin API: they can only be subscribed in this file.
  const topics = [...topicsTo('/webhooks/orders'), ...topicsTo('/webhooks/app')];
  expect(topics.filter((topic) => !known.has(topic.toUpperCase().replace('/', '_')))).toEqual([]);
});

it('asks for scopes that Shopify has, and for no more than reading', () => {
  const known = new Set([...scopesOf.values()].flat());
  expect([...scopes, ...optionalScopes].filter((scope) => !known.has(scope))).toEqual([]);
  expect(scopes).toEqual(['read_orders', 'read_customers', 'read_products']);
  expect(optionalScopes).toEqual([
    'write_orders',
    'read_shopify_payments_accounts',
    'read_shopify_payments_payouts',
  ]);
});

it('keeps buyers’ data out of the inbox, and updated_at in, without which Shopify drops deliveries', () => {
  const fields = subscriptions.flatMap(({ includeFields = [] }) => includeFields);
  expect(
    fields.filter((field) => /name|email|phone|address|customer|note|payment_details|browser/.test(field)),
  ).toEqual([]);
  const orders = subscriptions.filter(({ topics }) => topics.includes('orders/updated'));
  expect(orders.map(({ includeFields }) => includeFields)).toEqual([
    expect.arrayContaining(['id', 'updated_at']),
  ]);
});

it('speaks the version that the app speaks', () => {
  const versions = [...readFileSync(FILE, 'utf8').matchAll(/^api_version = "(.*)"$/gm)].map(
    ([, version]) => version,
  );
  expect(versions).toEqual([API_VERSION]);
});
