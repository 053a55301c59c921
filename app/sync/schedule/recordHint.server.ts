import type { Tx } from '../../platform/database.server.ts';
import { waiting } from '../problems.ts';
import { priorities } from './dueOrders.server.ts';

export interface Hint {
  shopId: string;
  orderGid: string;
  /** A webhook's topic, or the part of the program that asks. */
  cause: string;
  /** Lower is served first, see {@link priorities}. */
  priority?: number;
  at: Date;
}

/**
 * Notes that something happened to an order: the order is due, and a run that is under way will not count as an answer
 * for it. Any number of hints about one order come to one run. Nothing happens for a shop that was deleted.
 */
export const recordHint = (tx: Tx, { orderGid, ...hint }: Hint): Promise<void> =>
  recordHints(tx, { ...hint, orderGids: [orderGid] });

/** {@link recordHint} for several orders of a shop, each named once. */
export async function recordHints(
  tx: Tx,
  {
    shopId,
    orderGids,
    cause,
    priority = priorities.live,
    at,
  }: Omit<Hint, 'orderGid'> & { orderGids: string[] },
): Promise<void> {
  const orderIds = orderGids.map((gid) => gid.slice(gid.lastIndexOf('/') + 1));
  const detail = JSON.stringify({ cause });
  await tx.$executeRaw`
    with hinted as (
      insert into order_sync as o (shop_id, order_gid, order_id, order_name, reason, next_attempt_at, priority,
        first_seen_at, changed_at, listed_at)
      select shop.id, named.gid, named.id, '', ${waiting.queued.code}, ${at}::timestamptz, ${priority}::int,
        ${at}::timestamptz, ${at}::timestamptz, ${at}::timestamptz
      from shop cross join unnest(${orderGids}::text[], ${orderIds}::text[]) as named(gid, id)
      where shop.id = ${shopId}::uuid
      order by named.gid
      on conflict (shop_id, order_gid) do update set wanted_revision = o.wanted_revision + 1,
        next_attempt_at = ${at}::timestamptz,
        priority = case when o.next_attempt_at is null then excluded.priority else least(o.priority, excluded.priority) end
      returning id)
    insert into event (shop_id, order_sync_id, at, step, outcome, detail)
    select ${shopId}::uuid, id, ${at}::timestamptz, 'hint', 'done', ${detail}::jsonb from hinted`;
}
