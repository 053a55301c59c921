import type { UnshippedProduct } from '../shopify/listUnshipped.server.ts';
import { forMerchant } from '../pages/forMerchant.server.ts';

/** What the shop sells without shipping, to choose from in the settings; empty when Shopify does not show it. */
export const loader = forMerchant(async ({ ports, acting }): Promise<{ products: UnshippedProduct[] }> => {
  const answer = await ports.shopify.listUnshipped(acting.shopId, AbortSignal.timeout(10_000));
  return { products: answer.kind === 'done' ? answer.value : [] };
});
