import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { Acting } from '../merchant/ports.server.ts';
import { findShop, type Shop } from '../merchant/shop.server.ts';
import { languageOfRequest, type Language } from '../ui/language.ts';
import { shopAsksTooMuch } from '../pages/limitShop.server.ts';
import { noteCaller } from '../pages/noteCaller.server.ts';
import { services, type Services } from '../pages/services.server.ts';
import { preflight, withCors } from './cors.ts';
import { callerOf } from './sessionToken.server.ts';

/** Everything an endpoint of the extensions may act with: the shop comes from the session token and nowhere else. */
export interface ExtensionCall {
  request: Request;
  params: Record<string, string | undefined>;
  shop: Shop;
  acting: Acting;
  language: Language;
  ports: Services['ports'];
}

/**
 * Wraps the loaders and actions that extensions call: 401 without a valid session token, 403 for a shop where the app
 * was not opened yet or was uninstalled. Thrown responses are answers like returned ones.
 */
export function forExtension(handle: (call: ExtensionCall) => Promise<Response>) {
  return async ({ request, params }: LoaderFunctionArgs | ActionFunctionArgs): Promise<Response> => {
    if (request.method === 'OPTIONS') return preflight(request, 'admin');
    const answer = await answerTo(request, params, handle).catch((thrown: unknown) => {
      if (thrown instanceof Response) return thrown;
      throw thrown;
    });
    answer.headers.set('Cache-Control', 'no-store');
    return withCors(request, answer, 'admin');
  };
}

async function answerTo(
  request: Request,
  params: ExtensionCall['params'],
  handle: (call: ExtensionCall) => Promise<Response>,
): Promise<Response> {
  const { ports } = services();
  const caller = await callerOf(request, ports.config, ports.clock);
  if (!caller) return refuse(401);
  const shop = await findShop(ports.db, caller.domain);
  if (!shop) return refuse(403);
  noteCaller(shop.id, params);
  if (shopAsksTooMuch(ports, shop.id)) return refuse(429);
  const acting = { shopId: shop.id, actor: `user:${caller.userId}` };
  return handle({ request, params, shop, acting, language: languageOfRequest(request), ports });
}

/** A refusal without words: the extension has its own, in its own language, for each status. */
export const refuse = (status: 401 | 403 | 404 | 405 | 429): Response => new Response(null, { status });
