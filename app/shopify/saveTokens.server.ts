import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { accessTokenContext, refreshTokenContext } from '../platform/encryptionContexts.ts';

/** The tokens that let the connector act for one shop while nobody is looking. */
export interface OfflineTokens {
  accessToken: string;
  expires: Date | null;
  refreshToken: string | null;
  refreshTokenExpires: Date | null;
  scope: string | null;
  /** The app that they were granted to. */
  clientId?: string;
}

/** Name of the shop's one offline session, as Shopify's library calls it. */
const offlineSessionId = (domain: string) => `offline_${domain}`;

/**
 * Stores a shop's tokens, encrypted. Of two that come at the same time (two pages exchanging, a worker refreshing) the
 * one that expires later stays: it was issued last, and Shopify may have withdrawn the other. A refused token (stored as
 * empty) always gives way.
 */
export async function saveTokens(
  tx: DatabaseOrTx,
  encryption: Encryption,
  shop: { id: string; domain: string },
  tokens: OfflineTokens,
): Promise<void> {
  const access = encryption.encrypt(tokens.accessToken, accessTokenContext(shop.id));
  const refresh =
    tokens.refreshToken && encryption.encrypt(tokens.refreshToken, refreshTokenContext(shop.id));
  await tx.$executeRaw`
    insert into session (id, shop_id, state, is_online, scope, expires, access_token_encrypted,
      refresh_token_encrypted, refresh_token_expires, client_id, updated_at)
    values (${offlineSessionId(shop.domain)}, ${shop.id}::uuid, '', false, ${tokens.scope}, ${tokens.expires},
      ${access}, ${refresh}, ${tokens.refreshTokenExpires}, ${tokens.clientId ?? null}, now())
    on conflict (id) do update set
      scope = excluded.scope, expires = excluded.expires, refresh_lease_until = null, updated_at = now(),
      access_token_encrypted = excluded.access_token_encrypted,
      refresh_token_encrypted = excluded.refresh_token_encrypted,
      refresh_token_expires = excluded.refresh_token_expires, client_id = excluded.client_id
    where session.expires is null or excluded.expires is null or excluded.expires >= session.expires
      or session.access_token_encrypted = ''`;
}
