import { deferOrderJobs, takeDeferredOrders } from '../../platform/queue/statements.server.ts';
import type { Tx } from '../../platform/database.server.ts';
import type { SyncPorts } from '../ports.server.ts';
import { recordHints } from './recordHint.server.ts';

/** Jobs noted in one go: some tenths of a second. */
const NOTED = 500;

/** For so long one worker's slot is given to it. */
const SLICE_MS = 20_000;

/**
 * All runs that a shop may have at a time are under way. Its other webhooks are deferred, so that neither the queue nor
 * the slots of the workers are full of them, and are noted here, many at a time: that is all their turns would come to.
 * One worker does so for a shop; the others leave at once.
 */
export async function applyBackpressure(
  { db, clock }: Pick<SyncPorts, 'db' | 'clock'>,
  shopId: string,
): Promise<void> {
  const end = clock.now().getTime() + SLICE_MS;
  let isMine = await db.$transaction(async (tx) => {
    const mine = await takeTurn(tx, shopId);
    if (mine) await deferOrderJobs(tx, shopId);
    return mine;
  });
  while (isMine && clock.now().getTime() < end) {
    isMine = await db.$transaction(async (tx) => {
      if (!(await takeTurn(tx, shopId))) return false;
      const orderGids = await takeDeferredOrders(tx, shopId, NOTED);
      const at = clock.now();
      if (orderGids.length > 0) await recordHints(tx, { shopId, orderGids, cause: 'webhook', at });
      return orderGids.length === NOTED;
    });
  }
}

async function takeTurn(tx: Tx, shopId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended('backpressure ' || ${shopId}, 0)) as mine`;
  return row!.mine;
}
