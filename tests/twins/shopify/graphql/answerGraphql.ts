import { execute, type ExecutionResult } from 'graphql';
import { limits, type Shop } from '../store/shop.ts';
import type { RequestContext } from './context.ts';
import { costOf, MAX_QUERY_COST, operationOf } from './cost.ts';
import { errorBody, variableBody } from './errorBody.ts';
import { resolveField, resolveType } from './resolveField.ts';
import { prepare } from './schema.ts';

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

export interface GraphqlAnswer {
  body: Record<string, unknown>;
  throttled: boolean;
}

/** What the bucket holds by now. */
function refill(shop: Shop, now: Date): number {
  const { maximum, restore } = limits[shop.plan];
  const seconds = Math.max(0, (now.getTime() - shop.bucket.at) / 1000);
  shop.bucket = {
    available: Math.min(maximum, shop.bucket.available + seconds * restore),
    at: now.getTime(),
  };
  return shop.bucket.available;
}

function costExtension(shop: Shop, requested: number, actual: number | null) {
  const { maximum, restore } = limits[shop.plan];
  return {
    cost: {
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: {
        maximumAvailable: maximum,
        currentlyAvailable: Math.floor(shop.bucket.available),
        restoreRate: restore,
      },
    },
  };
}

/** Answers one GraphQL request as Shopify does: HTTP 200 with data, errors and the cost. */
export async function answerGraphql(
  request: GraphqlRequest,
  context: RequestContext,
): Promise<GraphqlAnswer> {
  const ready = prepare(context.admin.schema, request.query);
  if (!ready.document) return refused(ready.errors.map((error) => errorBody(error, ready.parsed)));
  const operation = operationOf(ready.document, request.operationName);
  if (!operation)
    return refused([{ message: `No operation named ${JSON.stringify(request.operationName)}` }]);
  const requested = costOf(context.admin.schema, ready.document, operation, request.variables);
  if (requested > MAX_QUERY_COST) return tooExpensive(requested);
  if (refill(context.shop, context.now) < requested) {
    const error = {
      message: 'Throttled',
      extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
    };
    return {
      throttled: true,
      body: { errors: [error], extensions: costExtension(context.shop, requested, null) },
    };
  }
  const result: ExecutionResult = await execute({
    schema: context.admin.schema,
    document: ready.document,
    operationName: operation.name?.value ?? null,
    variableValues: request.variables,
    contextValue: context,
    rootValue: {},
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  if (result.data === undefined && result.errors) return refused(result.errors.map(variableBody));
  const actual = result.data
    ? costOf(context.admin.schema, ready.document, operation, request.variables, result.data)
    : requested;
  context.shop.bucket.available -= actual;
  const search = context.warnings.length > 0 ? { search: context.warnings } : {};
  return {
    throttled: false,
    body: {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(result.errors ? { errors: result.errors.map((error) => error.toJSON()) } : {}),
      extensions: { ...costExtension(context.shop, requested, actual), ...search },
    },
  };
}

const refused = (errors: object[]): GraphqlAnswer => ({ throttled: false, body: { errors } });

function tooExpensive(cost: number): GraphqlAnswer {
  const message = `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`;
  const error = { message, extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MAX_QUERY_COST } };
  return { throttled: false, body: { errors: [error] } };
}
