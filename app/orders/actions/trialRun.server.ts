import prisma from '@prisma/client';
import { recordAudit } from '../../merchant/audit.server.ts';
import type { Acting, MerchantPorts } from '../../merchant/ports.server.ts';
import { switchSync, type SwitchedSync } from '../../merchant/switchSync.server.ts';
import type { Tx } from '../../platform/database.server.ts';
import { becomesQueued } from '../../sync/ledger/orderState.server.ts';
import { priorities, wakeForgotten } from '../../sync/schedule/dueOrders.server.ts';
import { skipped, TRIAL } from '../../sync/problems.ts';

// A trial run does everything as for real, but writes nothing to sevdesk: orders are read, planned and checked, and the
// log says what would have been made. From the moment it ends, they are booked.

type Ports = Pick<MerchantPorts, 'db' | 'clock'>;

/** From now on nothing is written to sevdesk. A step that is under way is finished. */
export async function startTrial({ db, clock }: Ports, { shopId, actor }: Acting): Promise<void> {
  const at = clock.now();
  await db.$transaction(async (tx) => {
    const { count } = await tx.shop.updateMany({
      where: { id: shopId, trialSince: null, syncFrom: { not: null } },
      data: { trialSince: at },
    });
    if (count > 0) await recordAudit(tx, { shopId, at, actor, action: 'start_trial' });
  });
}

/**
 * Ends a trial run: what was paid from that moment on is booked, also what the trial run has looked at already. Orders
 * that it parked run again by themselves: what is certain of them is booked now, what is not stays parked.
 */
export async function goLive(ports: Ports, acting: Acting, from: Date): Promise<SwitchedSync> {
  const now = ports.clock.now();
  const { trialSince } = await ports.db.shop.findUniqueOrThrow({ where: { id: acting.shopId } });
  const switched = await switchSync(ports, acting, from, {
    afterwards: (tx) => bookTrialOrders(tx, acting.shopId, { from, trialSince }, now),
  });
  if (switched.kind === 'on') await wakeForgotten(ports.db, now);
  return switched;
}

async function bookTrialOrders(
  tx: Tx,
  shopId: string,
  { from, trialSince }: { from: Date; trialSince: Date | null },
  now: Date,
): Promise<void> {
  // The shop is locked by now; its orders in the order in which everybody locks them.
  await tx.$queryRaw`
    select 1 from order_sync where shop_id = ${shopId}::uuid and archived in (true, false)
      and (state = 'skipped' and reason = ${TRIAL} or state = 'parked') order by order_gid for no key update`;
  await tx.$executeRaw`
    update order_sync set reason = ${skipped.beforeStart.code}, problem_facts = null, changed_at = ${now}::timestamptz
    where shop_id = ${shopId}::uuid and archived in (true, false) and state = 'skipped' and reason = ${TRIAL}
      and coalesce(paid_at, processed_at) < ${from}::timestamptz and processed_at < ${from}::timestamptz`;
  await tx.$executeRaw`
    update order_sync set ${prisma.Prisma.raw(becomesQueued)},
      wanted_revision = wanted_revision + 1, next_attempt_at = ${now}::timestamptz, attempts = 0,
      priority = ${priorities.reconciliation}::int, changed_at = ${now}::timestamptz
    where shop_id = ${shopId}::uuid and archived in (true, false) and state = 'skipped' and reason = ${TRIAL}`;
  if (trialSince === null) return;
  await tx.$executeRaw`
    update order_sync set wanted_revision = wanted_revision + 1, next_attempt_at = ${now}::timestamptz, attempts = 0,
      priority = ${priorities.reconciliation}::int
    where shop_id = ${shopId}::uuid and archived in (true, false) and state = 'parked'
      and changed_at >= ${trialSince}::timestamptz
      and (paid_at >= ${from}::timestamptz or processed_at >= ${from}::timestamptz)`;
}
