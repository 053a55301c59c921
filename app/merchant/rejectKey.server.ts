import type { Tx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { connectionFor } from './connection.server.ts';

/**
 * sevdesk turned `token` away: the shop pauses until there is a new key, so that nothing hammers at a closed door. Not
 * when the key was exchanged meanwhile; whoever exchanges it now waits for the row. A pause that stands already stays
 * whose it is.
 */
export async function rejectKey(
  tx: Tx,
  encryption: Encryption,
  shopId: string,
  token: string,
  at: Date,
): Promise<void> {
  await tx.$queryRaw`select 1 from sevdesk_connection where shop_id = ${shopId}::uuid for no key update`;
  const connection = await connectionFor(tx, encryption, shopId);
  if (connection?.token !== token) return;
  await tx.sevdeskConnection.update({
    where: { shopId },
    data: { state: 'key_rejected', checkedAt: at },
  });
  await tx.shop.updateMany({
    where: { id: shopId, pausedAt: null },
    data: { pausedAt: at, pausedBy: 'sevdesk_key' },
  });
}
