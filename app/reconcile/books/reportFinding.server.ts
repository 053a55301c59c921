import type { OrderSync } from '@prisma/client';
import type { Problem } from '../../accounting/problem.ts';
import type { Tx } from '../../platform/database.server.ts';
import { answeredWith } from '../../sync/ledger/orderState.server.ts';
import { openDeadLetter } from '../../sync/schedule/deadLetters.server.ts';
import { priorities, wakeNextOf } from '../../sync/schedule/dueOrders.server.ts';
import { skipped, waiting } from '../../sync/problems.ts';
import { recordHint } from '../../sync/schedule/recordHint.server.ts';
import type { BooksFinding } from './judgeBooks.ts';

/** The order as it stood before sevdesk was asked: a run in between makes the answer worthless. */
export type Before = Pick<OrderSync, 'id' | 'fence'>;

/** Held until the draft is finished in sevdesk, which nobody but this comparison notices. */
const waitsForMerchant = ({ reason, nextAttemptAt }: OrderSync) =>
  reason === waiting.draft.code && nextAttemptAt === null;

/** Parked for want of an entry: whoever matches it in sevdesk by hand has answered. */
const asksForEntry = ({ problemCode }: OrderSync) =>
  problemCode === 'sevdesk.entry_missing' || problemCode === 'sevdesk.entry_several';

/** The order, if it is at rest: everything answered, nobody at work. */
export async function orderAtRest(tx: Tx, orderSyncId: string, now: Date): Promise<OrderSync | null> {
  await tx.$queryRaw`select 1 from order_sync where id = ${orderSyncId}::uuid for no key update`;
  const row = await tx.orderSync.findUnique({ where: { id: orderSyncId } });
  if (!row || (row.wantedRevision > row.doneRevision && !waitsForMerchant(row))) return null;
  return row.leaseUntil && row.leaseUntil > now ? null : row;
}

/**
 * Puts down at its order what was found in sevdesk: a problem parks it, and a draft that a person finished makes it due.
 * False when the order is not at rest any more, was skipped by hand, or has a problem already; nothing happens then.
 */
export async function reportFinding(
  tx: Tx,
  before: Before,
  finding: Exclude<BooksFinding, { kind: 'as_booked' }>,
  documentId: string,
  now: Date,
): Promise<boolean> {
  const row = await orderAtRest(tx, before.id, now);
  if (!row || row.fence !== before.fence) return false;
  if (row.state === 'parked' && !(finding.kind === 'go_on' && asksForEntry(row))) return false;
  if (row.reason === skipped.byHand.code) return false;
  const { shopId, orderGid } = row;
  if (finding.kind === 'go_on') {
    const priority = priorities.reconciliation;
    await recordHint(tx, { shopId, orderGid, cause: 'reconciliation', priority, at: now });
    await wakeNextOf(tx, shopId, now);
  } else await park(tx, row, finding.problem, documentId, now);
  return true;
}

async function park(tx: Tx, row: OrderSync, found: Problem, documentId: string, now: Date): Promise<void> {
  const detail = { state: 'parked', problem: found.code, class: 'data', cause: 'reconciliation' };
  await tx.event.create({
    data: {
      shopId: row.shopId,
      orderSyncId: row.id,
      documentId,
      at: now,
      step: 'park',
      outcome: 'refused',
      detail,
    },
  });
  await tx.orderSync.update({
    where: { id: row.id },
    data: {
      ...answeredWith(row, 'parked', found, now),
      nextAttemptAt: null,
      attempts: 0,
      changedAt: now,
    },
  });
  const letter = { class: 'data' as const, problem: found, message: '', retries: 0, retryAfterMs: null };
  await openDeadLetter(tx, row.id, letter, now);
}
