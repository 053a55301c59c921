import type { MerchantPorts } from '../merchant/ports.server.ts';
import { log } from '../platform/log.server.ts';
import { once } from '../platform/once.server.ts';
import { runtime, type Runtime } from '../platform/runtime.server.ts';
import { createSevdeskClient } from '../sevdesk/createClient.server.ts';
import { shopify, type Shopify } from '../shopify/shopify.server.ts';

/** What the pages act with. */
export interface Services {
  ports: Runtime & MerchantPorts & { shopify: Shopify };
}

/** How long a merchant waits for sevdesk before a page says that it does not answer. */
const SEVDESK_TIMEOUT_MS = 10_000;

/** Not paced: a page asks a handful of things because a person pressed a button, while the queue may be booked out. */
const unpaced = () => Promise.resolve();

export const services = (): Services =>
  once('services', () => {
    const shared = runtime();
    const sevdesk = (token: string) =>
      createSevdeskClient({
        baseUrl: shared.config.sevdeskApiUrl,
        token,
        pace: unpaced,
        timeoutMs: SEVDESK_TIMEOUT_MS,
        onCall: ({ method, path, status, durationMs, outcome }) =>
          log.info('sevdesk call', { method, route: path, status, durationMs, outcome }),
      });
    return { ports: { ...shared, sevdesk, shopify: shopify() } };
  });
