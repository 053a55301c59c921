import { numericPart } from '../store/ids.ts';
import { instant } from '../store/instant.ts';
import type { Order } from '../store/order.ts';
import { changeOf, keepIds, type OrderChange } from './changeOrder.ts';
import { classify, type NotAnOrder } from './classify.ts';
import type { ImportContext } from './context.ts';
import { orderFromGraphql } from './graphql.ts';
import { parseLossless } from './read.ts';
import type { ImportResult } from './result.ts';
import { orderFromRest } from './rest.ts';

/**
 * Makes a complete order out of one recorded payload. What the payload leaves open is filled where Shopify would leave
 * no choice (ids, names, empty lists); money is only ever what the payload says or what follows from it, so that
 * inconsistent payloads stay inconsistent. Throws when `text` is no JSON.
 */
export function importOrder(text: string, context: ImportContext): ImportResult {
  const found = readPayload(text, context);
  if (found.kind === 'not_an_order') return found;
  const { order } = found;
  const renumbered = context.shop.orders.has(order.id);
  if (renumbered) {
    order.id = context.ids.gid('Order');
    order.legacyResourceId = numericPart(order.id);
  }
  if (context.processedAt) moveTo(order, context.processedAt);
  order.updatedAt = instant(context.now);
  return { kind: 'order', order, renumbered };
}

/**
 * Makes the order of the shop that `before` is into what a second payload says of it. What the payload states keeps its
 * ids, what it leaves open keeps those it had. Throws when `text` is no JSON, or speaks of another order.
 */
export function reimportOrder(
  text: string,
  before: Order,
  context: ImportContext,
): { kind: 'order'; order: Order; change: OrderChange } | { kind: 'not_an_order'; what: NotAnOrder } {
  const found = readPayload(text, context);
  if (found.kind === 'not_an_order') return found;
  const { order } = found;
  if (context.ids.isMade(order.id)) Object.assign(order, { id: before.id, name: before.name });
  if (order.id !== before.id) throw new Error(`it speaks of ${order.id}, not of ${before.id}`);
  order.legacyResourceId = before.legacyResourceId;
  keepIds(before, order, context.ids);
  return { kind: 'order', order, change: changeOf(before, order) };
}

function readPayload(
  text: string,
  context: ImportContext,
): { kind: 'order'; order: Order } | { kind: 'not_an_order'; what: NotAnOrder } {
  const found = classify(parseLossless(text));
  if (found.kind === 'not_an_order') return found;
  const order =
    found.kind === 'rest' ? orderFromRest(found.source, context) : orderFromGraphql(found.source, context);
  return { kind: 'order', order };
}

const TIMES = new Set([
  'createdAt',
  'processedAt',
  'updatedAt',
  'cancelledAt',
  'closedAt',
  'happenedAt',
  'deliveredAt',
]);

/** Moves every time in the order by the same span. */
function moveTo(order: Order, processedAt: Date): void {
  const span = processedAt.getTime() - Date.parse(order.processedAt);
  const seen = new Set<object>();
  const move = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const fields = value as Record<string, unknown>;
    for (const [key, inner] of Object.entries(fields)) {
      if (typeof inner === 'string' && TIMES.has(key))
        fields[key] = instant(new Date(Date.parse(inner) + span));
      else move(inner);
    }
  };
  move(order);
}
