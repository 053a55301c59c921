import type { WireFault } from '../machine/wire.ts';
import type { Sim } from './sim.ts';

const KINDS = [
  'shopify_timeout',
  'shopify_reset',
  'shopify_unavailable',
  'shopify_throttled',
  'shopify_bucket_empty',
  'shopify_truncated',
  'shopify_html',
  'shopify_token_expired',
] as const;

const answer = (status: number, body: string, headers: Record<string, string> = {}) =>
  new Response(body, { status, headers });

/** What goes wrong with this request to Shopify, if anything. */
export function shopifyFault({ faultPlan, random, shopify }: Sim, url: URL): WireFault | null {
  const why = faultPlan.strikesOneOf(KINDS);
  if (!why) return null;
  const replaced = (replace: Extract<WireFault, { kind: 'answer' }>['replace']): WireFault => ({
    kind: 'answer',
    why,
    replace,
  });
  switch (why) {
    case 'shopify_timeout':
      return { kind: 'silent', why };
    case 'shopify_reset':
      if (random.chance(0.5)) return { kind: 'lost', why };
      return replaced(async (real) => {
        await real();
        throw new TypeError('terminated');
      });
    case 'shopify_unavailable':
      return replaced(async (real) => {
        if (random.chance(0.5)) await real();
        return answer(random.pick([500, 502, 503]), 'Service Unavailable');
      });
    case 'shopify_throttled':
      return replaced(() =>
        Promise.resolve(answer(429, '{}', random.chance(0.5) ? { 'retry-after': '2.0' } : {})),
      );
    case 'shopify_bucket_empty':
      return replaced((real) => {
        shopify.throttle(url.host);
        return real();
      });
    case 'shopify_truncated':
      return replaced(async (real) => {
        const response = await real();
        const text = await response.text();
        return answer(response.status, text.slice(0, text.length / 2));
      });
    case 'shopify_html':
      return replaced(() => Promise.resolve(answer(200, '<html><title>Shopify</title></html>')));
    case 'shopify_token_expired':
      return replaced((real) => {
        shopify.expireTokens(url.host);
        return real();
      });
  }
}
