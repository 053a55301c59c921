import { checkSettings } from '../merchant/checkSettings.server.ts';
import { enqueue, priority } from '../platform/queue/jobs.server.ts';
import type { AlertCheckPorts } from './ports.server.ts';
import { recordFindings } from './recordFindings.server.ts';

/** The checks of the night are spread over this time: each asks sevdesk and Shopify a dozen things. */
const SPREAD_MS = 3 * 3_600_000;
const PATIENCE_MS = 60_000;

/** Asks for a settings check of every shop that syncs. */
export async function checkAllSettings({ db, clock }: Pick<AlertCheckPorts, 'db' | 'clock'>): Promise<void> {
  const shops = await db.shop.findMany({
    where: { uninstalledAt: null, syncFrom: { not: null } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  const now = clock.now().getTime();
  for (const [index, { id: shopId }] of shops.entries()) {
    const runAt = new Date(now + (index / shops.length) * SPREAD_MS);
    await enqueue(
      db,
      'check_settings',
      { shopId },
      { runAt, key: `check:${shopId}`, priority: priority.backfill },
    );
  }
}

/** Compares a shop's settings with Shopify's and sevdesk's, and makes alerts of what does not fit. */
export async function checkShopSettings(
  ports: AlertCheckPorts,
  shopId: string,
  hard: AbortSignal,
): Promise<void> {
  const shop = await ports.db.shop.findUnique({ where: { id: shopId } });
  if (!shop || shop.uninstalledAt || !shop.syncFrom) return;
  const signal = AbortSignal.any([hard, AbortSignal.timeout(PATIENCE_MS)]);
  const findings = await checkSettings(ports, shopId, signal);
  await recordFindings(ports, shopId, findings);
}
