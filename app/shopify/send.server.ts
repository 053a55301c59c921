import { refused, unclear, type ShopifyAnswer, type ShopifyFailure } from './answer.ts';
import type { ShopifyFetch } from './fetch.server.ts';

export interface PostOptions {
  headers?: Record<string, string>;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** An HTTP answer that arrived whole, whatever its status. */
export interface Received {
  status: number;
  headers: Headers;
  /** The parsed body; undefined when it is no JSON. */
  body: unknown;
}

/** Posts JSON to a shop. Every failure on the way is an unclear answer; the status is for the caller to judge. */
export async function postJson(
  fetch: ShopifyFetch,
  url: string,
  body: unknown,
  { headers = {}, timeoutMs, signal }: PostOptions,
): Promise<ShopifyAnswer<Received>> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const text = await response.text();
    return { kind: 'done', value: { status: response.status, headers: response.headers, body: parse(text) } };
  } catch (error) {
    if (signal?.aborted) return unclear('aborted', 'the work was stopped');
    if (timeout.aborted) return unclear('timeout', `no answer within ${timeoutMs} ms`);
    if (error instanceof TypeError) return unclear('network', 'the connection failed');
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What is wrong with a request, however often it is sent. */
const OURS = new Set([400, 405, 406, 411, 413, 414, 415, 422]);

/** What a status other than 2xx means at any address of a shop; null for 2xx. */
export function failureOf({ status, headers }: Received): ShopifyFailure | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) return refused('throttled', 'too many requests', retryAfterMs(headers) ?? 2_000);
  if (status === 401) return refused('token', 'Shopify no longer takes the access token');
  // 430: requests that look like an attack (Shopify's "Security Rejection"); slower helps.
  if (status === 430) return refused('throttled', 'Shopify finds the requests suspicious', 60_000);
  // 402 not paid, 423 locked.
  if (status === 402 || status === 423) return refused('shop_closed', `the shop answers ${status}`);
  // 403 forbidden (an address that is not on the allowlist), 404 no such shop, or no such API: not the merchant's doing.
  if (status === 403 || status === 404) return refused('operator', `the shop answers ${status}`);
  if (OURS.has(status)) return refused('invalid', `Shopify answers ${status}`);
  // Whatever else there is (408, 409, 425, 499, 5xx, a redirect, a proxy's own number) passes: reading again costs nothing.
  return unclear('server_error', `Shopify answers ${status}`);
}

/** `Retry-After` in seconds, as Shopify sends it ("2.0"). */
function retryAfterMs(headers: Headers): number | null {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : null;
}
