import { expect, it } from 'vitest';
import { archiveOrders } from '../../app/orders/actions/archiveOrders.server.ts';
import { pauseShop } from '../../app/orders/actions/pauseShop.server.ts';
import { resumeShop } from '../../app/orders/actions/resumeShop.server.ts';
import { skipOrders } from '../../app/orders/actions/skipOrders.server.ts';
import { syncAgain } from '../../app/orders/actions/syncAgain.server.ts';
import { goLive, startTrial } from '../../app/orders/actions/trialRun.server.ts';
import { saveSettings } from '../../app/merchant/settings.server.ts';
import type { Database } from '../../app/platform/database.server.ts';
import type { Sql } from '../../app/platform/sql/sql.server.ts';
import type { SyncPorts } from '../../app/sync/ports.server.ts';
import { sweep } from '../../app/sync/schedule/sweep.server.ts';
import {
  documentsOf,
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../support/syncWorld.ts';
import { createRandom } from './machine/random.ts';

// In the simulation a transaction is one turn. Here two of them overlap on two connections of the real Postgres: the seed
// chooses which two, and who of them commits first. Neither may be turned away, and the order is booked once.

const world = useSyncWorld();
const SEEDS = 24;
const FROM = new Date('2026-11-01T00:00:00Z');

type Act = (ports: SyncPorts, shop: SyncShop, gid: ReturnType<typeof newOrder>['gid']) => Promise<unknown>;
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });
const acts: Record<string, Act> = {
  'a run of the order': (ports, shop, gid) => world.run(shop, gid, ports),
  'sync again': (ports, shop, gid) => syncAgain(ports, person(shop), { orders: [gid] }),
  skip: (ports, shop, gid) => skipOrders(ports, person(shop), { orders: [gid] }),
  archive: (ports, shop, gid) => archiveOrders(ports, person(shop), { orders: [gid] }),
  pause: (ports, shop) => pauseShop(ports, person(shop)),
  resume: (ports, shop) => resumeShop(ports, person(shop)),
  'start a trial': (ports, shop) => startTrial(ports, person(shop)),
  'end a trial': (ports, shop) => goLive(ports, person(shop), FROM),
  'save settings': (ports, shop) => saveSettings(ports, person(shop), { mailInvoice: true }),
  'a sweep': (ports) => sweep(ports),
};
const names = Object.keys(acts);

/** The two of a seed, the one that commits first in front. */
function drawn(seed: number): [string, string] {
  const random = createRandom(seed);
  return [random.pick(names), random.pick(names)];
}

it.each(Array.from({ length: SEEDS }, (_, nth) => [nth + 1, ...drawn(nth + 1)] as const))(
  'seed %i: %s commits before %s',
  async (_seed, first, second) => {
    const shop = await world.newShop();
    const order = newOrder();
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const { ports } = world;
    const over = new AbortController();
    // Who commits second waits at the end of its transaction, unless it holds what the other one waits for.
    const patience = async () => {
      while (!over.signal.aborted && !(await somebodyWaits(ports.db)))
        await new Promise((go) => setTimeout(go, 5));
    };
    const later = acts[second]!({ ...ports, db: heldAtCommit(ports.db, patience) }, shop, order.gid);
    const sooner = acts[first]!(ports, shop, order.gid).finally(() => over.abort());
    const ended = await Promise.allSettled([sooner, later]);
    expect(ended.filter(({ status }) => status === 'rejected')).toEqual([]);

    await resumeShop(ports, person(shop));
    await goLive(ports, person(shop), FROM);
    await syncAgain(ports, person(shop), { orders: [order.gid] });
    await world.drain(shop);
    expect(documentsOf(world, shop, order).invoices.length).toBeLessThanOrEqual(1);
    if ((await rowOf(world, shop, order)).state === 'synced') expectBookedOnce(world, shop, order);
  },
);

const somebodyWaits = async (db: Database): Promise<boolean> => {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row!.count > 0;
};

/** The database, each of whose transactions waits before its commit. */
function heldAtCommit(db: Database, wait: () => Promise<void>): Database {
  return new Proxy(db, {
    get(target, key) {
      if (key === 'sql') return sqlHeldAtCommit(target.sql, wait);
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      if (key !== '$transaction') return value.bind(target) as unknown;
      return (work: unknown, options?: object) =>
        typeof work === 'function'
          ? target.$transaction(
              async (tx) => {
                const result: unknown = await (work as (given: typeof tx) => Promise<unknown>)(tx);
                await wait();
                return result;
              },
              { ...options, timeout: 120_000 },
            )
          : (value.call(target, work, options) as unknown);
    },
  });
}

/** The same for hand-written statements. */
const sqlHeldAtCommit = (sql: Sql, wait: () => Promise<void>): Sql => ({
  ...sql,
  transaction: (work) =>
    sql.transaction(async (tx) => {
      const result = await work(tx);
      await wait();
      return result;
    }),
});
