import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { ensureShopifySchema } from './schemaFile.ts';
import { costOf, operationOf } from './cost.ts';
import { loadAdminSchema, prepare } from './schema.ts';

test('the schema is kept once it is there, and nothing is fetched', async () => {
  const kept = await ensureShopifySchema();
  expect(readFileSync(kept.replace('.json.gz', '.LICENSE'), 'utf8')).toContain('ISC License');
  vi.stubEnv('PATH', '');
  expect(await ensureShopifySchema()).toBe(kept);
  vi.unstubAllEnvs();
});

test('a damaged file is not used; without npm the failure says what to do', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'schema-'));
  writeFileSync(path.join(folder, 'shopify-admin-2026-10.json.gz'), 'half a file');
  vi.stubEnv('PATH', '');
  await expect(ensureShopifySchema(folder)).rejects.toThrow(
    /npm pack @shopify\/dev-mcp@1\.16\.0.*Check that npm can reach/s,
  );
  vi.unstubAllEnvs();
});

const loaded = await loadAdminSchema();

test("it is Shopify's whole Admin schema, with scopes and protected fields", () => {
  expect(Object.keys(loaded.schema.getTypeMap()).length).toBeGreaterThan(3500);
  expect(loaded.scopes.get('Customer')).toEqual(['read_customers']);
  expect(loaded.protectedFields.get('MailingAddress.zip')).toBe('address');
});

test('a query text is parsed and validated once', () => {
  const query = '{ shop { name } }';
  expect(prepare(loaded.schema, query)).toBe(prepare(loaded.schema, query));
});

// Figures that real stores answered, or that follow from the rule fitted to them.
test.each([
  [
    'an object costs 1, its scalars and money nothing',
    '{ order(id: "1") { id totalPriceSet { shopMoney { amount } } } }',
    1,
  ],
  ['a plain list costs its object once', '{ order(id: "1") { transactions(first: 50) { id } } }', 2],
  [
    'a connection of 100 costs 2 and nine of its nodes',
    '{ orders(first: 100) { nodes { id } pageInfo { hasNextPage } } }',
    11,
  ],
  ['edges cost as nodes do', '{ orders(first: 100) { edges { node { id } } } }', 11],
  [
    'a mutation costs 10 and its payload',
    'mutation { tagsAdd(id: "1", tags: []) { node { id } userErrors { message } } }',
    12,
  ],
])('%s', (_, query, expected) => {
  const { document } = prepare(loaded.schema, query);
  expect(costOf(loaded.schema, document!, operationOf(document!, null)!, {})).toBe(expected);
});
