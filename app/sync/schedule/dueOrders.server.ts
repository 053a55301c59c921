import { sqlIn, type Database, type DatabaseOrTx } from '../../platform/database.server.ts';
import { enqueue, priority } from '../../platform/queue/jobs.server.ts';
import { noJobDueUnder } from '../../platform/queue/statements.server.ts';
import { instant, int, text, uuid } from '../../platform/sql/codecs.ts';
import type { Sql } from '../../platform/sql/sql.server.ts';
import { statement } from '../../platform/sql/statement.ts';
import { RUNS_PER_SHOP } from '../ledger/lease.server.ts';

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

/** Under which key a run is asked for. Not that of hints: it must not take the place of one still to be noted. */
export const dueKey = (shopId: string, orderGid: string) => `due:${shopId}:${orderGid}`;

/** Asks for a run at that time. */
export const wakeOrder = (
  tx: DatabaseOrTx | Sql,
  { shopId, orderGid, priority: rank }: Wanted,
  runAt: Date,
): Promise<void> =>
  enqueue(tx, 'resume_order', { shopId, orderGid }, { runAt, key: dueKey(shopId, orderGid), priority: rank });

/** Due orders that are looked at for one that no job stands for; if each of these has one, the shop is served. */
const AT_THE_HEAD = 20;

/**
 * The first due orders of each priority of a shop that nobody runs, each priority read from the front of its index: neither
 * a long backlog nor a long history costs more than a few rows.
 */
const headOf = (shopId: string) => `
  (values (${priorities.live}), (${priorities.reconciliation}), (${priorities.backfill})) as priorities(priority)
  cross join lateral (
    select o.id, o.shop_id, o.order_gid, o.priority, o.next_attempt_at from order_sync o
    where o.shop_id = ${shopId} and o.priority = priorities.priority and o.next_attempt_at <= :now
      and (o.lease_until is null or o.lease_until <= :now)
    order by o.next_attempt_at limit ${AT_THE_HEAD}) head`;

/** That no job is about to run the order. */
const IS_FORGOTTEN = noJobDueUnder(
  [`'order:' || head.shop_id || ':' || head.order_gid`, `'due:' || head.shop_id || ':' || head.order_gid`],
  `:now + interval '15 seconds'`,
);

const wanted = { shopId: uuid, orderGid: text, priority: int };

/** Common table expressions: `next`, the next due order of the shop :shop, to be woken by {@link WAKE_NEXT}. */
export const NEXT_OF_SHOP = `due as materialized (select head.* from ${headOf(':shop')} where ${IS_FORGOTTEN}),
  next as (
    select o.shop_id, o.order_gid, o.priority from due join order_sync o on o.id = due.id
    order by due.priority, due.next_attempt_at limit 1 for no key update of o skip locked)`;

/** An expression that wakes each row of `next` that it is selected for. */
export const WAKE_NEXT = `graphile_worker.add_job('resume_order',
  payload := json_build_object('shopId', next.shop_id, 'orderGid', next.order_gid), run_at := :now,
  job_key := 'due:' || next.shop_id || ':' || next.order_gid, priority := next.priority)::text`;

const NEXT = statement('schedule.wake_next', {
  params: { shop: uuid, now: instant },
  row: { job: text },
  sql: `with ${NEXT_OF_SHOP} select ${WAKE_NEXT} as job from next`,
});

/** Wakes the next due order of a shop, when a run of it ends. */
export async function wakeNextOf(tx: DatabaseOrTx | Sql, shop: string, now: Date): Promise<void> {
  await sqlIn(tx).rows(NEXT, { shop, now });
}

const FORGOTTEN = statement('schedule.forgotten', {
  params: { now: instant },
  row: wanted,
  sql: `
    select due.* from shop s cross join lateral (
      select head.shop_id, head.order_gid, head.priority from ${headOf('s.id')} where ${IS_FORGOTTEN}
      order by head.priority, head.next_attempt_at limit ${RUNS_PER_SHOP}) due`,
});

/** Wakes the first due orders of every shop that no job stands for; answers how many. */
export async function wakeForgotten(db: Database, now: Date): Promise<number> {
  const due = await db.sql.rows(FORGOTTEN, { now });
  for (const order of due) await wakeOrder(db, order, now);
  return due.length;
}
