import prisma from '@prisma/client';
import type { Acting } from '../../merchant/ports.server.ts';
import { changeChosen } from './changeChosen.server.ts';
import type { ReadPorts } from '../read/listOrders.server.ts';
import { becomesSkippedByHand } from '../../sync/ledger/orderState.server.ts';
import type { OrderSelection } from '../read/views.ts';

const { Prisma } = prisma;

/**
 * Leaves the chosen orders out as they are now, until somebody asks for them again or their money changes. What is booked
 * stays booked. An order that is being worked on is not touched, nor one of which nobody knows whether sevdesk carried out
 * a write, parked or not: skipped then, a draft that nobody knows of could stay behind, or a payment be booked of which the
 * log says nothing. A booking that sevdesk took and does not show is a person's case by then, and no reason any more.
 */
export function skipOrders(
  ports: ReadPorts,
  acting: Acting,
  chosen: OrderSelection,
): Promise<{ orders: number }> {
  const now = ports.clock.now();
  return changeChosen(ports, acting, chosen, {
    action: 'skip',
    set: Prisma.sql`${becomesSkippedByHand()}, next_attempt_at = null, attempts = 0`,
    where: Prisma.sql`o.state in ('waiting', 'parked') and (o.lease_until is null or o.lease_until <= ${now}::timestamptz)
      and not exists (select 1 from document d
        where d.order_sync_id = o.id and (
          d.state in ('write_requested', 'discard_requested', 'finalise_requested')
          or exists (select 1 from booking b where b.document_id = d.id
            and (b.state = 'requested' or (b.state = 'unclear' and o.state <> 'parked')))))`,
    deadLetters: 'skipped',
  });
}
