// Expiring offline tokens: an access token lives 60 minutes, a refresh token 90 days. Refreshing gives a new pair; the
// old refresh token keeps working until its replacement is first used, at most 30 days after its own first use
// (Shopify changelog of 2026-08-28).
import type { Ids } from '../store/ids.ts';

const ACCESS_MS = 60 * 60_000;
const REFRESH_MS = 90 * 24 * 3600_000;
const RECOVERY_MS = 30 * 24 * 3600_000;

interface RefreshToken {
  shop: string;
  expiresAt: number;
  firstUsedAt: number | null;
  retired: boolean;
  replaces: RefreshToken | null;
}

interface TokenPair {
  access_token: string;
  expires_in: number;
  refresh_token: string;
  refresh_token_expires_in: number;
}

export interface TokenStore {
  issue: (shop: string, now: Date) => TokenPair;
  /** A new pair, or null when the refresh token is unknown, expired, retired or of another shop. */
  refresh: (shop: string, refreshToken: string, now: Date) => TokenPair | null;
  /** The shop an access token is good for. */
  shopOf: (accessToken: string, now: Date) => string | null;
  /** Access and refresh tokens of the shop are dead for good. */
  revoke: (shop: string) => void;
  /** Access tokens of the shop have run out; refresh tokens work. */
  expire: (shop: string, now: Date) => void;
}

export function createTokenStore(ids: Ids): TokenStore {
  const access = new Map<string, { shop: string; expiresAt: number }>();
  const refreshes = new Map<string, RefreshToken>();

  function pair(shop: string, now: Date, replaces: RefreshToken | null): TokenPair {
    const accessToken = `shpat_${ids.hex(16)}`;
    const refreshToken = `shprt_${ids.hex(16)}`;
    access.set(accessToken, { shop, expiresAt: now.getTime() + ACCESS_MS });
    refreshes.set(refreshToken, {
      shop,
      expiresAt: now.getTime() + REFRESH_MS,
      firstUsedAt: null,
      retired: false,
      replaces,
    });
    return {
      access_token: accessToken,
      expires_in: ACCESS_MS / 1000,
      refresh_token: refreshToken,
      refresh_token_expires_in: REFRESH_MS / 1000,
    };
  }

  return {
    issue: (shop, now) => pair(shop, now, null),
    refresh: (shop, refreshToken, now) => {
      const token = refreshes.get(refreshToken);
      const at = now.getTime();
      if (!token || token.shop !== shop || token.retired || token.expiresAt <= at) return null;
      if (token.firstUsedAt !== null && at - token.firstUsedAt > RECOVERY_MS) return null;
      token.firstUsedAt ??= at;
      if (token.replaces) token.replaces.retired = true;
      return pair(shop, now, token);
    },
    shopOf: (accessToken, now) => {
      const token = access.get(accessToken);
      return token && token.expiresAt > now.getTime() ? token.shop : null;
    },
    revoke: (shop) => {
      for (const [key, token] of access) if (token.shop === shop) access.delete(key);
      for (const [key, token] of refreshes) if (token.shop === shop) refreshes.delete(key);
    },
    expire: (shop, now) => {
      for (const token of access.values()) if (token.shop === shop) token.expiresAt = now.getTime();
    },
  };
}
