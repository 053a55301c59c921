import { API_VERSION } from '../../../app/shopify/apiVersion.ts';
import type { ShopifyFetch } from '../../../app/shopify/fetch.server.ts';
import { withScopes, type Operation } from '../../../app/shopify/operation.ts';

/** A development store, or the twin's, as the app meets it. */
interface ShopifyTarget {
  domain: string;
  apiKey: string;
  apiSecret: string;
  /** Of an installed app; without it the client credentials get one (an app and a store of one organisation). */
  token: string | null;
  /** Out of the address of the app in the admin (id_token), good for a minute. */
  idToken: string | null;
  fetch: ShopifyFetch;
}

export interface GraphqlAnswer {
  status: number;
  data: Record<string, unknown> | null;
  errors: { message: string; extensions?: { code?: string } }[];
  /** What Shopify says the operation costs, in points. */
  cost: number | null;
}

export interface ShopifyStore extends ShopifyTarget {
  scopes: string[];
  ask: (query: string, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;
  /** One of the product's own operations, as far as the granted scopes reach. */
  run: (operation: Operation, variables?: Record<string, unknown>) => Promise<GraphqlAnswer>;
  /** Asks for a token with the given form; names of what came and the error's words, never a token. */
  grant: (form: Record<string, string>) => Promise<{ status: number; keys: string[]; error: string | null }>;
}

/** Opens a store; throws where no token is to be had, with what Shopify said. */
export async function visitShopify(target: ShopifyTarget): Promise<ShopifyStore> {
  const { domain, apiKey, apiSecret, fetch } = target;
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`https://${domain}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const form = (fields: Record<string, string>) => ({
    client_id: apiKey,
    client_secret: apiSecret,
    ...fields,
  });

  async function credentials(): Promise<string> {
    const response = await post('/admin/oauth/access_token', form({ grant_type: 'client_credentials' }));
    const body = (await response.json().catch(() => ({}))) as { access_token?: string; error?: string };
    if (body.access_token) return body.access_token;
    throw new Error(`no token for these client credentials: ${response.status} ${body.error ?? ''}`);
  }
  const token = target.token ?? (await credentials());

  async function ask(query: string, variables: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
    const path = `/admin/api/${API_VERSION}/graphql.json`;
    const response = await post(path, { query, variables }, { 'x-shopify-access-token': token });
    const body = (await response.json().catch(() => ({}))) as {
      data?: Record<string, unknown> | null;
      errors?: unknown;
      extensions?: { cost?: { requestedQueryCost?: number } };
    };
    const errors = typeof body.errors === 'string' ? [{ message: body.errors }] : (body.errors ?? []);
    return {
      status: response.status,
      data: body.data ?? null,
      errors: errors as GraphqlAnswer['errors'],
      cost: body.extensions?.cost?.requestedQueryCost ?? null,
    };
  }
  const installed = await ask('query { currentAppInstallation { accessScopes { handle } } }');
  if (!installed.data) throw new Error(`no answer with this token: ${saidBy(installed)}`);
  const { accessScopes } = installed.data['currentAppInstallation'] as { accessScopes: { handle: string }[] };
  const scopes = accessScopes.map(({ handle }) => handle);
  return {
    ...target,
    ...{ scopes, ask },
    run: (operation, variables = {}) => ask(operation.text, withScopes(operation, variables, scopes)),
    async grant(fields) {
      const response = await post('/admin/oauth/access_token', form(fields));
      const body = (await response.json().catch(() => ({}))) as Partial<Record<string, string>>;
      const error =
        body['error'] === undefined ? null : `${body['error']}: ${body['error_description'] ?? ''}`;
      return { status: response.status, keys: Object.keys(body).sort(), error };
    },
  };
}

/** What went wrong, in Shopify's words. */
export const saidBy = ({ status, errors }: GraphqlAnswer): string =>
  errors.length === 0
    ? `${status} without a word`
    : errors
        .map(({ message, extensions }) => `${extensions?.code ?? status}: ${message.slice(0, 160)}`)
        .join('; ');
