// How fast webhooks are acknowledged, beside a bare server that does only what nobody can leave out, and beside the
// usual design, BullMQ on Redis. All are driven by the same load generator in turns, so that what else the machine does
// hits all of them. BENCH_ROUNDS: turns of each, 5.
import { randomBytes } from 'node:crypto';
import { withClient } from '../../scripts/lib/database.ts';
import { ensurePages } from '../../scripts/lib/pages.ts';
import { freePort } from '../../scripts/lib/postgres.ts';
import { freshDatabase } from './support/database.ts';
import { appEnv, cpuOf, cpuOfChildren, startMeasured, type Measured } from './support/processes.ts';
import { hasRedis, startRedis, type Appendfsync, type OwnRedis } from './support/redis.ts';
import { median, report, round, type Row } from './support/report.ts';
import { feedOf, fire, signedWebhooks, type Fired } from './support/webhooks.ts';

const SHOP = 'bench-shop.myshopify.com';
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const SECONDS = 4;

interface Contestant {
  name: string;
  port: number;
  process: Measured;
  /** Its own way through the orders: one that is still waiting is not told of again. */
  next: ReturnType<typeof feedOf>;
  /** Milliseconds of processor time of whatever keeps what it is given. */
  storeMs: () => number;
}

ensurePages();
const secret = randomBytes(24).toString('hex');
const { postgres, url } = await freshDatabase('intake');
await withClient(url, (client) => client.query('insert into shop (domain) values ($1)', [SHOP]));
const webhooks = await signedWebhooks(SHOP, secret, 200_000);
console.log(
  `Bodies of ${webhooks[0]!.body.length} bytes (shopify.app.toml asks for no more), ${webhooks.length} different orders.`,
);
const contestants = [await startOurs(), await startBare()];
const redis: OwnRedis[] = [];
if (hasRedis()) contestants.push(await startBull('everysec'), await startBull('always'));
else console.log('redis-server is not on this machine: the comparison with BullMQ on Redis is left out.');
const flatOut = await inTurns(contestants, { connections: 50, seconds: SECONDS });
report('intake', 'Acknowledged webhooks, 50 connections, flat out', flatOut);
const steady = await inTurns(contestants, { connections: 50, seconds: SECONDS, rate: 1_000 });
report('intake', 'The same at 1,000 per second', steady);
for (const { process: running } of contestants) await running.stop();
for (const server of redis) await server.stop();
postgres.stop();

async function startOurs(): Promise<Contestant> {
  const port = await freePort();
  const profiled = process.env['BENCH_PROFILE']
    ? ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE']}`]
    : [];
  const web = await startMeasured('scripts/ops/web.ts', appEnv(url, port, secret), '"web ready"', profiled);
  return { name: 'sevdesk Connector', port, process: web, next: feedOf(webhooks), storeMs: postgresMs };
}

async function startBare(): Promise<Contestant> {
  const port = await freePort();
  const env = { DATABASE_URL: url, PORT: String(port), SECRET: secret };
  const bare = await startMeasured('tests/bench/support/bareServer.ts', env, 'bare server listens');
  return {
    name: 'bare node:http, one INSERT each',
    port,
    process: bare,
    next: feedOf(webhooks),
    storeMs: postgresMs,
  };
}

async function startBull(appendfsync: Appendfsync): Promise<Contestant> {
  const port = await freePort();
  const server = await startRedis(appendfsync);
  redis.push(server);
  const env = { REDIS_PORT: String(server.port), PORT: String(port), SECRET: secret };
  const bull = await startMeasured('tests/bench/support/bullServer.ts', env, 'bull server listens');
  return {
    name: `BullMQ on Redis, fsync ${appendfsync}`,
    port,
    process: bull,
    next: feedOf(webhooks),
    storeMs: () => cpuOf(server.pid),
  };
}

function postgresMs(): number {
  return cpuOfChildren(postgres.pid);
}

/** What one turn showed; processor time in microseconds for each request. */
type Round = Fired & { server: number; database: number; commits: number };

/** Rounds by turns; the medians of each contestant. */
async function inTurns(all: Contestant[], load: Parameters<typeof fire>[2]): Promise<Row[]> {
  const results = all.map(() => [] as Round[]);
  for (const { port, next } of all) await fire(port, next, { ...load, seconds: 1 });
  for (let turn = 0; turn < ROUNDS; turn++) {
    for (const [index, { port, process: running, next, storeMs }] of all.entries()) {
      const before = {
        server: running.cpuMs(),
        database: storeMs(),
        commits: await commitsSoFar(),
      };
      const fired = await fire(port, next, load);
      const perRequest = (ms: number) => (ms * 1000) / (fired.perSecond * load.seconds);
      results[index]!.push({
        ...fired,
        server: perRequest(running.cpuMs() - before.server),
        database: perRequest(storeMs() - before.database),
        commits: ((await commitsSoFar()) - before.commits) / (fired.perSecond * load.seconds),
      });
    }
  }
  return all.map(({ name }, index) => {
    const of = (key: keyof Round) => median(results[index]!.map((one) => one[key]));
    return {
      server: name,
      'per second': Math.round(of('perSecond')),
      'p50 ms': of('p50'),
      'p99 ms': of('p99'),
      'worst ms': Math.round(of('max')),
      'µs of a core in the server': Math.round(of('server')),
      'in the database': Math.round(of('database')),
      'commits of Postgres each': round(of('commits'), 2),
      failed: results[index]!.reduce((sum, { failed }) => sum + failed, 0),
    };
  });
}

/** Transactions of the database; Postgres counts what a connection did up to a second later. */
async function commitsSoFar(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const sql = 'select xact_commit::int as commits from pg_stat_database where datname = current_database()';
  return withClient(url, async (client) => Number((await client.query(sql)).rows[0].commits));
}
