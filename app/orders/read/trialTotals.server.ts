import type { Database } from '../../platform/database.server.ts';
import { TRIAL } from '../../sync/problems.ts';
import type { TrialTotals } from './views.ts';

/**
 * What the trial run has shown so far; null while none is on. `from`: ended from that moment on, every order of the
 * trial run is booked.
 */
export async function trialTotals(db: Database, shopId: string): Promise<TrialTotals | null> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { trialSince: true } });
  if (!shop.trialSince) return null;
  const since = shop.trialSince;
  const { orders, sumCents, first } = await tried(db, shopId, null);
  const from = first && first < since ? first : since;
  return { since: since.toISOString(), from: from.toISOString(), orders, sumCents };
}

/** The orders of the trial run that are booked when it ends from that moment on. */
export async function trialOrdersFrom(
  db: Database,
  shopId: string,
  from: Date,
): Promise<{ orders: number; sumCents: number }> {
  const { orders, sumCents } = await tried(db, shopId, from);
  return { orders, sumCents };
}

/** An order counts by its money or by its day, whichever is later, as when the trial run ends (actions/trialRun). */
async function tried(db: Database, shopId: string, from: Date | null) {
  const [row] = await db.$queryRaw<{ orders: number; sumCents: bigint; first: Date | null }[]>`
    select count(*)::int as orders, min(counts_from) as first,
      coalesce(sum((facts->>'amountCents')::bigint), 0)::bigint as "sumCents"
    from (
      select problem_facts as facts, greatest(coalesce(paid_at, processed_at), processed_at) as counts_from
      from order_sync where shop_id = ${shopId}::uuid and archived in (true, false) and state = 'skipped'
        and reason = ${TRIAL}) t
    where ${from}::timestamptz is null or counts_from >= ${from}::timestamptz`;
  const { orders, sumCents, first } = row!;
  return { orders, sumCents: Number(sumCents), first };
}
