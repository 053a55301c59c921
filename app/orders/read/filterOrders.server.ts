import prisma from '@prisma/client';
import type { Encryption } from '../../platform/encryption.server.ts';
import { buyerWordContext } from '../../platform/encryptionContexts.ts';
import { beginningKey, nameWords, numberKey } from '../../sync/ledger/searchWords.ts';
import type { OrderFilter, OrderSelection } from './views.ts';

const { Prisma } = prisma;
export type Sql = ReturnType<typeof Prisma.sql>;

const STATE: Record<OrderFilter['view'], string | null> = {
  all: null,
  archived: null,
  attention: 'parked',
  waiting: 'waiting',
  skipped: 'skipped',
  synced: 'synced',
};

/** The rows of one view, as a condition on order_sync `o`. */
export function inView(shopId: string, view: OrderFilter['view']): Sql {
  const state = STATE[view];
  const base = Prisma.sql`o.shop_id = ${shopId}::uuid and o.archived = ${view === 'archived'}`;
  return state === null ? base : Prisma.sql`${base} and o.state = ${state}`;
}

/** The rows that a filter shows, as a condition on order_sync `o`. Days are counted in the shop's time zone. */
export function matches(encryption: Encryption, shopId: string, timeZone: string, filter: OrderFilter): Sql {
  const conditions = [inView(shopId, filter.view)];
  if (filter.problemCode !== null) {
    conditions.push(Prisma.sql`coalesce(o.problem_code, o.reason) = ${filter.problemCode}`);
  }
  if (filter.gateway !== null) conditions.push(Prisma.sql`o.gateway = ${filter.gateway}`);
  if (filter.from !== null)
    conditions.push(Prisma.sql`o.listed_at >= ${filter.from}::date::timestamp at time zone ${timeZone}`);
  if (filter.to !== null) {
    conditions.push(Prisma.sql`o.listed_at < (${filter.to}::date + 1)::timestamp at time zone ${timeZone}`);
  }
  for (const word of (filter.search ?? '').trim().split(/\s+/).filter(Boolean)) {
    conditions.push(says(encryption, shopId, word));
  }
  return Prisma.join(conditions, ' and ');
}

/** A word of a search: a number or its beginning, Shopify's order id, or a word of the buyer's name or address, or its beginning. */
function says(encryption: Encryption, shopId: string, word: string): Sql {
  const number = numberKey(shopId, word);
  const words = nameWords([word]);
  const prints = (text: string) => encryption.fingerprints(text, buyerWordContext(shopId));
  const parts = words.map(prints);
  const begun = words.length === 1 ? beginningKey(words[0]!) : null;
  const ways = [Prisma.sql`o.order_id = ${word}`];
  if (number !== null) ways.push(Prisma.sql`o.number_index @> array[${number}]::text[]`);
  // While the key is rotated a row's fingerprints may be of either key, but all of them of the same.
  for (const key of parts[0]?.keys() ?? []) {
    ways.push(Prisma.sql`o.buyer_index @> ${parts.map((part) => part[key]!)}::text[]`);
  }
  for (const print of begun === null ? [] : prints(begun))
    ways.push(Prisma.sql`o.buyer_index @> ${[print]}::text[]`);
  return Prisma.sql`(${Prisma.join(ways, ' or ')})`;
}

/** The orders that a person chose, as a condition on order_sync `o`. */
export const isChosen = (
  encryption: Encryption,
  shopId: string,
  timeZone: string,
  chosen: OrderSelection,
): Sql =>
  'filter' in chosen
    ? matches(encryption, shopId, timeZone, chosen.filter)
    : Prisma.sql`o.shop_id = ${shopId}::uuid and o.order_gid = any(${chosen.orders}::text[])`;
