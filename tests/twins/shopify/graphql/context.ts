import type { Order } from '../store/order.ts';
import type { Ids } from '../store/ids.ts';
import type { Shop } from '../store/shop.ts';
import type { AdminSchema } from './schema.ts';
import type { SearchWarning } from './searchOrders.ts';

/** What resolvers know of the request they answer. */
export interface RequestContext {
  admin: AdminSchema;
  shop: Shop;
  /** What the token may do; may be less than the shop granted meanwhile. */
  scopes: string[];
  now: Date;
  ids: Ids;
  apiKey: string;
  showsPartsOfOldOrders: boolean;
  warnings: { path: string; query: string; warnings: SearchWarning[] }[];
  /** An order was changed through the API. */
  changed: (order: Order, by: 'metafield' | 'tag' | 'order') => void;
}
