import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { AdminClient } from './adminClient.server.ts';
import { done, type ShopifyAnswer } from './answer.ts';
import { ANY_STATUS } from './listOrders.server.ts';
import { searchTime } from './searchTime.ts';
import { listUnshippedOperation } from './operations/listOrders.ts';
import { count, flag, page, text, textOrNull } from './parse/values.ts';

/** What Shopify shows without read_all_orders. */
const DAYS = 60;
const MAX_PAGES = 4;

/** Products that are sold without shipping: downloads, services, tickets. */
export interface UnshippedProduct {
  /** Null without leave to read products, or where the product was deleted. */
  type: string | null;
  vendor: string | null;
  tags: string[];
  /** Name of one of them. */
  example: string;
  pieces: number;
}

/** What the newest orders (60 days, at most 200) hold without shipping, by type and vendor, the most sold first. */
export type ListUnshipped = (
  shopId: string,
  signal?: AbortSignal,
) => Promise<ShopifyAnswer<UnshippedProduct[]>>;

const line = z.object({
  name: text,
  quantity: count,
  requiresShipping: flag,
  isGiftCard: flag,
  vendor: textOrNull,
  product: z.object({ productType: textOrNull, tags: z.array(text) }).nullish(),
});
const answered = z.object({ orders: page(z.object({ lineItems: z.object({ nodes: z.array(line) }) })) });

export function createUnshippedLister(client: AdminClient, clock: Clock): ListUnshipped {
  return async (shopId, signal) => {
    const since = new Date(clock.now().getTime() - DAYS * 86_400_000);
    const query = `${searchTime('created', '>=', since)} AND ${ANY_STATUS}`;
    const products = new Map<string, UnshippedProduct>();
    let after: string | null = null;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const answer: ShopifyAnswer<z.output<typeof answered>> = await client.query(
        shopId,
        listUnshippedOperation,
        { query, after },
        answered,
        signal,
      );
      if (answer.kind !== 'done') return answer;
      const { nodes, pageInfo }: z.output<typeof answered>['orders'] = answer.value.orders;
      for (const { lineItems } of nodes) addTo(products, lineItems.nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? null;
    }
    return done([...products.values()].toSorted((a, b) => b.pieces - a.pieces));
  };
}

function addTo(products: Map<string, UnshippedProduct>, lines: z.output<typeof line>[]): void {
  for (const { name, quantity, requiresShipping, isGiftCard, vendor, product } of lines) {
    // A tip is a line without shipping and without vendor.
    if (requiresShipping || isGiftCard || (!vendor && !product)) continue;
    const type = product?.productType || null;
    const key = JSON.stringify([type, vendor]);
    const known = products.get(key);
    const tags = [...new Set([...(known?.tags ?? []), ...(product?.tags ?? [])])];
    products.set(key, {
      type,
      vendor,
      tags,
      example: known?.example ?? name,
      pieces: (known?.pieces ?? 0) + quantity,
    });
  }
}
