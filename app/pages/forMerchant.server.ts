import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { Acting } from '../merchant/ports.server.ts';
import { findShop, type Shop } from '../merchant/shop.server.ts';
import { isDatabaseDown } from '../platform/databaseDown.server.ts';
import { log } from '../platform/log.server.ts';
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
    const shop = await findShop(ports.db, session.shop).catch((error: unknown) =>
      failWithReference(error, request),
    );
    if (!shop) refuse(403);
    noteCaller(shop.id, params);
    if (shopAsksTooMuch(ports, shop.id)) refuse(429);
    const actor = `user:${sessionToken?.sub ?? 'unknown'}`;
    const acting = { shopId: shop.id, actor };
    const merchant = { request, url: new URL(request.url), params, shop, acting, admin, ports };
    return handle(merchant).catch((error: unknown) => failWithReference(error, request));
  };
}

/** What nobody expected is logged here, so that the page can say by which reference it is found in the log. */
function failWithReference(error: unknown, request: Request): never {
  // Thrown answers are the page's own.
  // oxlint-disable-next-line typescript/only-throw-error
  if (error instanceof Response || request.signal.aborted) throw error;
  log.error('page failed', { error, method: request.method, route: new URL(request.url).pathname });
  refuse(isDatabaseDown(error) ? 503 : 500);
}
