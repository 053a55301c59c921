import type { Clock } from '../clock.ts';
import { startShopifyTwin } from '../server.ts';
import type { ShopifyTwin, ShopSpec, TwinOptions } from '../types.ts';

export const SHOP = 'demo.myshopify.com';
const API_KEY = 'test-client-id';
export const API_SECRET = 'test-client-secret';

interface GraphqlResult {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of many shapes
  data: any;
  errors: { message: string; extensions?: { code?: string } }[] | undefined;
  cost: {
    requestedQueryCost: number;
    actualQueryCost: number | null;
    throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
  };
}

export interface OpenShop {
  twin: ShopifyTwin;
  /** The token endpoint, as an app calls it. */
  postToken: (fields: Record<string, string>, shop?: string) => Promise<Response>;
  /** Exchanges a fresh session token. */
  exchange: (shop?: string) => Promise<{ access_token: string; refresh_token: string; scope: string }>;
  graphql: (query: string, variables?: object, token?: string) => Promise<GraphqlResult>;
}

/** A twin without a socket, one shop in it, and an app that holds a token. */
export async function openShop(
  options: Partial<TwinOptions> & { shop?: Partial<ShopSpec>; clock?: Clock } = {},
): Promise<OpenShop> {
  const { shop, ...rest } = options;
  const twin = await startShopifyTwin({
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    appUrl: 'http://app.example',
    appToml: null,
    listen: false,
    deliver: () => Promise.resolve({ status: 200 }),
    shops: [{ domain: SHOP, scopes: ['read_orders', 'write_orders', 'read_customers'], ...shop }],
    ...rest,
  });
  const post = (path: string, body: object, headers: Record<string, string>, domain: string) =>
    twin.fetch(`https://${domain}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const postToken: OpenShop['postToken'] = (fields, domain = SHOP) =>
    post(
      '/admin/oauth/access_token',
      { client_id: API_KEY, client_secret: API_SECRET, ...fields },
      {},
      domain,
    );
  const exchange: OpenShop['exchange'] = async (domain = SHOP) => {
    const response = await postToken(tokenExchange(twin.idToken(domain)), domain);
    return (await response.json()) as Awaited<ReturnType<OpenShop['exchange']>>;
  };
  let token: string | undefined;
  return {
    twin,
    postToken,
    exchange,
    graphql: async (query, variables = {}, given) => {
      const access = given ?? (token ??= (await exchange()).access_token);
      const headers = { 'X-Shopify-Access-Token': access };
      const response = await post('/admin/api/2026-10/graphql.json', { query, variables }, headers, SHOP);
      const body = (await response.json()) as Record<string, never> & {
        extensions?: { cost: GraphqlResult['cost'] };
      };
      return {
        status: response.status,
        headers: response.headers,
        data: body['data'],
        errors: body['errors'],
        cost: body.extensions?.cost as GraphqlResult['cost'],
      };
    },
  };
}

export const tokenExchange = (idToken: string) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token: idToken,
  subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
  requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
  expiring: '1',
});
