// The control interface over HTTP: POST /__twin/<operation> with its arguments as a JSON array. For tests and the demo
// in other processes; GET /__twin/id_token serves the stand-in for App Bridge.
import { json, type TwinRequest, type TwinResponse } from './http.ts';
import { verifyIdToken } from './oauth/idToken.ts';
import type { TwinState } from './state.ts';
import type { ShopifyTwin } from './types.ts';

const LOCAL_ONLY = new Set(['fetch', 'close']);

export async function answerControl(
  state: TwinState,
  twin: ShopifyTwin,
  request: TwinRequest,
): Promise<TwinResponse> {
  const name = request.url.pathname.slice('/__twin/'.length);
  if (name === 'id_token') return idToken(state, twin, request);
  if (name === 'scopes') return scopes(state, twin, request);
  const operation = LOCAL_ONLY.has(name) ? undefined : (twin as unknown as Record<string, unknown>)[name];
  if (request.method !== 'POST' || typeof operation !== 'function')
    return json({ error: `no operation ${name}` }, 404);
  try {
    const args = request.body === '' ? [] : (JSON.parse(request.body) as unknown[]);
    const value: unknown = await (operation as (...args: unknown[]) => unknown)(...args);
    return json({ value: value ?? null });
  } catch (error) {
    return json({ error: error instanceof Error ? error.message : String(error) }, 400);
  }
}

/** Open to the app's pages only, as App Bridge serves the embedded app only. */
const appOnly = (state: TwinState) => ({
  'access-control-allow-origin': new URL(state.options.appUrl).origin,
  'cache-control': 'no-store',
});

function idToken(state: TwinState, twin: ShopifyTwin, request: TwinRequest): TwinResponse {
  const headers = { ...appOnly(state), 'content-type': 'text/plain' };
  const shop = state.shops.get(request.url.searchParams.get('shop') ?? '');
  if (!shop?.installed) return { status: 404, headers, body: 'the app is not installed in this shop' };
  return { status: 200, headers, body: twin.idToken(shop.domain) };
}

/** The scopes API of App Bridge: what is granted; optional scopes are granted and given back. */
function scopes(state: TwinState, twin: ShopifyTwin, request: TwinRequest): TwinResponse {
  const body = JSON.parse(request.body || '{}') as { token?: string; grant?: string[]; revoke?: string[] };
  const shop = state.shops.get(verifyIdToken(body.token ?? '', state.options, state.clock.now()) ?? '');
  if (!shop) return json({ error: 'no valid session token' }, 401, appOnly(state));
  const { scopes: required, optionalScopes: optional } = state.app;
  const wanted = (body.grant ?? []).filter(
    (scope) => optional.includes(scope) && !shop.scopes.includes(scope),
  );
  const unwanted = (body.revoke ?? []).filter(
    (scope) => optional.includes(scope) && shop.scopes.includes(scope),
  );
  if (wanted.length + unwanted.length > 0) {
    twin.setScopes(shop.domain, [...shop.scopes.filter((scope) => !unwanted.includes(scope)), ...wanted]);
  }
  return json({ granted: shop.scopes, required, optional }, 200, appOnly(state));
}
