import prisma from '@prisma/client';
import type { ReconciliationRun } from '@prisma/client';
import type { Database, Tx } from '../platform/database.server.ts';
import type { ShopifyFailure } from '../shopify/answer.ts';
import type { OrderPage, OrderSummary } from '../shopify/listOrders.server.ts';
import { listOrdersOperation } from '../shopify/operations/listOrders.ts';
import { priorities, wakeNextOf } from '../sync/schedule/dueOrders.server.ts';
import { waiting } from '../sync/problems.ts';
import { recordHints } from '../sync/schedule/recordHint.server.ts';
import { renewLease, takePoints, type ShopLease } from './lease.server.ts';
import { judgeOrder, type Finding, type KnownOrder } from './judgeOrder.ts';
import { countOrders, countPage } from './metrics.server.ts';
import { OVERLAP_MS } from './nextRun.server.ts';
import type { ComparedShop, PageResult, ReconcilePorts } from './ports.server.ts';

const { Prisma } = prisma;

/** Orders that a backfill may have waiting at a time: more would only lie in the queue. */
const MOST_WAITING = 200;
/** When Shopify does not answer, and does not say when it will. */
const PAUSE_MS = 60_000;
const BACKLOG_PAUSE_MS = 30_000;

/**
 * Compares the next page of a run with the ledger. The page, what was found on it and where to go on are stored in one
 * transaction; so a run that breaks off goes on there, and its watermark moves with its end only.
 */
export async function compareOrders(
  ports: ReconcilePorts,
  lease: ShopLease,
  shop: ComparedShop,
  run: ReconciliationRun,
  signal: AbortSignal,
): Promise<PageResult> {
  const isSlow = run.kind !== 'recent';
  if (isSlow && (await isBusy(ports.db, shop.id, ports.clock.now()))) {
    return { kind: 'later', afterMs: BACKLOG_PAUSE_MS };
  }
  const waitMs = await takePoints(ports, lease, listOrdersOperation.cost);
  if (waitMs === null) return { kind: 'lost' };
  if (waitMs > 0) return { kind: 'later', afterMs: waitMs };
  const filter = { by: 'updated' as const, since: run.from, ...(run.until ? { until: run.until } : {}) };
  const answer = await ports.listOrders(shop.id, filter, run.cursor, signal);
  countPage(run.kind, answer.kind === 'refused' ? answer.why : answer.kind);
  if (answer.kind !== 'done') return noPage(ports, run, answer);
  return storePage(ports, lease, shop, run, answer.value);
}

/** Whether the orders found before are still being worked through. */
async function isBusy(db: Database, shopId: string, now: Date): Promise<boolean> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select 1 from order_sync
      where shop_id = ${shopId}::uuid and priority = ${priorities.backfill}::int and next_attempt_at <= ${now}::timestamptz
      limit ${MOST_WAITING}::int) waiting`;
  return row!.count >= MOST_WAITING;
}

async function noPage(
  { db, log }: ReconcilePorts,
  run: ReconciliationRun,
  failure: ShopifyFailure,
): Promise<PageResult> {
  const { shopId } = run;
  const why = failure.kind === 'refused' ? failure.why : failure.cause;
  log.warn('reconcile.no_page', { shopId, kind: run.kind, why });
  // A cursor that Shopify does not take any more: from the beginning, nothing is done twice by that.
  if (why === 'invalid' && run.cursor)
    await db.reconciliationRun.update({ where: { id: run.id }, data: { cursor: null } });
  const asked = failure.kind === 'refused' ? failure.retryAfterMs : null;
  return { kind: 'later', afterMs: asked ?? PAUSE_MS };
}

type Found = { order: OrderSummary; finding: Exclude<Finding, { kind: 'same' }> };

function storePage(
  ports: ReconcilePorts,
  lease: ShopLease,
  shop: ComparedShop,
  run: ReconciliationRun,
  { orders, next }: OrderPage,
): Promise<PageResult> {
  const now = ports.clock.now();
  return ports.db.$transaction(async (tx): Promise<PageResult> => {
    if (!(await renewLease(tx, lease, now))) return { kind: 'lost' };
    const known = await lockKnown(tx, shop.id, orders, now);
    const found = orders.flatMap((order): Found[] => {
      const finding = judgeOrder(order, known.get(order.gid) ?? null, shop, now);
      return finding.kind === 'same' ? [] : [{ order, finding }];
    });
    await hintAt(
      tx,
      shop.id,
      run.kind === 'recent' ? priorities.reconciliation : priorities.backfill,
      found,
      now,
    );
    const reached = newestOf(run.reached, orders);
    const counts = { seen: { increment: orders.length }, enqueued: { increment: found.length } };
    await tx.reconciliationRun.update({
      where: { id: run.id },
      data: { ...counts, reached, cursor: next, ...(next === null ? ending(run, reached, now) : {}) },
    });
    if (found.length > 0) await wakeNextOf(tx, shop.id, now);
    countOrders(
      run.kind,
      orders.length,
      found.map(({ finding }) => finding),
    );
    return { kind: next === null ? 'finished' : 'more' };
  });
}

/** The next pass starts from the newest change seen, by Shopify's clock; never from a moment ours believes in. */
const ending = ({ from }: ReconciliationRun, reached: Date | null, now: Date) => {
  const start = new Date(from.getTime() + OVERLAP_MS);
  return { finishedAt: now, watermark: reached && reached > start ? reached : start };
};

function newestOf(before: Date | null, orders: OrderSummary[]): Date | null {
  const times = orders.map(({ updatedAt }) => Date.parse(updatedAt));
  return times.length === 0 ? before : new Date(Math.max(before?.getTime() ?? 0, ...times));
}

type Row = KnownOrder & { orderGid: string };

/** The page's orders in the ledger, held still until the page is stored. */
async function lockKnown(
  tx: Tx,
  shopId: string,
  orders: OrderSummary[],
  now: Date,
): Promise<Map<string, KnownOrder>> {
  const gids = orders.map(({ gid }) => gid);
  const rows = await tx.$queryRaw<Row[]>`
    select order_gid as "orderGid", read_digest as "readDigest", found_digest as "foundDigest", reason,
      wanted_revision > done_revision and (next_attempt_at is not null or reason is distinct from ${waiting.draft.code})
        as "willBeRead", coalesce(lease_until > ${now}::timestamptz, false) as "isRunning"
    from order_sync where shop_id = ${shopId}::uuid and order_gid = any(${gids})
    order by order_gid for no key update`;
  return new Map(rows.map((row) => [row.orderGid, row]));
}

async function hintAt(tx: Tx, shopId: string, priority: number, found: Found[], at: Date): Promise<void> {
  if (found.length === 0) return;
  const orderGids = found.map(({ order }) => order.gid);
  await recordHints(tx, { shopId, orderGids, cause: 'reconciliation', priority, at });
  const values = found.map(
    ({ order, finding }) =>
      Prisma.sql`(${order.gid}, ${finding.digest}, ${finding.silent ? at : null}::timestamptz)`,
  );
  await tx.$executeRaw`
    update order_sync o set found_digest = f.digest, found_at = coalesce(f.found_at, o.found_at)
    from (values ${Prisma.join(values)}) as f(gid, digest, found_at)
    where o.shop_id = ${shopId}::uuid and o.order_gid = f.gid`;
}
