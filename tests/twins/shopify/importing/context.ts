import type { Ids } from '../store/ids.ts';
import type { Shop } from '../store/shop.ts';

/** What the world gives to an order that is imported. */
export interface ImportContext {
  shop: Shop;
  ids: Ids;
  now: Date;
  processedAt: Date | null;
}
