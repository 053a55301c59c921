import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';

/**
 * sevdesk turned the shop's key away: the shop pauses until there is a new one, so that nothing hammers at a closed
 * door. A pause by the merchant stays the merchant's.
 */
export async function rejectKey(db: Database, clock: Clock, shopId: string): Promise<void> {
  const at = clock.now();
  await db.$transaction([
    db.sevdeskConnection.updateMany({ where: { shopId }, data: { state: 'key_rejected', checkedAt: at } }),
    db.shop.updateMany({
      where: { id: shopId, pausedAt: null },
      data: { pausedAt: at, pausedBy: 'sevdesk_key' },
    }),
  ]);
}
