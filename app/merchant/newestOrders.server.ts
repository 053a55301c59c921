import type { Clock } from '../platform/clock.ts';
import type { ShopifyAnswer } from '../shopify/answer.ts';
import type { OrderSummary } from '../shopify/listOrders.server.ts';
import type { Shopify } from '../shopify/shopify.server.ts';

const DAY_MS = 86_400_000;
/** Looks back step by step, because Shopify lists from the past on: a busy shop has enough orders in a day. */
const WINDOWS = [1, 7, 59];
const MAX_PAGES = 3;

/** The newest orders of a shop, the newest first. At most 261 points of the shop's Shopify budget, mostly 29. */
export async function newestOrders(
  { clock, shopify }: { clock: Clock; shopify: Pick<Shopify, 'listOrders'> },
  shopId: string,
  count: number,
  signal?: AbortSignal,
): Promise<ShopifyAnswer<OrderSummary[]>> {
  let orders: OrderSummary[] = [];
  for (const days of WINDOWS) {
    orders = [];
    const since = new Date(clock.now().getTime() - days * DAY_MS);
    let after: string | null = null;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const answer = await shopify.listOrders(shopId, { by: 'processed', since }, after, signal);
      if (answer.kind !== 'done') return answer;
      orders.push(...answer.value.orders);
      after = answer.value.next;
      if (after === null) break;
    }
    if (orders.length >= count) break;
  }
  const newest = orders.toSorted((a, b) => Date.parse(b.processedAt) - Date.parse(a.processedAt));
  return { kind: 'done', value: newest.slice(0, count) };
}
