// The pages in Chromium as a merchant sees them, inside the admin, with a million orders in the log. Largest contentful
// paint, layout shift and interaction to next paint are taken in the app's frame, as Shopify takes them; cold cache.
import { readdirSync, readFileSync } from 'node:fs';
import { chromium, type Browser, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { findChromium } from '../../scripts/lib/chromium.ts';
import { withClient } from '../../scripts/lib/database.ts';
import { startWorld } from '../../scripts/demo/world.ts';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { dropIndexes, seedOrders } from '../support/seedOrders.ts';
import { encryptionOf, openShop } from './support/openShop.ts';
import { median, percentile, report, round, type Row } from './support/report.ts';

const ORDERS = Number(process.env['BENCH_ORDERS'] ?? 1_000_000);
const LOADS = 5;
const FOLDER = '.data/bench-pages';
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36';

type Use = (app: FrameLocator, page: Page) => Promise<void>;

interface Vitals {
  lcp: number;
  cls: number;
  inp: number;
  /** From the worst interaction's beginning until the page had dealt with it; what follows is drawing. */
  handled: number;
}

ensurePages();
const world = await startWorld({ folder: FOLDER, shops: [] });
const shop = await openShop(world, 'bench-pages');
await world.db.settings.create({ data: { shopId: shop.id, value: { reviewed: true } } });
const order = world.shopify.createOrder(shop.domain, {
  lines: [{ title: 'Tasse', price: '19.99', quantity: 2 }],
});
await until(async () => (await world.db.orderSync.count({ where: { state: 'synced' } })) === 1);
const began = performance.now();
await withClient(world.env['DATABASE_URL']!, async (client) => {
  await client.query('set synchronous_commit = off');
  const bringBack = await dropIndexes(client, ['order_sync', 'webhook_delivery']);
  const seed = { shopId: shop.id, domain: shop.domain, from: 10_000, count: ORDERS };
  await seedOrders(client, encryptionOf(world), seed);
  await bringBack();
  await client.query('vacuum analyze order_sync, webhook_delivery');
});
const filled = Math.round((performance.now() - began) / 1000);
console.log(`${ORDERS.toLocaleString('en')} orders filled in within ${filled} s.`);

const found = await findChromium();
const browser = await chromium.launch({
  executablePath: found.path,
  args: found.args,
  env: { ...process.env, ...found.env },
});
const orderId = order.id.slice(order.id.lastIndexOf('/') + 1);
const pages: { name: string; path: string; use: Use }[] = [
  { name: 'home', path: '/app', use: useKeyboard },
  { name: 'log', path: '/app/orders', use: useLog },
  { name: 'order', path: `/app/orders/${orderId}`, use: useKeyboard },
];
const rows: Row[] = [];
for (const { name, path, use } of pages) {
  const loads: Vitals[] = [];
  for (let nth = 0; nth <= LOADS; nth++) {
    const vitals = await load(browser, path, use);
    if (nth > 0) loads.push(vitals);
  }
  const of = (key: keyof Vitals) => loads.map((one) => one[key]);
  rows.push({
    page: name,
    'LCP ms': Math.round(median(of('lcp'))),
    'LCP p75': Math.round(percentile(of('lcp'), 0.75)),
    CLS: round(percentile(of('cls'), 0.75), 3),
    'INP ms, p75': Math.round(percentile(of('inp'), 0.75)),
    'of it until handled': Math.round(percentile(of('handled'), 0.75)),
    'limits of Built for Shopify': '2500 / 0.1 / 200',
  });
}
await browser.close();
report(
  'pages',
  `In Chromium with ${ORDERS.toLocaleString('en')} orders in the log, ${LOADS} loads each`,
  rows,
);
await new Promise((resolve) => setTimeout(resolve, 500));
report('pages', 'Server time of the same pages, in ms', serverTimes());
await world.stop();

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Presses Tab a few times and clicks the heading: what every page must answer at once. */
async function useKeyboard(app: FrameLocator, page: Page): Promise<void> {
  await app.locator('h1').first().click();
  for (let nth = 0; nth < 4; nth++) await page.keyboard.press('Tab');
}

/** Changes the view, selects an order and then the page, searches, opens the sorting, turns the page. */
async function useLog(app: FrameLocator, page: Page): Promise<void> {
  const targets = [
    app.getByRole('tab').nth(1),
    app.getByRole('tab').nth(0),
    app.getByRole('row').nth(3).getByRole('checkbox'),
    app.getByRole('row').nth(3).getByRole('checkbox'),
    app.getByRole('button', { name: /Search and filter/ }),
  ];
  for (const target of targets) await click(target, page);
  await page.keyboard.type('1000', { delay: 100 });
  await page.waitForTimeout(1_500);
  await click(app.getByRole('button', { name: 'Cancel' }), page);
  await click(app.getByRole('button', { name: 'Sort' }), page);
  await page.keyboard.press('Escape');
  await click(app.locator('#nextURL'), page);
  await useKeyboard(app, page);
}

/** As a hand does it: the pointer is there a moment before the button goes down, and then somebody looks. */
async function click(target: Locator, page: Page): Promise<void> {
  await target.hover();
  await page.waitForTimeout(150);
  await target.click();
  await page.waitForTimeout(1_500);
}

async function load(from: Browser, path: string, use: Use): Promise<Vitals> {
  const context = await from.newContext({ userAgent: USER_AGENT, viewport: { width: 1280, height: 900 } });
  await context.addInitScript(() => {
    const vitals = { lcp: 0, cls: 0, inp: 0, handled: 0 };
    (window as unknown as { vitals: typeof vitals }).vitals = vitals;
    const watch = (type: string, see: (entry: PerformanceEntry & Record<string, number | boolean>) => void) =>
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => see(entry as never))).observe({
        type,
        buffered: true,
        durationThreshold: 16,
      } as PerformanceObserverInit);
    watch('largest-contentful-paint', (entry) => (vitals.lcp = entry.startTime));
    watch('layout-shift', (entry) => (vitals.cls += entry['hadRecentInput'] ? 0 : Number(entry['value'])));
    watch('event', (entry) => {
      if (!entry['interactionId']) return;
      vitals.inp = Math.max(vitals.inp, entry.duration);
      vitals.handled = Math.max(vitals.handled, Number(entry['processingEnd']) - entry.startTime);
    });
  });
  const page = await context.newPage();
  await page.goto(world.shopify.adminUrl(shop.domain, path));
  const app = page.frameLocator('#app');
  await app.locator('html[data-ready]').waitFor({ state: 'attached', timeout: 60_000 });
  await page.waitForTimeout(1_000);
  const html = app.locator('html');
  const lcp = (await readVitals(html)).lcp;
  await use(app, page);
  await page.waitForTimeout(500);
  const vitals = { ...(await readVitals(html)), lcp };
  await context.close();
  return vitals;
}

function readVitals(html: ReturnType<FrameLocator['locator']>): Promise<Vitals> {
  return html.evaluate((element) => {
    return (element.ownerDocument.defaultView as unknown as { vitals: Vitals }).vitals;
  });
}

/** From the log of the web process. */
function serverTimes(): Row[] {
  const file = readdirSync(`${FOLDER}/logs`).find((name) => name.startsWith('start-'))!;
  const lines = readFileSync(`${FOLDER}/logs/${file}`, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"page answered"'));
  const answered = lines.map(
    (line) => JSON.parse(line) as { route: string; durationMs: number; method: string },
  );
  return pages.map(({ name, path }) => {
    const times = answered
      .filter(({ route }) => route === path || route === `${path}.data`)
      .map((one) => one.durationMs);
    return { page: name, requests: times.length, p50: median(times), p95: percentile(times, 0.95) };
  });
}
