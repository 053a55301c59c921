import type { Booking, Document } from '@prisma/client';
import { recordAudit } from '../../merchant/audit.server.ts';
import { connectionFor } from '../../merchant/connection.server.ts';
import type { Acting, MerchantPorts } from '../../merchant/ports.server.ts';
import type { Tx } from '../../platform/database.server.ts';
import type { DocumentState, LedgerKind } from '../../sevdesk/client.ts';
import { settleElsewhere } from '../../sync/ledger/documentState.server.ts';
import { priorities, wakeOrder } from '../../sync/schedule/dueOrders.server.ts';
import { isCancelled, paidOf } from '../../sync/steps/judgePayment.ts';

export type PaymentAccepted =
  | { kind: 'accepted' }
  /** The order has moved on, or is being worked on: nothing is to be accepted (any more). */
  | { kind: 'gone' }
  | { kind: 'refused'; why: 'not_connected' | 'unavailable' | 'not_paid' };

/** Problems that say that sevdesk has another payment than the app has booked. */
const ACCEPTABLE: readonly string[] = [
  'sevdesk.already_paid_elsewhere',
  'sevdesk.booking_differs',
  'sevdesk.booking_unclear',
];

type Ports = Pick<MerchantPorts, 'db' | 'encryption' | 'clock' | 'sevdesk'>;
type Held = Document & { bookings: Booking[] };

/**
 * The merchant says that the payments are right as sevdesk has them. What was to be booked on the documents in question
 * counts as booked elsewhere and is never sent again; the order goes on, later refunds included. Audited. Documents whose
 * payment is as the app knows it are left as they are.
 */
export async function acceptPayment(
  ports: Ports,
  acting: Acting,
  { orderGid }: { orderGid: string },
): Promise<PaymentAccepted> {
  const { shopId, actor } = acting;
  const order = await ports.db.orderSync.findUnique({
    where: { shopId_orderGid: { shopId, orderGid } },
    select: { id: true },
  });
  if (!order) return { kind: 'gone' };
  const seen = await readFromSevdesk(ports, shopId, order.id);
  if (typeof seen === 'string') return { kind: 'refused', why: seen };
  const now = ports.clock.now();
  return ports.db.$transaction(async (tx): Promise<PaymentAccepted> => {
    await tx.$queryRaw`select 1 from order_sync where id = ${order.id}::uuid for no key update`;
    const row = await tx.orderSync.findUniqueOrThrow({ where: { id: order.id } });
    const isAtWork = row.leaseUntil !== null && row.leaseUntil > now;
    if (row.state !== 'parked' || isAtWork || !ACCEPTABLE.includes(row.problemCode ?? ''))
      return { kind: 'gone' };
    const accepted = await acceptAll(tx, await documentsOf(tx, shopId, order.id), seen, now);
    if (accepted === 'busy') return { kind: 'gone' };
    if (accepted.length === 0) return { kind: 'refused', why: 'not_paid' };
    const detail = { action: 'accept_payment', actor };
    await tx.event.create({
      data: { shopId, orderSyncId: row.id, at: now, step: 'person', outcome: 'done', detail },
    });
    await recordAudit(tx, {
      ...{ shopId, at: now, actor, action: 'accept_payment', target: orderGid },
      detail: { documents: accepted },
    });
    const changed = await tx.orderSync.update({
      where: { id: row.id },
      data: {
        wantedRevision: { increment: 1 },
        nextAttemptAt: now,
        attempts: 0,
        priority: priorities.live,
        changedAt: now,
      },
    });
    await wakeOrder(tx, changed, now);
    return { kind: 'accepted' };
  });
}

const documentsOf = (db: Tx | Ports['db'], shopId: string, orderSyncId: string): Promise<Held[]> =>
  db.document.findMany({
    where: { shopId, orderSyncId, state: { in: ['open', 'done'] }, sevdeskId: { not: null } },
    include: { bookings: true },
    orderBy: { sequence: 'asc' },
  });

/** How the order's documents stand in sevdesk now, by their ids there. */
async function readFromSevdesk(ports: Ports, shopId: string, orderSyncId: string) {
  const connection = await connectionFor(ports.db, ports.encryption, shopId);
  if (!connection) return 'not_connected' as const;
  const client = ports.sevdesk(connection.token);
  const seen = new Map<string, DocumentState>();
  for (const { sevdeskId, remoteKind, accountKey } of await documentsOf(ports.db, shopId, orderSyncId)) {
    if (accountKey !== connection.accountKey) continue;
    const answer = await client.get(remoteKind as LedgerKind, sevdeskId!);
    if (answer.kind !== 'done') return 'unavailable' as const;
    seen.set(sevdeskId!, answer.value);
  }
  return seen;
}

async function acceptAll(tx: Tx, documents: Held[], seen: Map<string, DocumentState>, now: Date) {
  // Its fate is not known yet: what sevdesk shows may be the half of it.
  if (documents.some(({ bookings }) => bookings.some(({ state }) => state === 'requested')))
    return 'busy' as const;
  const accepted: { documentId: string; paidCents: number }[] = [];
  for (const document of documents) {
    const state = seen.get(document.sevdeskId!);
    if (!state || isCancelled(state)) continue;
    const unclear = document.bookings.some((booking) => booking.state === 'unclear');
    const paid = paidOf(state);
    if (!unclear && (paid === null || paid === Number(document.paidCents))) continue;
    const paidCents = paid ?? sumOf(document.bookings);
    await settleElsewhere(tx, document, paidCents, now);
    accepted.push({ documentId: document.id, paidCents });
  }
  return accepted;
}

/** Partly paid credit notes do not say how much. */
const sumOf = (bookings: Booking[]): number =>
  bookings.reduce((total, { amountCents }) => total + Number(amountCents), 0);
