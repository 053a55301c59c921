import type { Clock } from '../platform/clock.ts';
import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { Acting } from './ports.server.ts';

/** What was looked at: an order, the log, its table, a preview, a print, a PDF, an export. */
export type Looked = 'order' | 'list' | 'table' | 'preview' | 'print' | 'pdf' | 'export';

/**
 * Writes down that a person is shown personal data, before they are: once an hour for each person, kind and order, with
 * how often. Never the data themselves. `target`: Shopify's order id or the export's reference; empty for lists.
 */
export async function noteAccess(
  { db, clock }: { db: DatabaseOrTx; clock: Clock },
  { shopId, actor }: Acting,
  what: Looked,
  target = '',
): Promise<void> {
  const hour = new Date(clock.now());
  hour.setUTCMinutes(0, 0, 0);
  await db.$executeRaw`
    insert into data_access as a (shop_id, hour, actor, what, target)
    select id, ${hour}::timestamptz, ${actor}, ${what}, ${target} from shop where id = ${shopId}::uuid
    on conflict (shop_id, hour, actor, what, target) do update set times = a.times + 1`;
}
