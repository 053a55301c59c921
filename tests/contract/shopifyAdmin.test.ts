import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { findChromium } from '../../scripts/lib/chromium.ts';
import { startShopifyTwin } from '@twins/shopify';
import { serveReactApp, type ReactApp } from './reactApp/serve.ts';
import type { ShopifyTwin } from '@twins/shopify';

const SHOP = 'demo.myshopify.com';
const toml = path.join(mkdtempSync(path.join(tmpdir(), 'toml-')), 'shopify.app.toml');
writeFileSync(
  toml,
  `handle = "sevdesk-connector"
[access_scopes]
scopes = "read_orders"
optional_scopes = ["read_returns"]
`,
);
let browser: Browser;
let app: ReactApp;
let twin: ShopifyTwin;
let page: Page;

beforeAll(async () => {
  const found = await findChromium();
  browser = await chromium.launch({
    executablePath: found.path,
    args: found.args,
    env: { ...process.env, ...found.env },
  });
  app = await serveReactApp(() => twin.appBridgeUrl);
});

beforeEach(async () => {
  twin = await startShopifyTwin({
    apiKey: 'test-client-id',
    apiSecret: 'test-client-secret',
    appUrl: app.url,
    appToml: toml,
    shops: [{ domain: SHOP, name: 'Tassenladen' }],
    deliver: () => Promise.resolve({ status: 200 }),
  });
  page = await browser.newPage();
  app.calls.length = 0;
  app.pages.length = 0;
  return async () => {
    await page.close();
    await twin.close();
  };
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

const frame = () => page.frameLocator('iframe#app');
const openApp = async (path = '/app?locale=en') => {
  await page.goto(twin.adminUrl(SHOP, path));
  await frame().locator('h1').waitFor();
};

test('the app opens in the admin with what Shopify hands over', async () => {
  await openApp('/app?filter=open&locale=de');
  const [first] = app.pages;
  expect(first!.pathname).toBe('/app');
  expect(Object.fromEntries(first!.searchParams)).toMatchObject({
    embedded: '1',
    shop: SHOP,
    host: Buffer.from('admin.shopify.com/store/demo').toString('base64'),
    locale: 'de',
    filter: 'open',
    id_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) as string,
  });
  expect(await frame().locator('#language').textContent()).toBe('de');
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
});

test("the app's navigation stands in the admin, moves the app, and the address follows", async () => {
  await openApp();
  await page.getByRole('link', { name: 'Settings' }).click();
  await frame().getByRole('heading', { name: '/app/settings' }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/\/apps\/sevdesk-connector\/app\/settings$/);
  expect(await page.getByRole('link', { name: 'Settings' }).getAttribute('aria-current')).toBe('page');
  // A deep link, without a token in the frame's address: over the bounce page and back.
  await page.reload();
  await frame().getByRole('heading', { name: '/app/settings' }).waitFor();
});

test('a page without a session token gets one over the bounce page', async () => {
  await openApp();
  app.pages.length = 0;
  await frame()
    .locator('h1')
    .evaluate(() => {
      location.href = `/app/other?embedded=1&shop=demo.myshopify.com&host=x`;
    });
  await frame().getByRole('heading', { name: '/app/other' }).waitFor();
  expect(app.pages.map((url) => url.searchParams.has('id_token'))).toEqual([false, true]);
});

test('calls to the app carry a session token; an expired one is renewed and the call repeated', async () => {
  await openApp();
  app.expireNext();
  await frame().getByRole('button', { name: 'Call the app' }).click();
  await frame().getByText('call 2').waitFor();
  expect(app.calls).toHaveLength(2);
  for (const headers of app.calls) {
    expect(headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    expect(headers['accept-language']).toBe('en');
  }
});

test('title, buttons and toasts are shown by the admin', async () => {
  await openApp();
  await page.locator('#app-title').getByText('Page /app').waitFor();
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByRole('status').getByText('Done').waitFor();
  await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
  expect(await page.getByRole('status').count()).toBe(0);
});

test('the save bar lies over the top bar; saving and discarding reach the app', async () => {
  await openApp();
  const bar = page.getByRole('region', { name: 'Unsaved changes' });
  expect(await bar.isVisible()).toBe(false);
  await frame().getByLabel('Name').fill('x');
  await bar.getByRole('button', { name: 'Save' }).click();
  await frame().getByText('saved').waitFor();
  await bar.waitFor({ state: 'hidden' });
  await frame().getByLabel('Name').fill('y');
  await bar.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
  await bar.waitFor({ state: 'hidden' });
});

test('whoever leaves with unsaved changes is asked', async () => {
  await openApp();
  await frame().getByLabel('Name').fill('x');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
  expect(await frame().locator('h1').textContent()).toBe('/app');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave page' }).click();
  await frame().getByRole('heading', { name: '/app/settings' }).waitFor();
});

test('a modal shows its content and its buttons', async () => {
  await openApp();
  await page.getByRole('button', { name: 'Ask me' }).click();
  const dialog = frame().getByRole('dialog', { name: 'A question' });
  await dialog.getByText('Really?').waitFor();
  await dialog.getByRole('button', { name: 'Yes' }).click();
  await frame().getByText('confirmed').waitFor();
  expect(await dialog.isVisible()).toBe(false);
});

test('links of the app open the order in the admin', async () => {
  const { id, name } = twin.createOrder(SHOP, { lines: [{ price: '19.99', title: 'Tasse' }] });
  await openApp(`/app?order=${id.split('/').at(-1)}&locale=en`);
  await frame().getByRole('link', { name: 'Order' }).click();
  await page.getByRole('heading', { name }).waitFor();
  expect(await page.getByRole('cell', { name: 'Tasse' }).isVisible()).toBe(true);
});

test('opened outside the admin, the app is taken into it', async () => {
  await page.goto(`${app.url}/app/settings?shop=${SHOP}&host=x&locale=de`);
  await frame().getByRole('heading', { name: '/app/settings' }).waitFor();
  expect(page.url()).toMatch(/\/admin\/store\/demo\/apps\/sevdesk-connector\/app\/settings\?locale=de$/);
});

test('a merchant installs and uninstalls the app', async () => {
  twin.uninstallShop(SHOP);
  await page.goto(twin.adminUrl(SHOP, '/app?locale=en'));
  await page.getByText('read_orders').waitFor();
  await page.getByRole('button', { name: 'Install' }).click();
  await frame().getByRole('heading', { name: '/app' }).waitFor();
  await page.locator('summary').click();
  await page.getByRole('button', { name: 'Uninstall' }).click();
  await page.getByRole('heading', { name: 'Install app' }).waitFor();
  expect(twin.deliveries().at(-1)).toMatchObject({ topic: 'app/uninstalled' });
});

test('an optional scope is granted by the merchant', async () => {
  await openApp();
  await frame().getByRole('button', { name: 'More scopes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await frame().getByText('read_orders', { exact: false }).waitFor();
  expect(await frame().locator('#heard').textContent()).toBe('read_orders');
  await frame().getByRole('button', { name: 'More scopes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();
  await frame().getByText('read_orders read_returns').waitFor();
  expect(twin.deliveries().at(-1)).toMatchObject({ topic: 'app/scopes_update' });
});

test('orders can be looked at, created, paid and refunded, in German on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${twin.url}/admin/store/demo/orders?locale=de`);
  await page.getByText('Noch keine Bestellungen.').waitFor();
  await page.getByRole('button', { name: 'Testbestellung anlegen' }).click();
  await page.getByRole('link', { name: '#1001' }).click();
  await page.getByRole('button', { name: 'Rückerstatten' }).click();
  await page.getByText('Rückerstattet', { exact: true }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await page.getByRole('button', { name: 'Menü' }).click();
  await page.getByRole('link', { name: 'Bestellungen' }).click();
  await page.getByRole('cell', { name: '44,88 €' }).waitFor();
});
