import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { Order, OrderGid } from '../../app/accounting/order.ts';
import { buildOrder, type OrderSpec } from '../../app/accounting/testing/buildOrder.ts';
import { planOrder } from '../../app/accounting/planOrder.ts';
import { connectSevdesk } from '../../app/merchant/connectSevdesk.server.ts';
import { createEncryption } from '../../app/platform/encryption.server.ts';
import { createLog } from '../../app/platform/log.server.ts';
import { createPacer } from '../../app/sevdesk/pacing.server.ts';
import { createSevdeskClient } from '../../app/sevdesk/createClient.server.ts';
import type { ShopifyAnswer } from '../../app/shopify/answer.ts';
import type { LoneReader } from '../../app/shopify/fetchLone.server.ts';
import type { SyncPorts } from '../../app/sync/ports.server.ts';
import type { VatAnswer } from '../../app/vies/askVies.server.ts';
import { recordHint } from '../../app/sync/schedule/recordHint.server.ts';
import { runOrder, type RunResult } from '../../app/sync/run/runOrder.server.ts';
import type { AccountDefinition } from '@twins/sevdesk';
import { startSevdeskTwin, type SevdeskTwin } from '@twins/sevdesk';
import { useDatabase } from './database.ts';
import { createJumpClock, type JumpClock } from './jumpClock.ts';

const never = new AbortController().signal;
const calmly = { soft: never, hard: never };

export interface SyncShop {
  id: string;
  domain: string;
  token: string;
  account: string;
}

/** The sync engine on a real database with a sevdesk twin; Shopify is whatever orders a test puts in. */
export interface SyncWorld {
  readonly ports: SyncPorts;
  readonly clock: JumpClock;
  readonly databaseUrl: string;
  readonly twin: SevdeskTwin;
  /** A shop that is connected and switched on. */
  newShop(account?: Partial<AccountDefinition>): Promise<SyncShop>;
  /** Shopify shows this order from now on. */
  putOrder(shop: SyncShop, order: Order): void;
  answerWith(answer: ShopifyAnswer<Order> | null): void;
  /** Shopify shows refunds and payments of this order by themselves from now on, whatever it says of the order. */
  showParts(shop: SyncShop, order: Order): void;
  vies: VatAnswer;
  /** How long the engine waits for sevdesk; short only where a test lets it wait in vain. */
  timeoutMs: number;
  hint(shop: SyncShop, orderGid: string): Promise<void>;
  /** One run, as a worker does it. */
  run(shop: SyncShop, orderGid: string, ports?: SyncPorts): Promise<RunResult>;
  /** Runs whatever is due, jumping ahead to what will be, until nothing is; answers how the runs ended. */
  drain(shop: SyncShop, ports?: SyncPorts): Promise<RunResult[]>;
  /** {@link putOrder}, {@link hint} and {@link drain}. */
  sync(shop: SyncShop, order: Order): Promise<RunResult[]>;
}

/** `keep`: what one test leaves behind is there for the next. `start`: what time it is, for the pace of sevdesk too. */
export function useSyncWorld({ keep = false, start = new Date('2026-11-24T10:20:00Z') } = {}): SyncWorld {
  const database = useDatabase(20);
  const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
  const log = createLog({ level: 'silent', secrets: [] });
  const held: { twin?: SevdeskTwin } = {};
  const clock = createJumpClock(start);
  const orders = new Map<string, Order>();
  const shopify: { answer: ShopifyAnswer<Order> | null } = { answer: null };
  const shown = new Map<string, Order>();
  beforeAll(async () => {
    held.twin = await startSevdeskTwin({ clock, tenants: [] });
  });
  beforeEach(async () => {
    if (!keep) orders.clear();
    shown.clear();
    shopify.answer = null;
    held.twin!.clearFaults();
    const { db } = database;
    if (!keep)
      await db.$transaction([db.shop.deleteMany(), db.breaker.deleteMany(), db.breakerChange.deleteMany()]);
    Object.assign(world, { timeoutMs: 10_000, vies: { kind: 'unclear', message: 'not asked' } });
  });
  afterAll(() => held.twin?.close());

  const readOrder = async (shopId: string, gid: OrderGid): Promise<ShopifyAnswer<Order>> => {
    if (shopify.answer) return shopify.answer;
    const order = orders.get(`${shopId} ${gid}`);
    if (order) return { kind: 'done', value: structuredClone(order) };
    return { kind: 'refused', why: 'not_found', retryAfterMs: null, message: 'not found' };
  };
  const partOf = async <T extends { gid: string }>(
    of: (order: Order) => T[],
    shopId: string,
    gid: string,
  ): Promise<ShopifyAnswer<T>> => {
    const part = [...shown].flatMap(([id, order]) =>
      id === shopId ? of(order).filter((one) => one.gid === gid) : [],
    )[0];
    if (part) return { kind: 'done', value: structuredClone(part) };
    return { kind: 'refused', why: 'not_found', retryAfterMs: null, message: 'not shown' };
  };
  const readLone: LoneReader = {
    refund: (shopId, gid) => partOf((order) => order.refunds, shopId, gid),
    payment: (shopId, gid) => partOf((order) => order.transactions, shopId, gid),
  };
  const client = (token: string, signal?: AbortSignal) => ({
    baseUrl: held.twin!.apiUrl,
    token,
    timeoutMs: world.timeoutMs,
    ...(signal ? { signal } : {}),
  });
  const unpaced = () => Promise.resolve();
  const ports = (): SyncPorts => ({
    db: database.db,
    clock,
    random: () => 0.5,
    encryption,
    log,
    readOrder,
    readLone,
    plan: planOrder,
    openSevdesk: ({ token, accountKey, requestsPerSecond, signal, mayLeave, takeSlot }) => {
      const pace = createPacer({
        db: database.db,
        clock,
        accountKey,
        requestsPerSecond,
        takeSlot,
      });
      return createSevdeskClient({
        ...client(token, signal),
        pace,
        mayLeave,
      });
    },
    checkVat: async () => world.vies,
  });

  const world: SyncWorld = {
    vies: { kind: 'unclear', message: 'not asked' },
    timeoutMs: 10_000,
    get ports() {
      return ports();
    },
    get clock() {
      return clock;
    },
    get databaseUrl() {
      return database.url;
    },
    get twin() {
      return held.twin!;
    },
    async newShop(account: Partial<AccountDefinition> = {}) {
      const domain = `shop-${randomUUID().slice(0, 8)}.myshopify.com`;
      const token = randomBytes(16).toString('hex');
      const syncFrom = new Date('2026-11-01T00:00:00Z');
      const { id } = await database.db.shop.create({ data: { domain, installedAt: syncFrom, syncFrom } });
      held.twin!.addAccount({ name: domain, tokens: [token], ...account });
      const sevdesk = (key: string) => createSevdeskClient({ ...client(key), pace: unpaced });
      const merchant = { db: database.db, encryption, clock, sevdesk };
      const connected = await connectSevdesk(merchant, { shopId: id, actor: 'user:1' }, token, {
        confirmed: true,
      });
      if (connected.kind !== 'connected') throw new Error(`not connected: ${JSON.stringify(connected)}`);
      const accounts = held.twin!.state({ account: domain }).accounts[0]!.checkAccounts;
      const { id: checkAccountId, name } = accounts.find((one) => one.name.startsWith('Verrechnungskonto'))!;
      await database.db.gatewayAccount.create({
        data: { shopId: id, gateway: '*', checkAccountId, checkAccountName: name },
      });
      await database.db.sevdeskConnection.update({
        where: { shopId: id },
        data: { requestsPerSecond: 10_000 },
      });
      return { id, domain, token, account: domain };
    },
    putOrder: (shop: SyncShop, order: Order) => void orders.set(`${shop.id} ${order.gid}`, order),
    answerWith: (given: ShopifyAnswer<Order> | null) => void (shopify.answer = given),
    showParts: (shop: SyncShop, order: Order) => void shown.set(shop.id, order),
    hint: (shop: SyncShop, orderGid: string) =>
      database.db.$transaction((tx) =>
        recordHint(tx, { shopId: shop.id, orderGid, cause: 'test', at: clock.now() }),
      ),
    run: (shop: SyncShop, orderGid: string, given: SyncPorts = ports()) =>
      runOrder(given, shop.id, orderGid, calmly),
    async drain(shop: SyncShop, given?: SyncPorts) {
      const results: RunResult[] = [];
      for (let runs = 0; runs < 100; runs++) {
        const next = await database.db.orderSync.findFirst({
          where: { shopId: shop.id, nextAttemptAt: { not: null } },
          orderBy: { nextAttemptAt: 'asc' },
        });
        if (!next) return results;
        clock.jumpTo(next.leaseUntil ?? next.nextAttemptAt!);
        clock.jumpTo(next.nextAttemptAt!);
        results.push(await runOrder(given ?? ports(), shop.id, next.orderGid, calmly));
      }
      throw new Error('the shop does not come to rest');
    },
    async sync(shop: SyncShop, order: Order) {
      this.putOrder(shop, order);
      await this.hint(shop, order.gid);
      return this.drain(shop);
    },
  };
  return world;
}

/** What stands in the shop's sevdesk account. */
export const booksOf = (world: SyncWorld, shop: SyncShop) =>
  world.twin.state({ account: shop.account }).accounts[0]!;

/** What the log says of an order. */
export const rowOf = (world: SyncWorld, shop: SyncShop, order: Order) =>
  world.ports.db.orderSync.findUniqueOrThrow({
    where: { shopId_orderGid: { shopId: shop.id, orderGid: order.gid } },
  });

/** The order's documents in sevdesk, by the order's id that ends their markers. */
export const documentsOf = (world: SyncWorld, shop: SyncShop, order: Order) => {
  const { invoices, creditNotes } = booksOf(world, shop);
  const isOf = ({ marker }: { marker: string | null }) => marker?.includes(order.id) ?? false;
  return { invoices: invoices.filter(isOf), creditNotes: creditNotes.filter(isOf) };
};

let lastOrder = 6_012_345_678_000;
/** A paid order of a buyer of its own. */
export function newOrder(spec: Partial<OrderSpec> = {}): Order {
  const id = String((lastOrder += 1));
  return buildOrder({
    id,
    lines: [
      {
        price: 1999,
        quantity: 2,
      },
    ],
    shipping: [{ price: 490 }],
    buyer: {
      customerId: `7${id}`,
      customerGid: `gid://shopify/Customer/7${id}`,
    },
    with: { name: `#${id.slice(-4)}` },
    ...spec,
  });
}

/** One invoice to the cent, finalised once, its money booked once, and nothing else. */
export function expectBookedOnce(world: SyncWorld, shop: SyncShop, order: Order): void {
  const { invoices, creditNotes } = documentsOf(world, shop, order);
  const { total } = order.totals;
  expect(creditNotes).toEqual([]);
  expect(invoices).toHaveLength(1);
  expect(invoices[0]).toMatchObject({
    type: 'RE',
    status: 1e3,
    grossCents: total,
    paidCents: total,
    finalised: 1,
    bookings: [
      {
        amountCents: total,
        day: '2026-11-24',
      },
    ],
  });
}
