// npm run crash -- chaos: what goes wrong around the processes, one thing at a time, under a steady stream of orders. The
// first five are the scenarios of a public benchmark of Postgres queues (facts: reliability 2.1), so that we can be
// compared.
import { systemClock } from '../../app/platform/clock.ts';
import { withClient } from '../../scripts/lib/database.ts';
import { startPostgres, type OwnPostgres } from '../../scripts/lib/postgres.ts';
import { canMount, fillDisk, onSmallDisk } from './harness/smallDisk.ts';
import { holdConnections } from './harness/holdConnections.ts';
import { startFleet, type Fleet } from './harness/fleet.ts';
import { countSynced, payOrder, tally, type Paid, type Tally } from './harness/orders.ts';
import { printTable } from './harness/table.ts';
import { until } from './harness/until.ts';

interface Scenario {
  /** Does harm for a while; resolves when it is over. */
  harm(fleet: Fleet): Promise<void>;
  /** On a server of its own, on a disk that can be filled. */
  smallDisk?: boolean;
}

const HARM_MS = 15_000;
/** Slow enough that both workers always have orders in hand. */
const SEVDESK_ANSWERS_MS = 1_000;
/** More than one worker would have by chance. */
const IN_HAND = 5;
const sleep = (ms: number) => systemClock.sleep(ms);

export const SCENARIOS = {
  postgres_restart: {
    async harm({ postgres }) {
      postgres.stop('immediate');
      await sleep(5_000);
      postgres.restart();
    },
  },
  pg_backend_kill: {
    harm: (fleet) => every(500, () => killBackends(fleet)),
  },
  pool_exhaustion: {
    async harm({ world }) {
      const held = await holdConnections(world.databaseUrl);
      await sleep(HARM_MS);
      await held.release();
    },
  },
  crash_recovery: {
    async harm({ world, workers }) {
      await until('orders are in hand', async () => (await countInHand(world)) >= IN_HAND);
      workers[0]!.kill();
    },
  },
  repeated_kills: {
    harm: ({ workers }) => every(3_000, (round) => workers[round % workers.length]!.kill()),
  },
  web_killed: {
    async harm(fleet) {
      for (let round = 0; round < 3; round++) {
        await replaceKilledWeb(fleet);
        await sleep(1_000);
      }
    },
  },
  /** The processes die as well, and come back to a server that takes no connection. */
  connection_limit: {
    async harm(fleet) {
      const held = await holdConnections(fleet.world.databaseUrl);
      await killBackends(fleet, held.pids);
      await held.top();
      for (const worker of fleet.workers) worker.kill();
      await sleep(HARM_MS);
      await held.release();
    },
  },
  disk_full: {
    smallDisk: true,
    async harm({ postgres }) {
      const ballast = fillDisk(postgres.dir);
      await sleep(HARM_MS);
      ballast.remove();
      // Whoever runs Postgres starts it again when it has given up.
      postgres.restart('immediate');
    },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

interface ChaosFigures extends Tally {
  name: ScenarioName;
  harmSeconds: number;
  /** From the end of the harm until everything is booked that was paid until then or in the seconds after. */
  recoverySeconds: number;
  /** Orders booked per second after recovery, compared with before the harm. */
  ratio: number;
  /** Webhooks that were not taken at the first attempt; Shopify repeats them. */
  repeated: number;
  byHand: number;
}

/** Runs scenarios one after the other; true when nothing was lost, doubled or left to a person. */
export async function runChaos(
  tell: (line: string) => void,
  names: ScenarioName[],
  orders: number,
): Promise<boolean> {
  const all: ChaosFigures[] = [];
  for (const name of names) {
    if ('smallDisk' in SCENARIOS[name] && !canMount()) {
      tell(`${name}: not run, since this machine lets us mount no file system to fill`);
      continue;
    }
    all.push(await runScenario(name, orders));
    tell(JSON.stringify(all.at(-1)));
  }
  printTable(
    tell,
    [
      'scenario',
      'orders',
      'harm',
      'recovered after',
      'ratio',
      'webhooks repeated',
      'by hand',
      'lost',
      'doubled',
    ],
    all.map((one) => [
      one.name,
      one.orders,
      `${one.harmSeconds.toFixed(0)} s`,
      `${one.recoverySeconds.toFixed(1)} s`,
      one.ratio.toFixed(2),
      one.repeated,
      one.byHand,
      one.lost,
      one.doubled,
    ]),
  );
  return all.every(({ lost, doubled, byHand }) => lost + doubled + byHand === 0);
}

/** A third of the orders before the harm, a third while it lasts, a third after. */
async function runScenario(name: ScenarioName, orders: number): Promise<ChaosFigures> {
  const scenario: Scenario = SCENARIOS[name];
  const disk = scenario.smallDisk ? await onSmallDisk() : null;
  const postgres: OwnPostgres = disk?.postgres ?? (await startPostgres('.data/crash/chaos'));
  const fleet = await startFleet({
    ...{ name: `chaos_${name}`, shops: 4, webs: 1, workers: 2, postgres },
    judge: () => ({ delayMs: SEVDESK_ANSWERS_MS }),
  });
  try {
    const { world } = fleet;
    const paid: Paid[] = [];
    const pay = (count: number, overMs: number) => payOver(fleet, paid, count, overMs);
    const third = Math.ceil(orders / 3);
    const began = Date.now();
    await pay(third, HARM_MS);
    await until('the first third is booked', async () => (await countSynced(world, paid)) === third, 180_000);
    const before = third / ((Date.now() - began) / 1000);

    const harmAt = Date.now();
    let over = harmAt;
    const harm = scenario.harm(fleet).then(() => void (over = Date.now()));
    await Promise.all([pay(third, HARM_MS), harm]);
    const hit = [...paid];
    await until('what was hit is booked', () => allBooked(fleet, hit), 300_000).catch(() => undefined);
    const recoverySeconds = (Date.now() - over) / 1000;

    const from = Date.now();
    await pay(third, HARM_MS);
    await until('all are booked', () => allBooked(fleet, paid), 180_000).catch(() => undefined);
    const after = third / ((Date.now() - from) / 1000);
    const repeated = world.shopify.deliveries().filter(({ attempts }) => attempts.length > 1).length;
    const byHand = await world.db.orderSync.count({ where: { state: 'parked' } });
    return {
      name,
      ...tally(world, paid),
      harmSeconds: (over - harmAt) / 1000,
      recoverySeconds,
      ratio: after / before,
      repeated,
      byHand,
    };
  } finally {
    await fleet.stop();
    if (disk) disk.remove();
    else postgres.stop();
  }
}

async function payOver({ world }: Fleet, paid: Paid[], count: number, overMs: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    paid.push(payOrder(world, world.shops[paid.length % world.shops.length]!));
    await sleep(overMs / count);
  }
}

const countInHand = ({ db }: Fleet['world']): Promise<number> =>
  db.orderSync.count({ where: { leaseUntil: { gt: new Date() } } });

const allBooked = async ({ world }: Fleet, orders: Paid[]): Promise<boolean> =>
  (await countSynced(world, orders).catch(() => -1)) === orders.length;

/** Does something again and again for as long as harm lasts. */
async function every(ms: number, harm: (round: number) => Promise<void> | void): Promise<void> {
  for (let round = 0; round * ms < HARM_MS; round++) {
    await harm(round);
    await sleep(ms);
  }
}

async function killBackends({ world, postgres }: Fleet, spare: number[] = []): Promise<void> {
  const database = new URL(world.databaseUrl).pathname.slice(1);
  await withClient(postgres.url, (client) =>
    client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> all($2)',
      [database, spare],
    ),
  ).catch(() => undefined);
}

/** kill -9 of the web process while deliveries come in; another one is started at once. */
async function replaceKilledWeb(fleet: Fleet): Promise<void> {
  const old = fleet.webs.at(-1)!;
  old.process.kill();
  await old.process.ended;
  fleet.balancer.remove(old.port);
  await fleet.addWeb();
}
