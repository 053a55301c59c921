import type { Database } from '../../platform/database.server.ts';
import type { Clock } from '../../platform/clock.ts';
import { priorities } from '../../sync/schedule/dueOrders.server.ts';
import { skipped } from '../../sync/problems.ts';
import type { BulkProgress } from './views.ts';

/** So long the result of what was set off for many orders is told. */
const TOLD_MS = 3_600_000;
/** Shopify's orders are looked for in one of the next minutes; later than this nobody waits for it any more. */
const LOOKED_FOR_MS = 10 * 60_000;
/** Fewer orders are told of in a toast. */
const MANY = 2;
const CAP = 20_000;

/**
 * What a person set off for many orders within the last hour, or what is not through yet: switching on, ending a trial
 * run, syncing many again. Null where there is nothing of that kind.
 */
export async function bulkProgress(
  { db, clock }: { db: Database; clock: Clock },
  shopId: string,
): Promise<BulkProgress | null> {
  const now = clock.now();
  const entries = await db.auditEntry.findMany({
    where: {
      shopId,
      at: { gte: new Date(now.getTime() - 86_400_000) },
      action: { in: ['switch_on', 'sync_again'] },
    },
    orderBy: { at: 'desc' },
    take: 20,
  });
  const entry = entries.find(({ action, detail }) => action === 'switch_on' || ordersOf(detail) >= MANY);
  if (!entry || (entry.detail as { trial?: boolean }).trial) return null;
  const kind = entry.action as BulkProgress['kind'];
  const [open, looking, results] = await Promise.all([
    countOpen(db, shopId, kind, entry.at, now),
    kind === 'switch_on' && now.getTime() - entry.at.getTime() < LOOKED_FOR_MS
      ? isLooking(db, shopId, entry.at)
      : false,
    countResults(db, shopId, kind, entry.at),
  ]);
  const working = open > 0 || looking;
  if (!working && now.getTime() - entry.at.getTime() > TOLD_MS) return null;
  const settled = results.synced + results.parked + results.skipped + results.waiting;
  const total = kind === 'sync_again' ? ordersOf(entry.detail) : settled + open;
  return { kind, at: entry.at.toISOString(), total, open, looking, results };
}

const ordersOf = (detail: unknown): number => {
  const { orders } = detail as { orders?: unknown };
  return typeof orders === 'number' ? orders : 0;
};

/** Orders that nobody has come to yet. Those of one re-run are due at the same moment: when it was asked for. */
async function countOpen(db: Database, shopId: string, kind: BulkProgress['kind'], at: Date, now: Date) {
  const priority = { in: [priorities.reconciliation, priorities.backfill] };
  const due = kind === 'sync_again' ? { nextAttemptAt: at } : { nextAttemptAt: { lte: now } };
  const rows = await db.orderSync.findMany({
    where: { shopId, priority, ...due },
    select: { id: true },
    take: CAP,
  });
  return rows.length;
}

/** Shopify's orders since the chosen moment are not all found yet. */
async function isLooking(db: Database, shopId: string, at: Date): Promise<boolean> {
  const { syncFrom } = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { syncFrom: true } });
  // "From now on": there is nothing to look for.
  if (!syncFrom || at.getTime() - syncFrom.getTime() < 60_000) return false;
  const covered = await db.reconciliationRun.findFirst({
    where: { shopId, kind: 'backfill', until: null, from: { lte: syncFrom }, finishedAt: { not: null } },
    select: { id: true },
  });
  return covered === null;
}

async function countResults(db: Database, shopId: string, kind: BulkProgress['kind'], at: Date) {
  const rows = await db.$queryRaw<{ state: keyof BulkProgress['results']; count: number }[]>`
    select state, count(*)::int as count from (
      select o.state from order_sync o
      where o.shop_id = ${shopId}::uuid and o.archived in (true, false) and o.changed_at >= ${at}::timestamptz
        and (o.next_attempt_at is null or o.next_attempt_at > ${at}::timestamptz) and o.reason is distinct from 'wait.queued'
        and (${kind}::text <> 'sync_again' or o.asked_at = ${at}::timestamptz)
        and o.reason is distinct from ${skipped.beforeStart.code}
      limit ${CAP}::int) as settled group by 1`;
  const results = { synced: 0, parked: 0, skipped: 0, waiting: 0 };
  for (const { state, count } of rows) results[state] = count;
  return results;
}
