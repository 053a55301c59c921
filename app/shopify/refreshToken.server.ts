import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { done, refused, type ShopifyAnswer } from './answer.ts';
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
const refusal = z.object({ error: z.string() });

export interface RefreshPorts {
  fetch: ShopifyFetch;
  clock: Clock;
  apiKey: string;
  apiSecret: string;
}

/**
 * Asks Shopify for a new access token. `refused: token` means that this refresh token is spent for good;
 * a wrong client secret is `refused: access_denied`, so that an operator's slip does not cost a shop its token.
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
  if (status === 400 || status === 401) {
    const code = refusal.safeParse(body).data?.error ?? 'unknown';
    if (code === 'invalid_client') return refused('access_denied', 'Shopify does not know the client secret');
    return refused('token', 'Shopify no longer takes the refresh token');
  }
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
  });
}
