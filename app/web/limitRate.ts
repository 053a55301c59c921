import type { Request, RequestHandler } from 'express';
import { counter } from '../platform/metrics.server.ts';
import { tokenBuckets } from '../platform/tokenBuckets.ts';

const refused = counter('page_requests_limited_total', 'Requests refused because there were too many.', []);

/** Seconds' worth of requests that may come at once: opening a page takes a handful. */
const BURST_SECONDS = 10;

export interface RateOptions {
  /** By one address, lasting. */
  perSecond: number;
  /** Proxies of ours in front of the process; each adds one entry to X-Forwarded-For. */
  proxyHops: number;
}

/**
 * Bounds what one address may ask of the pages and the extensions' endpoints. Webhooks do not come this way: all of them
 * come from a few addresses of Shopify's, and none may be lost.
 */
export function limitRate({ perSecond, proxyHops }: RateOptions): RequestHandler {
  const buckets = tokenBuckets({ perSecond, burst: perSecond * BURST_SECONDS }, () => performance.now());
  return (request, response, next) => {
    const wait = buckets.take(addressOf(request, proxyHops));
    if (wait === 0) return next();
    refused.add({});
    response.status(429).setHeader('Retry-After', String(wait)).end();
  };
}

/** The client as the outermost of our own proxies saw it; what stands before that is the client's own word. */
function addressOf({ headers, socket }: Request, proxyHops: number): string {
  const named = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim());
  const address = proxyHops > 0 ? named.at(-proxyHops) : '';
  return (address || socket.remoteAddress) ?? 'unknown';
}
