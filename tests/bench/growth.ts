// What grows with the log and what does not: the same reads and the same intake with 10 thousand and with a million
// orders and deliveries of one shop, and then with 999 more shops beside it. BENCH_ORDERS=100000 for a shorter run.
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { systemClock } from '../../app/platform/clock.ts';
import { openDatabase } from '../../app/platform/database.server.ts';
import { createEncryption } from '../../app/platform/encryption.server.ts';
import { countOrders } from '../../app/orders/read/countOrders.server.ts';
import { filterChoices } from '../../app/orders/read/filterChoices.server.ts';
import { homeFigures } from '../../app/orders/read/homeFigures.server.ts';
import { listOrders } from '../../app/orders/read/listOrders.server.ts';
import { orderDetail } from '../../app/orders/read/orderDetail.server.ts';
import { sweep } from '../../app/sync/schedule/sweep.server.ts';
import type { OrderFilter, OrderListQuery } from '../../app/orders/read/views.ts';
import { withClient } from '../../scripts/lib/database.ts';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { freePort } from '../../scripts/lib/postgres.ts';
import { dropIndexes, seededName, seedOrders } from '../support/seedOrders.ts';
import { freshDatabase } from './support/database.ts';
import { appEnv, startMeasured } from './support/processes.ts';
import { median, report, round, type Row } from './support/report.ts';
import { feedOf, fire, signedWebhooks } from './support/webhooks.ts';

const DOMAIN = 'bench-shop.myshopify.com';
const MANY = Number(process.env['BENCH_ORDERS'] ?? 1_000_000);
const FEW = MANY / 100;
const OTHER_SHOPS = 999;
const OF_EACH = 100;
const ROUNDS = 9;

ensurePages();
const secret = randomBytes(24).toString('hex');
const { postgres, url } = await freshDatabase('growth');
const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
const shopId = await newShop(DOMAIN);
const next = feedOf(await signedWebhooks(DOMAIN, secret, 100_000));
const tables = ['order_sync', 'webhook_delivery'];
const measured: Record<string, Record<string, number>> = {};

await fill((client) => seedOrders(client, encryption, { shopId, domain: DOMAIN, from: 1_000, count: FEW }));
measured[named(FEW)] = await measure();
await fill((client) =>
  seedOrders(client, encryption, { shopId, domain: DOMAIN, from: 1_000 + FEW, count: MANY - FEW }),
);
measured[named(MANY)] = await measure();
await fill(async (client) => {
  for (let nth = 0; nth < OTHER_SHOPS; nth++) {
    const domain = `bench-${nth}.myshopify.com`;
    await seedOrders(client, encryption, {
      shopId: await newShop(domain),
      domain,
      from: 1_000,
      count: OF_EACH,
    });
  }
});
measured[`${named(MANY)} + ${OTHER_SHOPS} shops`] = await measure();

const names = Object.keys(measured[named(FEW)]!);
const rows = names.map((what): Row => {
  const figures = Object.entries(measured).map(([size, all]) => [size, all[what]!]);
  return { what, ...(Object.fromEntries(figures) as Record<string, number>) };
});
report('growth', 'With that many orders and deliveries (medians in ms, or as it says)', rows);
postgres.stop();

function named(orders: number): string {
  return orders.toLocaleString('en');
}

async function newShop(domain: string): Promise<string> {
  const insert = 'insert into shop (domain) values ($1) returning id';
  return withClient(
    url,
    async (client) => (await client.query<{ id: string }>(insert, [domain])).rows[0]!.id,
  );
}

async function fill(work: (client: pg.Client) => Promise<void>): Promise<void> {
  const began = Date.now();
  await withClient(url, async (client) => {
    await client.query('set synchronous_commit = off');
    const bringBack = await dropIndexes(client, tables);
    await work(client);
    await bringBack();
    await client.query('vacuum analyze order_sync, webhook_delivery');
  });
  console.log(`filled in ${round((Date.now() - began) / 1000)} s`);
}

async function measure(): Promise<Record<string, number>> {
  const db = openDatabase(url, 5);
  const ports = { db, encryption, clock: systemClock };
  const list = (query: Partial<OrderListQuery>, filter: Partial<OrderFilter> = {}) => {
    const everything = {
      view: 'all',
      search: null,
      problemCode: null,
      gateway: null,
      from: null,
      to: null,
    } as const;
    const whole = { sort: 'processedAt', descending: true, cursor: null, pageSize: 50 } as const;
    return listOrders(ports, shopId, { ...whole, ...query, filter: { ...everything, ...filter } });
  };
  const last = new Date(Date.now() - 500 * 86_400_000).toISOString().slice(0, 10);
  const { next } = await list({}, { to: last });
  const reads: Record<string, () => Promise<unknown>> = {
    'home page figures': () => homeFigures(ports, shopId),
    'log, newest page': () => list({}),
    'log, in the middle': () => list({ cursor: next }, { to: last }),
    'log, by amount': () => list({ sort: 'totalCents' }),
    'log, needs attention': () => list({}, { view: 'attention' }),
    'search for an order': () => list({}, { search: `#${999 + FEW}` }),
    'search for a buyer': () => list({}, { search: seededName(77) }),
    'numbers on the views': () => countOrders(ports, shopId),
    'filter choices': () => filterChoices(ports, shopId),
    'order page': () => orderDetail(ports, shopId, String(5_000_000_000_999 + FEW)),
    'sweep of a worker': () => sweep(ports),
  };
  const times = Object.fromEntries(Object.keys(reads).map((name) => [name, [] as number[]]));
  for (let nth = 0; nth <= ROUNDS; nth++)
    for (const [name, read] of Object.entries(reads)) {
      const began = performance.now();
      await read();
      if (nth > 0) times[name]!.push(performance.now() - began);
    }
  await db.$disconnect();
  const medians = Object.entries(times).map(([name, all]) => [name, round(median(all))]);
  return {
    ...(Object.fromEntries(medians) as Record<string, number>),
    'webhooks acknowledged per second': await intake(),
    'bytes of an order in the log': await bytesPerRow('order_sync'),
    'bytes of a delivery': await bytesPerRow('webhook_delivery'),
  };
}

async function intake(): Promise<number> {
  const port = await freePort();
  const web = await startMeasured('scripts/ops/web.ts', appEnv(url, port, secret), '"web ready"');
  await fire(port, next, { connections: 50, seconds: 1 });
  const fired: number[] = [];
  for (let nth = 0; nth < 3; nth++)
    fired.push((await fire(port, next, { connections: 50, seconds: 3 })).perSecond);
  await web.stop();
  return Math.round(median(fired));
}

async function bytesPerRow(table: string): Promise<number> {
  const sql = `select (pg_total_relation_size('${table}') / count(*))::int as bytes from ${table}`;
  return withClient(url, async (client) => (await client.query<{ bytes: number }>(sql)).rows[0]!.bytes);
}
