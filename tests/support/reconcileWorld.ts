import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { parseConfig } from '../../app/platform/config.server.ts';
import { saveTokens } from '../../app/shopify/saveTokens.server.ts';
import { createShopify } from '../../app/shopify/shopify.server.ts';
import { orderJobKey } from '../../app/platform/queue/jobs.server.ts';
import type { SyncPorts } from '../../app/sync/ports.server.ts';
import { recordHint } from '../../app/sync/schedule/recordHint.server.ts';
import type { ReconcilePorts } from '../../app/reconcile/ports.server.ts';
import { reconcileShop, type Reconciled } from '../../app/reconcile/reconcileShop.server.ts';
import { ensureShopifySchema } from '@twins/shopify';
import type { AccountDefinition } from '@twins/sevdesk';
import { startShopifyTwin } from '@twins/shopify';
import { tokenExchange } from '@twins/shopify';
import type { OrderSpec, ShopifyTwin } from '@twins/shopify';
import { useSyncWorld, type SyncShop, type SyncWorld } from './syncWorld.ts';

const API = { apiKey: 'test-client-id', apiSecret: 'the-client-secret-of-tests' };
const never = new AbortController().signal;
const calmly = { soft: never, hard: never };

/** The engine and reconciliation on a real database, with both twins over HTTP. No webhook ever arrives by itself. */
export interface ReconcileWorld {
  readonly sync: SyncWorld;
  readonly shopify: ShopifyTwin;
  readonly ports: SyncPorts & ReconcilePorts;
  /** A shop at both twins, connected and switched on. */
  newShop(account?: Partial<AccountDefinition>): Promise<SyncShop>;
  /** An order in Shopify, its webhook lost; answers its gid. */
  sell(shop: SyncShop, spec?: Partial<OrderSpec>): string;
  /** A webhook about the order arrives, and is worked off. */
  deliver(shop: SyncShop, orderGid: string): Promise<void>;
  /** One slice of comparing, as a worker does it. */
  slice(shop: SyncShop, ports?: ReconcilePorts): Promise<Reconciled>;
  /** Compares until nothing is due, jumping ahead to where the next slice may begin. */
  reconcile(shop: SyncShop, ports?: ReconcilePorts): Promise<void>;
  /** Runs what was enqueued. */
  drain(shop: SyncShop): Promise<void>;
  /** The time of both twins and the engine passes. */
  pass(ms: number): void;
}

export function useReconcileWorld(): ReconcileWorld {
  const sync = useSyncWorld();
  const held: { twin?: ShopifyTwin; ports?: SyncPorts & ReconcilePorts } = {};
  beforeAll(async () => {
    await ensureShopifySchema();
    held.twin = await startShopifyTwin({
      ...API,
      clock: sync.clock,
      appUrl: 'http://app.test',
      deliver: () => Promise.resolve({ status: 200 }),
      autoDeliver: false,
    });
    const config = parseConfig({
      NODE_ENV: 'test',
      APP_URL: 'http://app.test',
      DATABASE_URL: 'postgresql://is.not.asked/for',
      SHOPIFY_API_KEY: API.apiKey,
      SHOPIFY_API_SECRET: API.apiSecret,
      SHOPIFY_TWIN_URL: held.twin.url,
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    });
    const { db, encryption, clock } = sync.ports;
    const { readOrder, readLone, listOrders } = createShopify({ config, db, encryption, clock });
    held.ports = { ...sync.ports, readOrder, readLone, listOrders };
  });
  beforeEach(() => held.twin!.clearFaults());
  afterAll(() => held.twin?.close());

  async function install({ id, domain }: SyncShop): Promise<void> {
    const twin = held.twin!;
    const { db, encryption, clock } = sync.ports;
    twin.addShop({ domain, currency: 'EUR', country: 'DE', taxesIncluded: true, plan: 'Basic' });
    const fields = {
      client_id: API.apiKey,
      client_secret: API.apiSecret,
      ...tokenExchange(twin.idToken(domain)),
    };
    const response = await twin.fetch(`https://${domain}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    const given = (await response.json()) as { access_token: string; refresh_token: string; scope: string };
    const inMs = (ms: number) => new Date(clock.now().getTime() + ms);
    await saveTokens(
      db,
      encryption,
      { id, domain },
      {
        accessToken: given.access_token,
        expires: inMs(3_600_000),
        refreshToken: given.refresh_token,
        refreshTokenExpires: inMs(90 * 86_400_000),
        scope: given.scope,
      },
    );
  }

  const world: ReconcileWorld = {
    sync,
    get shopify() {
      return held.twin!;
    },
    get ports() {
      return held.ports!;
    },
    async newShop(account) {
      const shop = await sync.newShop(account);
      await install(shop);
      return shop;
    },
    sell: ({ domain }, spec = {}) =>
      held.twin!.createOrder(domain, { lines: [{ title: 'Tasse', price: '19.99', quantity: 2 }], ...spec })
        .id,
    async deliver(shop, orderGid) {
      const { db, clock } = sync.ports;
      const at = clock.now();
      await db.webhookDelivery.create({
        data: {
          shopDomain: shop.domain,
          shopId: shop.id,
          webhookId: `${orderJobKey(shop.id, orderGid)} ${at.getTime()}`,
          topic: 'orders/paid',
          orderGid,
          receivedAt: at,
        },
      });
      await db.$transaction((tx) => recordHint(tx, { shopId: shop.id, orderGid, cause: 'orders/paid', at }));
      await world.drain(shop);
    },
    slice: (shop, ports = held.ports!) => reconcileShop(ports, shop.id, calmly),
    async reconcile(shop, ports) {
      for (let slices = 0; slices < 200; slices++) {
        if ((await world.slice(shop, ports)) !== 'later') return;
        sync.clock.jump(3_000);
      }
      throw new Error('comparing does not come to an end');
    },
    async drain(shop) {
      await sync.drain(shop, held.ports);
    },
    pass: (ms) => sync.clock.jump(ms),
  };
  return world;
}
