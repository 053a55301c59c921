import { randomUUID } from 'node:crypto';
import { answerGraphql } from './graphql/answerGraphql.ts';
import type { RequestContext } from './graphql/context.ts';
import { internalError } from './graphql/errorBody.ts';
import { json, type TwinRequest, type TwinResponse } from './http.ts';
import { answerToken } from './oauth/answerToken.ts';
import type { Shop } from './store/shop.ts';
import type { TwinState } from './state.ts';
import type { RequestFault } from './types.ts';
import type { News } from './webhooks/news.ts';

const API_VERSION = '2026-10';

/** Answers a request to https://{shop}.myshopify.com: the token endpoint and the Admin API. */
export async function answerShop(
  state: TwinState,
  news: News,
  domain: string,
  request: TwinRequest,
): Promise<TwinResponse> {
  const { pathname } = request.url;
  const target = pathname === '/admin/oauth/access_token' ? 'oauth' : 'graphql';
  const isGraphql = /^\/admin\/api\/[\w-]+\/graphql\.json$/.test(pathname);
  if (request.method !== 'POST' || (target === 'graphql' && !isGraphql))
    return json({ errors: 'Not Found' }, 404);
  const fault = takeFault(state, target, domain, request);
  if (fault && !fault.after)
    return broken(state, fault, () => answerNow(state, news, domain, request, target));
  const response = await answerNow(state, news, domain, request, target);
  return fault ? broken(state, fault, () => Promise.resolve(response)) : response;
}

function answerNow(
  state: TwinState,
  news: News,
  domain: string,
  request: TwinRequest,
  target: 'oauth' | 'graphql',
): Promise<TwinResponse> {
  return target === 'oauth'
    ? Promise.resolve(answerToken(state, domain, request))
    : answerAdminApi(state, news, domain, request);
}

async function answerAdminApi(
  state: TwinState,
  news: News,
  domain: string,
  request: TwinRequest,
): Promise<TwinResponse> {
  const { counts, clock } = state;
  counts.graphql += 1;
  const headers = { 'x-shopify-api-version': API_VERSION };
  const shop = state.shops.get(domain);
  const token = request.headers['x-shopify-access-token'] ?? '';
  if (!shop?.installed || state.tokens.shopOf(token, clock.now()) !== domain) {
    const errors = '[API] Invalid API key or access token (unrecognized login or wrong password)';
    return json({ errors }, 401, headers);
  }
  const body = readBody(request);
  if (typeof body?.query !== 'string')
    return json({ errors: { query: 'Required parameter missing or invalid' } }, 400, headers);
  const operationName = body.operationName ?? /\b(?:query|mutation)\s+(\w+)/.exec(body.query)?.[1] ?? null;
  counts.byOperation[operationName ?? 'unnamed'] = (counts.byOperation[operationName ?? 'unnamed'] ?? 0) + 1;
  const answer = await answerGraphql(
    { query: body.query, variables: body.variables ?? {}, operationName: body.operationName ?? null },
    contextOf(state, news, shop),
  );
  if (answer.throttled) counts.throttled += 1;
  return json(answer.body, 200, headers);
}

interface GraphqlBody {
  query?: unknown;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

function readBody(request: TwinRequest): GraphqlBody | null {
  try {
    return JSON.parse(request.body) as GraphqlBody | null;
  } catch {
    return null;
  }
}

const contextOf = (state: TwinState, news: News, shop: Shop): RequestContext => ({
  admin: state.admin,
  shop,
  scopes: shop.scopes,
  now: state.clock.now(),
  ids: state.ids,
  apiKey: state.options.apiKey,
  showsPartsOfOldOrders: state.options.showsPartsOfOldOrders ?? false,
  warnings: [],
  changed: (order, by) => {
    if (by === 'metafield' && state.options.metafieldsRaiseUpdates === false) return;
    news.order(shop, order, []);
  },
});

function takeFault(
  state: TwinState,
  target: 'oauth' | 'graphql',
  domain: string,
  request: TwinRequest,
): RequestFault | null {
  const fault = state.requestFaults.find(
    (one) =>
      one.left > 0 &&
      (one.target ?? target) === target &&
      (one.shop ?? domain) === domain &&
      (one.operation === undefined || request.body.includes(one.operation)),
  );
  if (!fault) return null;
  fault.left -= 1;
  return fault;
}

/** The answer a fault makes of a request; `answer` is asked only where something of the real answer shows. */
async function broken(
  state: TwinState,
  fault: RequestFault,
  answer: () => Promise<TwinResponse>,
): Promise<TwinResponse> {
  switch (fault.kind) {
    case 'status':
      return json(
        { errors: 'Service Unavailable' },
        fault.status ?? 503,
        fault.retryAfter ? { 'retry-after': fault.retryAfter } : {},
      );
    case 'timeout':
      return { status: 200, headers: {}, body: '', broken: 'hang' };
    case 'reset':
      return { status: 200, headers: {}, body: '', broken: 'reset' };
    case 'truncated':
      return { ...(await answer()), broken: 'truncated' };
    case 'not_json':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<html><title>Shopify</title></html>',
      };
    case 'internal':
      return json(internalError(randomUUID()));
    case 'slow':
      await state.clock.sleep(fault.ms ?? 1000);
      return answer();
  }
}
