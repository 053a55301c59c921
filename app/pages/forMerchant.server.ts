import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { Acting } from '../merchant/ports.server.ts';
import { findShop, type Shop } from '../merchant/shop.server.ts';
import { authenticate } from '../shopify/auth.server.ts';
import { shopAsksTooMuch } from './limitShop.server.ts';
import { noteCaller } from './noteCaller.server.ts';
import { services, type Services } from './services.server.ts';
import { refuse } from './refuse.ts';

type Admin = Awaited<ReturnType<typeof authenticate.admin>>['admin'];

/** Everything a page may act with: the shop comes from the verified session, never from the address or a form. */
export interface Merchant {
  request: Request;
  url: URL;
  params: Record<string, string | undefined>;
  shop: Shop;
  acting: Acting;
  admin: Admin;
  ports: Services['ports'];
}

/**
 * Wraps every loader and action of the app's pages: no session, no answer. Throws the response that Shopify's
 * library wants to send instead (a redirect that fetches a session token, or 401).
 */
export function forMerchant<T>(handle: (merchant: Merchant) => Promise<T>) {
  return async ({ request, params }: LoaderFunctionArgs | ActionFunctionArgs): Promise<T> => {
    const { session, admin, sessionToken } = await authenticate.admin(request);
    const { ports } = services();
    const shop = await findShop(ports.db, session.shop);
    if (!shop) refuse(403);
    noteCaller(shop.id, params);
    if (shopAsksTooMuch(ports, shop.id)) refuse(429);
    const actor = `user:${sessionToken?.sub ?? 'unknown'}`;
    const acting = { shopId: shop.id, actor };
    return handle({ request, url: new URL(request.url), params, shop, acting, admin, ports });
  };
}
