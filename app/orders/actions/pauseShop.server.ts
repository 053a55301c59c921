import { recordAudit } from '../../merchant/audit.server.ts';
import type { Acting } from '../../merchant/ports.server.ts';
import type { ReadPorts } from '../read/listOrders.server.ts';

/** Stops booking at the merchant's wish. Orders are collected meanwhile; a step that is under way is finished. */
export async function pauseShop(
  { db, clock }: Pick<ReadPorts, 'db' | 'clock'>,
  { shopId, actor }: Acting,
): Promise<void> {
  const at = clock.now();
  await db.$transaction(async (tx) => {
    const { count } = await tx.shop.updateMany({
      where: { id: shopId, OR: [{ pausedAt: null }, { pausedBy: { not: 'merchant' } }] },
      data: { pausedAt: at, pausedBy: 'merchant' },
    });
    if (count > 0) await recordAudit(tx, { shopId, at, actor, action: 'pause' });
  });
}
