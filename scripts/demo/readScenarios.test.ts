import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assignShops, wavesOf } from './assignShops.ts';
import { readScenarios } from './readScenarios.ts';

function folder(files: Record<string, unknown>): string {
  const made = mkdtempSync(path.join(tmpdir(), 'scenarios-'));
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(made, name), typeof content === 'string' ? content : JSON.stringify(content));
  return made;
}

const order = { id: 7, line_items: [], total_price: '1.00' };
const read = (files: Record<string, unknown>) => readScenarios(folder(files));

test('what an order was first belongs to the order as it ends', () => {
  const [scenario, ...others] = read({ 'a.json': order, 'a.before.json': { ...order, name: '#1' } });
  expect(others).toEqual([]);
  expect(scenario).toMatchObject({ file: 'a.json', before: { file: 'a.before.json' }, settings: null });
});

test('gateways are found wherever a payload names them', () => {
  const [scenario] = read({
    'a.json': {
      ...order,
      payment_gateway_names: ['paypal'],
      transactions: [{ gateway: 'gift_card' }],
      refunds: [{ transactions: [{ gateway: 'shopify_store_credit' }] }],
    },
  });
  expect(scenario!.gateways.toSorted()).toEqual(['gift_card', 'paypal', 'shopify_store_credit']);
});

test('an order with settings plays in a shop of its own, all others share one', () => {
  const scenarios = read({
    'plain.json': order,
    '13-oss-edit-after-rate-change.json': { ...order, id: 8, x_settings: { ossFrom: '2021-07-01' } },
    'other.json': { ...order, id: 9, x_settings: {} },
  });
  const shops = assignShops(scenarios);
  expect(shops.map(({ domain, scenarios: those }) => [domain, those.map(({ file }) => file)])).toEqual([
    ['demo-shop.myshopify.com', ['plain.json']],
    ['s1-13-oss-edit-afte.myshopify.com', ['13-oss-edit-after-rate-change.json']],
    ['s2-other.myshopify.com', ['other.json']],
  ]);
});

test('orders that want different answers about one VAT id do not play at the same time', () => {
  const vat = (valid: boolean | null) => ({ x_vat: { vatId: 'ATU57477929', valid } });
  const scenarios = read({
    'a.json': { ...order, ...vat(true) },
    'b.json': { ...order, ...vat(null) },
    'c.json': order,
    'd.json': { ...order, ...vat(true) },
  });
  expect(wavesOf(scenarios).map((wave) => wave.map(({ file }) => file))).toEqual([
    ['a.json', 'c.json', 'd.json'],
    ['b.json'],
  ]);
  expect(scenarios[1]!.vat).toMatchObject({ vatId: 'ATU57477929', error: 'MS_UNAVAILABLE' });
});

test.each([
  ['no JSON', { 'a.json': '{"id": 7,' }, /a\.json is no JSON: .*Mend the file/],
  [
    'a beginning without its end',
    { 'a.before.json': order, 'b.json': order },
    /a\.before\.json: there is no a\.json that says how this order ends/,
  ],
  [
    'beginning and end of different orders',
    { 'a.json': order, 'a.before.json': { ...order, id: 8 } },
    /a\.before\.json: id is 8, but a\.json says 7/,
  ],
  [
    'an unknown setting',
    { 'a.json': { ...order, x_settings: { ossForm: '2021-07-01' } } },
    /a\.json: x_settings\.ossForm is no setting; there are: .*ossFrom/,
  ],
  [
    'an unknown setting inside another',
    { 'a.json': { ...order, x_settings: { skip: { posOrder: false } } } },
    /a\.json: x_settings\.skip\.posOrder is no setting; there are: .*posOrders/,
  ],
  [
    'a value that a setting cannot have',
    { 'a.json': { ...order, x_settings: { regime: 'big' } } },
    /a\.json: x_settings\.regime cannot be used/,
  ],
  [
    'settings that are no object',
    { 'a.json': { ...order, x_settings: 'none' } },
    /a\.json: x_settings must be an object/,
  ],
  [
    'a VAT answer without its id',
    { 'a.json': { ...order, x_vat: { valid: true } } },
    /a\.json: x_vat\.vatId must be the VAT id/,
  ],
  ['nothing at all', {}, /There is no \.json file in/],
])('%s is refused with the file, the field and how to mend it', (_, files, message) => {
  expect(() => read(files)).toThrow(message);
});

test('every fault is told at once', () => {
  const files = { 'a.json': '{', 'b.json': { ...order, x_settings: { nonsense: 1 } } };
  expect(() => read(files)).toThrow(/a\.json is no JSON[^]*b\.json: x_settings\.nonsense/);
});
