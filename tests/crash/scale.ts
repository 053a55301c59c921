// npm run crash -- scale, and -- restart: several processes on one Postgres.
import { systemClock } from '../../app/platform/clock.ts';
import { startFleet, type Fleet, type FleetOptions } from './harness/fleet.ts';
import { countSynced, payOrder, tally, type Paid, type Tally } from './harness/orders.ts';
import { until } from './harness/until.ts';

const PATIENCE_MS = 300_000;
const MOST_OPEN = 20;

interface ScaleFigures extends Tally {
  seconds: number;
  /** Orders whose runs each worker process took part in. */
  ordersPerWorker: number[];
  deliveriesPerWeb: number[];
  /** More than one run at a time for one order, by the fences of its events. */
  overlaps: number;
  connections: number;
}

/** Two web and four worker processes share the orders of several shops; each order must be booked once. */
export async function runScale(orders: number, options: Partial<FleetOptions> = {}): Promise<ScaleFigures> {
  const fleet = await startFleet({ name: 'scale', shops: 8, webs: 2, workers: 4, ...options });
  try {
    const { world } = fleet;
    const began = Date.now();
    const paid = Array.from({ length: orders }, (_, index) =>
      payOrder(world, world.shops[index % world.shops.length]!),
    );
    const connections = await countConnections(fleet);
    await until('all are booked', async () => (await countSynced(world, paid)) === orders, PATIENCE_MS);
    const seconds = (Date.now() - began) / 1000;
    await world.shopify.settled();
    return {
      ...tally(world, paid),
      seconds,
      connections,
      ordersPerWorker: fleet.workers.map((worker) => countIds(worker.output(), 'sync.step', 'orderGid')),
      deliveriesPerWeb: fleet.webs.map((web) =>
        countIds(web.process.output(), 'webhook received', 'deliveryId'),
      ),
      overlaps: await countOverlaps(fleet),
    };
  } finally {
    await fleet.stop();
  }
}

/** How many different ids the lines with this message name. */
function countIds(output: string, message: string, field: string): number {
  const ids = new Set<string>();
  for (const line of output.split('\n')) {
    if (!line.includes(`"msg":"${message}"`)) continue;
    const id = new RegExp(`"${field}":"([^"]+)"`).exec(line)?.[1];
    if (id) ids.add(id);
  }
  return ids.size;
}

/** Runs of one order follow each other: once a newer fence has written, an older one never writes again. */
async function countOverlaps({ world }: Fleet): Promise<number> {
  const [row] = await world.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select fence, lag(fence) over (partition by order_sync_id order by id) as before from event
      where fence is not null) as events
    where fence < before`;
  return row!.count;
}

async function countConnections({ world }: Fleet): Promise<number> {
  const [row] = await world.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity where datname = current_database()`;
  return row!.count;
}

interface RestartFigures extends Tally {
  deliveries: number;
  /** Webhooks that were not answered with 200. */
  refused: number;
  webStopMs: number[];
  workerStopMs: number[];
  /** Jobs still locked by a worker that has ended well. */
  leftLocked: number;
  /** Steps that were begun, and whose answer the same run never noted. */
  cutSteps: number;
}

/**
 * Every web and worker process is replaced by a new one while orders come in: the new one comes first, then the old one
 * is told to end, as rolling deployments do.
 */
export async function runRestart(orders: number, perSecond: number): Promise<RestartFigures> {
  const fleet = await startFleet({
    name: 'restart',
    shops: 4,
    webs: 2,
    workers: 2,
    env: { DRAIN_SECONDS: '2' },
  });
  try {
    const { world, balancer } = fleet;
    const paid: Paid[] = [];
    const paying = new AbortController();
    const payer = (async () => {
      while (!paying.signal.aborted || paid.length < orders) {
        await systemClock.sleep(1_000 / perSecond);
        // As many as this machine can keep up with: enough to have work under way at all times.
        if (paid.length - (await countSynced(world, paid)) >= MOST_OPEN) continue;
        paid.push(payOrder(world, world.shops[paid.length % world.shops.length]!));
      }
    })();
    const webStopMs: number[] = [];
    const workerStopMs: number[] = [];
    let leftLocked = 0;
    for (const old of [...fleet.webs]) {
      await fleet.addWeb();
      webStopMs.push(await old.process.stop());
      balancer.remove(old.port);
    }
    for (const old of [...fleet.workers]) {
      const fresh = fleet.addWorker();
      await until('the new worker has started', () => fresh.pid() !== null);
      workerStopMs.push(await old.stop());
      leftLocked += await countLockedByNobody(fleet);
    }
    paying.abort();
    await payer;
    await until('all are booked', async () => (await countSynced(world, paid)) === paid.length, PATIENCE_MS);
    await world.shopify.settled();
    const good = balancer.answers.get(200) ?? 0;
    const all = [...balancer.answers.values()].reduce((total, count) => total + count, 0);
    return {
      ...tally(world, paid),
      deliveries: all,
      refused: all - good,
      webStopMs,
      workerStopMs,
      leftLocked,
      cutSteps: await countCutSteps(fleet),
    };
  } finally {
    await fleet.stop();
  }
}

/** Jobs locked by a pool that has no heartbeat: its process ended and did not let go of them. */
async function countLockedByNobody({ world }: Fleet): Promise<number> {
  const [row] = await world.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from graphile_worker._private_jobs j
    where locked_by is not null and not exists (select 1 from worker_heartbeat h where h.pool_id = j.locked_by)`;
  return row!.count;
}

/** A step that was cut off had to be read up on by a later run: a request that the run's own fence never answers. */
async function countCutSteps({ world }: Fleet): Promise<number> {
  const [row] = await world.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from event e
    where outcome = 'requested' and step in ('contact', 'draft', 'finalise', 'book', 'mail')
      and not exists (select 1 from event a where a.order_sync_id = e.order_sync_id and a.fence = e.fence
        and a.id > e.id and a.outcome <> 'requested')`;
  return row!.count;
}
