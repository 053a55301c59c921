import type { SyncPorts } from './ports.server.ts';
import { waiting } from './problems.ts';

/** Dead letters whose pause is over go again by themselves; answers how many. */
export async function requeueDue({ db, clock }: Pick<SyncPorts, 'db' | 'clock'>): Promise<number> {
  const now = clock.now();
  return db.$executeRaw`
    with again as (
      update dead_letter set state = 'requeued', resolved_at = ${now}::timestamptz, resolved_by = 'sweeper'
      where state = 'open' and again_at <= ${now}::timestamptz returning order_sync_id)
    update order_sync o set next_attempt_at = ${now}::timestamptz, attempts = 0, state = 'waiting',
      reason = ${waiting.queued.code}, problem_code = null, problem_facts = null, problem_at = null,
      changed_at = ${now}::timestamptz
    from again where o.id = again.order_sync_id`;
}
