// The Shopify twin. graphql/ answers the Admin API on Shopify's own schema, oauth/ hands out tokens, store/ is what
// happens in the shops, importing/ reads recorded payloads, webhooks/ tells the app, admin/ shows the app to a person.
// Tests use it in their own process, others through control.ts; unknown behaviour is played the unkind way and says so.
import path from 'node:path';
import { systemClock } from './clock.ts';
import { answerAdmin } from './admin/answerAdmin.ts';
import { answerControl } from './answerControl.ts';
import { answerShop } from './answerShop.ts';
import { loadAdminSchema } from './graphql/schema.ts';
import { fetchThrough, json, listen, type Handler } from './http.ts';
import { mintIdToken } from './oauth/idToken.ts';
import { createTokenStore } from './oauth/tokens.ts';
import { requireOrder, requireShop, type TwinState } from './state.ts';
import { createIds } from './store/ids.ts';
import { storeOperations } from './store/operations.ts';
import type { ShopifyTwin, TwinOptions, WebhookControl, WebhookRequest } from './types.ts';
import { createNews, type News } from './webhooks/news.ts';
import { createWebhookQueue } from './webhooks/queue.ts';
import { readAppToml } from './webhooks/subscriptions.ts';

/** Starts a twin of Shopify with its shops. Loads the schema once per process (about half a second). */
export async function startShopifyTwin(options: TwinOptions): Promise<ShopifyTwin> {
  const state = await createState(options);
  const news = createNews(state);
  const operations = storeOperations(state, news);
  for (const shop of options.shops ?? []) operations.addShop(shop);
  const handler: Handler = (request) => {
    const { pathname } = request.url;
    const domain = request.headers['x-twin-host'] ?? request.headers['host'] ?? '';
    if (domain.endsWith('.myshopify.com')) return answerShop(state, news, domain, request);
    if (pathname.startsWith('/__twin/')) return answerControl(state, twin, request);
    const page = answerAdmin(state, twin, request);
    return Promise.resolve(page ?? json({ errors: 'Not Found' }, 404));
  };
  const http = options.listen === false ? null : await listen(handler, options.port ?? 0);
  const url = http?.url ?? 'http://shopify.twin';
  const twin: ShopifyTwin = {
    ...operations,
    ...webhookControl(state, news),
    url,
    appBridgeUrl: `${url}/app-bridge.js`,
    fetch: fetchThrough(handler),
    idToken: (shop) => mintIdToken(requireShop(state, shop).domain, options, state.ids, state.clock.now()),
    adminUrl: (shop, at = '/app') =>
      `${url}/admin/store/${requireShop(state, shop).handle}/apps/${state.app.handle}${at}`,
    counts: () => ({
      ...state.counts,
      byOperation: { ...state.counts.byOperation },
      webhooks: state.webhooks.sent(),
    }),
    deliverDue: () => state.webhooks.deliverDue(),
    nextDueAt: () => state.webhooks.nextDueAt(),
    settled: () => state.webhooks.settled(),
    close: () => {
      state.webhooks.close();
      http?.server.closeAllConnections();
      return http ? new Promise((resolve) => http.server.close(() => resolve())) : Promise.resolve();
    },
  };
  return twin;
}

async function createState(options: TwinOptions): Promise<TwinState> {
  const clock = options.clock ?? systemClock;
  const ids = createIds(options.seed ?? 1);
  const toml = options.appToml === undefined ? path.resolve('shopify.app.toml') : options.appToml;
  const app = readAppToml(toml, options.subscriptions);
  return {
    options,
    clock,
    ids,
    admin: await loadAdminSchema(),
    app,
    shops: new Map(),
    tokens: createTokenStore(ids),
    requestFaults: [],
    counts: { graphql: 0, byOperation: {}, tokenExchange: 0, tokenRefresh: 0, throttled: 0 },
    webhooks: createWebhookQueue({
      clock,
      ids,
      appUrl: options.appUrl,
      secret: options.apiSecret,
      subscriptions: app.subscriptions,
      automatic: options.autoDeliver !== false,
      send: options.deliver ?? sendByHttp,
      decideFault: options.decideFault,
    }),
  };
}

async function sendByHttp(request: WebhookRequest, signal: AbortSignal): Promise<{ status: number }> {
  const { url, ...rest } = request;
  const response = await fetch(url, { ...rest, signal, redirect: 'manual' });
  await response.arrayBuffer();
  return { status: response.status };
}

function webhookControl(state: TwinState, news: News): WebhookControl {
  const { webhooks } = state;
  return {
    addFault: (rule) => webhooks.addFault(rule),
    pause: () => webhooks.pause(),
    resume: () => webhooks.resume(),
    setRetrySchedule: (ms) => webhooks.setRetrySchedule(ms),
    forge: (shop, topic, body) => webhooks.forge(shop, topic, body),
    resend: (domain, orderId, topic) => {
      const shop = requireShop(state, domain);
      news.resend(shop, requireOrder(shop, orderId), topic);
    },
    deliveries: () => webhooks.deliveries(),
  };
}
