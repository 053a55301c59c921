/** What Shopify allows in the name of a shop. Strict, because requests with secrets in them go to this host. */
const PATTERN = /^[a-z0-9][a-z0-9-]{0,59}\.myshopify\.com$/;

/** The shop's *.myshopify.com domain in lower case, or null when the text is none (a path, a port, another host). */
export function parseShopDomain(text: string | null | undefined): string | null {
  const domain = text?.toLowerCase() ?? '';
  return PATTERN.test(domain) ? domain : null;
}
