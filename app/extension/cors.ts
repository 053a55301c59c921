import { parseShopDomain } from '../shopify/shopDomain.ts';

/** Extensions run on the first (shopify.dev, admin extensions, network features), the admin itself on the others. */
const origins = new Set(['https://extensions.shopifycdn.com', 'https://admin.shopify.com']);

/** How long a browser may remember the answer to a preflight; two hours is the most that Chromium does. */
const PREFLIGHT_S = 7200;

/**
 * Which pages may read an answer. `admin`: those of Shopify's admin. `any`: as Shopify asks of what is printed
 * (build-admin-print-action), since the frame of its preview has no origin of its own.
 */
export type Readers = 'admin' | 'any';

const isAdmin = (origin: string) => {
  const url = URL.canParse(origin) ? new URL(origin) : null;
  return origins.has(origin) || (url?.protocol === 'https:' && parseShopDomain(url.host) !== null);
};

/**
 * Lets those pages read the answer. No cookie and no other standing right is involved: whoever asks must bring a token
 * or a ticket of its own.
 */
export function withCors(request: Request, response: Response, readers: Readers): Response {
  const origin = request.headers.get('Origin');
  if (readers === 'any') response.headers.set('Access-Control-Allow-Origin', '*');
  else if (origin && isAdmin(origin)) response.headers.set('Access-Control-Allow-Origin', origin);
  response.headers.append('Vary', 'Origin');
  return response;
}

/** The answer to a browser that asks whether it may ask. */
export function preflight(request: Request, readers: Readers): Response {
  const headers = {
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    'Access-Control-Max-Age': String(PREFLIGHT_S),
  };
  return withCors(request, new Response(null, { status: 204, headers }), readers);
}
