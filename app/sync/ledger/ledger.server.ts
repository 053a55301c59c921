import type { Booking, Document, OutgoingMail } from '@prisma/client';
import type { BookedDocument, PlannedBooking } from '../../accounting/documents.ts';
import { cents } from '../../accounting/money.ts';
import { storedDocument } from '../../accounting/stored/document.ts';
import type { DatabaseOrTx } from '../../platform/database.server.ts';
import type { Encryption } from '../../platform/encryption.server.ts';
import { mailContext, planContext } from '../../platform/encryptionContexts.ts';
import { readState } from '../../platform/stateMachine.ts';
import { bookingStates, documentStates, mailStates, type DocumentProgress } from '../states.ts';
import type { BookingWork, Work } from './run.server.ts';
import { askedOf } from './asked.ts';

// The ledger: what an order should have in sevdesk and how far each document is. Plans carry names and addresses, so
// they are encrypted; a document's plan is fixed from the moment its creation is asked for.

/** A plan that may still change: it has not left for sevdesk, or is being taken back. */
export const isOpenToChange = (state: DocumentProgress): boolean =>
  state === 'planned' || state === 'withdrawn' || state === 'discard_requested';

type DocumentRow = Document & { bookings: Booking[]; mails: OutgoingMail[] };

/** The order's documents in the order of writing, withdrawn ones included. */
export async function loadLedger(
  db: DatabaseOrTx,
  encryption: Encryption,
  orderSyncId: string,
): Promise<Work[]> {
  const rows = await db.document.findMany({
    where: { orderSyncId },
    include: {
      bookings: { orderBy: [{ sequence: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }] },
      mails: true,
    },
    orderBy: [{ sequence: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => toWork(row, encryption));
}

function toWork(row: DocumentRow, encryption: Encryption): Work {
  const [mail] = row.mails;
  return {
    id: row.id,
    kind: row.kind as Work['kind'],
    plan: storedDocument.read(encryption.decrypt(row.planEncrypted, planContext(row.shopId, row.marker))),
    accountKey: row.accountKey,
    state: readState(documentStates, row.state),
    remoteKind: row.remoteKind as Work['remoteKind'],
    sevdeskId: row.sevdeskId,
    number: row.number,
    writes: row.writes,
    asked: askedOf(row.state === 'write_requested' || row.state === 'finalise_requested', row),
    bookings: row.bookings.map(toBookingWork),
    passedBy: [],
    mail: mail ? toMailWork(mail, encryption) : null,
    seen: null,
  };
}

const toBookingWork = (row: Booking): BookingWork => ({
  id: row.id,
  transactionGid: row.transactionGid,
  gateway: row.gateway,
  checkAccountId: row.checkAccountId,
  handling: row.handling === 'match' ? 'match' : 'clear',
  entryId: row.entryId,
  amountCents: Number(row.amountCents),
  day: row.day.toISOString().slice(0, 10),
  state: readState(bookingStates, row.state),
  asked: askedOf(row.state === 'requested', row),
});

/** Nothing is left to be sent once the buyer's address is deleted. */
const toMailWork = ({ id, shopId, documentId, state, toEncrypted }: OutgoingMail, encryption: Encryption) =>
  toEncrypted === null
    ? null
    : {
        id,
        to: encryption.decrypt(toEncrypted, mailContext(shopId, documentId)),
        state: readState(mailStates, state),
      };

/** The ledger as accounting wants to know it: of a document that has left, the bookings that have left too. */
export const asBooked = (ledger: Work[]): BookedDocument[] =>
  ledger
    .filter((work) => work.state !== 'withdrawn')
    .map((work) => ({
      kind: work.kind,
      sourceGid: work.plan.sourceGid,
      fixed: !isOpenToChange(work.state),
      numbered: work.state === 'open' || work.state === 'done',
      plan: isOpenToChange(work.state) ? work.plan : { ...work.plan, bookings: sentBookings(work) },
    }));

const sentBookings = (work: Work): PlannedBooking[] =>
  work.bookings
    .filter((booking) => booking.state !== 'planned')
    .map(({ transactionGid, gateway, checkAccountId, handling, amountCents, day }) => ({
      transactionGid,
      gateway,
      checkAccountId,
      ...(handling === 'match' ? { handling } : {}),
      day,
      amount: cents(amountCents),
    }));

/** The numbers that sevdesk gave. A draft credit note carries one that is not final. */
export const numbersOf = (ledger: Work[]): string[] =>
  ledger.flatMap((work) =>
    (work.state === 'open' || work.state === 'done') && work.number ? [work.number] : [],
  );
