import { once } from '../platform/once.server.ts';
import { runtime, type Runtime } from '../platform/runtime.server.ts';
import { createAccessTokens } from './accessToken.server.ts';
import { createAdminClient } from './adminClient.server.ts';
import { createShopifyFetch, type ShopifyFetch } from './fetch.server.ts';
import { createGatewayLister, type ListGateways } from './listGateways.server.ts';
import { createOrderLister, type ListOrders } from './listOrders.server.ts';
import { createUnshippedLister, type ListUnshipped } from './listUnshipped.server.ts';
import { createOrderCounter, type CountOrders } from './countOrders.server.ts';
import { createLoneReader, type LoneReader } from './fetchLone.server.ts';
import { createOrderReader, type ReadOrder } from './fetchOrder.server.ts';
import { createPayoutReader, type PayoutReader } from './readPayouts.server.ts';
import { createShopReader, type ReadShop } from './readShop.server.ts';

/** What the connector asks Shopify for, on behalf of a shop, without a merchant looking. */
export interface Shopify {
  readOrder: ReadOrder;
  readLone: LoneReader;
  readShop: ReadShop;
  listOrders: ListOrders;
  countOrders: CountOrders;
  listGateways: ListGateways;
  listUnshipped: ListUnshipped;
  payouts: PayoutReader;
}

/**
 * `fetch` is for tests that bring a twin along; else requests go out as the configuration says. `evenUninstalled`: also
 * for shops that are said to have uninstalled the app.
 */
export function createShopify(
  { config, db, encryption, clock }: Runtime,
  fetch?: ShopifyFetch,
  { evenUninstalled = false } = {},
): Shopify {
  const { apiKey, secrets } = config.shopify;
  const send = fetch ?? createShopifyFetch(config.shopify);
  const apiSecret = secrets[0]!;
  const tokens = createAccessTokens({
    db,
    encryption,
    clock,
    fetch: send,
    apiKey,
    apiSecret,
    evenUninstalled,
  });
  const client = createAdminClient({ tokens, clock, fetch: send });
  return {
    readOrder: createOrderReader(client),
    readLone: createLoneReader(client),
    readShop: createShopReader(client, db, encryption),
    listOrders: createOrderLister(client),
    countOrders: createOrderCounter(client),
    listGateways: createGatewayLister(client, clock),
    listUnshipped: createUnshippedLister(client, clock),
    payouts: createPayoutReader(client),
  };
}

/** This process's access to Shopify. */
export const shopify = (): Shopify => once('shopify', () => createShopify(runtime()));
