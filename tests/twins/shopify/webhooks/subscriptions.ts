import { existsSync, readFileSync } from 'node:fs';
import type { Subscription } from '../types.ts';

/** What the twin takes from shopify.app.toml, as `shopify app deploy` would. */
export interface AppToml {
  handle: string;
  name: string;
  scopes: string[];
  optionalScopes: string[];
  subscriptions: Subscription[];
}

const everyTopic: Subscription[] = [
  {
    topics: [
      'orders/paid',
      'orders/create',
      'orders/updated',
      'orders/edited',
      'orders/cancelled',
      'refunds/create',
      'order_transactions/create',
    ],
    uri: '/webhooks/orders',
  },
  { topics: ['app/uninstalled', 'app/scopes_update'], uri: '/webhooks/app' },
  { topics: ['customers/data_request', 'customers/redact', 'shop/redact'], uri: '/webhooks/compliance' },
];

const fallback: AppToml = {
  handle: 'sevdesk-connector',
  name: 'sevdesk Connector',
  scopes: ['read_orders', 'write_orders', 'read_customers'],
  optionalScopes: [],
  subscriptions: everyTopic,
};

/** The app's registration; what a missing file or key leaves open is filled from `given` and common defaults. */
export function readAppToml(file: string | null, given?: Subscription[]): AppToml {
  if (file === null || !existsSync(file)) return { ...fallback, subscriptions: given ?? everyTopic };
  const tables = readTables(readFileSync(file, 'utf8'));
  const top = tables.find((table) => table.name === '')?.values ?? {};
  const access = tables.find((table) => table.name === 'access_scopes')?.values;
  const scopes = access?.['scopes'];
  const subscriptions = tables
    .filter((table) => table.name === 'webhooks.subscriptions')
    .map(({ values }): Subscription => {
      const name = values['name'];
      const includeFields = list(values['include_fields']);
      return {
        topics: [...list(values['topics']), ...list(values['compliance_topics'])],
        uri: String(values['uri']),
        ...(typeof name === 'string' ? { name } : {}),
        ...(includeFields.length > 0 ? { includeFields } : {}),
      };
    });
  return {
    handle: typeof top['handle'] === 'string' ? top['handle'] : fallback.handle,
    name: typeof top['name'] === 'string' ? top['name'] : fallback.name,
    scopes:
      typeof scopes === 'string'
        ? scopes
            .split(',')
            .map((one) => one.trim())
            .filter(Boolean)
        : fallback.scopes,
    optionalScopes: list(access?.['optional_scopes']),
    subscriptions: subscriptions.length > 0 ? subscriptions : (given ?? everyTopic),
  };
}

type Value = string | string[] | boolean | number;
const list = (value: Value | undefined): string[] => (Array.isArray(value) ? value : []);

/** The part of TOML that app files use: tables, arrays of tables, strings, numbers, booleans, arrays of strings. */
function readTables(text: string): { name: string; values: Record<string, Value> }[] {
  const tables: { name: string; values: Record<string, Value> }[] = [{ name: '', values: {} }];
  const source = text.replace(
    /("(?:[^"\\]|\\.)*"|'[^']*')|#[^\n]*/g,
    (_, quoted: string | undefined) => quoted ?? '',
  );
  const entry =
    /^\s*\[\[?([^\]\n]+)\]\]?\s*$|^\s*([\w.-]+)\s*=\s*(\[[^\]]*\]|"(?:[^"\\]|\\.)*"|'[^'\n]*'|[^\n]*)/gm;
  for (const [, table, key, value = ''] of source.matchAll(entry)) {
    if (table !== undefined) tables.push({ name: table.trim(), values: {} });
    else if (key !== undefined) tables.at(-1)!.values[key] = readValue(value.trim());
  }
  return tables;
}

function readValue(text: string): Value {
  if (text.startsWith('['))
    return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map(([, a, b]) => a ?? b ?? '');
  if (text === 'true' || text === 'false') return text === 'true';
  const quoted = /^(["'])(.*)\1$/s.exec(text);
  return quoted ? quoted[2]! : Number(text);
}
