import { instant, nullable, text } from '../../platform/sql/codecs.ts';
import type { Sql } from '../../platform/sql/sql.server.ts';
import { statement } from '../../platform/sql/statement.ts';
import { becomesQueued } from '../ledger/orderState.server.ts';
import { waiting } from '../problems.ts';
import { becomesRequeued } from './deadLetters.server.ts';

const ITS_SHOPS = `((:accountKey is null and not exists (
    select 1 from breaker b where b.key = 'account:' || c.account_key and b.state <> 'closed'))
  or c.account_key = :accountKey)`;

const WAKE = statement('schedule.wake_after_outage', {
  params: { accountKey: nullable(text), now: instant },
  row: {},
  sql: `
    with idle as (
      select o.id from order_sync o join sevdesk_connection c on c.shop_id = o.shop_id
      where ${ITS_SHOPS}
        and o.state = 'waiting' and o.reason = '${waiting.sevdeskDown.code}' and o.next_attempt_at is not null
      for no key update of o skip locked)
    update order_sync o set next_attempt_at = :now from idle where o.id = idle.id`,
});

const REQUEUE = statement('schedule.requeue_after_outage', {
  params: { accountKey: nullable(text), now: instant },
  row: {},
  sql: `
    with idle as (
      select d.id from dead_letter d join sevdesk_connection c on c.shop_id = d.shop_id
        join order_sync o on o.id = d.order_sync_id
      where ${ITS_SHOPS} and d.state = 'open' and d.class = 'transient'
      for no key update of o skip locked),
    again as (
      update dead_letter d set ${becomesRequeued('breaker')}
      from idle where d.id = idle.id and d.state = 'open'
      returning d.order_sync_id)
    update order_sync o set next_attempt_at = :now, attempts = 0, ${becomesQueued}, changed_at = :now
    from again where o.id = again.order_sync_id`,
});

/**
 * sevdesk answers again: orders that waited for it are due now, and so are the transient dead letters. Nothing is
 * enqueued here; the sweeper wakes a few orders of each shop, and each run wakes the next, so that no storm breaks
 * loose. `accountKey`: whose breaker closed; null: the host's, and with it every account whose own is closed. An order
 * that somebody has in hand is not waited for: it comes up by itself when its time has come.
 */
export async function wakeAfterOutage(tx: Sql, accountKey: string | null, now: Date): Promise<void> {
  await tx.rows(WAKE, { accountKey, now });
  await tx.rows(REQUEUE, { accountKey, now });
}
