import { beforeAll, describe, expect, it } from 'vitest';
import { newOrder, useSyncWorld, type SyncShop } from '../../../tests/support/syncWorld.ts';
import type { Order } from '../../accounting/order.ts';
import { archiveOrders, unarchiveOrders } from '../actions/archiveOrders.server.ts';
import { countOrders } from './countOrders.server.ts';
import { filterChoices } from './filterChoices.server.ts';
import { homeFigures } from './homeFigures.server.ts';
import { listOrders } from './listOrders.server.ts';
import { orderDetail } from './orderDetail.server.ts';
import { skipOrders } from '../actions/skipOrders.server.ts';
import { syncAgain } from '../actions/syncAgain.server.ts';
import type { OrderFilter, OrderListQuery } from './views.ts';

const world = useSyncWorld({ keep: true });
let shop: SyncShop;
let other: SyncShop;
let orders: Order[];
const person = () => ({ shopId: shop.id, actor: 'user:1' });

const everything: OrderFilter = {
  view: 'all',
  search: null,
  problemCode: null,
  gateway: null,
  from: null,
  to: null,
};
const query = (changes: Partial<OrderListQuery> = {}, filter: Partial<OrderFilter> = {}): OrderListQuery => ({
  sort: 'processedAt',
  descending: true,
  cursor: null,
  pageSize: 50,
  ...changes,
  filter: {
    ...everything,
    ...filter,
  },
});
const names = async (changes: Partial<OrderListQuery> = {}, filter: Partial<OrderFilter> = {}) =>
  (await listOrders(world.ports, shop.id, query(changes, filter))).rows.map((row) => row.orderName);

/** Seven orders, an hour apart, the third one not bookable (US dollars), each under the same name in another shop. */
beforeAll(async () => {
  [shop, other] = [await world.newShop(), await world.newShop()];
  orders = Array.from({ length: 7 }, (_, index) =>
    newOrder({
      lines: [{ price: 1000 + 100 * ((index * 3) % 7) }],
      shipping: [],
      buyer: { customerId: `9${index}`, firstName: index % 2 ? 'Jürgen' : 'Erika', lastName: `Groß${index}` },
      with: {
        name: `#10${index}1`,
        processedAt: `2026-11-24T0${index + 1}:30:00Z`,
        ...(index === 2 ? { currency: 'USD' } : {}),
      },
    }),
  );
  for (const order of orders) {
    await world.sync(shop, order);
    await world.sync(other, order);
  }
});

describe('the log', () => {
  it('shows the newest orders first, each with its buyer, total, state and number', async () => {
    const { rows, next, previous } = await listOrders(world.ports, shop.id, query());
    expect(rows.map((row) => row.orderName)).toEqual(orders.map(({ name }) => name).toReversed());
    expect([next, previous]).toEqual([null, null]);
    expect(rows[0]).toMatchObject({
      orderGid: orders[6]!.gid,
      orderId: orders[6]!.id,
      buyer: 'Erika Groß6',
      state: 'synced',
      problem: null,
      totalCents: orders[6]!.totals.total,
      currency: 'EUR',
      invoiceNumber: 'RE-1005',
      busy: false,
      archived: false,
    });
    expect(rows[4]).toMatchObject({
      state: 'parked',
      problem: { code: 'order.currency_unsupported' },
      invoiceNumber: null,
    });
  });

  it.each(['processedAt', 'changedAt', 'totalCents', 'orderName'] as const)(
    'sorted by %s pages forward and back without a row twice or missing, both ways',
    async (sort) => {
      for (const descending of [true, false]) {
        const whole = await names({ sort, descending });
        const seen: string[] = [];
        let cursor: string | null = null;
        const pages = [];
        do {
          const page = await listOrders(
            world.ports,
            shop.id,
            query({ sort, descending, cursor, pageSize: 3 }),
          );
          seen.push(...page.rows.map((row) => row.orderName));
          pages.push(page);
          cursor = page.next;
        } while (cursor);
        expect(seen).toEqual(whole);
        expect(pages.map(({ previous }) => previous !== null)).toEqual([false, true, true]);
        const back = await listOrders(
          world.ports,
          shop.id,
          query({ sort, descending, cursor: pages[2]!.previous, pageSize: 3 }),
        );
        expect(back.rows).toEqual(pages[1]!.rows);
        const first = await listOrders(
          world.ports,
          shop.id,
          query({ sort, descending, cursor: back.previous, pageSize: 3 }),
        );
        expect(first.rows).toEqual(pages[0]!.rows);
        expect(first.previous).toBeNull();
      }
    },
  );

  it('begins at the start when a cursor makes no sense', async () => {
    for (const cursor of [
      '',
      'x',
      Buffer.from('{"back":false,"value":"\'; drop","id":"x"}').toString('base64url'),
    ]) {
      expect(await names({ cursor })).toHaveLength(7);
    }
  });

  it.each([
    ['#1041', ['#1041']],
    ['1041', ['#1041']],
    ['10', ['#1061', '#1051', '#1041', '#1031', '#1021', '#1011', '#1001']],
    ['RE-1000', ['#1001']],
    ['re100', ['#1061', '#1051', '#1041', '#1031', '#1011', '#1001']],
    ['jürgen', ['#1051', '#1031', '#1011']],
    ['JUERGEN', []],
    ['Jurgen gross3', ['#1031']],
    ['erika@example.com', ['#1061', '#1051', '#1041', '#1031', '#1021', '#1011', '#1001']],
    ['nobody', []],
  ])('finds %s', async (search, found) => {
    expect(await names({}, { search })).toEqual(found);
  });

  it('finds an order by Shopify’s id', async () => {
    expect(await names({}, { search: orders[3]!.id })).toEqual(['#1031']);
  });

  it('filters by state, problem, gateway and days of the shop', async () => {
    expect(await names({}, { view: 'attention' })).toEqual(['#1021']);
    expect(await names({}, { problemCode: 'order.currency_unsupported' })).toEqual(['#1021']);
    expect(await names({}, { gateway: 'paypal' })).toEqual([]);
    expect(await names({}, { from: '2026-11-24', to: '2026-11-24' })).toHaveLength(7);
    expect(await names({}, { from: '2026-11-25' })).toEqual([]);
    await world.ports.db.shop.update({ where: { id: shop.id }, data: { timezone: 'Pacific/Honolulu' } });
    expect(await names({}, { to: '2026-11-23' })).toHaveLength(7);
    await world.ports.db.shop.update({ where: { id: shop.id }, data: { timezone: null } });
    expect(await filterChoices(world.ports, shop.id)).toEqual({
      problemCodes: ['order.currency_unsupported'],
      gateways: ['shopify_payments'],
    });
  });

  it('counts each view', async () => {
    expect(await countOrders(world.ports, shop.id)).toMatchObject({
      all: {
        count: 7,
        capped: false,
      },
      attention: { count: 1 },
      synced: { count: 6 },
      archived: { count: 0 },
    });
  });
});

describe('the page of an order', () => {
  it('tells everything there is to tell', async () => {
    const detail = await orderDetail(world.ports, shop.id, orders[0]!.id);
    expect(detail).toMatchObject({
      orderName: '#1001',
      state: 'synced',
      buyer: 'Erika Groß0',
      attempts: 0,
      nextAttemptAt: null,
      evidence: { rule: 1 },
      documents: [
        {
          kind: 'invoice',
          state: 'done',
          number: 'RE-1000',
          grossCents: 1e3,
          paidCents: 1e3,
          adopted: false,
          bookings: [
            {
              gateway: 'shopify_payments',
              checkAccountName: 'Verrechnungskonto Shopify',
              state: 'booked',
            },
          ],
          mail: null,
        },
      ],
    });
    expect(detail!.controls.length).toBeGreaterThan(0);
    expect(detail!.controls.every(({ expected, found }) => expected === found)).toBe(true);
    expect(detail!.steps.at(-1)).toMatchObject({ step: 'done', outcome: 'done' });
    expect(detail!.latencyMs).toBeGreaterThan(0);
  });

  it('is not there for an order of another shop or none', async () => {
    const strange = await world.newShop();
    expect(await orderDetail(world.ports, strange.id, orders[0]!.id)).toBeNull();
    expect(await orderDetail(world.ports, shop.id, '1')).toBeNull();
  });
});

it('the home page counts today, latency and problems of this shop alone', async () => {
  const figures = await homeFigures(world.ports, shop.id);
  expect(figures).toMatchObject({
    syncedToday: 6,
    waiting: 0,
    attention: 1,
    problems: [
      {
        code: 'order.currency_unsupported',
        count: 1,
      },
    ],
    breaker: {
      state: 'closed',
      since: null,
    },
    lastWebhookAt: null,
  });
  expect(figures.latency!.medianMs).toBeGreaterThan(0);
  expect(figures.latency!.p95Ms).toBeGreaterThanOrEqual(figures.latency!.medianMs);
  const empty = await homeFigures(world.ports, (await world.newShop()).id);
  expect(empty).toMatchObject({ syncedToday: 0, attention: 0, latency: null, problems: [] });
});

describe('while things go on', () => {
  it('keeps its pages when orders come in between', async () => {
    const first = await listOrders(world.ports, shop.id, query({ pageSize: 3 }));
    await world.sync(shop, newOrder({ with: { name: '#2000', processedAt: '2026-11-24T09:00:00Z' } }));
    const second = await listOrders(world.ports, shop.id, query({ pageSize: 3, cursor: first.next }));
    expect(second.rows.map((row) => row.orderName)).toEqual(['#1031', '#1021', '#1011']);
  });
});

describe('what a person does to orders', () => {
  it('by hand or by a filter touches no other shop', async () => {
    expect(await syncAgain(world.ports, person(), { filter: { ...everything, view: 'attention' } })).toEqual({
      orders: 1,
    });
    expect(await skipOrders(world.ports, person(), { filter: everything })).toEqual({ orders: 1 });
    expect(await archiveOrders(world.ports, person(), { filter: everything })).toEqual({ orders: 8 });
    expect(await archiveOrders(world.ports, person(), { orders: orders.map(({ gid }) => gid) })).toEqual({
      orders: 0,
    });
    expect(await names()).toEqual([]);
    expect(await names({}, { view: 'archived' })).toHaveLength(8);
    expect(await unarchiveOrders(world.ports, person(), { orders: [orders[0]!.gid] })).toEqual({ orders: 1 });
    expect(await names()).toEqual(['#1001']);
    expect(await countOrders(world.ports, other.id)).toMatchObject({
      all: { count: 7 },
      attention: { count: 1 },
    });
    const foreign = { shopId: other.id, actor: 'user:2' };
    const [row] = await world.ports.db.orderSync.findMany({ where: { shopId: shop.id, orderName: '#1001' } });
    await syncAgain(world.ports, foreign, { orders: [orders[0]!.gid] });
    const after = await world.ports.db.orderSync.findUnique({ where: { id: row!.id } });
    expect(after).toEqual(row);
  });
});
