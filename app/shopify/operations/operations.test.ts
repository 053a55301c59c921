import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { costOf, operationOf } from '@twins/shopify';
import { loadAdminSchema } from '@twins/shopify';
import type { Operation } from '../operation.ts';
import * as listing from './listOrders.ts';
import * as reading from './orderQuery.ts';
import * as payouts from './payouts.ts';
import { readShopOperation } from './readShop.ts';

const operations: Operation[] = [
  ...Object.values(reading),
  ...Object.values(listing),
  ...Object.values(payouts),
  readShopOperation,
];
const { schema } = await loadAdminSchema();

it.each(operations)(
  '$name is valid against the real schema, with nothing deprecated or unused in it',
  ({ text }) => {
    const document = parse(text);
    expect(validate(schema, document).map((error) => error.message)).toEqual([]);
  },
);

it.each(operations)('$name costs what its first line says', ({ name, text, cost }) => {
  const document = parse(text);
  expect(costOf(schema, document, operationOf(document, name)!, {})).toBe(cost);
});

it.each(operations)('$name asks for no phone number', ({ text }) => {
  expect(text).not.toMatch(/\bphone/i);
});
