import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { shopEmailContext } from '../platform/encryptionContexts.ts';

/** A shop as its pages need it. */
export interface Shop {
  id: string;
  domain: string;
  name: string | null;
  currency: string | null;
  timeZone: string;
  /** Language of the last admin that looked; alerts are written in it. */
  locale: string;
  /** Orders are booked from this moment on; null while syncing is off. */
  syncFrom: Date | null;
  pausedBy: 'merchant' | 'sevdesk_key' | 'shopify_token' | null;
  /** Everything is done but writing to sevdesk. */
  trial: boolean;
}

/** The installed shop of that *.myshopify.com domain, or null. */
export async function findShop(db: DatabaseOrTx, domain: string): Promise<Shop | null> {
  const row = await db.shop.findUnique({ where: { domain } });
  if (!row || row.uninstalledAt) return null;
  return {
    id: row.id,
    domain: row.domain,
    name: row.name,
    currency: row.currency,
    timeZone: row.timezone ?? 'Europe/Berlin',
    locale: row.locale,
    syncFrom: row.syncFrom,
    pausedBy: row.pausedAt ? ((row.pausedBy ?? 'merchant') as Shop['pausedBy']) : null,
    trial: row.trialSince !== null,
  };
}

/** The shop's own address as Shopify knows it; null until it was read. */
export async function readShopEmail(
  db: DatabaseOrTx,
  encryption: Encryption,
  shopId: string,
): Promise<string | null> {
  const row = await db.shop.findUnique({ where: { id: shopId }, select: { emailEncrypted: true } });
  return row?.emailEncrypted ? encryption.decrypt(row.emailEncrypted, shopEmailContext(shopId)) : null;
}
