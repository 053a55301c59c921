import type { Topic } from './topics.ts';

const ORDER_GID = /^gid:\/\/shopify\/Order\/\d{1,20}$/;

/**
 * The order that a webhook is about, as a gid; null when the body names none. Ids are taken as the text they are
 * written in: they exceed 2^53, where a parsed number would name another order.
 */
export function findOrderGid(topic: Topic, body: string, parsed: object): string | null {
  const gid = (parsed as { admin_graphql_api_id?: unknown }).admin_graphql_api_id;
  if (typeof gid === 'string' && ORDER_GID.test(gid)) return gid;
  const ids: Ids = parseExactly(body) ?? {};
  const id = idOf(topic, ids);
  return typeof id === 'string' && /^\d{1,20}$/.test(id) ? `gid://shopify/Order/${id}` : null;
}

interface Ids {
  id?: unknown;
  order_id?: unknown;
  order_edit?: { order_id?: unknown } | null;
}

function idOf(topic: Topic, { id, order_id: orderId, order_edit: edit }: Ids): unknown {
  switch (topic) {
    case 'refunds/create':
    case 'order_transactions/create':
      return orderId;
    case 'orders/edited':
      return edit?.order_id;
    case 'orders/create':
    case 'orders/paid':
    case 'orders/updated':
    case 'orders/cancelled':
      return id;
    case 'app/uninstalled':
    case 'app/scopes_update':
    case 'customers/data_request':
    case 'customers/redact':
    case 'shop/redact':
      return null;
  }
}

/**
 * Parses JSON with its numbers as the text they are written in (JSON.parse source text access). Null for what is no JSON,
 * and for what is nested deeper than the stack: it is walked through once more, piece by piece.
 */
export function parseExactly(body: string): unknown {
  try {
    return JSON.parse(body, numbersAsText as Parameters<typeof JSON.parse>[1]);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

const numbersAsText = (_: string, value: unknown, { source }: { source?: string }) =>
  typeof value === 'number' ? source : value;
