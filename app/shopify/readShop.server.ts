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

/** Reads a shop's own facts and keeps them in its row. */
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
    return done(facts);
  };
}
