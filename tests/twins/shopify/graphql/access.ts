import { GraphQLError } from 'graphql';
import type { RequestContext } from './context.ts';

/** Mutations whose scope the schema describes in words only ("the access needed to mutate the owner"). */
const inWords: Record<string, string[]> = {
  'Mutation.metafieldsSet': ['write_orders'],
  'Mutation.tagsAdd': ['write_orders'],
  'Mutation.tagsRemove': ['write_orders'],
};

const grants = (scopes: string[], wanted: string): boolean =>
  scopes.includes(wanted) ||
  (wanted.startsWith('read_') && scopes.includes(wanted.replace('read_', 'write_')));

/** Throws what Shopify answers when the token lacks the scope for a field or for what the field returns. */
export function checkScopes(context: RequestContext, parent: string, field: string, returned: string): void {
  const { scopes } = context.admin;
  for (const needed of [
    inWords[`${parent}.${field}`],
    scopes.get(`${parent}.${field}`),
    scopes.get(returned),
  ]) {
    if (!needed || needed.some((scope) => grants(context.scopes, scope))) continue;
    const requiredAccess = `\`${needed[0]}\` access scope.`;
    throw new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess,
      },
    });
  }
}

/** Throws what Shopify answers for customer data that the app was not approved for. */
export function checkCustomerData(context: RequestContext, parent: string, field: string): void {
  const kind = context.admin.protectedFields.get(`${parent}.${field}`);
  if (!kind || context.shop.customerDataApproved) return;
  throw new GraphQLError(
    `This app is not approved to use the ${field} field. See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.`,
    { extensions: { code: 'ACCESS_DENIED', documentation: 'https://shopify.dev/api/usage/access-scopes' } },
  );
}

const SIXTY_DAYS = 60 * 24 * 3600_000;

/** Orders older than 60 days do not exist for apps without read_all_orders. */
export const isReachable = (context: RequestContext, order: { createdAt: string }): boolean =>
  grants(context.scopes, 'read_all_orders') ||
  context.now.getTime() - Date.parse(order.createdAt) <= SIXTY_DAYS;

/** Whether what hangs on an order (a refund, a transaction) is shown by its own id. */
export const arePartsReachable = (context: RequestContext, order: { createdAt: string }): boolean =>
  context.showsPartsOfOldOrders || isReachable(context, order);
