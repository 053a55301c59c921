import type { TwinState } from '../state.ts';
import { json, type TwinRequest, type TwinResponse } from '../http.ts';
import { verifyIdToken } from './idToken.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';

const refuse = (error: string, error_description: string, status = 400): TwinResponse =>
  json({ error, error_description }, status);

/** POST /admin/oauth/access_token: token exchange and refresh. The same id token may be exchanged more than once. */
export function answerToken(state: TwinState, shopDomain: string, request: TwinRequest): TwinResponse {
  const { clock, options, tokens, counts } = state;
  const form = readForm(request);
  // An unknown client id and a wrong secret are two things to Shopify ("Oauth error application_cannot_be_found", seen
  // in many support threads).
  if (form['client_id'] !== options.apiKey)
    return refuse('application_cannot_be_found', 'Could not find Shopify API application');
  if (form['client_secret'] !== options.apiSecret)
    return refuse('invalid_client', 'The client credentials are not valid', 401);
  const shop = state.shops.get(shopDomain);
  const now = clock.now();
  if (form['grant_type'] === 'refresh_token') {
    counts.tokenRefresh += 1;
    const pair = shop?.installed ? tokens.refresh(shopDomain, form['refresh_token'] ?? '', now) : null;
    // As shops with expiring tokens report it: unknown, spent and withdrawn tokens alike.
    if (!pair || !shop)
      return refuse('invalid_request', 'This request requires an active refresh_token', 401);
    return json({ ...pair, scope: shop.scopes.join(',') });
  }
  if (form['grant_type'] !== TOKEN_EXCHANGE) return refuse('unsupported_grant_type', 'Unknown grant type');
  counts.tokenExchange += 1;
  if (verifyIdToken(form['subject_token'] ?? '', options, now) !== shopDomain || !shop?.installed) {
    return refuse('invalid_subject_token', 'The id token is invalid or expired');
  }
  if (form['requested_token_type'] !== OFFLINE || form['expiring'] !== '1') {
    return refuse('invalid_request', 'Public apps must request expiring offline access tokens');
  }
  return json({ ...tokens.issue(shopDomain, now), scope: shop.scopes.join(',') });
}

function readForm(request: TwinRequest): Record<string, string> {
  if (request.headers['content-type']?.includes('json')) {
    try {
      return JSON.parse(request.body) as Record<string, string>;
    } catch {
      return {};
    }
  }
  return Object.fromEntries(new URLSearchParams(request.body));
}
