import type { DatabaseOrTx } from '../platform/database.server.ts';

/** A shop's connection as the merchant may see it: never the key itself. */
export interface ConnectionView {
  state: 'ok' | 'key_rejected';
  last4: string;
  regime: 'regular' | 'small_business';
  systemVersion: string;
  connectedAt: string;
}

export async function readConnection(db: DatabaseOrTx, shopId: string): Promise<ConnectionView | null> {
  const row = await db.sevdeskConnection.findUnique({
    where: { shopId },
    select: { state: true, tokenLast4: true, regime: true, systemVersion: true, connectedAt: true },
  });
  if (!row) return null;
  return {
    state: row.state === 'ok' ? 'ok' : 'key_rejected',
    last4: row.tokenLast4,
    regime: row.regime === 'small_business' ? 'small_business' : 'regular',
    systemVersion: row.systemVersion,
    connectedAt: row.connectedAt.toISOString(),
  };
}
