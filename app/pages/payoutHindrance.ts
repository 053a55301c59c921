import type { ShopifyFailure } from '../shopify/answer.ts';

/** What a page says of payouts that Shopify did not show. */
export const payoutHindrance = (answer: ShopifyFailure): 'not_granted' | 'failed' =>
  answer.kind === 'refused' && answer.why === 'access_denied' ? 'not_granted' : 'failed';
