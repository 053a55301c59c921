import prisma from '@prisma/client';
import type { Prisma as Types } from '@prisma/client';
import type { Tx } from '../../platform/database.server.ts';
import { moved, readState } from '../../platform/stateMachine.ts';
import {
  bookingStates,
  documentStates,
  mailStates,
  type BookingProgress,
  type DocumentProgress,
  type MailProgress,
} from '../states.ts';

const { Prisma } = prisma;
type Sql = ReturnType<typeof Prisma.sql>;

// Every way in which the state of a document, of its bookings and of its mail is written.

type Of<State> = { state: State };

/** A document on its way. */
export const documentTo = (from: Of<DocumentProgress>, to: DocumentProgress): Of<DocumentProgress> => ({
  state: moved(documentStates, from.state, to),
});

/** `update document d set` ...: wanted again, as far as it had been withdrawn. */
export const becomesWanted = `state = case when d.state = 'withdrawn' then 'planned' else d.state end`;

/**
 * A common table expression: documents that no plan wants and that have not left. A draft that is being deleted comes to it
 * by itself.
 */
export const WITHDRAWN = `withdrawn as (
  update document d set state = 'withdrawn', changed_at = :now
  from held where d.id = any(:unwanted) and d.shop_id = :shop and d.state <> 'discard_requested')`;

/** Bookings of one document, all to one state, with the moment that belongs to it. */
export function bookingsTo(from: Of<BookingProgress>[], to: BookingProgress, now: Date) {
  for (const booking of from) moved(bookingStates, booking.state, to);
  return {
    state: to,
    ...(to === 'requested' ? { requested_at: now } : {}),
    ...(to === 'booked' ? { booked_at: now } : {}),
  };
}

/**
 * A person takes the payments of a document as sevdesk has them: what was still to be booked counts as booked elsewhere.
 * `paidCents`: what sevdesk shows as paid.
 */
export async function settleElsewhere(
  tx: Tx,
  document: { id: string; state: string; grossCents: bigint; bookings: { id: string; state: string }[] },
  paidCents: number,
  now: Date,
): Promise<void> {
  const left = document.bookings.filter(({ state }) => state !== 'booked');
  for (const { state } of left) moved(bookingStates, readState(bookingStates, state), 'booked');
  await tx.booking.updateMany({
    where: { id: { in: left.map(({ id }) => id) } },
    data: { state: 'booked', elsewhere: true, bookedAt: now },
  });
  const from = readState(documentStates, document.state);
  const isDone = from === 'open' && document.bookings.length > 0 && paidCents >= Number(document.grossCents);
  await tx.document.update({
    where: { id: document.id },
    data: { paidCents, changedAt: now, ...(isDone ? documentTo({ state: from }, 'done') : {}) },
  });
}

export function mailTo(from: Of<MailProgress>, to: MailProgress, now: Date) {
  return {
    state: moved(mailStates, from.state, to),
    ...(to === 'requested' ? { requested_at: now } : {}),
    ...(to === 'sent' ? { sent_at: now } : {}),
  };
}

/** `update outgoing_mail set` ...: a person sends it once more, or decides against it. */
export const mailByHand = (to: 'planned' | 'dropped'): Sql => Prisma.sql`state = ${to}`;

/** Mails that have not left and never shall: there is nobody to send them to. */
export async function dropPlannedMails(tx: Tx, where: Types.OutgoingMailWhereInput): Promise<void> {
  await tx.outgoingMail.updateMany({ where: { ...where, state: 'planned' }, data: { state: 'dropped' } });
}
