import { parseShopDomain } from './shopDomain.ts';

/** Who may show our pages in a frame. */
export interface Framing {
  /** Origin of the Shopify twin's admin page; null in production. */
  twinUrl: string | null;
}

/**
 * The Content-Security-Policy of a page at `url`: the shop named there and Shopify's admin may frame it, else nobody.
 * Shopify demands the header on every page, also on errors (App Store review). The shop is not looked up: there are no
 * cookies that a foreign frame could use, and the first page of an installation comes before the shop is known.
 */
export function contentSecurityPolicy(url: URL, { twinUrl }: Framing): string {
  const shop = parseShopDomain(url.searchParams.get('shop'));
  const twin = twinUrl ? [new URL(twinUrl).origin] : [];
  const frames = shop ? [`https://${shop}`, 'https://admin.shopify.com', ...twin] : ["'none'"];
  return `frame-ancestors ${frames.join(' ')}; base-uri 'self'; object-src 'none'; form-action 'self'`;
}
