import { z } from 'zod';
import { done, refused, unclear, type ShopifyAnswer } from './answer.ts';
import type { ThrottleStatus } from './costLimiter.ts';

const number = z.number().finite();
const envelope = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string().catch(''),
        path: z
          .array(z.union([z.string(), z.number()]))
          .optional()
          .catch(undefined),
        extensions: z
          .object({ code: z.string().optional().catch(undefined) })
          .optional()
          .catch(undefined),
      }),
    )
    .optional(),
  extensions: z
    .object({
      cost: z.object({
        requestedQueryCost: number,
        actualQueryCost: number.nullish(),
        throttleStatus: z.object({
          maximumAvailable: number,
          currentlyAvailable: number,
          restoreRate: number.positive(),
        }),
      }),
    })
    .optional()
    .catch(undefined),
});

/** What a GraphQL answer says about its own cost. */
export interface Cost {
  requested: number;
  actual: number | null;
  status: ThrottleStatus;
}

export interface GraphqlReading {
  answer: ShopifyAnswer<unknown>;
  cost: Cost | null;
}

/**
 * Reads the body of a 200 from the Admin API. Errors win over data: an answer in which some fields were refused (a
 * missing scope, personal data the app is not approved for) is not half an order, it is `access_denied`.
 */
export function readGraphql(body: unknown): GraphqlReading {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return { answer: unclear('server_error', 'the answer is no GraphQL'), cost: null };
  const { data, errors = [], extensions } = parsed.data;
  const cost = extensions
    ? {
        requested: extensions.cost.requestedQueryCost,
        actual: extensions.cost.actualQueryCost ?? null,
        status: extensions.cost.throttleStatus,
      }
    : null;
  if (errors.length > 0) return { answer: classify(errors, cost), cost };
  if (!data) return { answer: refused('unreadable', 'the answer holds no data'), cost };
  return { answer: done(data), cost };
}

/** "This app is not approved to access the Customer object", and for fields of it (shopify.dev, protected customer data). */
const NOT_APPROVED = /not approved to (access|use)/i;

/**
 * What is wrong with the query itself (recorded: a field that does not exist, a variable of another shape, a syntax
 * error; documented: too expensive).
 */
const OUR_MISTAKES = [
  ...[
    'undefinedField',
    'INVALID_VARIABLE',
    'PARSE_ERROR',
    'MAX_COST_EXCEEDED',
    'BAD_REQUEST',
    'BAD_USER_INPUT',
  ],
  ...['argumentNotAccepted', 'argumentLiteralsIncompatible', 'missingRequiredArguments', 'selectionMismatch'],
  ...['variableMismatch', 'variableNotDefined', 'variableNotUsed', 'undefinedType', 'undefinedFragment'],
  ...['GRAPHQL_VALIDATION_FAILED', 'NOT_FOUND'],
];

type GraphqlError = NonNullable<z.output<typeof envelope>['errors']>[number];

/** Every code Shopify documents for a 200, worst first. */
function classify(errors: GraphqlError[], cost: Cost | null): ShopifyAnswer<never> {
  const codes = new Set(errors.map((error) => error.extensions?.code ?? 'NONE'));
  const where = [
    ...new Set(
      errors.map((error) => (error.path ?? []).filter((step) => typeof step === 'string').join('.')),
    ),
  ];
  const about = where
    .filter((path) => path !== '')
    .slice(0, 5)
    .join(', ');
  const has = (...wanted: string[]) => wanted.some((code) => codes.has(code));
  if (has('THROTTLED')) return refused('throttled', 'the bucket of the shop is empty', restoreMs(cost));
  if (has('SHOP_INACTIVE')) return refused('shop_closed', 'the shop is not active');
  if (has('ACCESS_DENIED')) {
    const unapproved = errors.some(({ message }) => NOT_APPROVED.test(message));
    return refused(unapproved ? 'operator' : 'access_denied', `Shopify does not show: ${about || 'this'}`);
  }
  if (has(...OUR_MISTAKES))
    return refused('invalid', `Shopify refuses the query: ${[...codes].join(', ')} ${about}`.trim());
  // An error without a code, or with one that nobody has seen, says nothing against the query: it was taken before.
  return unclear('server_error', `Shopify failed inside: ${[...codes].join(', ')}`);
}

function restoreMs(cost: Cost | null): number {
  if (!cost) return 1_000;
  const missing = Math.max(0, cost.requested - cost.status.currentlyAvailable);
  return Math.max(100, Math.ceil((missing / cost.status.restoreRate) * 1000));
}
