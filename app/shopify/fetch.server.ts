import { tracedRequest } from '../platform/tracing/request.server.ts';
import { parseShopDomain } from './shopDomain.ts';

/** The one way in which requests leave for Shopify. */
export type ShopifyFetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** The request would have gone somewhere else than to a shop: a bug, or somebody trying. */
export class ForbiddenHostError extends Error {
  override name = 'ForbiddenHostError';
}

/**
 * Sends requests to `https://{shop}.myshopify.com` and to nowhere else; redirects are not followed, since they would
 * carry the token along. With `twinUrl` the requests go to the Shopify twin, which learns the shop from X-Twin-Host.
 */
export function createShopifyFetch({ twinUrl }: { twinUrl: string | null }): ShopifyFetch {
  return async (target, init = {}) => {
    const url = new URL(target);
    const plain = url.protocol === 'https:' && url.host === parseShopDomain(url.host) && !url.username;
    if (!plain) throw new ForbiddenHostError('only shops on myshopify.com are called');
    const span = { to: 'shopify', method: init.method ?? 'GET', template: templateOf(url.pathname) } as const;
    if (!twinUrl) return tracedRequest(span, () => fetch(url, { ...init, redirect: 'error' }));
    const headers = new Headers(init.headers);
    headers.set('X-Twin-Host', url.host);
    const twin = new URL(url.pathname + url.search, twinUrl);
    return tracedRequest(span, () => fetch(twin, { ...init, headers, redirect: 'error' }));
  };
}

const templateOf = (path: string): string => path.replaceAll(/\/\d+(?=[/.]|$)/g, '/:id');
