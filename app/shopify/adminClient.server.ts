import type { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import { log } from '../platform/log.server.ts';
import { counter, histogram } from '../platform/metrics.server.ts';
import { traced } from '../platform/tracing.server.ts';
import type { AccessTokens, Grant } from './accessToken.server.ts';
import { done, refused, unclear, type ShopifyAnswer } from './answer.ts';
import { API_VERSION } from './apiVersion.ts';
import { createCostLimiter } from './costLimiter.ts';
import type { ShopifyFetch } from './fetch.server.ts';
import { withScopes, type Operation } from './operation.ts';
import { readGraphql, type Cost } from './readGraphql.ts';
import { failureOf, postJson } from './send.server.ts';

const requests = counter('shopify_requests_total', 'Requests to the Admin API.', ['operation', 'outcome']);
const seconds = histogram(
  'shopify_request_seconds',
  'Time of a request.',
  ['operation'],
  [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
);
const points = histogram(
  'shopify_cost_points',
  'Actual query cost.',
  ['operation'],
  [5, 10, 25, 50, 100, 200, 500],
);
const fallForwards = counter('shopify_api_version_mismatch_total', 'Answers in another API version.', []);

export interface AdminClientPorts {
  tokens: AccessTokens;
  clock: Clock;
  fetch: ShopifyFetch;
  /** How long one request may take. */
  timeoutMs?: number;
  /** How long a request may wait for the shop's bucket before it is `refused: throttled` without being sent. */
  patienceMs?: number;
}

export interface AdminClient {
  /**
   * Runs one operation for a shop and reads its data with `schema`. Waits where the shop's bucket is short, renews the
   * token once when Shopify refuses it. Nothing of the data is ever logged. Call it outside of transactions.
   */
  query<T>(
    shopId: string,
    operation: Operation,
    variables: Record<string, unknown>,
    schema: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<ShopifyAnswer<T>>;
}

export function createAdminClient(ports: AdminClientPorts): AdminClient {
  const { tokens, clock, fetch, timeoutMs = 15_000, patienceMs = 5_000 } = ports;
  const limiter = createCostLimiter(clock);

  /** Sends once, within the bucket. */
  async function attempt(
    shopId: string,
    { domain, token, scopes }: Grant,
    operation: Operation,
    asked: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<ShopifyAnswer<unknown>> {
    const { name, text, cost: maxCost } = operation;
    const variables = withScopes(operation, asked, scopes);
    const place = limiter.reserve(shopId, maxCost, patienceMs);
    if (!place)
      return refused('throttled', 'the bucket of the shop is short', limiter.wouldWaitMs(shopId, maxCost));
    let cost: Cost | null = null;
    try {
      if (place.waitMs > 0) await clock.sleep(place.waitMs, signal);
      const began = performance.now();
      const received = await postJson(
        fetch,
        `https://${domain}/admin/api/${API_VERSION}/graphql.json`,
        { query: text, operationName: name, variables },
        { headers: { 'x-shopify-access-token': token }, timeoutMs, signal },
      );
      seconds.observe({ operation: name }, (performance.now() - began) / 1000);
      if (received.kind !== 'done') return received;
      noteVersion(shopId, received.value.headers);
      const failure = failureOf(received.value);
      if (failure) return failure;
      const reading = readGraphql(received.value.body);
      cost = reading.cost;
      if (cost?.actual) points.observe({ operation: name }, cost.actual);
      return reading.answer;
    } catch (error) {
      if (signal?.aborted) return unclear('aborted', 'the work was stopped');
      throw error;
    } finally {
      place.settle(cost?.status ?? null);
    }
  }

  /** A leave that was taken back since the token was given is done without. */
  async function withLeave(...[shopId, grant, ...rest]: Parameters<typeof attempt>) {
    const answer = await attempt(shopId, grant, ...rest);
    const denied = answer.kind === 'refused' && answer.why === 'access_denied';
    if (!denied || !withScopes(rest[0], {}, grant.scopes)['products']) return answer;
    return attempt(shopId, { ...grant, scopes: [] }, ...rest);
  }

  /**
   * With a token that Shopify takes: a refused one is renewed once. When the new one is refused as well, Shopify
   * contradicts itself, which passes; only a refused renewal needs the merchant.
   */
  async function authorised(
    shopId: string,
    operation: Operation,
    variables: Record<string, unknown>,
    signal?: AbortSignal,
  ): Promise<ShopifyAnswer<unknown>> {
    for (let renewed = false; ; renewed = true) {
      const grant = await tokens.accessTokenFor(shopId, signal);
      if (grant.kind !== 'done') return grant;
      const answer = await withLeave(shopId, grant.value, operation, variables, signal);
      const tokenRefused = answer.kind === 'refused' && answer.why === 'token';
      if (!tokenRefused) return answer;
      await tokens.markRefused(shopId, grant.value.token);
      if (renewed) return unclear('server_error', 'Shopify does not take the token that it has just given');
    }
  }

  return {
    async query(shopId, operation, variables, schema, signal) {
      const began = performance.now();
      const facts = { operation: operation.name };
      const raw = await traced('ask shopify', { facts }, () => {
        return authorised(shopId, operation, variables, signal);
      });
      const answer = raw.kind === 'done' ? read(raw.value, schema) : raw;
      const why =
        answer.kind === 'refused' ? answer.why : answer.kind === 'unclear' ? answer.cause : undefined;
      const outcome = why ?? 'done';
      requests.add({ operation: operation.name, outcome });
      const say = answer.kind === 'done' ? 'debug' : 'warn';
      const durationMs = Math.round(performance.now() - began);
      log[say]('shopify asked', { shopId, operation: operation.name, outcome, durationMs });
      return answer;
    },
  };
}

/** Parses data at the border. What does not fit is named by its place, never by its value. */
function read<T>(data: unknown, schema: z.ZodType<T>): ShopifyAnswer<T> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return done(parsed.data);
  const places = parsed.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')} (${issue.code})`);
  return refused('unreadable', `the answer has another shape at ${places.join(', ')}`);
}

/** A version that Shopify no longer serves is answered in the oldest living one ("fall forward"). */
function noteVersion(shopId: string, headers: Headers) {
  const served = headers.get('x-shopify-api-version');
  if (!served || served === API_VERSION) return;
  fallForwards.add({});
  log.error('shopify answers in another version', { shopId, apiVersion: served, wantedVersion: API_VERSION });
}
