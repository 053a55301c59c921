import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { connectSevdesk } from '../../app/merchant/connectSevdesk.server.ts';
import { systemClock } from '../../app/platform/clock.ts';
import type { Database } from '../../app/platform/database.server.ts';
import { createEncryption } from '../../app/platform/encryption.server.ts';
import { enqueue, orderJobKey } from '../../app/platform/queue/jobs.server.ts';
import { createSevdeskClient } from '../../app/sevdesk/createClient.server.ts';
import { saveTokens } from '../../app/shopify/saveTokens.server.ts';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { freePort } from '../../scripts/lib/postgres.ts';
import { ensureShopifySchema } from '@twins/shopify';
import { startSevdeskTwin, type SevdeskTwin } from '@twins/sevdesk';
import { startShopifyTwin } from '@twins/shopify';
import { tokenExchange } from '@twins/shopify';
import type { OrderSpec } from '@twins/shopify';
import type { ShopifyTwin } from '@twins/shopify';
import { useDatabase } from './database.ts';

const SHOP = 'worker-shop.myshopify.com';
const CUPS = { title: 'Tasse', price: '19.99', quantity: 2 };
const API_KEY = 'test-client-id';
const API_SECRET = 'the-client-secret-of-tests';

/** A shop at the twins and in the database, and worker processes as an operator runs them. */
export interface WorkerWorld {
  readonly db: Database;
  readonly sevdesk: SevdeskTwin;
  shopId: string;
  /** `npm run worker`, minus npm. */
  startWorker(): Promise<RunningWorker>;
  /** `npm start`, minus npm; answers its address. Needs the built pages. */
  startWeb(): Promise<string>;
  /** An order is paid in Shopify, and its webhook has arrived; answers its gid. */
  payOrder(): Promise<string>;
  /** An order is paid in Shopify, and its webhook is sent to each of these addresses; answers its gid. */
  payOrderWithWebhooks(to: string[], buyer?: Partial<OrderSpec>): Promise<string>;
  /** Opens a page of the app as the merchant does, inside of Shopify's admin. */
  openPage(web: string, path: string): Promise<Response>;
  /** Everything that the processes have printed. */
  output(): string;
  /** Waits until something is so, for two minutes at most. */
  until(what: string, isSo: () => Promise<boolean>): Promise<void>;
  /** Lets leases run out and heartbeats grow old, as time would. */
  letTimePass(): Promise<void>;
}

interface RunningWorker {
  supervisor: ChildProcess;
  /** Of the process that does the work. */
  pid(): Promise<number>;
  ended: Promise<number | null>;
  output(): string;
}

/** `more`: environment variables that all processes get besides what they need. */
export function useWorkerWorld(more: () => Record<string, string> = () => ({})): WorkerWorld {
  const database = useDatabase();
  const key = randomBytes(32);
  const encryption = createEncryption([{ id: 'k1', key }]);
  const running: RunningWorker[] = [];
  const twins: { sevdesk?: SevdeskTwin; shopify?: ShopifyTwin } = {};
  const world: WorkerWorld = {
    shopId: '',
    get db() {
      return database.db;
    },
    get sevdesk() {
      return twins.sevdesk!;
    },
    async startWorker() {
      const worker = launch('worker', env());
      running.push(worker);
      await world.until('the worker has started', () =>
        Promise.resolve(worker.output().includes('worker started')),
      );
      return worker;
    },
    async startWeb() {
      ensurePages();
      const port = await freePort();
      const web = launch('web', { ...env(), PORT: String(port) });
      running.push(web);
      await world.until('the web process is ready', () =>
        Promise.resolve(web.output().includes('web ready')),
      );
      return `http://127.0.0.1:${port}`;
    },
    async payOrderWithWebhooks(to, buyer = {}) {
      const order = twins.shopify!.createOrder(SHOP, { lines: [CUPS], ...buyer });
      // Written as text: as a number the id would be another one.
      const body = `{"id":${order.id.split('/').at(-1)}}`;
      for (const address of to) {
        const headers = {
          'x-shopify-topic': 'orders/paid',
          'x-shopify-shop-domain': SHOP,
          'x-shopify-webhook-id': randomUUID(),
          'x-shopify-hmac-sha256': createHmac('sha256', API_SECRET).update(body).digest('base64'),
        };
        const { status } = await fetch(`${address}/webhooks/orders`, { method: 'POST', body, headers });
        if (status !== 200) throw new Error(`the webhook was answered with ${status}`);
      }
      return order.id;
    },
    openPage(web, path) {
      const host = Buffer.from('admin.shopify.com/store/worker-shop').toString('base64');
      const session = { embedded: '1', shop: SHOP, host, id_token: twins.shopify!.idToken(SHOP) };
      return fetch(`${web}${path}?${new URLSearchParams(session).toString()}`, {
        redirect: 'manual',
        // Without a browser's name Shopify's library takes it for a robot.
        headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' },
      });
    },
    output: () => running.map((one) => one.output()).join('\n'),
    async payOrder() {
      const order = twins.shopify!.createOrder(SHOP, { lines: [CUPS] });
      const { shopId } = world;
      const payload = { shopId, orderGid: order.id };
      await enqueue(database.db, 'sync_order', payload, { key: orderJobKey(shopId, order.id) });
      return order.id;
    },
    async until(what, isSo) {
      for (let waited = 0; waited < 1_200; waited++) {
        if (await isSo()) return;
        await systemClock.sleep(100);
      }
      throw new Error(`after two minutes it is still not so that ${what}\n${world.output()}`);
    },
    async letTimePass() {
      await database.db.$executeRaw`update order_sync set lease_until = now() where lease_until is not null`;
      await database.db.$executeRaw`update worker_heartbeat set seen_at = now() - interval '31 seconds'`;
    },
  };

  beforeAll(async () => {
    await ensureShopifySchema();
    twins.sevdesk = await startSevdeskTwin();
    const twin = { apiKey: API_KEY, apiSecret: API_SECRET, appUrl: 'http://localhost:3000' };
    const shops = [{ domain: SHOP, currency: 'EUR', country: 'DE', taxesIncluded: true }];
    twins.shopify = await startShopifyTwin({
      ...twin,
      shops,
      deliver: () => Promise.resolve({ status: 200 }),
    });
    world.shopId = await install(database.db, twins.shopify, twins.sevdesk);
  });
  afterEach(async () => {
    for (const { supervisor, ended } of running.splice(0)) {
      supervisor.kill('SIGTERM');
      await ended;
    }
  });
  afterAll(async () => {
    await twins.shopify?.close();
    await twins.sevdesk?.close();
  });

  async function install(db: Database, twin: ShopifyTwin, books: SevdeskTwin): Promise<string> {
    const syncFrom = new Date('2020-01-01T00:00:00Z');
    const shop = await db.shop.create({ data: { domain: SHOP, syncFrom, installedAt: syncFrom } });
    const body = { client_id: API_KEY, client_secret: API_SECRET, ...tokenExchange(twin.idToken(SHOP)) };
    const response = await twin.fetch(`https://${SHOP}/admin/oauth/access_token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const tokens = (await response.json()) as { access_token: string; scope: string };
    await saveTokens(db, encryption, shop, {
      accessToken: tokens.access_token,
      scope: tokens.scope,
      expires: null,
      refreshToken: null,
      refreshTokenExpires: null,
    });
    const token = 'feedc0de5e7de5c0feedc0de5e7de5c0';
    const client = { baseUrl: books.apiUrl, pace: () => Promise.resolve(), timeoutMs: 5_000 };
    const merchant = {
      db,
      encryption,
      clock: systemClock,
      sevdesk: (given: string) => createSevdeskClient({ ...client, token: given }),
    };
    await connectSevdesk(merchant, { shopId: shop.id, actor: 'user:1' }, token, { confirmed: true });
    const account = books
      .state()
      .accounts[0]!.checkAccounts.find(({ name }) => name.startsWith('Verrechnungskonto'))!;
    await db.gatewayAccount.create({
      data: { shopId: shop.id, gateway: '*', checkAccountId: account.id, checkAccountName: account.name },
    });
    await db.sevdeskConnection.updateMany({ data: { requestsPerSecond: 1_000 } });
    return shop.id;
  }
  return world;

  function env() {
    return {
      PATH: process.env['PATH'],
      NODE_ENV: 'development',
      APP_URL: 'http://localhost:3000',
      DATABASE_URL: database.url,
      SHOPIFY_API_KEY: API_KEY,
      SHOPIFY_API_SECRET: API_SECRET,
      SHOPIFY_TWIN_URL: twins.shopify!.url,
      SEVDESK_API_URL: twins.sevdesk!.apiUrl,
      WORKER_CONCURRENCY: '4',
      ENCRYPTION_KEYS: `k1:${key.toString('base64')}`,
      ...more(),
    };
  }

  function launch(script: 'web' | 'worker', env: Record<string, string | undefined>): RunningWorker {
    const supervisor = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', `scripts/ops/${script}.ts`],
      { env: env as NodeJS.ProcessEnv, stdio: 'pipe' },
    );
    let output = '';
    for (const stream of [supervisor.stdout, supervisor.stderr])
      stream.on('data', (data: Buffer) => (output += String(data)));
    const ended = new Promise<number | null>((resolve) => supervisor.once('exit', (code) => resolve(code)));
    const pid = () => {
      const started = [...output.matchAll(/"pid":(\d+),"count":\d+,"msg":"worker started"/g)];
      return Promise.resolve(Number(started.at(-1)![1]));
    };
    return { supervisor, ended, pid, output: () => output };
  }
}
