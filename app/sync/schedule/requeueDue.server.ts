import { instant, uuid } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import type { SyncPorts } from '../ports.server.ts';
import { becomesQueued } from '../ledger/orderState.server.ts';
import { becomesRequeued } from './deadLetters.server.ts';

const REQUEUE = statement('schedule.requeue_due', {
  params: { now: instant },
  row: { id: uuid },
  sql: `
    with due as (
      select d.id from dead_letter d join order_sync o on o.id = d.order_sync_id
      where d.state = 'open' and d.again_at <= :now for no key update of o skip locked),
    again as (
      update dead_letter d set ${becomesRequeued('sweeper')}
      from due where d.id = due.id and d.state = 'open' returning d.order_sync_id)
    update order_sync o set next_attempt_at = :now, attempts = 0, ${becomesQueued}, changed_at = :now
    from again where o.id = again.order_sync_id
    returning o.id`,
});

/**
 * Dead letters whose pause is over go again by themselves; answers how many. Those of an order that somebody has in hand
 * are left for the next time: a run locks the order first and then its letter.
 */
export async function requeueDue({ db, clock }: Pick<SyncPorts, 'db' | 'clock'>): Promise<number> {
  return (await db.sql.rows(REQUEUE, { now: clock.now() })).length;
}
