import type { Order } from '../../accounting/order.ts';
import { saysTheSame, digestOfOrder } from '../ledger/digest.ts';
import type { Lease } from '../ledger/lease.server.ts';
import { recordOrder } from '../ledger/recordOrder.server.ts';
import { isStop, lost, type Stop } from '../outcome.ts';
import type { SyncPorts } from '../ports.server.ts';
import { changedAfterSkip, orderTooOld, skipped } from '../problems.ts';
import type { Answered } from './decide.ts';
import type { RunStart } from './readRun.server.ts';

type Read = { order: Order; caughtUp: boolean } | Stop;

/**
 * An order that a person left out stays so as long as its money says the same as then. What comes later is looked at: with
 * documents in sevdesk it is planned like any other (null), without any it comes back to the log, and a person says whether
 * it is booked now. Where it cannot be read, the next comparison with Shopify finds it.
 */
export async function lookAtSkipped(
  ports: SyncPorts,
  lease: Lease,
  { order: known, ledger }: Pick<RunStart, 'order' | 'ledger'>,
  read: Read,
): Promise<Answered | Stop | null> {
  const stays: Answered = { state: 'skipped', problem: skipped.byHand };
  if (isStop(read)) return stays;
  if (!read.caughtUp) return ledger.length > 0 ? { state: 'parked', problem: orderTooOld() } : stays;
  const changed = known.readDigest !== null && !saysTheSame(known.readDigest, digestOfOrder(read.order));
  if (changed && ledger.length > 0) return null;
  if (!(await recordOrder(ports, lease, read.order, null, []))) return lost;
  return changed ? { state: 'parked', problem: changedAfterSkip() } : stays;
}
