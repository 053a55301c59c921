import prisma from '@prisma/client';
import type { Database, DatabaseOrTx, Tx } from '../../platform/database.server.ts';
import { enqueue, priority } from '../../platform/queue/jobs.server.ts';
import { noJobDueUnder, type Sql } from '../../platform/queue/statements.server.ts';
import { RUNS_PER_SHOP } from '../ledger/lease.server.ts';

const { Prisma } = prisma;

// An order is due when its next_attempt_at has come; that column is the truth, jobs are wake-up calls that may be lost.
// A run that ends wakes the next due order of its shop, the one whose priority is the lowest number; the sweeper wakes what was
// forgotten. So a shop with a long backlog takes no more than its few runs at a time.

/** Live orders before reconciliation before backfill. */
export const priorities = {
  live: priority.live,
  reconciliation: priority.reconciliation,
  backfill: priority.backfill,
};

interface Wanted {
  shopId: string;
  orderGid: string;
  priority: number;
}

/** Asks for a run at that time. Not under the key of hints: it must not take the place of one still to be noted. */
export const wakeOrder = (
  tx: DatabaseOrTx,
  { shopId, orderGid, priority }: Wanted,
  runAt: Date,
): Promise<void> =>
  enqueue(tx, 'resume_order', { shopId, orderGid }, { runAt, key: `due:${shopId}:${orderGid}`, priority });

/** Due orders that are looked at for one that no job stands for; if each of these has one, the shop is served. */
const AT_THE_HEAD = 20;

/**
 * The first due orders of each priority of a shop that nobody runs, each priority read from the front of its index: neither a
 * long backlog nor a long history costs more than a few rows.
 */
const headOf = (shopId: Sql, now: Date) => Prisma.sql`
  (values (${priorities.live}::int), (${priorities.reconciliation}::int), (${priorities.backfill}::int)) as priorities(priority)
  cross join lateral (
    select o.id, o.shop_id, o.order_gid, o.priority, o.next_attempt_at from order_sync o
    where o.shop_id = ${shopId} and o.priority = priorities.priority and o.next_attempt_at <= ${now}::timestamptz
      and (o.lease_until is null or o.lease_until <= ${now}::timestamptz)
    order by o.next_attempt_at limit ${AT_THE_HEAD}::int) head`;

/** That no job is about to run the order. */
const isForgotten = (now: Date) => {
  const key = (kind: string) => Prisma.sql`${kind}::text || ':' || head.shop_id || ':' || head.order_gid`;
  return noJobDueUnder([key('order'), key('due')], Prisma.sql`${now}::timestamptz + interval '15 seconds'`);
};

/** Wakes the next due order of a shop, when a run of it ends. */
export async function wakeNextOf(tx: Tx, shopId: string, now: Date): Promise<void> {
  const [next] = await tx.$queryRaw<Wanted[]>`
    with due as materialized (
      select head.* from ${headOf(Prisma.sql`${shopId}::uuid`, now)} where ${isForgotten(now)})
    select o.shop_id as "shopId", o.order_gid as "orderGid", o.priority
    from due join order_sync o on o.id = due.id
    order by due.priority, due.next_attempt_at limit 1 for no key update of o skip locked`;
  if (next) await wakeOrder(tx, next, now);
}

/** Wakes the first due orders of every shop that no job stands for; answers how many. */
export async function wakeForgotten(db: Database, now: Date): Promise<number> {
  const due = await db.$queryRaw<Wanted[]>`
    select due.* from shop s cross join lateral (
      select head.shop_id as "shopId", head.order_gid as "orderGid", head.priority
      from ${headOf(Prisma.sql`s.id`, now)} where ${isForgotten(now)}
      order by head.priority, head.next_attempt_at limit ${RUNS_PER_SHOP}::int) due`;
  for (const order of due) await wakeOrder(db, order, now);
  return due.length;
}
