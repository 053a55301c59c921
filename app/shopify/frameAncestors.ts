import { createHash } from 'node:crypto';
import { parseShopDomain } from './shopDomain.ts';

/** Who may show our pages in a frame, and where App Bridge comes from. */
export interface Framing {
  /** Origin of the Shopify twin's admin page; null in production. */
  twinUrl: string | null;
}

const CDN = 'https://cdn.shopify.com';
/** Where App Bridge reports how fast pages are. */
const REPORTS = 'https://monorail-edge.shopifysvc.com';

/**
 * The Content-Security-Policy of a page at `url`: the shop named there and Shopify's admin may frame it, else nobody.
 * Shopify demands the header on every page, also on errors (App Store review). The shop is not looked up: there are no
 * cookies that a foreign frame could use, and the first page of an installation comes before the shop is known.
 *
 * Scripts are our own files, App Bridge, and inline ones that `scripts` names by nonce or hash; nothing else runs. Styles
 * may be inline, because Polaris sets them on elements.
 */
export function contentSecurityPolicy(url: URL, { twinUrl }: Framing, scripts: string[] = []): string {
  const shop = parseShopDomain(url.searchParams.get('shop'));
  const twin = twinUrl ? [new URL(twinUrl).origin] : [];
  const admin = shop ? [`https://${shop}`, 'https://admin.shopify.com', ...twin] : [];
  const policy: Record<string, string[]> = {
    'frame-ancestors': shop ? admin : ["'none'"],
    'default-src': ["'self'"],
    'script-src': ["'self'", CDN, ...twin, ...scripts],
    'style-src': ["'self'", "'unsafe-inline'", CDN],
    'img-src': ["'self'", 'data:', 'blob:', CDN, ...twin],
    'font-src': ["'self'", CDN],
    'connect-src': ["'self'", CDN, REPORTS, ...admin],
    'frame-src': admin.length > 0 ? admin : ["'none'"],
    'base-uri': ["'self'"],
    'object-src': ["'none'"],
    'form-action': ["'self'"],
  };
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}

/** The hashes of a page's inline scripts, for a page that somebody else wrote. */
export function hashesOfScripts(html: string): string[] {
  return [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(
    ([, code]) => `'sha256-${createHash('sha256').update(code!).digest('base64')}'`,
  );
}
