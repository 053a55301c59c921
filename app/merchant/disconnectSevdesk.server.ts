import { recordAudit } from './audit.server.ts';
import type { Acting, MerchantPorts } from './ports.server.ts';

/**
 * Forgets the API token. Documents in sevdesk, the ledger and the gateway mapping stay, so that connecting the same
 * account again goes on where it stopped. Syncing pauses until then.
 */
export async function disconnectSevdesk(
  ports: MerchantPorts,
  { shopId, actor }: Acting,
): Promise<{ kind: 'disconnected' }> {
  const at = ports.clock.now();
  await ports.db.$transaction(async (tx) => {
    const { count } = await tx.sevdeskConnection.deleteMany({ where: { shopId } });
    if (count === 0) return;
    await recordAudit(tx, { shopId, at, actor, action: 'disconnect_sevdesk' });
  });
  return { kind: 'disconnected' };
}
