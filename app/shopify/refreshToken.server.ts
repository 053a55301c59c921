import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { done, refused, unclear, type ShopifyAnswer, type ShopifyFailure } from './answer.ts';
import type { ShopifyFetch } from './fetch.server.ts';
import type { OfflineTokens } from './saveTokens.server.ts';
import { failureOf, postJson } from './send.server.ts';

/** Shorter than the lease under which a refresh runs. */
const TIMEOUT_MS = 10_000;

const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
  scope: z.string().optional(),
});
const refusal = z.object({ error: z.string(), error_description: z.string().catch('') });

export interface RefreshPorts {
  fetch: ShopifyFetch;
  clock: Clock;
  apiKey: string;
  apiSecret: string;
}

/**
 * Asks Shopify for a new access token. `refused: token` means that this refresh token is spent for good, in the very
 * words that Shopify has for it. What speaks of the app instead (its client id, its secret) is `refused:
 * operator`, and whatever else is said is no answer at all: neither may cost a shop its token.
 */
export async function refreshToken(
  { fetch, clock, apiKey, apiSecret }: RefreshPorts,
  domain: string,
  token: string,
  signal?: AbortSignal,
): Promise<ShopifyAnswer<OfflineTokens>> {
  const asked = clock.now().getTime();
  const answer = await postJson(
    fetch,
    `https://${domain}/admin/oauth/access_token`,
    { client_id: apiKey, client_secret: apiSecret, grant_type: 'refresh_token', refresh_token: token },
    { timeoutMs: TIMEOUT_MS, signal },
  );
  if (answer.kind !== 'done') return answer;
  const { status, body } = answer.value;
  if (status === 400 || status === 401) return refusalOf(body);
  const failure = failureOf(answer.value);
  if (failure) return failure;
  const parsed = granted.safeParse(body);
  if (!parsed.success) return refused('unreadable', 'Shopify answered the refresh with something unknown');
  const inSeconds = (seconds: number) => new Date(asked + seconds * 1000);
  return done({
    accessToken: parsed.data.access_token,
    expires: inSeconds(parsed.data.expires_in),
    refreshToken: parsed.data.refresh_token,
    refreshTokenExpires: inSeconds(parsed.data.refresh_token_expires_in),
    scope: parsed.data.scope ?? null,
    clientId: apiKey,
  });
}

/** Errors that are about the app itself, whichever shop is asked for. */
const ABOUT_THE_APP = new Set([
  ...['invalid_client', 'unauthorized_client', 'application_cannot_be_found', 'unsupported_grant_type'],
]);

/**
 * A spent token is 401 `invalid_request`, "This request requires an active refresh_token" (seen at real shops since
 * expiring tokens exist); `invalid_grant` is what the OAuth standard has for it (RFC 6749, 5.2).
 */
function refusalOf(body: unknown): ShopifyFailure {
  const said = refusal.safeParse(body).data;
  if (!said) return unclear('server_error', 'the refresh was refused by somebody who is not Shopify');
  const { error, error_description: description } = said;
  const spent = error === 'invalid_request' && /active refresh[_ ]token/i.test(description);
  if (spent || error === 'invalid_grant')
    return refused('token', 'Shopify no longer takes the refresh token');
  if (ABOUT_THE_APP.has(error))
    return refused('operator', 'Shopify does not know the app by its id and secret');
  return unclear('server_error', 'Shopify refuses the refresh for a reason that is not known');
}
