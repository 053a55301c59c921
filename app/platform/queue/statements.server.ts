import prisma from '@prisma/client';
import type { DatabaseOrTx } from '../database.server.ts';
import { priority, type JobName } from './jobs.server.ts';

// Everything else that the program says to graphile-worker's tables, so that a new version of it is judged in this room
// alone. Their shape is the library's own affair: contract.test.ts says for which version this was written.

const { Prisma } = prisma;
export type Sql = ReturnType<typeof Prisma.sql>;

/** A condition: no job that may still run stands under the key. */
export const noJobUnder = (key: Sql): Sql => Prisma.sql`
  not exists (select 1 from graphile_worker._private_jobs j where j.key = ${key} and j.attempts < j.max_attempts)`;

/** A condition: no job that may still run stands under one of the keys and is due by then. */
export const noJobDueUnder = (keys: string[], by: string): string => `
  not exists (
    select 1 from graphile_worker._private_jobs j
    where j.key in (${keys.join(', ')}) and j.run_at <= ${by} and j.attempts < j.max_attempts)`;

interface JobColumns {
  /** SQL of a JSON value in the shape of the catalogue's payload. */
  payload: Sql;
  key: Sql;
  priority: number;
  maxAttempts: number;
}

/** An expression that enqueues one job for each row it is selected for. */
export const addJobFor = (name: JobName, { payload, key, priority: rank, maxAttempts }: JobColumns): Sql =>
  Prisma.sql`graphile_worker.add_job(${name}::text, ${payload}, job_key := ${key}, priority := ${rank}::int,
    max_attempts := ${maxAttempts}::int)::text`;

/**
 * Common table expressions, for a statement in plain text: enqueues a live `sync_order` for every row (shop_id,
 * order_gid) of `wanted`, all in one call, in the order of their keys.
 */
export const enqueueOrdersOf = (wanted: string): string => `
  select count(*) from (
    select array_agg((
      'sync_order', json_build_object('shopId', shop_id, 'orderGid', order_gid), null, null, null,
      'order:' || shop_id || ':' || order_gid, ${priority.live}, null
    )::graphile_worker.job_spec order by shop_id, order_gid) as specs
    from ${wanted} having count(*) > 0
  ) jobs cross join lateral graphile_worker.add_jobs(jobs.specs)`;

/** The same for one `read_shop`, for every row (shop_id) of `wanted`. */
export const enqueueReadShopOf = (wanted: string): string => `
  select count(*) from (
    select graphile_worker.add_job('read_shop', json_build_object('shopId', shop_id),
      job_key := 'read_shop:' || shop_id) from ${wanted}
  ) jobs`;

/** Jobs that are moved in one go. */
const DEFERRED = 100_000;
/** When deferred jobs come up by themselves, should nobody have taken them until then. */
const BY_THEMSELVES_S = 30;

/**
 * Moves a shop's jobs `sync_order` behind those of other shops. Looks at the front of the queue only, where they are in
 * the way.
 */
export async function deferOrderJobs(tx: DatabaseOrTx, shopId: string): Promise<void> {
  await tx.$executeRaw`
    update graphile_worker._private_jobs set priority = ${priority.crowded}::int,
      run_at = greatest(run_at, now() + ${BY_THEMSELVES_S}::int * interval '1 second')
    where id in (
      select j.id from graphile_worker._private_jobs j
      where j.id in (
          select head.id from (
            select h.id, h.payload from graphile_worker._private_jobs h
            where h.is_available and h.priority < ${priority.crowded}::int
              and h.task_id = (select id from graphile_worker._private_tasks where identifier = 'sync_order')
            order by h.priority, h.run_at limit ${DEFERRED}::int) head
          where head.payload->>'shopId' = ${shopId})
      for update skip locked)`;
}

/** Takes deferred jobs of a shop out of the queue, `most` at a time; answers the orders they are about. */
export async function takeDeferredOrders(tx: DatabaseOrTx, shopId: string, most: number): Promise<string[]> {
  const taken = await tx.$queryRaw<{ orderGid: string }[]>`
    delete from graphile_worker._private_jobs where id in (
      select j.id from graphile_worker._private_jobs j
      where j.is_available and j.priority = ${priority.crowded}::int and j.payload->>'shopId' = ${shopId}
        and j.task_id = (select id from graphile_worker._private_tasks where identifier = 'sync_order')
      order by j.run_at limit ${most}::int for update skip locked)
    returning payload->>'orderGid' as "orderGid"`;
  return taken.map(({ orderGid }) => orderGid);
}

/** Takes every job of a shop out of the queue that is not under way. */
export async function dropJobsOf(db: DatabaseOrTx, shopId: string): Promise<void> {
  await db.$executeRaw`
    select graphile_worker.complete_jobs(array(
      select id from graphile_worker._private_jobs where payload->>'shopId' = ${shopId} and locked_at is null))::text`;
}

/** A statement that deletes jobs that failed for good before then, `most` at a time. */
export const deleteFailedJobs = (before: Date, most: number): Sql => Prisma.sql`
  delete from graphile_worker._private_jobs where id in (
    select id from graphile_worker._private_jobs
    where attempts >= max_attempts and locked_at is null and updated_at < ${before}::timestamptz
    limit ${most}::int)`;

/** Jobs that could run now and do not, and for how many seconds the oldest of them has been ready. */
export async function readReadyJobs(db: DatabaseOrTx): Promise<{ count: number; age: number }> {
  const [row] = await db.$queryRaw<{ count: number; age: number }[]>`
    select count(*)::int as count, coalesce(extract(epoch from now() - min(run_at)), 0)::float8 as age
    from graphile_worker._private_jobs where is_available and run_at <= now()`;
  return row!;
}
