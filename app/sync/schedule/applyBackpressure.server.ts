import { priority } from '../../platform/queue/jobs.server.ts';
import type { Tx } from '../../platform/database.server.ts';
import type { SyncPorts } from '../ports.server.ts';
import { recordHints } from './recordHint.server.ts';

/** Jobs put behind those of other shops in one go. */
const ASIDE = 100_000;
/** Jobs noted in one go: some tenths of a second. */
const NOTED = 500;

/** For so long one worker's place is given to it. */
const SLICE_MS = 20_000;
/** When jobs that were put behind come up by themselves, should nobody have noted them until then. */
const BY_THEMSELVES_S = 30;

/**
 * All runs that a shop may have at a time are under way. Its other webhooks stand aside, so that neither the queue nor
 * the places of the workers are full of them, and are noted here, many at a time: that is all their turns would come to.
 * One worker does so for a shop; the others leave at once.
 */
export async function stepAside(
  { db, clock }: Pick<SyncPorts, 'db' | 'clock'>,
  shopId: string,
): Promise<void> {
  const end = clock.now().getTime() + SLICE_MS;
  let isMine = await db.$transaction(async (tx) => {
    const mine = await takeTurn(tx, shopId);
    if (mine) await putBehind(tx, shopId);
    return mine;
  });
  while (isMine && clock.now().getTime() < end) {
    isMine = await db.$transaction(async (tx) => {
      if (!(await takeTurn(tx, shopId))) return false;
      const orderGids = await takeJobs(tx, shopId);
      const at = clock.now();
      if (orderGids.length > 0) await recordHints(tx, { shopId, orderGids, cause: 'webhook', at });
      return orderGids.length === NOTED;
    });
  }
}

async function takeTurn(tx: Tx, shopId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('step_aside ' || ${shopId}, 0)) as mine`;
  return row!.mine;
}

/** Looks at the front of the queue only, where they are in the way. */
async function putBehind(tx: Tx, shopId: string): Promise<void> {
  await tx.$executeRaw`
    update graphile_worker._private_jobs set priority = ${priority.crowded}::int,
      run_at = greatest(run_at, now() + ${BY_THEMSELVES_S}::int * interval '1 second')
    where id in (
      select j.id from graphile_worker._private_jobs j
      where j.id in (
          select head.id from (
            select h.id, h.payload from graphile_worker._private_jobs h
            where h.is_available and h.priority < ${priority.crowded}::int
              and h.task_id = (select id from graphile_worker._private_tasks where identifier = 'sync_order')
            order by h.priority, h.run_at limit ${ASIDE}::int) head
          where head.payload->>'shopId' = ${shopId})
      for update skip locked)`;
}

/** Takes jobs that were put behind out of the queue; answers the orders they are about. */
async function takeJobs(tx: Tx, shopId: string): Promise<string[]> {
  const taken = await tx.$queryRaw<{ orderGid: string }[]>`
    delete from graphile_worker._private_jobs where id in (
      select j.id from graphile_worker._private_jobs j
      where j.is_available and j.priority = ${priority.crowded}::int and j.payload->>'shopId' = ${shopId}
        and j.task_id = (select id from graphile_worker._private_tasks where identifier = 'sync_order')
      order by j.run_at limit ${NOTED}::int for update skip locked)
    returning payload->>'orderGid' as "orderGid"`;
  return taken.map(({ orderGid }) => orderGid);
}
