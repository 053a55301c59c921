import type { Ids } from '../store/ids.ts';
import type { LineItem } from '../store/order.ts';
import { object, text, type Loose } from './read.ts';

/**
 * The product behind a line. A REST order names only its id and, rarely, its type; the Admin API's answer may hold it whole.
 * Null where the payload says nothing of it, as for custom lines.
 */
export function readProduct(source: Loose, ids: Ids): LineItem['product'] {
  const given = object(source['product']);
  const type = text(given?.['productType']) ?? text(source['product_type']);
  const tags = tagsOf(given?.['tags'] ?? source['product_tags']);
  const restId = text(source['product_id']);
  if (type === null && tags.length === 0 && restId === null) return null;
  return {
    id: text(given?.['id']) ?? (restId ? `gid://shopify/Product/${restId}` : ids.gid('Product')),
    productType: type ?? '',
    tags,
    vendor: text(source['vendor']) ?? '',
  };
}

/** A list in GraphQL, one text with commas in REST. */
const tagsOf = (value: unknown): string[] =>
  (typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value.map(String) : [])
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
