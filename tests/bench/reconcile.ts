// Comparing a shop of 100,000 orders: first all are news (backfill), then nothing is (deep pass). `reconcile.ts [orders]`
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseConfig } from '../../app/platform/config.server.ts';
import { openDatabase, type Database } from '../../app/platform/database.server.ts';
import { createEncryption } from '../../app/platform/encryption.server.ts';
import { createLog } from '../../app/platform/log.server.ts';
import { listOrdersOperation } from '../../app/shopify/operations/listOrders.ts';
import { saveTokens } from '../../app/shopify/saveTokens.server.ts';
import { createShopify } from '../../app/shopify/shopify.server.ts';
import { POINTS_PER_SECOND } from '../../app/reconcile/lease.server.ts';
import { reconcileShop } from '../../app/reconcile/reconcileShop.server.ts';
import { createDatabase, withClient } from '../../scripts/lib/database.ts';
import { prepareTemplate } from '../support/database.ts';
import { createJumpClock } from '../support/jumpClock.ts';

const orders = Number(process.argv[2] ?? 100_000);
if (!Number.isInteger(orders) || orders < 1) throw new Error('usage: reconcile.ts [orders]');
const PAGE = 100;
const DAY = 86_400_000;
const started = Date.now();
const clock = createJumpClock();
let requests = 0;

/** The order with that number, sold some time in the last 20 days; the same on every page and in every pass. */
function node(number: number) {
  const at = new Date(started - 20 * DAY + Math.floor((number / orders) * 19 * DAY)).toISOString();
  const money = { shopMoney: { amount: `${10 + (number % 90)}.99` } };
  return {
    id: `gid://shopify/Order/${6_000_000_000_000 + number}`,
    name: `#${number}`,
    test: false,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    edited: false,
    displayFinancialStatus: 'PAID',
    fullyPaid: true,
    currentTotalPriceSet: money,
    totalRefundedSet: { shopMoney: { amount: '0.0' } },
    refunds: [],
    transactions: [{ kind: 'SALE', status: 'SUCCESS', createdAt: at, processedAt: at }],
  };
}

/** Shopify as far as listing goes: the last hour is empty, everything else is there. */
async function startList(): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (data: Buffer) => (body += String(data)));
    request.on('end', () => {
      requests += 1;
      const { variables } = JSON.parse(body) as { variables: { query: string; after: string | null } };
      const since = Date.parse(/updated_at:>='([^']+)'/.exec(variables.query)![1]!);
      const first = since > started - DAY ? orders : Number(variables.after ?? 0);
      const nodes = Array.from({ length: Math.min(PAGE, orders - first) }, (_, index) => node(first + index));
      const pageInfo = { hasNextPage: first + PAGE < orders, endCursor: String(first + PAGE) };
      const throttleStatus = { maximumAvailable: 2000, currentlyAvailable: 1900, restoreRate: 100 };
      const cost = { requestedQueryCost: 29, actualQueryCost: 20, throttleStatus };
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ data: { orders: { pageInfo, nodes } }, extensions: { cost } }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function openWorld(db: Database, server: Server) {
  const config = parseConfig({
    NODE_ENV: 'test',
    APP_URL: 'http://app.test',
    DATABASE_URL: 'postgresql://is.not.asked/for',
    SHOPIFY_API_KEY: 'bench-client-id',
    SHOPIFY_API_SECRET: 'the-client-secret-of-the-bench',
    SHOPIFY_TWIN_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'silent',
  });
  const encryption = createEncryption(config.encryptionKeys);
  const syncFrom = new Date(started - 30 * DAY);
  const domain = 'bench.myshopify.com';
  const shop = await db.shop.create({ data: { domain, syncFrom, installedAt: new Date(started) } });
  const accessToken = `shpat_${randomBytes(16).toString('hex')}`;
  const tokens = { accessToken, expires: null, refreshToken: null, refreshTokenExpires: null, scope: null };
  await saveTokens(db, encryption, shop, tokens);
  const { listOrders } = createShopify({ config, db, encryption, clock });
  const openSevdesk = () => {
    throw new Error('this shop has no account');
  };
  const log = createLog({ level: 'silent', secrets: [] });
  return { shopId: shop.id, ports: { db, clock, log, encryption, listOrders, openSevdesk } };
}

type World = Awaited<ReturnType<typeof openWorld>>;

/** As if the engine had read what was found: that is not what is measured here. */
const pretendRead = (db: Database) => db.$executeRaw`
  update order_sync set read_digest = found_digest, done_revision = wanted_revision, next_attempt_at = null,
    state = 'synced' where next_attempt_at is not null`;

interface Pass {
  pass: string;
  orders: number;
  requests: number;
  seconds: number;
  minutesAtShare: number;
  heapMb: number[];
  peakRssMb: number;
}

async function measure(pass: string, { shopId, ports }: World): Promise<Pass> {
  const never = new AbortController().signal;
  const [began, before, from] = [performance.now(), requests, clock.now().getTime()];
  const heapMb: number[] = [];
  let reading = 0;
  let peak = 0;
  for (let slices = 0; ; slices++) {
    const result = await reconcileShop(ports, shopId, { soft: never, hard: never });
    const { rss } = process.memoryUsage();
    peak = Math.max(peak, rss);
    if (slices % Math.max(1, Math.floor(orders / 1_000)) === 0) heapMb.push(heapNow());
    if (result !== 'later') break;
    const paused = performance.now();
    await pretendRead(ports.db);
    reading += performance.now() - paused;
    clock.jump(3_000);
  }
  return {
    pass,
    orders,
    requests: requests - before,
    seconds: round((performance.now() - began - reading) / 1000),
    minutesAtShare: round((clock.now().getTime() - from) / 60_000),
    heapMb: [heapMb[0]!, heapMb[Math.floor(heapMb.length / 2)]!, heapMb.at(-1)!],
    peakRssMb: round(peak / 1e6),
  };
}

function heapNow(): number {
  globalThis.gc?.();
  return round(process.memoryUsage().heapUsed / 1e6);
}
const round = (value: number) => Math.round(value * 10) / 10;

const { server: postgres, template } = await prepareTemplate();
const name = `bench_${randomBytes(6).toString('hex')}`;
const address = new URL(postgres);
address.pathname = `/${name}`;
await createDatabase(address.toString(), template);
const db = openDatabase(address.toString(), 5);
const list = await startList();
try {
  const world = await openWorld(db, list);
  // The first deep pass is the second measurement's.
  const at = clock.now();
  const { shopId } = world;
  await db.reconciliationRun.create({
    data: { shopId, kind: 'deep', from: at, startedAt: at, finishedAt: at, watermark: at },
  });
  const passes = [await measure('all are new', world)];
  await pretendRead(db);
  clock.jump(25 * 60 * 60_000);
  passes.push(await measure('nothing is new', world));
  const found = await db.orderSync.count();
  console.table(passes);
  console.log(JSON.stringify({ benchmark: 'reconcile', found, share: POINTS_PER_SECOND, passes }));
  const expected = Math.ceil(orders / PAGE) * listOrdersOperation.cost;
  console.log(
    `${expected} points a pass at ${POINTS_PER_SECOND} a second; the list is answered by a bare server`,
  );
  if (found !== orders) {
    console.error(`${orders - found} orders were not found`);
    process.exitCode = 1;
  }
} finally {
  list.close().closeAllConnections();
  await db.$disconnect();
  await withClient(postgres, (client) => client.query(`drop database if exists ${name} with (force)`));
}
