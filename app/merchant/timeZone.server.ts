import type { DatabaseOrTx } from '../platform/database.server.ts';

/** The shop's time zone, in which its days begin. */
export async function timeZoneOf(db: DatabaseOrTx, shopId: string): Promise<string> {
  const shop = await db.shop.findUnique({ where: { id: shopId }, select: { timezone: true } });
  return shop?.timezone ?? 'Europe/Berlin';
}
