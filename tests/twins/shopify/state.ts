import type { Clock } from './clock.ts';
import type { AdminSchema } from './graphql/schema.ts';
import type { TokenStore } from './oauth/tokens.ts';
import type { Ids } from './store/ids.ts';
import type { Order } from './store/order.ts';
import type { Shop } from './store/shop.ts';
import type { RequestFault, TwinCounts, TwinOptions } from './types.ts';
import type { AppToml } from './webhooks/subscriptions.ts';
import type { WebhookQueue } from './webhooks/queue.ts';

/** Everything one twin knows. */
export interface TwinState {
  options: TwinOptions;
  clock: Clock;
  ids: Ids;
  admin: AdminSchema;
  app: AppToml;
  shops: Map<string, Shop>;
  tokens: TokenStore;
  webhooks: WebhookQueue;
  requestFaults: (RequestFault & { left: number })[];
  counts: Omit<TwinCounts, 'webhooks'>;
}

export function requireShop(state: TwinState, domain: string): Shop {
  const shop = state.shops.get(domain);
  if (!shop) throw new Error(`The twin has no shop ${domain}`);
  return shop;
}

export function requireOrder(shop: Shop, id: string): Order {
  const order = shop.orders.get(id);
  if (!order) throw new Error(`${shop.domain} has no order ${id}`);
  return order;
}
