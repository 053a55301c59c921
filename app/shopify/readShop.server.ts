import { z } from 'zod';
import type { Database } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { shopEmailContext } from '../platform/encryptionContexts.ts';
import type { AdminClient } from './adminClient.server.ts';
import { done, type ShopifyAnswer } from './answer.ts';
import { readShopOperation } from './operations/readShop.ts';
import { flag, text, textOrNull } from './parse/values.ts';

/** What the connector knows of a shop from Shopify. */
interface ShopFacts {
  name: string;
  currency: string;
  country: string | null;
  timezone: string;
  taxesIncluded: boolean;
}

/** Reads a shop's own facts and what it has granted, and keeps both. */
export type ReadShop = (shopId: string, signal?: AbortSignal) => Promise<ShopifyAnswer<ShopFacts>>;

const answered = z.object({
  shop: z.object({
    name: text,
    email: textOrNull,
    currencyCode: text,
    ianaTimezone: text,
    taxesIncluded: flag,
    shopAddress: z.object({ countryCodeV2: textOrNull }),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: text })) }),
});

export function createShopReader(client: AdminClient, db: Database, encryption: Encryption): ReadShop {
  return async (shopId, signal) => {
    const answer = await client.query(shopId, readShopOperation, {}, answered, signal);
    if (answer.kind !== 'done') return answer;
    const { name, email, currencyCode, ianaTimezone, taxesIncluded, shopAddress } = answer.value.shop;
    const country = shopAddress.countryCodeV2?.toUpperCase() ?? null;
    const facts: ShopFacts = { name, currency: currencyCode, country, timezone: ianaTimezone, taxesIncluded };
    const emailEncrypted = email && encryption.encrypt(email, shopEmailContext(shopId));
    await db.shop.updateMany({ where: { id: shopId }, data: { ...facts, emailEncrypted } });
    await keepScopes(db, shopId, answer.value.currentAppInstallation.accessScopes);
    return done(facts);
  };
}

/** What a shop grants may change without a new token: the merchant is asked for more, or takes something back. */
async function keepScopes(db: Database, shopId: string, granted: { handle: string }[]): Promise<void> {
  const scope = granted.map(({ handle }) => handle).join(',');
  await db.$executeRaw`
    update session set scope = ${scope}, updated_at = now()
    where shop_id = ${shopId}::uuid and not is_online and scope is distinct from ${scope}`;
}
