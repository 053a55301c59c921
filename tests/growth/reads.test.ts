import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../app/platform/clock.ts';
import { openDatabase, type Database } from '../../app/platform/database.server.ts';
import { createEncryption } from '../../app/platform/encryption.server.ts';
import { createLog } from '../../app/platform/log.server.ts';
import { countOrders } from '../../app/orders/read/countOrders.server.ts';
import { wakeNextOf } from '../../app/sync/schedule/dueOrders.server.ts';
import { filterChoices } from '../../app/orders/read/filterChoices.server.ts';
import { homeFigures } from '../../app/orders/read/homeFigures.server.ts';
import { listOrders } from '../../app/orders/read/listOrders.server.ts';
import { orderDetail } from '../../app/orders/read/orderDetail.server.ts';
import { sweep } from '../../app/sync/schedule/sweep.server.ts';
import type { OrderFilter, OrderListQuery } from '../../app/orders/read/views.ts';
import { withClient } from '../../scripts/lib/database.ts';
import { useDatabase } from '../support/database.ts';
import { seededName, seedOrders } from '../support/seedOrders.ts';

// How many rows the database touches for a use case, by its own count: with 6,000 orders in each of four shops nothing
// that is done often may read more than what it shows. This is what keeps the log as fast at a million.

const ORDERS = 6_000;
const SHOPS = 4;
const database = useDatabase();
const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
let db: Database;
let shopId: string;

beforeAll(async () => {
  await withClient(database.url, async (client) => {
    for (let nth = 0; nth < SHOPS; nth++) {
      const domain = `shop-${nth}.myshopify.com`;
      const { rows } = await client.query('insert into shop (domain) values ($1) returning id', [domain]);
      const id = (rows as { id: string }[])[0]!.id;
      shopId ??= id;
      await seedOrders(client, encryption, { shopId: id, domain, from: 1_000, count: ORDERS });
    }
    await client.query('vacuum analyze order_sync, webhook_delivery');
  });
  // One connection: the one whose counts can be asked for.
  db = openDatabase(database.url, 1);
});
afterAll(() => db.$disconnect());

const ports = () => ({
  db,
  encryption,
  clock: systemClock,
  log: createLog({ level: 'silent', secrets: [] }),
});
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
  return listOrders(ports(), shopId, { ...whole, ...query, filter: { ...everything, ...filter } });
};

/** Rows of orders and deliveries that were read while doing something. */
async function rowsRead(work: () => Promise<unknown>): Promise<number> {
  const before = await readSoFar();
  await work();
  return (await readSoFar()) - before;
}

async function readSoFar(): Promise<number> {
  await db.$queryRaw`select pg_stat_force_next_flush()::text`;
  const [row] = await db.$queryRaw<{ read: number }[]>`
    select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read
    from pg_stat_user_tables where relname in ('order_sync', 'webhook_delivery')`;
  return row!.read;
}

const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const deep = async () => {
  const { next } = await list({}, { to: day(500) });
  return list({ cursor: next }, { to: day(500) });
};

describe('with 6,000 orders in the shop and many of other shops', () => {
  it.each<[string, number, () => Promise<unknown>]>([
    ['the newest page of the log', 60, () => list({})],
    ['a page in the middle of the log', 130, deep],
    ['the log by last change', 60, () => list({ sort: 'changedAt' })],
    ['the log by amount', 60, () => list({ sort: 'totalCents' })],
    ['the log by name', 60, () => list({ sort: 'orderName' })],
    ['what needs attention', 60, () => list({}, { view: 'attention' })],
    ['what waits', 60, () => list({}, { view: 'waiting' })],
    ['the archive', 60, () => list({}, { view: 'archived' })],
    ['one week of the log', 300, () => list({}, { from: day(7), to: day(0) })],
    ['one gateway', 300, () => list({}, { gateway: 'paypal' })],
    ['a search for an order', 60, () => list({}, { search: '#5999' })],
    ['a search for an invoice', 60, () => list({}, { search: 'RE-5999' })],
    ['a search for a buyer', 60, () => list({}, { search: seededName(77) })],
    ['an order', 2, () => orderDetail(ports(), shopId, '500000005999')],
    ['the numbers on the views', 4_000, () => countOrders(ports(), shopId)],
    ['the filters', 2_000, () => filterChoices(ports(), shopId)],
    ['the home page', 1_000, () => homeFigures(ports(), shopId)],
    ['a sweep', 100, () => sweep(ports())],
    ['waking the next order', 10, () => db.$transaction((tx) => wakeNextOf(tx, shopId, new Date()))],
  ])('%s reads at most %i rows', async (_, limit, work) => {
    expect(await rowsRead(work)).toBeLessThanOrEqual(limit);
  });

  it('has no index on orders or deliveries that none of this uses, but for those named here', async () => {
    // A unique index guards; the rest serves the upkeep in other rooms.
    const elsewhere = [
      'order_sync_shop_id_found_at_idx', // reconciliation
      'order_sync_personal_until_idx', // retention
      'order_sync_shop_id_lease_until_idx', // taking a lease
      'webhook_delivery_received_at_idx', // retention
      'webhook_delivery_shop_id_order_gid_idx', // the hint's topic, privacy requests
    ];
    await db.$queryRaw`select pg_stat_force_next_flush()::text`;
    const unused = await db.$queryRaw<{ name: string }[]>`
      select s.indexrelname::text as name from pg_stat_user_indexes s join pg_index i using (indexrelid)
      where s.relname in ('order_sync', 'webhook_delivery') and not i.indisunique and s.idx_scan = 0`;
    expect(unused.map(({ name }) => name).filter((name) => !elsewhere.includes(name))).toEqual([]);
  });
});
