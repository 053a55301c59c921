import type { Database } from '../platform/database.server.ts';
import type { Log } from '../platform/log.server.ts';
import type { CountOrders } from '../shopify/countOrders.server.ts';

const SHOPIFY_MS = 10_000;

/**
 * Once, when a worker starts: whether the two ways of asking for orders of every status find the same. Which of them the
 * real search knows is not documented beyond doubt; if they differ, reconciliation may miss orders, and an operator has to
 * hear of it.
 */
export async function compareFilters(
  { db, log, countOrders }: { db: Database; log: Log; countOrders: CountOrders },
  stop: AbortSignal,
): Promise<void> {
  const shop = await db.shop.findFirst({
    where: { uninstalledAt: null, syncFrom: { not: null }, sessions: { some: { isOnline: false } } },
    orderBy: { installedAt: 'desc' },
    select: { id: true },
  });
  if (!shop) return;
  const answer = await countOrders(shop.id, AbortSignal.any([stop, AbortSignal.timeout(SHOPIFY_MS)]));
  if (answer.kind !== 'done') return;
  const { any, each } = answer.value;
  if (any === each) log.info('shopify.filters_agree', { shopId: shop.id, count: any });
  else log.error('shopify.filters_differ', { shopId: shop.id, found: any, count: each });
}
