import { Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import type { Prisma } from '@prisma/client';
import type { Clock } from '../platform/clock.ts';
import type { Database, Tx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { log } from '../platform/log.server.ts';
import { accessTokenContext, refreshTokenContext } from '../platform/encryptionContexts.ts';
import { saveTokens } from './saveTokens.server.ts';
import { parseShopDomain } from './shopDomain.ts';

export interface SessionStoragePorts {
  db: Database;
  encryption: Encryption;
  clock: Clock;
  /** The app's client id. */
  apiKey: string;
}

type Row = Prisma.SessionGetPayload<{ include: { shop: { select: { domain: true; uninstalledAt: true } } } }>;

/**
 * Shopify's library keeps its sessions here: the offline session of each shop, tokens encrypted.
 * The first session of a shop is its installation; one after an uninstallation is a reinstallation.
 */
export function createSessionStorage({ db, encryption, clock, apiKey }: SessionStoragePorts): SessionStorage {
  const withShop = { include: { shop: { select: { domain: true, uninstalledAt: true } } } } as const;

  function toSession(row: Row): Session | undefined {
    const access = open(row.accessTokenEncrypted, accessTokenContext(row.shopId));
    const refresh = open(row.refreshTokenEncrypted, refreshTokenContext(row.shopId));
    if (access === null || refresh === null) {
      // Its key is gone. To the library that is a shop without a session: it exchanges a new token.
      log.error('session not readable', { shopId: row.shopId });
      return undefined;
    }
    return new Session({
      id: row.id,
      shop: row.shop.domain,
      state: row.state,
      isOnline: false,
      ...(row.scope && { scope: row.scope }),
      ...(row.expires && { expires: row.expires }),
      ...(access && { accessToken: access }),
      ...(refresh && { refreshToken: refresh }),
      ...(row.refreshTokenExpires && { refreshTokenExpires: row.refreshTokenExpires }),
    });
  }

  /** Empty where there is no token, null where it is not readable. */
  const open = (sealed: string | null, place: string): string | null =>
    sealed ? encryption.decryptOrNull(sealed, place) : '';

  return {
    async storeSession(session) {
      const domain = parseShopDomain(session.shop);
      if (!domain || session.isOnline) return false;
      const { accessToken } = session;
      if (!accessToken) return forgetAccessToken(db, session);
      await db.$transaction(async (tx) => {
        const shop = { id: await installShop(tx, domain, clock.now()), domain };
        await saveTokens(tx, encryption, shop, {
          accessToken,
          expires: session.expires ?? null,
          refreshToken: session.refreshToken ?? null,
          refreshTokenExpires: session.refreshTokenExpires ?? null,
          scope: session.scope ?? null,
          clientId: apiKey,
        });
      });
      return true;
    },
    async loadSession(id) {
      const row = await db.session.findUnique({ where: { id }, ...withShop });
      // After an uninstallation the kept token is dead, even where it has not run out: to the library there is no session,
      // and it exchanges the session token that proves that the app is installed again.
      return row && !row.shop.uninstalledAt ? toSession(row) : undefined;
    },
    async deleteSession(id) {
      await db.session.deleteMany({ where: { id } });
      return true;
    },
    async deleteSessions(ids) {
      await db.session.deleteMany({ where: { id: { in: ids } } });
      return true;
    },
    async findSessionsByShop(domain) {
      const rows = await db.session.findMany({ where: { shop: { domain } }, ...withShop });
      return rows.flatMap((row) => toSession(row) ?? []);
    },
  };
}

/** The shop's id; makes the shop on its first session, and takes back an uninstallation. */
async function installShop(tx: Tx, domain: string, now: Date): Promise<string> {
  const [shop] = await tx.$queryRaw<{ id: string }[]>`
    insert into shop (domain, installed_at) values (${domain}, ${now})
    on conflict (domain) do update set
      installed_at = case when shop.uninstalled_at is null then shop.installed_at else excluded.installed_at end,
      uninstalled_at = null,
      -- A pause for want of a token is over with the new token; every other pause stays.
      paused_at = case when shop.paused_by = 'shopify_token' then null else shop.paused_at end,
      paused_by = nullif(shop.paused_by, 'shopify_token')
    returning id::text`;
  return shop!.id;
}

/** The library's way to say that Shopify refused the token. One that was replaced in the meantime is kept. */
async function forgetAccessToken(db: Database, { id, expires }: Session): Promise<boolean> {
  await db.session.updateMany({
    where: { id, expires: expires ?? null },
    data: { accessTokenEncrypted: '' },
  });
  return true;
}
