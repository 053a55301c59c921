import { list, object, text, type Loose } from './read.ts';

/** What a payload is that is no order, in words for a report. */
export type NotAnOrder =
  | 'refund'
  | 'transaction'
  | 'return'
  | 'agreements'
  | 'order edit'
  | 'draft order'
  | 'privacy request'
  | 'excerpt of an order without lines and total'
  | 'shape without values'
  | 'list'
  | 'unknown';

export type Classified =
  { kind: 'rest' | 'graphql'; source: Loose } | { kind: 'not_an_order'; what: NotAnOrder };

const not = (what: NotAnOrder): Classified => ({ kind: 'not_an_order', what });
const has = (source: Loose, ...keys: string[]) => keys.some((key) => source[key] !== undefined);

/** Says whether a payload is an order, and in which of Shopify's two shapes. */
export function classify(payload: unknown): Classified {
  if (Array.isArray(payload)) return not('list');
  const source = unwrap(object(payload));
  if (!source) return not('unknown');
  if (isMasked(source)) return not('shape without values');
  const id = `${text(source['admin_graphql_api_id'])} ${text(source['id'])}`;
  if (has(source, 'orders_requested', 'orders_to_redact', 'data_request')) return not('privacy request');
  if (id.includes('/CalculatedOrder/') || has(source, 'order_edit')) return not('order edit');
  if (id.includes('/DraftOrder/') || has(source, 'invoice_sent_at', 'invoice_url')) return not('draft order');
  if (has(source, 'line_items')) return { kind: 'rest', source };
  if (has(source, 'lineItems')) return { kind: 'graphql', source };
  return not(whatElse(source, id));
}

function whatElse(source: Loose, id: string): NotAnOrder {
  if (has(source, 'return_line_items', 'returnLineItems') || id.includes('/Return/')) return 'return';
  if (has(source, 'agreements')) return 'agreements';
  if (id.includes('/Order/') && has(source, 'name')) return 'excerpt of an order without lines and total';
  if (
    has(
      source,
      'refund',
      'refunds',
      'refund_line_items',
      'refundLineItems',
      'order_adjustments',
      'totalRefundedSet',
    )
  ) {
    return 'refund';
  }
  if (has(source, 'returns')) return 'return';
  if (has(source, 'transactions', 'kind', 'payment_method')) return 'transaction';
  return 'unknown';
}

/** Takes off the wrappers of answers: data, order, a list of one. */
function unwrap(source: Loose | null): Loose | null {
  if (!source || has(source, 'line_items', 'lineItems', 'refund')) return source;
  for (const key of ['data', 'order', 'node']) {
    const inner = object(source[key]);
    if (inner && !has(source, 'id')) return unwrap(inner);
  }
  const [only, another] = list(source['orders']);
  return only && !another ? unwrap(only) : source;
}

/** Payload collections publish shapes with "example string" for every value. */
const isMasked = (source: Loose): boolean =>
  Object.values(source).some((value) => value === 'example string');
