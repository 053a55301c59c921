// Which webhooks arrive where. shopify.app.toml subscribes to exactly these; a test compares the two.

export const routes = {
  '/webhooks/orders': [
    'orders/create',
    'orders/paid',
    'orders/updated',
    'orders/edited',
    'orders/cancelled',
    'refunds/create',
    'order_transactions/create',
  ],
  '/webhooks/app': ['app/uninstalled', 'app/scopes_update'],
  '/webhooks/compliance': ['customers/data_request', 'customers/redact', 'shop/redact'],
} as const;

export type WebhookRoute = keyof typeof routes;
export type Topic = (typeof routes)[WebhookRoute][number];

/** The webhook route that an address names, or null. */
export function findRoute(url: string): WebhookRoute | null {
  const path = url.split('?', 1)[0]!;
  return path in routes ? (path as WebhookRoute) : null;
}

/** The topic when it may arrive on that route, else null: a signature says nothing about topic or route. */
export function topicOn(route: WebhookRoute, topic: string): Topic | null {
  return (routes[route] as readonly Topic[]).find((allowed) => allowed === topic) ?? null;
}
