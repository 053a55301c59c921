import type { BookedDocument, PlannedBooking } from '../../accounting/documents.ts';
import { cents } from '../../accounting/money.ts';
import { storedDocument } from '../../accounting/stored/document.ts';
import { sqlIn, type DatabaseOrTx } from '../../platform/database.server.ts';
import { json, uuid } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
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

/** As JSON holds it. */
interface DocumentRow {
  id: string;
  shop_id: string;
  kind: string;
  marker: string;
  account_key: string;
  state: string;
  plan_encrypted: string;
  remote_kind: string;
  sevdesk_id: string | null;
  number: string | null;
  writes: number;
  requested_at: string | null;
  empty_look_ups: number;
  refusal: unknown;
  bookings: BookingRow[];
  mail: MailRow | null;
}
interface BookingRow {
  id: string;
  transaction_gid: string;
  gateway: string;
  check_account_id: string;
  handling: string;
  entry_id: string | null;
  amount_cents: number;
  day: string;
  state: string;
  requested_at: string | null;
  empty_look_ups: number;
  refusal: unknown;
}
interface MailRow {
  id: string;
  shop_id: string;
  document_id: string;
  state: string;
  to_encrypted: string | null;
}

/** The rows of {@link LEDGER}. */
export const ledgerRows = json<DocumentRow[]>();

/**
 * An expression, for a statement about `order_sync o`: its documents in the order of writing, withdrawn ones included, each
 * with its bookings and its mail.
 */
export const LEDGER = `(
  select coalesce(jsonb_agg(to_jsonb(document) order by document.sequence, document.created_at, document.id), '[]')
  from (
    select d.id, d.shop_id, d.kind, d.marker, d.account_key, d.state, d.plan_encrypted, d.remote_kind, d.sevdesk_id,
      d.number, d.writes, d.requested_at, d.empty_look_ups, d.refusal, d.sequence, d.created_at,
      (select coalesce(jsonb_agg(to_jsonb(b) order by b.sequence, b.created_at, b.id), '[]')
        from booking b where b.document_id = d.id) as bookings,
      (select to_jsonb(m) from outgoing_mail m where m.document_id = d.id limit 1) as mail
    from document d where d.order_sync_id = o.id) document)`;

const LOAD = statement('ledger.load', {
  params: { id: uuid },
  row: { ledger: ledgerRows },
  sql: `select ${LEDGER} as ledger from order_sync o where o.id = :id`,
});

/** The order's documents in the order of writing, withdrawn ones included. */
export async function loadLedger(
  db: DatabaseOrTx,
  encryption: Encryption,
  orderSyncId: string,
): Promise<Work[]> {
  const row = await sqlIn(db).first(LOAD, { id: orderSyncId });
  return toLedger(row?.ledger ?? [], encryption);
}

/** What was read with {@link LEDGER}. */
export const toLedger = (rows: DocumentRow[], encryption: Encryption): Work[] =>
  rows.map((row) => toWork(row, encryption));

function toWork(row: DocumentRow, encryption: Encryption): Work {
  const requested = row.state === 'write_requested' || row.state === 'finalise_requested';
  return {
    id: row.id,
    kind: row.kind as Work['kind'],
    plan: storedDocument.read(encryption.decrypt(row.plan_encrypted, planContext(row.shop_id, row.marker))),
    accountKey: row.account_key,
    state: readState(documentStates, row.state),
    remoteKind: row.remote_kind as Work['remoteKind'],
    sevdeskId: row.sevdesk_id,
    number: row.number,
    writes: row.writes,
    asked: askedOf(requested, askedRow(row)),
    bookings: row.bookings.map(toBookingWork),
    passedBy: [],
    mail: row.mail && toMailWork(row.mail, encryption),
    seen: null,
  };
}

const askedRow = (row: Pick<DocumentRow, 'requested_at' | 'empty_look_ups' | 'refusal'>) => ({
  requestedAt: row.requested_at === null ? null : new Date(row.requested_at),
  emptyLookUps: row.empty_look_ups,
  refusal: row.refusal,
});

const toBookingWork = (row: BookingRow): BookingWork => ({
  id: row.id,
  transactionGid: row.transaction_gid,
  gateway: row.gateway,
  checkAccountId: row.check_account_id,
  handling: row.handling === 'match' ? 'match' : 'clear',
  entryId: row.entry_id,
  amountCents: row.amount_cents,
  day: row.day,
  state: readState(bookingStates, row.state),
  asked: askedOf(row.state === 'requested', askedRow(row)),
});

/** Nothing is left to be sent once the buyer's address is deleted. */
const toMailWork = (row: MailRow, encryption: Encryption) =>
  row.to_encrypted === null
    ? null
    : {
        id: row.id,
        to: encryption.decrypt(row.to_encrypted, mailContext(row.shop_id, row.document_id)),
        state: readState(mailStates, row.state),
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
