import { recordAudit } from '../../merchant/audit.server.ts';
import type { Acting } from '../../merchant/ports.server.ts';
import { wakeUnblocked } from '../../sync/schedule/wakeUnblocked.server.ts';
import type { ReadPorts } from '../read/listOrders.server.ts';

/** Ends the merchant's pause; everything that was collected is due now. */
export async function resumeShop(
  ports: Pick<ReadPorts, 'db' | 'clock'>,
  { shopId, actor }: Acting,
): Promise<void> {
  const { db, clock } = ports;
  const at = clock.now();
  await db.$transaction(async (tx) => {
    const { count } = await tx.shop.updateMany({
      where: { id: shopId, pausedBy: 'merchant' },
      data: { pausedAt: null, pausedBy: null },
    });
    if (count > 0) await recordAudit(tx, { shopId, at, actor, action: 'resume' });
  });
  await wakeUnblocked(ports, shopId);
}
