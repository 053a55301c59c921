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
  const id = idOf[topic](ids);
  return typeof id === 'string' && /^\d{1,20}$/.test(id) ? `gid://shopify/Order/${id}` : null;
}

interface Ids {
  id?: unknown;
  order_id?: unknown;
  order_edit?: { order_id?: unknown } | null;
}

const itself = ({ id }: Ids) => id;
const namedOrder = ({ order_id: orderId }: Ids) => orderId;
const none = () => null;

/** Where a topic's body has the id of its order. */
const idOf: Record<Topic, (ids: Ids) => unknown> = {
  'orders/create': itself,
  'orders/paid': itself,
  'orders/updated': itself,
  'orders/cancelled': itself,
  'orders/edited': ({ order_edit: edit }) => edit?.order_id,
  'refunds/create': namedOrder,
  'order_transactions/create': namedOrder,
  'app/uninstalled': none,
  'app/scopes_update': none,
  'customers/data_request': none,
  'customers/redact': none,
  'shop/redact': none,
};

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
