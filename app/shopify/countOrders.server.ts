import { z } from 'zod';
import type { AdminClient } from './adminClient.server.ts';
import { done, type ShopifyAnswer } from './answer.ts';
import { ANY_STATUS } from './listOrders.server.ts';
import { countOrdersOperation } from './operations/listOrders.ts';

/** How many orders Shopify's search finds by either way of asking for orders of every status. */
export type CountOrders = (
  shopId: string,
  signal?: AbortSignal,
) => Promise<ShopifyAnswer<{ any: number; each: number }>>;

/** The form that the schema lists (QueryRoot.orders); {@link ANY_STATUS} is the one that a live shop was seen to answer. */
const EACH_STATUS = '(status:open OR status:closed OR status:cancelled)';

const count = z.object({ count: z.int() }).transform((counted) => counted.count);
const answered = z.object({ any: count, each: count });

export function createOrderCounter(client: AdminClient): CountOrders {
  return async (shopId, signal) => {
    const variables = { any: ANY_STATUS, each: EACH_STATUS };
    const answer = await client.query(shopId, countOrdersOperation, variables, answered, signal);
    return answer.kind === 'done' ? done(answer.value) : answer;
  };
}
