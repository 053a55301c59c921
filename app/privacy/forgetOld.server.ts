import prisma from '@prisma/client';
import type { Database } from '../platform/database.server.ts';
import type { Log } from '../platform/log.server.ts';
import type { Clock } from '../platform/clock.ts';
import { deleteFailedJobs } from '../platform/queue/statements.server.ts';
import { counter } from '../platform/metrics.server.ts';

const { Prisma } = prisma;
type Sql = ReturnType<typeof Prisma.sql>;

/** For how many days what is kept (docs/operating.md). Orders, documents and the audit stay as long as the shop. */
export const KEEP_DAYS = {
  /** Needed to recognise a repeated delivery (at most a day late) and to tell how webhooks fare. */
  webhook_delivery: 14,
  /** The timeline of an order. A dead letter keeps its own copy of it. */
  event: 180,
  /** Passes that found something, and the rarer ones. */
  reconciliation_run: 14,
  /** Dead letters that are settled. */
  dead_letter: 180,
  breaker_change: 90,
  /** Jobs that failed for good. */
  failed_job: 7,
} as const;
/** Passes of every five minutes that found nothing, in hours. */
const KEEP_EMPTY_PASS_HOURS = 1;

/** Rows in one transaction: short enough to hold up nobody. */
const BATCH = 5_000;

type Kept = keyof typeof KEEP_DAYS;

const deleted = counter('rows_forgotten_total', 'Rows deleted because their period was over', ['table']);

/**
 * Deletes what is past its period, in batches, until nothing is left or the worker is to stop. Answers how many rows
 * went of each table. Run every hour; whatever is not reached is the next one's.
 */
export async function forgetOld(
  ports: { db: Database; clock: Clock; log: Log },
  signal: AbortSignal,
): Promise<Record<Kept, number>> {
  const now = ports.clock.now();
  const counts = {} as Record<Kept, number>;
  for (const table of Object.keys(KEEP_DAYS) as Kept[]) {
    const statement = STATEMENTS[table](daysAgo(now, KEEP_DAYS[table]), now);
    counts[table] = await inBatches(ports.db, statement, signal);
    if (counts[table] > 0) deleted.add({ table }, counts[table]);
  }
  const count = Object.values(counts).reduce((total, one) => total + one, 0);
  if (count > 0) ports.log.info('retention.forgotten', { count });
  return counts;
}

async function inBatches(db: Database, statement: Sql, signal: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const count = await db.$executeRaw(statement);
    total += count;
    if (count < BATCH) break;
  }
  return total;
}

const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * 86_400_000);

const STATEMENTS: Record<Kept, (before: Date, now: Date) => Sql> = {
  webhook_delivery: (before) => Prisma.sql`
    delete from webhook_delivery where id in (
      select id from webhook_delivery where received_at < ${before}::timestamptz
      order by received_at limit ${BATCH}::int)`,
  // From the oldest on: ids rise with time, and there is no index on the time of all shops.
  event: (before) => Prisma.sql`
    delete from event using (select id from event order by id limit ${BATCH}::int) oldest
    where event.id = oldest.id and event.at < ${before}::timestamptz`,
  // The newest of each kind says where the next one starts, a backfill without end that the beginning is covered.
  reconciliation_run: (before, now) => Prisma.sql`
    delete from reconciliation_run where id in (
      select r.id from reconciliation_run r
      where r.finished_at is not null and not (r.kind = 'backfill' and r.until is null)
        and (r.started_at < ${before}::timestamptz or (r.kind = 'recent' and r.enqueued = 0
          and r.started_at < ${now}::timestamptz - ${KEEP_EMPTY_PASS_HOURS}::int * interval '1 hour'))
        and exists (
          select 1 from reconciliation_run n
          where n.shop_id = r.shop_id and n.kind = r.kind and n.started_at > r.started_at
            and n.finished_at is not null)
      limit ${BATCH}::int)`,
  dead_letter: (before) => Prisma.sql`
    delete from dead_letter where id in (
      select id from dead_letter
      where state in ('resolved', 'skipped', 'archived') and created_at < ${before}::timestamptz
      limit ${BATCH}::int)`,
  breaker_change: (before) => Prisma.sql`
    delete from breaker_change where id in (
      select id from breaker_change where at < ${before}::timestamptz order by id limit ${BATCH}::int)`,
  failed_job: (before) => deleteFailedJobs(before, BATCH),
};
