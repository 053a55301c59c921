import type { ReconciliationRun } from '@prisma/client';
import type { Database, Tx } from '../platform/database.server.ts';
import { waiting } from '../sync/problems.ts';
import type { ComparedShop } from './ports.server.ts';

type RunKind = 'recent' | 'backfill' | 'deep' | 'sevdesk';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * What changed lately is compared every five minutes. It is looked once a minute whose turn it is, and a pass starts
 * some seconds after that look: after five whole minutes it would be the sixth look that finds it due.
 */
export const PASS_DUE_MS = 5 * MINUTE_MS - 30_000;
/**
 * How far before the newest change seen the next pass begins: Shopify's search may show a change later than it happened,
 * and its times are whole seconds. What lies further back is the deep pass's.
 */
export const OVERLAP_MS = 10 * MINUTE_MS;
/**
 * After a gap longer than this (the connector was down, the shop is new) the pass begins here and what lies before
 * becomes a backfill, so that the newest orders do not queue behind the oldest. Far more than clocks are apart.
 */
const LONGEST_PASS_MS = HOUR_MS;
/** As far back as Shopify shows orders. */
const DEEP_DAYS = 60;

const ago = (now: Date, ms: number) => new Date(now.getTime() - ms);
const later = (one: Date, other: Date) => (one > other ? one : other);

/**
 * The most urgent comparison of a shop, begun if it is not under way: the newest changes first, then sevdesk, then what
 * a gap left behind, then everything. `but`: kinds that cannot go on now. The caller holds the shop's lease.
 */
export async function nextRun(
  db: Database,
  shop: ComparedShop,
  now: Date,
  but: ReadonlySet<string>,
): Promise<ReconciliationRun | null> {
  const steps: [RunKind, () => Promise<ReconciliationRun | null>][] = [
    ['recent', () => recentRun(db, shop, now)],
    ['sevdesk', () => sevdeskRun(db, shop, now)],
    ['backfill', () => backfillRun(db, shop, now)],
    ['deep', () => deepRun(db, shop, now)],
  ];
  for (const [kind, find] of steps) {
    const run = but.has(kind) ? null : await find();
    if (run) return run;
  }
  return null;
}

const unfinished = (db: Database, shopId: string, kind: RunKind) =>
  db.reconciliationRun.findFirst({
    where: { shopId, kind, finishedAt: null },
    orderBy: { startedAt: 'asc' },
  });

const newest = (db: Database, shopId: string, kind: RunKind) =>
  db.reconciliationRun.findFirst({ where: { shopId, kind }, orderBy: { startedAt: 'desc' } });

const begin = (
  tx: Tx,
  shopId: string,
  kind: RunKind,
  startedAt: Date,
  from: Date,
  until: Date | null = null,
) => tx.reconciliationRun.create({ data: { shopId, kind, startedAt, from, until } });

async function recentRun(db: Database, shop: ComparedShop, now: Date): Promise<ReconciliationRun | null> {
  const last = await newest(db, shop.id, 'recent');
  const isOld = !last || last.startedAt < ago(now, LONGEST_PASS_MS);
  if (last && !isOld) {
    if (!last.finishedAt) return last;
    if (last.startedAt > ago(now, PASS_DUE_MS)) return null;
    return begin(db, shop.id, 'recent', now, ago(last.watermark!, OVERLAP_MS));
  }
  const from = ago(now, LONGEST_PASS_MS);
  return db.$transaction(async (tx) => {
    if (last) await bridge(tx, last, from, now);
    return begin(tx, shop.id, 'recent', now, from);
  });
}

/** Nothing between the last pass and this one is left out: what lies between them becomes a backfill. */
async function bridge(tx: Tx, last: ReconciliationRun, to: Date, now: Date): Promise<void> {
  const until = new Date(to.getTime() + OVERLAP_MS);
  const seenTo = last.finishedAt ? last.watermark! : last.reached;
  const from = later(seenTo ? ago(seenTo, OVERLAP_MS) : last.from, ago(now, DEEP_DAYS * DAY_MS));
  if (!last.finishedAt) {
    await tx.reconciliationRun.update({
      where: { id: last.id },
      data: { kind: 'backfill', from, until, cursor: null },
    });
  } else await begin(tx, last.shopId, 'backfill', now, from, until);
}

/** What a gap left behind; and for a new shop everything since it wants to be booked. */
async function backfillRun(db: Database, shop: ComparedShop, now: Date): Promise<ReconciliationRun | null> {
  const open = await unfinished(db, shop.id, 'backfill');
  if (open) return open;
  const from = later(shop.syncFrom, ago(now, DEEP_DAYS * DAY_MS));
  const covered = await db.reconciliationRun.findFirst({
    where: { shopId: shop.id, kind: 'backfill', until: null, from: { lte: from } },
  });
  return covered ? null : begin(db, shop.id, 'backfill', now, from);
}

async function deepRun(db: Database, shop: ComparedShop, now: Date): Promise<ReconciliationRun | null> {
  const open = await unfinished(db, shop.id, 'deep');
  if (open) return open;
  const last = await newest(db, shop.id, 'deep');
  if (last && last.startedAt > ago(now, DAY_MS)) return null;
  return begin(db, shop.id, 'deep', now, later(shop.syncFrom, ago(now, DEEP_DAYS * DAY_MS)));
}

/** Sooner than after a day where something has to be looked at again. */
const AGAIN_MS = HOUR_MS;

async function sevdeskRun(db: Database, shop: ComparedShop, now: Date): Promise<ReconciliationRun | null> {
  const connection = await db.sevdeskConnection.findUnique({ where: { shopId: shop.id } });
  if (connection?.state !== 'ok') return null;
  const last = await newest(db, shop.id, 'sevdesk');
  if (last && !last.finishedAt) return last;
  if (last && last.startedAt > ago(now, (await isWaiting(db, last)) ? AGAIN_MS : DAY_MS)) return null;
  return begin(db, shop.id, 'sevdesk', now, ago(now, DEEP_DAYS * DAY_MS));
}

/** Whether a document was missing that is to be looked for again, or a draft is to be finished by the merchant. */
async function isWaiting(db: Database, { shopId, findings }: ReconciliationRun): Promise<boolean> {
  if ((findings as { missing?: string[] }).missing?.length) return true;
  const draft = await db.orderSync.findFirst({
    where: { shopId, archived: false, state: 'waiting', reason: waiting.draft.code },
    select: { id: true },
  });
  return draft !== null;
}
