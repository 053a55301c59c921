import '@shopify/shopify-app-remix/adapters/node';
import { ShopifyError } from '@shopify/shopify-api';
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime';
import { ApiVersion, AppDistribution, LogSeverity, shopifyApp } from '@shopify/shopify-app-remix/server';
import type { Database } from '../platform/database.server.ts';
import { isDatabaseDown } from '../platform/databaseDown.server.ts';
import { log } from '../platform/log.server.ts';
import { once } from '../platform/once.server.ts';
import { runtime as processRuntime, type Runtime } from '../platform/runtime.server.ts';
import { judgeSessionToken } from './judgeSessionToken.ts';
import { refuseDocumentRequest } from './refuseDocumentRequest.ts';
import { createShopifyFetch } from './fetch.server.ts';
import { contentSecurityPolicy, hashesOfScripts, type Framing } from './frameAncestors.ts';
import { createSessionStorage } from './sessionStorage.server.ts';
import { createShopify } from './shopify.server.ts';

/** How long Shopify may take to exchange a token while a merchant waits for the page. */
const EXCHANGE_TIMEOUT_MS = 10_000;
const SHOP_FACTS_TIMEOUT_MS = 3_000;

/**
 * Shopify's library, set up for this app: session tokens are exchanged for an expiring offline token, kept encrypted.
 * Webhooks do not come this way (see inbox): the library would refresh tokens on their path and round order ids.
 */
export function createAuth(runtime: Runtime) {
  const { config, db, encryption, clock } = runtime;
  const shopifyFetch = createShopifyFetch(config.shopify);
  setAbstractFetchFunc((url, init) =>
    shopifyFetch(url instanceof Request ? url.url : url, {
      ...init,
      signal: AbortSignal.timeout(EXCHANGE_TIMEOUT_MS),
    }),
  );
  const libraryFor = (apiSecretKey: string) =>
    shopifyApp({
      apiKey: config.shopify.apiKey,
      apiSecretKey,
      apiVersion: ApiVersion.October26,
      appUrl: config.appUrl,
      authPathPrefix: '/auth',
      distribution: AppDistribution.AppStore,
      sessionStorage: createSessionStorage({ db, encryption, clock, apiKey: config.shopify.apiKey }),
      hooks: { afterAuth: ({ session }) => refreshShopFacts(runtime, session.shop) },
      future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
      // Its messages hold session tokens and shops' addresses; that there was one is all that is said.
      logger: {
        level: LogSeverity.Warning,
        log: async (severity) => log.warn('shopify library', { code: severity }),
      },
    });
  const libraries = config.shopify.secrets.map(libraryFor);
  type AdminContext = Awaited<ReturnType<(typeof libraries)[number]['authenticate']['admin']>>;

  return {
    /**
     * The verified session of a merchant's request. Throws the Response to send instead: a redirect that fetches a
     * session token, 400 for a request that did not come from the admin, 401, 410 for bots, 503 when Shopify or the
     * database does not answer.
     */
    async admin(request: Request): Promise<AdminContext> {
      const refusal = refuseDocumentRequest(request, config);
      if (refusal) throw asAnswer(refusal);
      const token = sessionTokenOf(request);
      const judged = token === null ? null : judgeSessionToken(token, config.shopify, clock.now());
      // Without a word of it a wrong secret, a wrong client id or a clock that is off would be a page that loads for ever.
      if (judged?.why) log.warn('session token refused', { why: judged.why });
      try {
        const context = await libraries[judged?.secret ?? 0]!.authenticate.admin(request);
        if (judged?.issuedAt) await noteProof(db, context.session.shop, judged.issuedAt);
        return context;
      } catch (thrown) {
        throw await toResponse(thrown, request, config.shopify);
      }
    },
  };
}

/** The token of a request, as the library looks for it: in the header, else in the address. */
function sessionTokenOf(request: Request): string | null {
  const [, sent] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  return sent ?? new URL(request.url).searchParams.get('id_token');
}

/** Shopify issues session tokens only where the app is installed; a word of an earlier uninstallation is old then. */
async function noteProof(db: Database, domain: string, issuedAt: Date): Promise<void> {
  await db.$executeRaw`
    update shop set proven_at = least(${issuedAt}::timestamptz, now())
    where domain = ${domain} and (proven_at is null or proven_at < ${issuedAt}::timestamptz - interval '1 minute')`;
}

/** With every new token the shop's own facts are read again. Without them the page still works, so nothing is thrown. */
async function refreshShopFacts(runtime: Runtime, domain: string): Promise<void> {
  const shop = await runtime.db.shop.findUnique({ where: { domain }, select: { id: true } });
  if (shop) await createShopify(runtime).readShop(shop.id, AbortSignal.timeout(SHOP_FACTS_TIMEOUT_MS));
}

/** Remix takes a thrown Response for the answer. */
const asAnswer = (response: Response): unknown => response;

/** What the library throws, as the answer it stands for. Bugs stay bugs. */
async function toResponse(thrown: unknown, request: Request, framing: Framing): Promise<unknown> {
  if (thrown instanceof Response && thrown.status >= 500) {
    log.warn('token exchange failed', { status: thrown.status });
    return unavailable();
  }
  if (isDatabaseDown(thrown)) {
    log.error('session not available', { error: thrown });
    return unavailable();
  }
  if (thrown instanceof ShopifyError) {
    log.warn('request not authenticated', { error: thrown });
    return new Response(null, { status: 400, statusText: 'Bad Request' });
  }
  // The library's own pages carry the library's own policy, or none.
  if (thrown instanceof Response && thrown.headers.get('content-type')?.startsWith('text/html')) {
    const scripts = hashesOfScripts(await thrown.clone().text());
    const policy = contentSecurityPolicy(new URL(request.url), framing, scripts);
    thrown.headers.set('Content-Security-Policy', policy);
  }
  return thrown;
}

const unavailable = () =>
  new Response(null, { status: 503, statusText: 'Service Unavailable', headers: { 'Retry-After': '5' } });

const auth = () => once('auth', () => createAuth(processRuntime()));

export const authenticate = { admin: (request: Request) => auth().admin(request) };

/** The headers that every page must carry, errors included. `scripts`: what lets the page's inline scripts run. */
export function documentHeaders(request: Request, headers: Headers, scripts: string[]): void {
  headers.set(
    'Content-Security-Policy',
    contentSecurityPolicy(new URL(request.url), processRuntime().config.shopify, scripts),
  );
}
