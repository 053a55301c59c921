import type { Tx } from '../platform/database.server.ts';
import { recordAudit } from './audit.server.ts';
import { everyOther } from './gateways.server.ts';
import { daysBack } from './oldOrders.server.ts';
import type { Acting, MerchantPorts } from './ports.server.ts';

export type SwitchedSync =
  | { kind: 'on'; from: Date }
  | { kind: 'off' }
  | { kind: 'refused'; why: 'not_connected' | 'key_rejected' | 'no_account' | 'too_old' | 'in_future' };

export interface SwitchOptions {
  /** Everything is done but writing to sevdesk. */
  trial?: boolean;
  /** What else belongs to it, in the same transaction. */
  afterwards?: (tx: Tx) => Promise<void>;
}

/**
 * Switches booking on for all orders processed from that moment on, or off (null). On needs a sevdesk connection and
 * a clearing account that any payment can go to.
 */
export async function switchSync(
  ports: Pick<MerchantPorts, 'db' | 'clock'>,
  { shopId, actor }: Acting,
  from: Date | null,
  { trial = false, afterwards }: SwitchOptions = {},
): Promise<SwitchedSync> {
  const now = ports.clock.now();
  return ports.db.$transaction(async (tx): Promise<SwitchedSync> => {
    if (from !== null) {
      const connection = await tx.sevdeskConnection.findUnique({ where: { shopId } });
      if (!connection) return { kind: 'refused', why: 'not_connected' };
      if (connection.state !== 'ok') return { kind: 'refused', why: 'key_rejected' };
      const account = await tx.gatewayAccount.findFirst({ where: { shopId, gateway: everyOther } });
      if (!account) return { kind: 'refused', why: 'no_account' };
      if (from > now) return { kind: 'refused', why: 'in_future' };
      const oldest = now.getTime() - (await daysBack(tx, shopId)) * 86_400_000;
      if (from.getTime() < oldest) return { kind: 'refused', why: 'too_old' };
    }
    const trialSince = from && trial ? now : null;
    await tx.shop.update({ where: { id: shopId }, data: { syncFrom: from, trialSince } });
    const detail = { from: from?.toISOString() ?? null, trial };
    await recordAudit(tx, { shopId, at: now, actor, action: from ? 'switch_on' : 'switch_off', detail });
    await afterwards?.(tx);
    return from ? { kind: 'on', from } : { kind: 'off' };
  });
}
