import { sqlIn, type DatabaseOrTx } from '../../platform/database.server.ts';
import { instant, int, list, nullable, text, uuid } from '../../platform/sql/codecs.ts';
import type { Sql } from '../../platform/sql/sql.server.ts';
import { statement } from '../../platform/sql/statement.ts';
import { waiting } from '../problems.ts';
import { priorities } from './dueOrders.server.ts';

export interface Hint {
  shopId: string;
  orderGid: string;
  /** A webhook's topic, or the part of the program that asks; null: the newest webhook about the order. */
  cause: string | null;
  /** Lower is served first, see {@link priorities}. */
  priority?: number;
  at: Date;
}

const HINT = statement('schedule.record_hints', {
  params: {
    shopId: uuid,
    gids: list(text),
    ids: list(text),
    cause: nullable(text),
    priority: int,
    at: instant,
  },
  row: {},
  sql: `
    with hinted as (
      insert into order_sync as o (shop_id, order_gid, order_id, order_name, reason, next_attempt_at, priority,
        first_seen_at, changed_at, listed_at)
      select shop.id, named.gid, named.id, '', '${waiting.queued.code}', :at, :priority, :at, :at, :at
      from shop cross join unnest(:gids, :ids) as named(gid, id)
      where shop.id = :shopId
      order by named.gid
      on conflict (shop_id, order_gid) do update set wanted_revision = o.wanted_revision + 1, next_attempt_at = :at,
        priority = case when o.next_attempt_at is null then excluded.priority
          else least(o.priority, excluded.priority) end
      returning id, order_gid)
    insert into event (shop_id, order_sync_id, at, step, outcome, detail)
    select :shopId, id, :at, 'hint', 'done', jsonb_build_object('cause', coalesce(:cause, (
      select d.topic from webhook_delivery d where d.shop_id = :shopId and d.order_gid = hinted.order_gid
      order by d.id desc limit 1), 'app'))
    from hinted`,
});

/**
 * Notes that something happened to an order: the order is due, and a run that is under way will not count as an answer
 * for it. Any number of hints about one order come to one run. Nothing happens for a shop that was deleted.
 */
export const recordHint = (db: DatabaseOrTx | Sql, { orderGid, ...hint }: Hint): Promise<void> =>
  recordHints(db, { ...hint, orderGids: [orderGid] });

/** {@link recordHint} for several orders of a shop, each named once. */
export async function recordHints(
  db: DatabaseOrTx | Sql,
  {
    shopId,
    orderGids,
    cause,
    priority = priorities.live,
    at,
  }: Omit<Hint, 'orderGid'> & { orderGids: string[] },
): Promise<void> {
  const ids = orderGids.map((gid) => gid.slice(gid.lastIndexOf('/') + 1));
  await sqlIn(db).rows(HINT, { shopId, gids: orderGids, ids, cause, priority, at });
}
