import { numericPart } from '../store/ids.ts';
import { instant } from '../store/instant.ts';
import type { Order } from '../store/order.ts';
import { classify } from './classify.ts';
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
  const found = classify(parseLossless(text));
  if (found.kind === 'not_an_order') return found;
  const order =
    found.kind === 'rest' ? orderFromRest(found.source, context) : orderFromGraphql(found.source, context);
  const renumbered = context.shop.orders.has(order.id);
  if (renumbered) {
    order.id = context.ids.gid('Order');
    order.legacyResourceId = numericPart(order.id);
  }
  if (context.processedAt) moveTo(order, context.processedAt);
  order.updatedAt = instant(context.now);
  return { kind: 'order', order, renumbered };
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
