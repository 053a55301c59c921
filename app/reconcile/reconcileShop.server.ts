import type { Shop } from '@prisma/client';
import { enqueue, priority } from '../platform/queue/jobs.server.ts';
import type { RunSignals } from '../sync/ports.server.ts';
import { compareBooks } from './books/compareBooks.server.ts';
import { compareOrders } from './compareOrders.server.ts';
import { giveLeaseBack, takeLease, type ShopLease } from './lease.server.ts';
import { nextRun } from './nextRun.server.ts';
import type { ComparedShop, ReconcilePorts } from './ports.server.ts';

/** A worker's place is given back after this long; what is left goes on in a job of its own. */
const SLICE_MS = 5_000;

/**
 * `rested`: all comparisons that were due are done. `later`: there is more; a job is enqueued for then. `not_taken`:
 * another worker is at it. `not_due`: the shop is gone, off, or nobody can act for it.
 */
export type Reconciled = 'rested' | 'later' | 'not_taken' | 'not_due';

/** The key under which a shop's comparisons are one job. */
export const reconcileKey = (shopId: string) => `reconcile:${shopId}`;

/** Compares a shop with Shopify and with sevdesk as far as it is due, for a few seconds. */
export async function reconcileShop(
  ports: ReconcilePorts,
  shopId: string,
  signals: RunSignals,
): Promise<Reconciled> {
  const row = await ports.db.shop.findUnique({ where: { id: shopId } });
  const shop = row && compared(row);
  if (!shop) return 'not_due';
  const lease = await takeLease(ports, shopId);
  if (!lease) return 'not_taken';
  try {
    const againMs = await workOff(ports, lease, shop, signals);
    if (againMs === null) return 'rested';
    const runAt = new Date(ports.clock.now().getTime() + againMs);
    const options = { key: reconcileKey(shopId), priority: priority.reconciliation, runAt };
    await enqueue(ports.db, 'reconcile_shop', { shopId }, options);
    return 'later';
  } finally {
    await giveLeaseBack(ports, lease);
  }
}

/** Null while there is nothing to compare for: not installed, not switched on, or no token. */
function compared({ id, uninstalledAt, syncFrom, installedAt, pausedBy }: Shop): ComparedShop | null {
  if (uninstalledAt || !syncFrom || pausedBy === 'shopify_token') return null;
  return { id, syncFrom, installedAt };
}

/** Page after page; answers when to go on, or null when nothing is left. */
async function workOff(
  ports: ReconcilePorts,
  lease: ShopLease,
  shop: ComparedShop,
  { soft, hard }: RunSignals,
): Promise<number | null> {
  const { db, clock } = ports;
  const end = clock.now().getTime() + SLICE_MS;
  const stuck = new Map<string, number>();
  for (;;) {
    if (soft.aborted || clock.now().getTime() >= end) return 0;
    const run = await nextRun(db, shop, clock.now(), new Set(stuck.keys()));
    if (!run) return stuck.size === 0 ? null : Math.min(...stuck.values());
    const compare = run.kind === 'sevdesk' ? compareBooks : compareOrders;
    const result = await compare(ports, lease, shop, run, hard);
    if (result.kind === 'lost') return null;
    if (result.kind === 'later') stuck.set(run.kind, result.afterMs);
    if (result.kind === 'finished') await report(ports, run.id);
  }
}

async function report({ db, log }: ReconcilePorts, id: string): Promise<void> {
  const { shopId, kind, seen, enqueued } = await db.reconciliationRun.findUniqueOrThrow({ where: { id } });
  log.info('reconcile.finished', { shopId, kind, seen, found: enqueued });
}
