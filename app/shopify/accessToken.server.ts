import type { Database } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { log } from '../platform/log.server.ts';
import { counter } from '../platform/metrics.server.ts';
import { accessTokenContext, refreshTokenContext } from '../platform/encryptionContexts.ts';
import { bool, instant, nullable, text, uuid } from '../platform/sql/codecs.ts';
import type { Sql } from '../platform/sql/sql.server.ts';
import { statement } from '../platform/sql/statement.ts';
import { done, refused, unclear, type ShopifyAnswer, type ShopifyFailure } from './answer.ts';
import { refreshToken, type RefreshPorts } from './refreshToken.server.ts';
import { saveTokens } from './saveTokens.server.ts';

/** Shopify's library refreshes from here on too, so that the two agree when a token is old. */
const REFRESH_BEFORE_MS = 5 * 60_000;
/** Longer than a refresh can take, so that one whose process died is taken over. */
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 150;

const refreshes = counter('shopify_token_refreshes_total', 'Refreshes of access tokens.', ['outcome']);

export interface TokenPorts extends RefreshPorts {
  db: Database;
  encryption: Encryption;
  /** Also for a shop that is said to have uninstalled the app: to find out whether that is so. */
  evenUninstalled?: boolean;
}

/** What is needed to act for a shop. Nothing of it may be logged. */
export interface Grant {
  domain: string;
  token: string;
  scopes: string[];
}

export interface AccessTokens {
  /**
   * A token that is good for some minutes more, refreshed if need be by one process for all of them.
   * `refused: token`: the app was uninstalled, or only a visit of the merchant brings a new token.
   * Call it outside of database transactions: it may wait for Shopify.
   */
  accessTokenFor(shopId: string, signal?: AbortSignal): Promise<ShopifyAnswer<Grant>>;
  /** Shopify answered 401 to `token`. The next call refreshes it or refuses. */
  markRefused(shopId: string, token: string): Promise<void>;
}

interface Kept {
  id: string;
  domain: string;
  scopes: string[];
  /** As it stands in the row: proof that nobody replaced the tokens since. */
  sealed: string;
  token: string | null;
  expires: Date | null;
  refresh: string | null;
  clientId: string | null;
}

const NO_TOKEN = refused('token', 'the connector may not act for this shop until the app is opened there');

/** Another client id is configured than the tokens were granted to; to Shopify they would be spent, and be lost. */
const OTHER_APP = refused('operator', 'the tokens were granted to another client id than is configured');

interface Reading {
  sql: Sql;
  encryption: Encryption;
  evenUninstalled?: boolean;
}

const scopesIn = (scope: string | null): string[] => (scope ?? '').split(',').map((each) => each.trim());

const READ = statement('shopify.read_tokens', {
  params: { shopId: uuid, evenUninstalled: bool },
  row: {
    id: text,
    domain: text,
    scope: nullable(text),
    clientId: nullable(text),
    expires: nullable(instant),
    accessTokenEncrypted: text,
    refreshTokenEncrypted: nullable(text),
    refreshTokenExpires: nullable(instant),
  },
  sql: `
    select t.id, s.domain, t.scope, t.client_id, t.expires, t.access_token_encrypted, t.refresh_token_encrypted,
      t.refresh_token_expires
    from session t join shop s on s.id = t.shop_id
    where t.shop_id = :shopId and not t.is_online and (:evenUninstalled or s.uninstalled_at is null) limit 1`,
});

async function readKept(
  { sql, encryption, evenUninstalled = false }: Reading,
  shopId: string,
  now: Date,
): Promise<Kept | null> {
  const row = await sql.first(READ, { shopId, evenUninstalled });
  if (!row) return null;
  const open = (sealed: string | null, place: string): string | null => {
    if (!sealed) return null;
    const token = encryption.decryptOrNull(sealed, place);
    if (token === null) log.error('token not readable', { shopId });
    return token;
  };
  const living = row.refreshTokenExpires === null || row.refreshTokenExpires > now;
  return {
    id: row.id,
    domain: row.domain,
    scopes: scopesIn(row.scope),
    clientId: row.clientId,
    sealed: row.accessTokenEncrypted,
    expires: row.expires,
    token: open(row.accessTokenEncrypted, accessTokenContext(shopId)),
    refresh: open(living ? row.refreshTokenEncrypted : null, refreshTokenContext(shopId)),
  };
}

/** How long the kept token is good for yet, in ms. */
function lifetime({ token, expires }: Kept, now: Date): number {
  if (!token) return 0;
  return expires ? expires.getTime() - now.getTime() : Infinity;
}

/** Whether there is a token of the shop, or one with which to get one. */
export async function mayActFor(reading: Reading, shopId: string, now: Date): Promise<boolean> {
  const kept = await readKept(reading, shopId, now);
  return kept !== null && (kept.refresh !== null || lifetime(kept, now) > 0);
}

export function createAccessTokens(ports: TokenPorts): AccessTokens {
  const { db, encryption, clock } = ports;
  const read = (shopId: string) => readKept({ ...ports, sql: db.sql }, shopId, clock.now());

  async function takeLease({ id, sealed }: Kept): Promise<boolean> {
    const taken = await db.$executeRaw`
      update session set refresh_lease_until = now() + ${LEASE_MS} * interval '1 millisecond'
      where id = ${id} and access_token_encrypted = ${sealed}
        and (refresh_lease_until is null or refresh_lease_until < now())`;
    return taken === 1;
  }

  const unchanged = ({ id, sealed }: Kept) => ({ id, accessTokenEncrypted: sealed });

  async function refresh(shopId: string, kept: Kept, signal?: AbortSignal): Promise<ShopifyAnswer<Grant>> {
    const answer = await refreshToken(ports, kept.domain, kept.refresh!, signal);
    const outcome = answer.kind === 'refused' ? answer.why : answer.kind;
    refreshes.add({ outcome });
    log.info('token refreshed', { shopId, outcome });
    if (answer.kind === 'done') {
      await saveTokens(db, encryption, { id: shopId, domain: kept.domain }, answer.value);
      const { accessToken: token, scope } = answer.value;
      return done({ domain: kept.domain, token, scopes: scopesIn(scope) });
    }
    const spent = answer.kind === 'refused' && answer.why === 'token';
    const none = { accessTokenEncrypted: '', refreshTokenEncrypted: null };
    await db.session.updateMany({
      where: unchanged(kept),
      data: { refreshLeaseUntil: null, ...(spent ? none : {}) },
    });
    return spent ? NO_TOKEN : answer;
  }

  return {
    async accessTokenFor(shopId, signal) {
      const patience = clock.now().getTime() + LEASE_MS;
      for (;;) {
        const kept = await read(shopId);
        if (!kept) return NO_TOKEN;
        const left = lifetime(kept, clock.now());
        const grant = () => done({ domain: kept.domain, token: kept.token!, scopes: kept.scopes });
        if (left > REFRESH_BEFORE_MS) return grant();
        if (!kept.refresh) return left > 0 ? grant() : NO_TOKEN;
        if (kept.clientId !== null && kept.clientId !== ports.apiKey) return left > 0 ? grant() : OTHER_APP;
        if (await takeLease(kept)) return refresh(shopId, kept, signal);
        if (clock.now().getTime() > patience)
          return unclear('timeout', 'the refresh of the token does not end');
        const stopped = await wait(signal);
        if (stopped) return stopped;
      }
    },
    async markRefused(shopId, token) {
      const kept = await read(shopId);
      if (kept?.token !== token) return;
      await db.session.updateMany({ where: unchanged(kept), data: { accessTokenEncrypted: '' } });
    },
  };

  /** Until another process may have refreshed. */
  async function wait(signal?: AbortSignal): Promise<ShopifyFailure | null> {
    try {
      await clock.sleep(LOOK_AGAIN_MS, signal);
      return null;
    } catch (error) {
      if (!signal?.aborted) throw error;
      return unclear('aborted', 'the work was stopped');
    }
  }
}
