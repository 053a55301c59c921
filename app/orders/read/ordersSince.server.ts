import type { Clock } from '../../platform/clock.ts';
import type { ShopifyAnswer } from '../../shopify/answer.ts';
import { done } from '../../shopify/answer.ts';
import type { OrderSummary } from '../../shopify/listOrders.server.ts';
import type { Shopify } from '../../shopify/shopify.server.ts';
import type { OrderTotals } from './views.ts';

/** 500 orders: at most 145 points of the shop's Shopify budget, and a few seconds of a person's patience. */
const MAX_PAGES = 5;

/**
 * How many orders Shopify has since then that would become an invoice, and what they come to, before anybody decides to
 * book them. Test orders, orders without an amount and cancelled ones that were never paid are left out.
 */
export async function ordersSince(
  { shopify, clock }: { shopify: Pick<Shopify, 'listOrders'>; clock: Clock },
  shopId: string,
  since: Date,
  signal?: AbortSignal,
): Promise<ShopifyAnswer<OrderTotals>> {
  const totals = { orders: 0, sumCents: 0, more: false };
  if (since >= clock.now()) return done(totals);
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await shopify.listOrders(shopId, { by: 'processed', since }, after, signal);
    if (answer.kind !== 'done') return answer;
    for (const order of answer.value.orders.filter(isBookable)) {
      totals.orders += 1;
      totals.sumCents += order.currentTotal ?? 0;
    }
    after = answer.value.next;
    if (after === null) return done(totals);
  }
  return done({ ...totals, more: true });
}

const isBookable = ({ test, cancelledAt, paidAt, currentTotal }: OrderSummary): boolean =>
  !test && currentTotal !== 0 && (cancelledAt === null || paidAt !== null);
