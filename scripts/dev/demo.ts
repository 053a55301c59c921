// npm run demo: a Shopify shop and a sevdesk account on this machine, the app between them, and some orders.
//   --orders DIR   play the orders in DIR (one JSON file each) instead of the built-in ones
//   --once         end when every order is settled
//   --report FILE  write what became of each order as JSON
//   --port N       port of the app
// SEVDESK_API_URL in the environment replaces the sevdesk twin with another server (SEVDESK_TOKEN is then its key).
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { setUp } from '../demo/merchant.ts';
import { playFolder, playSamples, type Played } from '../demo/play.ts';
import { isSettled, makeReport, printReport } from '../demo/report.ts';
import { startWorld, type World } from '../demo/world.ts';
import { DEFAULT_TOKEN } from '@twins/sevdesk';
import { readOptions, readPort, refuse } from '../lib/options.ts';
import { ensurePages } from '../lib/pages.ts';

const SHOP = 'demo-shop.myshopify.com';
const PATIENCE_MS = 5 * 60_000;
const tell = (line: string) => console.log(line);

const options = readWishes();
ensurePages();
const world = await startWorld({
  folder: '.data/demo',
  shops: [
    {
      domain: SHOP,
      name: 'Demo-Shop',
      currency: 'EUR',
      country: 'DE',
      // The public payloads are years old; Shopify shows orders of more than 60 days to this scope only.
      scopes: ['read_orders', 'read_customers', 'read_all_orders'],
    },
  ],
  ...(options.port ? { port: options.port } : {}),
  ...(process.env['SEVDESK_API_URL'] ? { sevdeskApiUrl: process.env['SEVDESK_API_URL'] } : {}),
  tell,
});

let stopping: Promise<void> | null = null;
const stop = () => (stopping ??= world.stop());
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void stop().then(() => process.exit(signal === 'SIGINT' ? 130 : 143)));
}

try {
  const settled = await run(world);
  if (options.once) {
    await stop();
    process.exitCode = settled ? 0 : 1;
  } else {
    tell(`\nThe shop's admin with the app in it: ${world.shopify.adminUrl(SHOP)}`);
    tell('Everything stays up until Ctrl-C.');
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop();
  process.exitCode = 1;
}

/** Sets the shop up, plays the orders, waits until all are settled and tells. True when all are. */
async function run(world: World): Promise<boolean> {
  tell('The merchant connects sevdesk and switches the sync on…');
  await setUp(world, SHOP, sevdeskToken(world));
  const shop = await world.db.shop.update({
    where: { domain: SHOP },
    data: { syncFrom: new Date('2000-01-01T00:00:00Z') },
  });
  tell('Orders come in…\n');
  const played = options.orders ? playFolder(world, SHOP, options.orders) : playSamples(world, SHOP);
  await waitUntilSettled(world, shop.id, played);
  const report = await makeReport(world, shop.id, played);
  printReport(report, tell);
  if (options.report) writeFileSync(options.report, `${JSON.stringify(report, null, 1)}\n`);
  return report.orders.every(({ outcome }) => outcome !== 'unsettled');
}

function sevdeskToken(world: World): string {
  const token = world.sevdesk ? DEFAULT_TOKEN : process.env['SEVDESK_TOKEN'];
  if (!token)
    throw new Error('SEVDESK_API_URL is set, so SEVDESK_TOKEN must hold the API key of that server.');
  return token;
}

async function waitUntilSettled(world: World, shopId: string, played: Played[]): Promise<void> {
  const wanted = played.filter((one) => one.kind === 'order').map(({ orderGid }) => orderGid);
  const until = Date.now() + PATIENCE_MS;
  await world.shopify.settled();
  while (Date.now() < until) {
    const orders = await world.db.orderSync.findMany({ where: { shopId, orderGid: { in: wanted } } });
    if (orders.length === new Set(wanted).size && orders.every(isSettled)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Everything that can be wrong with the options is said before anything starts. */
function readWishes() {
  const values = readOptions('npm run demo -- [--orders DIR] [--once] [--report FILE] [--port N]', {
    orders: { type: 'string' },
    once: { type: 'boolean', default: false },
    report: { type: 'string' },
    port: { type: 'string' },
  });
  const { orders, report } = values;
  if (orders !== undefined && !isFolder(orders)) refuse(`--orders ${orders}: there is no such folder.`);
  if (report !== undefined && !isFolder(path.dirname(report))) {
    refuse(`--report ${report}: the folder ${path.dirname(report)} does not exist.`);
  }
  return { ...values, port: readPort(values.port) };
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
