import { expect, it } from 'vitest';
import { cents, rate } from '../accounting/money.ts';
import type { Order } from '../accounting/order.ts';
import { judgeSettings, type CheckName, type SettingsFacts } from './judgeSettings.ts';
import { merchantSettingsSchema } from './settings.ts';

const settings = merchantSettingsSchema.parse({ shopifyInvoices: 'off' });
const pattern = { type: 'Anleitung', vendor: 'Strickwerk', tags: ['PDF'], example: 'Mütze (PDF)' };
const natures = (by: string, value: string) => ({
  settings: merchantSettingsSchema.parse({ productNatures: [{ by, value, nature: 'digital' }] }),
});
const soldAt = new Date('2026-11-24T06:00:00Z');

/** As much of an order as the check looks at. */
const order = (country: string, taxRate: number | null, name = '#1001') =>
  ({
    name,
    createdAt: soldAt.toISOString(),
    totals: { total: cents(2400), tax: cents(taxRate === null ? 0 : 400) },
    taxLines:
      taxRate === null ? [] : [{ rate: rate(taxRate), amount: cents(400), title: '', channelLiable: false }],
    shippingAddress: { countryCode: country, zip: '10115', city: 'Ort', provinceCode: null },
    billingAddress: null,
  }) as unknown as Order;

const allGood: SettingsFacts = {
  connection: 'ok',
  version: '2.0',
  accountRegime: 'regular',
  settings,
  accounts: [{ gateway: '*', name: 'Shopify', fault: null }],
  unmapped: [],
  shop: { currency: 'EUR', country: 'DE', taxesIncluded: true },
  missingScopes: [],
  seesAllOrders: true,
  unshipped: [],
  orders: [order('DE', 1900)],
  lastWebhookAt: soldAt,
};
const netPrices = { currency: 'EUR', country: 'DE', taxesIncluded: false };
const stateOf = (check: CheckName, facts: Partial<SettingsFacts>) =>
  judgeSettings({ ...allGood, ...facts }).find((one) => one.check === check)!.state;

it('is content when everything fits', () => {
  expect(judgeSettings(allGood).filter(({ state }) => state !== 'good')).toEqual([]);
});

it.each<[CheckName, Partial<SettingsFacts>, string]>([
  ['connection', { connection: 'none' }, 'wrong'],
  ['connection', { connection: 'rejected' }, 'wrong'],
  ['connection', { connection: 'unreachable' }, 'unknown'],
  ['version', { version: '1.0' }, 'wrong'],
  ['version', { version: null }, 'unknown'],
  ['regime', { accountRegime: 'small_business' }, 'wrong'],
  ['accounts', { accounts: [{ gateway: '*', name: 'Bank', fault: 'online' }] }, 'wrong'],
  ['accounts', { accounts: [{ gateway: '*', name: 'Alt', fault: 'gone' }] }, 'wrong'],
  ['accounts', { unmapped: ['paypal'] }, 'warning'],
  ['accounts', { accounts: null }, 'unknown'],
  ['currency', { shop: { currency: 'CHF', country: 'DE', taxesIncluded: true } }, 'wrong'],
  ['country', { shop: { currency: 'EUR', country: 'AT', taxesIncluded: true } }, 'wrong'],
  ['country', { shop: null }, 'unknown'],
  ['prices', { shop: netPrices }, 'warning'],
  ['prices', { shop: netPrices, settings: { ...settings, regime: 'small_business' } }, 'good'],
  ['prices', { shop: null }, 'unknown'],
  ['unshipped', { unshipped: [pattern] }, 'warning'],
  ['unshipped', { unshipped: [pattern], ...natures('product_type', 'anleitung') }, 'good'],
  ['unshipped', { unshipped: [pattern], ...natures('tag', 'pdf') }, 'good'],
  ['unshipped', { unshipped: [pattern], ...natures('vendor', 'Andere') }, 'warning'],
  ['unshipped', { unshipped: null }, 'unknown'],
  ['unshipped', { unshipped: [pattern], settings: { ...settings, unshippedLines: 'goods' } }, 'good'],
  ['shopify_invoices', { settings: { ...settings, shopifyInvoices: 'unknown' } }, 'warning'],
  ['shopify_invoices', { settings: { ...settings, shopifyInvoices: 'on' } }, 'wrong'],
  ['old_orders', { seesAllOrders: false }, 'note'],
  ['scopes', { missingScopes: ['read_customers'] }, 'wrong'],
  ['webhooks', { lastWebhookAt: null }, 'warning'],
  ['webhooks', { lastWebhookAt: new Date('2026-11-24T05:40:00Z') }, 'good'],
  ['webhooks', { orders: [] }, 'good'],
  ['tax', { orders: [order('DE', null)] }, 'warning'],
  ['tax', { orders: [order('CH', null)] }, 'good'],
  ['tax', { orders: [] }, 'unknown'],
  ['tax', { settings: { ...settings, regime: 'small_business' } }, 'wrong'],
  ['tax', { settings: { ...settings, regime: 'small_business' }, orders: [order('DE', null)] }, 'good'],
  ['oss', { orders: [order('AT', 2000)] }, 'wrong'],
  ['oss', { orders: [order('AT', 1900)] }, 'good'],
  ['oss', { orders: [order('CH', 810)] }, 'good'],
  ['oss', { settings: { ...settings, ossFrom: '2026-01-01' }, orders: [order('AT', 2000)] }, 'good'],
  ['oss', { settings: { ...settings, ossFrom: '2026-01-01' }, orders: [order('AT', 1900)] }, 'warning'],
  ['oss', { orders: null }, 'unknown'],
])('%s with %j is %s', (check, facts, state) => {
  expect(stateOf(check, facts)).toBe(state);
});
