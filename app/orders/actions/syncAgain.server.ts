import prisma from '@prisma/client';
import type { Acting } from '../../merchant/ports.server.ts';
import { changeChosen } from './changeChosen.server.ts';
import { becomesQueuedUnlessSynced } from '../../sync/ledger/orderState.server.ts';
import { priorities, wakeOrder } from '../../sync/schedule/dueOrders.server.ts';
import type { ReadPorts } from '../read/listOrders.server.ts';
import type { OrderSelection } from '../read/views.ts';

const { Prisma } = prisma;

/** Chosen one by one, a person waits for them; a whole filter runs behind the live orders. */
const FEW = 20;

/**
 * "Sync again": the chosen orders are due now, whatever kept them. Also takes back that an order was skipped, and
 * overrules the rules that left it out. Pressing twice costs a second look at the order and nothing more.
 */
export function syncAgain(
  ports: ReadPorts,
  acting: Acting,
  chosen: OrderSelection,
): Promise<{ orders: number }> {
  const now = ports.clock.now();
  const few = 'orders' in chosen && chosen.orders.length <= FEW;
  const priority = few ? priorities.live : priorities.reconciliation;
  return changeChosen(ports, acting, chosen, {
    action: 'sync_again',
    set: Prisma.sql`wanted_revision = o.wanted_revision + 1, next_attempt_at = ${now}::timestamptz, attempts = 0,
      asked_at = ${now}::timestamptz, priority = ${priority}::int,
      ${becomesQueuedUnlessSynced()}`,
    where: Prisma.sql`true`,
    deadLetters: 'requeued',
    // The first ones at once; each run wakes the next, and the sweeper sees to the rest.
    async afterwards(tx, ids) {
      const rows = await tx.orderSync.findMany({ where: { id: { in: ids.slice(0, FEW) } } });
      for (const row of rows) await wakeOrder(tx, row, now);
    },
  });
}
