import { randomBytes } from 'node:crypto';
import { connectSevdesk } from '../../../app/merchant/connectSevdesk.server.ts';
import { systemClock } from '../../../app/platform/clock.ts';
import { openDatabase, type Database } from '../../../app/platform/database.server.ts';
import { createEncryption } from '../../../app/platform/encryption.server.ts';
import { enqueue, orderJobKey } from '../../../app/platform/queue/jobs.server.ts';
import { createSevdeskClient } from '../../../app/sevdesk/createClient.server.ts';
import { saveTokens } from '../../../app/shopify/saveTokens.server.ts';
import { ensureShopifySchema } from '@twins/shopify';
import { startSevdeskTwin, type SevdeskTwin } from '@twins/sevdesk';
import { startShopifyTwin } from '@twins/shopify';
import { tokenExchange } from '@twins/shopify';
import type { ShopifyTwin } from '@twins/shopify';

const API_KEY = 'crash-client-id';
const API_SECRET = 'the-client-secret-of-crashes';
const START = new Date('2020-01-01T00:00:00Z');

export interface CrashShop {
  id: string;
  domain: string;
  /** Key and name of its own sevdesk account. */
  token: string;
  account: string;
}

/** Shops at the twins and in the database, for processes that are started and killed from outside. */
export interface CrashWorld {
  databaseUrl: string;
  db: Database;
  sevdesk: SevdeskTwin;
  shopify: ShopifyTwin;
  shops: CrashShop[];
  /** Of the app's processes; whoever puts a proxy in between replaces an address. */
  env: Record<string, string>;
  /** What a webhook does when it has arrived. */
  hint(shop: CrashShop, orderGid: string): Promise<void>;
  close(): Promise<void>;
}

interface CrashWorldOptions {
  /** A migrated, empty database. */
  databaseUrl: string;
  shops: number;
  /** Webhooks go to this address; null: nowhere, {@link CrashWorld.hint} stands in. */
  appUrl?: string | null;
  /** Of each sevdesk account. */
  requestsPerSecond?: number;
  settings?: Record<string, unknown>;
}

/** Sets the world up; processes are started by whoever asked for it. */
export async function openCrashWorld(options: CrashWorldOptions): Promise<CrashWorld> {
  const { databaseUrl, appUrl = null, requestsPerSecond = 1_000 } = options;
  await ensureShopifySchema();
  const key = randomBytes(32);
  const encryption = createEncryption([{ id: 'k1', key }]);
  const db = openDatabase(databaseUrl, 10);
  const sevdesk = await startSevdeskTwin({ tenants: [] });
  const domains = Array.from({ length: options.shops }, (_, index) => `crash-${index + 1}.myshopify.com`);
  const shopify = await startShopifyTwin({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: appUrl ?? 'http://localhost:3000',
    shops: domains.map((domain) => ({ domain, currency: 'EUR', country: 'DE', taxesIncluded: true })),
    ...(appUrl === null ? { deliver: () => Promise.resolve({ status: 200 }) } : {}),
  });
  // Shopify's own schedule would make the first retry after a minute and a half.
  shopify.setRetrySchedule(500);
  const shops: CrashShop[] = [];
  for (const domain of domains) {
    shops.push(
      await install({ db, encryption, shopify, sevdesk }, domain, requestsPerSecond, options.settings),
    );
  }
  return {
    databaseUrl,
    db,
    sevdesk,
    shopify,
    shops,
    env: {
      NODE_ENV: 'development',
      APP_URL: appUrl ?? 'http://localhost:3000',
      DATABASE_URL: databaseUrl,
      SHOPIFY_API_KEY: API_KEY,
      SHOPIFY_API_SECRET: API_SECRET,
      SHOPIFY_TWIN_URL: shopify.url,
      SEVDESK_API_URL: sevdesk.apiUrl,
      ENCRYPTION_KEYS: `k1:${key.toString('base64')}`,
    },
    hint: (shop, orderGid) =>
      enqueue(db, 'sync_order', { shopId: shop.id, orderGid }, { key: orderJobKey(shop.id, orderGid) }),
    async close() {
      await db.$disconnect();
      await shopify.close();
      await sevdesk.close();
    },
  };
}

interface Parts {
  db: Database;
  encryption: ReturnType<typeof createEncryption>;
  shopify: ShopifyTwin;
  sevdesk: SevdeskTwin;
}

/** A shop whose merchant has done everything: installed, connected, clearing account chosen, switched on. */
async function install(
  { db, encryption, shopify, sevdesk }: Parts,
  domain: string,
  requestsPerSecond: number,
  settings: Record<string, unknown> | undefined,
): Promise<CrashShop> {
  const shop = await db.shop.create({ data: { domain, syncFrom: START, installedAt: START } });
  const response = await shopify.fetch(`https://${domain}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: API_KEY,
      client_secret: API_SECRET,
      ...tokenExchange(shopify.idToken(domain)),
    }),
  });
  const { access_token: accessToken, scope } = (await response.json()) as Record<string, string>;
  const lasting = { expires: null, refreshToken: null, refreshTokenExpires: null };
  await saveTokens(db, encryption, shop, { accessToken: accessToken!, scope: scope!, ...lasting });

  const token = randomBytes(16).toString('hex');
  sevdesk.addAccount({ name: domain, tokens: [token] });
  const client = { baseUrl: sevdesk.apiUrl, pace: () => Promise.resolve(), timeoutMs: 10_000 };
  const merchant = {
    db,
    encryption,
    clock: systemClock,
    sevdesk: (given: string) => createSevdeskClient({ ...client, token: given }),
  };
  await connectSevdesk(merchant, { shopId: shop.id, actor: 'user:1' }, token, { confirmed: true });
  const { checkAccounts } = sevdesk.state({ account: domain }).accounts[0]!;
  const clearing = checkAccounts.find(({ name }) => name.startsWith('Verrechnungskonto'))!;
  await db.gatewayAccount.create({
    data: { shopId: shop.id, gateway: '*', checkAccountId: clearing.id, checkAccountName: clearing.name },
  });
  await db.sevdeskConnection.update({ where: { shopId: shop.id }, data: { requestsPerSecond } });
  if (settings) await db.settings.create({ data: { shopId: shop.id, value: settings as never } });
  return { id: shop.id, domain, token, account: domain };
}
