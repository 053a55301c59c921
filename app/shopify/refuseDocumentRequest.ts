import { parseShopDomain } from './shopDomain.ts';

export interface AppAddress {
  appUrl: string;
  shopify: { apiKey: string };
}

/**
 * The answer to a document request that Shopify's library cannot deal with, null for all others: it crashes on a `host`
 * that is no base64, and answers a missing `shop` with a form that asks for one, which the App Store forbids.
 *
 * 400 for a request that names no shop, a redirect into the shop's admin for one that does but was not opened there.
 * Requests of App Bridge carry a session token and pass.
 */
export function refuseDocumentRequest(request: Request, { appUrl, shopify }: AppAddress): Response | null {
  if (request.headers.get('authorization') || request.method === 'OPTIONS') return null;
  const url = new URL(request.url);
  const shop = parseShopDomain(url.searchParams.get('shop'));
  const reload = url.searchParams.get('shopify-reload');
  const foreignReload = reload !== null && !reload.startsWith(`${appUrl}/`);
  if (!shop || foreignReload)
    return new Response(null, { status: 400, statusText: 'Open the app in Shopify' });
  if (url.pathname === '/auth/session-token' || url.pathname === '/auth/exit-iframe') return null;
  if (isAdminHost(url.searchParams.get('host'))) return null;
  const location = `https://${shop}/admin/apps/${shopify.apiKey}`;
  return new Response(null, { status: 302, headers: { Location: location } });
}

/** True for the base64 of `admin.shopify.com/store/x` or `x.myshopify.com/admin`, as Shopify sends it. */
function isAdminHost(host: string | null): boolean {
  if (!host || !/^[0-9a-zA-Z+/]+={0,2}$/.test(host)) return false;
  const place = Buffer.from(host, 'base64').toString('latin1');
  return (
    /^admin\.shopify\.com\/store\/[a-z0-9-]+$/.test(place) ||
    parseShopDomain(place.replace(/\/admin$/, '')) !== null
  );
}
