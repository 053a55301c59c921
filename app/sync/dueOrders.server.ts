import prisma from '@prisma/client';
import type { Database, DatabaseOrTx, Tx } from '../platform/database.server.ts';
import { enqueue, priority } from '../platform/jobs.server.ts';
import { RUNS_PER_SHOP } from './lease.server.ts';

const { Prisma } = prisma;

// An order is due when its next_attempt_at has come; that column is the truth, jobs are wake-up calls that may be lost.
// A run that ends wakes the next due order of its shop, the one of the lowest lane first; the sweeper wakes what was
// forgotten. So a shop with a long backlog takes no more than its few runs at a time.

/** Live orders before reconciliation before backfill. */
export const lanes = {
  live: priority.live,
  reconciliation: priority.reconciliation,
  backfill: priority.backfill,
};

interface Wanted {
  shopId: string;
  orderGid: string;
  lane: number;
}

/** Asks for a run at that time. Not under the key of hints: it must not take the place of one still to be noted. */
export const wakeOrder = (tx: DatabaseOrTx, { shopId, orderGid, lane }: Wanted, runAt: Date): Promise<void> =>
  enqueue(
    tx,
    'resume_order',
    { shopId, orderGid },
    { runAt, key: `due:${shopId}:${orderGid}`, priority: lane },
  );

/** The condition on order_sync `o` that it is due, that nobody runs it and no job is about to. */
const isForgotten = (now: Date) => Prisma.sql`
  o.next_attempt_at <= ${now}::timestamptz and (o.lease_until is null or o.lease_until <= ${now}::timestamptz)
  and not exists (
    select 1 from graphile_worker._private_jobs j
    where j.key in ('order:' || o.shop_id || ':' || o.order_gid, 'due:' || o.shop_id || ':' || o.order_gid)
      and j.run_at <= ${now}::timestamptz + interval '15 seconds' and j.attempts < j.max_attempts)`;

// Lane by lane, each along the index of (shop, lane, due time): asked for all lanes at once, Postgres before 18 reads the
// index entry of every order the shop ever had (docs/performance.md).
const eachLane = Prisma.sql`unnest(${Object.values(lanes)}::int[]) as l(lane)`;

/** Wakes the next due order of a shop, when a run of it ends. */
export async function wakeNextOf(tx: Tx, shopId: string, now: Date): Promise<void> {
  const [next] = await tx.$queryRaw<Wanted[]>`
    select due.* from ${eachLane} cross join lateral (
      select o.shop_id as "shopId", o.order_gid as "orderGid", o.lane from order_sync o
      where o.shop_id = ${shopId}::uuid and o.lane = l.lane and ${isForgotten(now)}
      order by o.next_attempt_at limit 1 for no key update of o skip locked) due
    order by due.lane limit 1`;
  if (next) await wakeOrder(tx, next, now);
}

/** Wakes the first due orders of every shop that no job stands for; answers how many. */
export async function wakeForgotten(db: Database, now: Date): Promise<number> {
  const due = await db.$queryRaw<Wanted[]>`
    select due.* from shop s cross join lateral (
      select first.* from ${eachLane} cross join lateral (
        select o.shop_id as "shopId", o.order_gid as "orderGid", o.lane, o.next_attempt_at from order_sync o
        where o.shop_id = s.id and o.lane = l.lane and ${isForgotten(now)}
        order by o.next_attempt_at limit ${RUNS_PER_SHOP}::int) first
      order by first.lane, first.next_attempt_at limit ${RUNS_PER_SHOP}::int) due`;
  for (const order of due) await wakeOrder(db, order, now);
  return due.length;
}
