// Orders through the whole way: paid in the Shopify twin, webhook, web process, two workers, paid invoice in the sevdesk
// twin. Everything, twins and database included, shares this machine.
import { startWorld } from '../../scripts/demo/world.ts';
import { ensurePages } from '../../scripts/lib/pages.ts';
import type { OrderSpec } from '@twins/shopify';
import { measureFloor } from './support/floor.ts';
import { openShop, type BenchShop } from './support/openShop.ts';
import { cpuOf, cpuOfChildren, descendantsOf } from './support/processes.ts';
import { percentile, report, round, type Row } from './support/report.ts';

const SHOPS = 20;
const BURST = 60;
const SEVDESK_MS = 150;

ensurePages();
const world = await startWorld({ folder: '.data/bench-orders', shops: [], workers: 2 });
const shops: BenchShop[] = [];
for (let nth = 0; nth < SHOPS; nth++) shops.push(await openShop(world, `bench-${nth}`));
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const erika = { firstName: 'Erika', lastName: 'Mustermann', email: 'erika@example.com' };
const home = { ...erika, address1: 'Musterallee 1', zip: '22299', city: 'Hamburg', countryCode: 'DE' };

report('orders', 'Requests for one order', [
  await requestsOf('a new customer'),
  await requestsOf('the same again'),
]);
const { env, postgresPid } = world;
const floor = await measureFloor({ databaseUrl: env['DATABASE_URL']!, postgresPid, orders: BURST });
const bursts: Row[] = [floorRow()];
for (const ms of [0, SEVDESK_MS]) bursts.push(await burst(ms));
report(
  'orders',
  `A burst of ${BURST} orders over ${SHOPS} shops, and the least that an order can cost`,
  bursts,
);
const rates: Row[] = [];
for (const rate of [1, 10, 50]) rates.push(await stream(rate, rate === 50 ? 6 : 15));
report(
  'orders',
  `Payment to booked at steady rates over ${SHOPS} shops, sevdesk answers after ${SEVDESK_MS} ms`,
  rates,
);
const paced: Row[] = [];
for (const pace of [2, 4]) paced.push(await oneShop(pace));
report('orders', 'One shop with more orders than its sevdesk pace allows', paced);
report('orders', 'Database', [await sizePerOrder()]);
await world.stop();

function pay(shop: BenchShop, spec: Partial<OrderSpec> = {}): string {
  const lines = [
    { title: 'Tasse', sku: 'T-1', price: '19.99', quantity: 2 },
    { title: 'Kanne', sku: 'K-1', price: '49.00', quantity: 1 },
  ];
  const address = { billingAddress: home, shippingAddress: home };
  const shipping = { title: 'DHL Paket', price: '4.90' };
  return world.shopify.createOrder(shop.domain, { customer: erika, ...address, lines, shipping, ...spec }).id;
}

/** How long each of the orders took from its payment to its booking, in milliseconds; NaN for those not booked in time. */
async function booked(paidAt: Map<string, number>, patienceMs: number): Promise<number[]> {
  const gids = [...paidAt.keys()];
  const until = Date.now() + patienceMs;
  for (;;) {
    const rows = await world.db.orderSync.findMany({
      where: { orderGid: { in: gids }, state: 'synced' },
      select: { orderGid: true, syncedAt: true },
    });
    const done = new Map(rows.map((row) => [row.orderGid, row.syncedAt!.getTime()]));
    if (done.size === gids.length || Date.now() > until)
      return gids.map((gid) => (done.get(gid) ?? Number.NaN) - paidAt.get(gid)!);
    await sleep(250);
  }
}

async function requestsOf(what: string): Promise<Row> {
  const shop = shops[0]!;
  const count = () => ({
    sevdesk: Object.values(world.sevdesk!.state({ account: shop.account }).accounts[0]!.requests).reduce(
      (a, b) => a + b,
      0,
    ),
    shopify: world.shopify.counts().graphql,
  });
  const before = count();
  await booked(new Map([[pay(shop, { customer: { ...erika, id: '7000000000001' } }), Date.now()]]), 30_000);
  const after = count();
  return { order: what, sevdesk: after.sevdesk - before.sevdesk, Shopify: after.shopify - before.shopify };
}

async function burst(latencyMs: number): Promise<Row> {
  world.sevdesk!.setLatency({ ms: latencyMs });
  const before = processorTime();
  const began = Date.now();
  const paidAt = new Map<string, number>();
  for (let nth = 0; nth < BURST; nth++) paidAt.set(pay(shops[nth % SHOPS]!), began);
  const times = (await booked(paidAt, 120_000)).filter((ms) => !Number.isNaN(ms));
  const after = processorTime();
  const spent = (of: keyof typeof after) => Math.round((after[of] - before[of]) / BURST);
  return {
    'sevdesk answers after': `${latencyMs} ms`,
    'orders per second': round(times.length / (Math.max(...times) / 1000)),
    'ms of a core each: web and workers': spent('app'),
    database: spent('database'),
    twins: spent('twins'),
    'times the floor': round((spent('app') + spent('database')) / (floor.app + floor.database)),
    'not booked within 2 min': BURST - times.length,
  };
}

/** See support/floorProcess.ts. */
function floorRow(): Row {
  return {
    'sevdesk answers after': 'floor',
    'ms of a core each: web and workers': round(floor.app),
    database: round(floor.database),
    'times the floor': 1,
  };
}

/** Milliseconds of processor time so far; it is the same however busy the machine is with other things. */
function processorTime() {
  return {
    app: descendantsOf(process.pid).reduce((sum, pid) => sum + cpuOf(pid), 0),
    database: cpuOfChildren(world.postgresPid),
    twins: cpuOf(process.pid),
  };
}

/** Orders at an even rate. */
async function stream(perSecond: number, seconds: number): Promise<Row> {
  world.sevdesk!.setLatency({ ms: SEVDESK_MS });
  const paidAt = new Map<string, number>();
  const began = Date.now();
  for (let nth = 0; nth < perSecond * seconds; nth++) {
    await sleep(began + (nth * 1000) / perSecond - Date.now());
    paidAt.set(pay(shops[nth % SHOPS]!), Date.now());
  }
  const times = (await booked(paidAt, 120_000)).filter((ms) => !Number.isNaN(ms));
  const seconds_ = (share: number) => round(percentile(times, share) / 1000, 2);
  return {
    'orders per second': perSecond,
    orders: paidAt.size,
    'p50 s': seconds_(0.5),
    'p95 s': seconds_(0.95),
    'p99 s': seconds_(0.99),
    'not booked within 2 min': paidAt.size - times.length,
  };
}

/** What a shop gets through in a minute at that pace, five minutes' worth of it; all by new customers. */
async function oneShop(requestsPerSecond: number): Promise<Row> {
  const MEASURED_MS = 40_000;
  const shop = await openShop(world, `paced-${requestsPerSecond}`, requestsPerSecond);
  for (let nth = 0; nth < requestsPerSecond * 15; nth++) pay(shop);
  const synced = () => world.db.orderSync.count({ where: { shopId: shop.id, state: 'synced' } });
  while ((await synced()) === 0) await sleep(100);
  const [before, began] = [await synced(), Date.now()];
  await sleep(MEASURED_MS);
  const perMs = ((await synced()) - before) / (Date.now() - began);
  const waiting = await world.db.orderSync.count({ where: { shopId: shop.id, state: 'waiting' } });
  world.shopify.uninstallShop(shop.domain);
  return {
    'sevdesk requests per second': requestsPerSecond,
    'orders per 5 minutes, new customers': Math.round(perMs * 300_000),
    'of known customers (4 requests)': Math.round((300 * requestsPerSecond) / 4),
    'shown as waiting meanwhile': waiting,
  };
}

async function sizePerOrder(): Promise<Row> {
  const tables = ['order_sync', 'document', 'booking', 'event', 'webhook_delivery', 'contact_link'];
  const orders = await world.db.orderSync.count({ where: { state: 'synced' } });
  const rows = await world.db.$queryRaw<{ name: string; bytes: number }[]>`
    select relname::text as name, pg_total_relation_size(oid)::float8 as bytes from pg_class
    where relname = any(${tables}::text[])`;
  const kb = (bytes: number) => round(bytes / orders / 1024);
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    orders,
    'kB per order': kb(total),
    ...Object.fromEntries(rows.map(({ name, bytes }) => [name, kb(bytes)])),
  };
}
