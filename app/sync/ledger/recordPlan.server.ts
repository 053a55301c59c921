import type { Plan, PlannedDocument } from '../../accounting/documents.ts';
import type { Order } from '../../accounting/order.ts';
import { storedDocument } from '../../accounting/stored/document.ts';
import { mailContext, planContext } from '../../platform/encryptionContexts.ts';
import { instant, int, json, list, text, uuid } from '../../platform/sql/codecs.ts';
import type { Sql } from '../../platform/sql/sql.server.ts';
import { statement } from '../../platform/sql/statement.ts';
import { becomesWanted, WITHDRAWN } from './documentState.server.ts';
import { EVENTS, eventParams, eventRows, HELD, heldBy, type EventInput } from './fencedWrite.server.ts';
import { hashOfPlan } from './hashOfPlan.server.ts';
import { isOpenToChange, loadLedger, numbersOf } from './ledger.server.ts';
import { progressOf, recordMovements } from './recordMovements.server.ts';
import { orderValues, RECORDED, recordParams } from './recordOrder.server.ts';
import { takeNoted, type Run, type Work } from './run.server.ts';

const identity = (of: { kind: string; sourceGid: string }) => `${of.kind} ${of.sourceGid}`;

const PLANNED =
  'marker account_key plan_encrypted plan_hash currency gross_cents tax_cents tax_rule positions date';
const columns = `${PLANNED} sequence refers_to_id`.split(' ');

/** Documents of the plan: new ones with an id, and what each refers to. */
const WANTED = `
  given as materialized (
    select coalesce(w.id, gen_random_uuid()) as id, w.id is null as is_new, w.open, w.kind, w.source_gid, w.remote_kind,
      w.marker, :accountKey as account_key, w.plan_encrypted, w.plan_hash, w.currency, w.gross_cents, w.tax_cents,
      w.tax_rule, w.positions, w.date, w.sequence, w.refers_to, w.refers_to_id, w.mailed, w.bookings
    from held cross join jsonb_to_recordset(:documents) as w(id uuid, open boolean, kind text, source_gid text,
      remote_kind text, marker text, plan_encrypted text, plan_hash text, currency text, gross_cents bigint,
      tax_cents bigint, tax_rule int, positions int, date date, sequence int, refers_to text, refers_to_id uuid,
      mailed boolean, bookings jsonb)),
  wanted as materialized (
    select g.id, g.is_new, g.open, g.kind, g.source_gid, g.remote_kind, g.mailed, g.bookings,
      ${columns.map((column) => (column === 'refers_to_id' ? 'coalesce(g.refers_to_id, i.id) as refers_to_id' : `g.${column}`)).join(', ')}
    from given g left join given i on i.kind = 'invoice' and i.source_gid = g.refers_to)`;

const DOCUMENTS = `
  created as (
    insert into document (id, shop_id, order_sync_id, order_gid, kind, source_gid, remote_kind, created_at, changed_at,
      ${columns.join(', ')})
    select w.id, :shop, :order, :orderGid, w.kind, w.source_gid, w.remote_kind, :now, :now,
      ${columns.map((column) => `w.${column}`).join(', ')}
    from wanted w where w.is_new order by w.sequence),
  changed as (
    update document d set ${columns.map((column) => `${column} = w.${column}`).join(', ')}, changed_at = :now,
      ${becomesWanted}
    from wanted w where d.id = w.id and not w.is_new and w.open)`;

/** Only what has not left changes: what was asked for stays as it was asked for, and is not put in again. */
const BOOKINGS = `
  paid as materialized (
    select w.id as document_id, w.kind = 'invoice' as received, w.sequence as nth, p.transaction_gid, p.gateway, p.check_account_id, p.handling,
      p.amount_cents, p.day, p.sequence
    from wanted w cross join jsonb_to_recordset(w.bookings) as p(transaction_gid text, gateway text,
      check_account_id text, handling text, amount_cents bigint, day date, sequence int)),
  rebooked as (
    update booking b set gateway = p.gateway, check_account_id = p.check_account_id, handling = p.handling,
      amount_cents = p.amount_cents,
      day = p.day, sequence = p.sequence
    from paid p
    where b.document_id = p.document_id and b.transaction_gid = p.transaction_gid and b.state = 'planned'),
  booked as (
    insert into booking (shop_id, document_id, transaction_gid, received, gateway, check_account_id, handling, amount_cents, day,
      sequence, created_at)
    select :shop, p.document_id, p.transaction_gid, p.received, p.gateway, p.check_account_id, p.handling, p.amount_cents, p.day,
      p.sequence, :now
    from paid p
    order by p.nth, p.sequence
    on conflict do nothing
    returning id, document_id, transaction_gid),
  unbooked as (
    delete from booking b using wanted w
    where b.document_id = w.id and b.state = 'planned' and not exists (
      select 1 from paid p where p.document_id = b.document_id and p.transaction_gid = b.transaction_gid))`;

/** One that a person sends once more stays wanted, whatever the settings say by now. */
const MAILS = `
  unmailed as (
    delete from outgoing_mail m using wanted w
    where m.document_id = w.id and not w.mailed and m.state = 'planned' and m.requested_at is null)`;

const PLAN = statement('ledger.record_plan', {
  params: {
    ...recordParams,
    ...eventParams,
    orderGid: text,
    accountKey: text,
    now: instant,
    documents: json<object[]>(),
    unwanted: list(uuid),
  },
  row: {
    held: int,
    documents: json<{ id: string; kind: string; sourceGid: string }[]>(),
    bookings: json<{ id: string; documentId: string; transactionGid: string }[]>(),
  },
  sql: `
    with ${HELD}, ${EVENTS}, ${RECORDED}, ${WANTED}, ${DOCUMENTS}, ${BOOKINGS}, ${MAILS}, ${WITHDRAWN}
    select (select count(*) from held)::int as held,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'sourceGid', source_gid)), '[]')
        from wanted) as documents,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'documentId', document_id,
        'transactionGid', transaction_gid)), '[]') from booked) as bookings`,
});

const MAIL = statement('ledger.plan_mail', {
  params: { shop: uuid, document: uuid, sealed: text, now: instant },
  row: {},
  sql: `insert into outgoing_mail (shop_id, document_id, to_encrypted, created_at)
    values (:shop, :document, :sealed, :now) on conflict do nothing`,
});

/**
 * Saves the order as read, with the events so far, and brings the ledger to what the plan wants: new documents, changed ones that have not left
 * yet, further bookings, and withdrawals. Answers the ledger as it is then; null when the lease is lost, and nothing was
 * changed.
 */
export async function recordPlan(run: Run, order: Order, ledger: Work[], plan: Plan): Promise<Work[] | null> {
  const { ports, lease } = run;
  const { events } = takeNoted(run);
  const works = new Map(ledger.map((work) => [identity(work.plan), work]));
  const mailed = plan.documents.filter(({ mailTo }) => mailTo !== null);
  const missing = mailed.filter((wanted) => !works.get(identity(wanted))?.mail);
  const record = (sql: Sql) => sql.first(PLAN, planValues(run, order, ledger, plan, events, works));
  const recorded =
    missing.length === 0
      ? await record(ports.db.sql)
      : await ports.db.sql.transaction(async (tx) => {
          const row = await record(tx);
          const ids = new Map(row!.documents.map((one) => [identity(one), one.id]));
          if (row!.held === 1)
            for (const wanted of missing) await planMail(run, tx, wanted, ids.get(identity(wanted))!);
          return row;
        });
  if (recorded!.held === 0) return null;
  await recordMovements(ports.db, lease, order, {
    bookings: plan.documents.flatMap(({ bookings }) => bookings),
    progress: progressOf(plan),
  });
  const isNew = ledger.length === 0 && missing.length === 0;
  return isNew ? newLedger(run, plan, recorded!) : loadLedger(ports.db, ports.encryption, lease.orderSyncId);
}

function planValues(
  run: Run,
  order: Order,
  ledger: Work[],
  plan: Plan,
  events: EventInput[],
  works: Map<string, Work>,
) {
  const { ports, lease, connection } = run;
  const wanted = new Set(plan.documents.map(identity));
  const unwanted = ledger.filter(
    (work) => isOpenToChange(work.state) && work.state !== 'withdrawn' && !wanted.has(identity(work.plan)),
  );
  return {
    ...heldBy(lease),
    ...orderValues(ports.encryption, lease, order, plan, numbersOf(ledger)),
    events: eventRows(events),
    orderGid: lease.orderGid,
    accountKey: connection.accountKey,
    now: ports.clock.now(),
    documents: plan.documents.map((document, sequence) => documentRow(run, document, sequence, works)),
    unwanted: unwanted.map((work) => work.id),
  };
}

function documentRow(
  { ports, lease }: Run,
  wanted: PlannedDocument,
  sequence: number,
  works: Map<string, Work>,
) {
  const work = works.get(identity(wanted));
  const open = !work || isOpenToChange(work.state);
  const { refersTo } = wanted;
  const context = planContext(lease.shopId, wanted.marker);
  return {
    id: work?.id ?? null,
    open,
    kind: wanted.kind,
    source_gid: wanted.sourceGid,
    remote_kind: remoteKindOf(wanted),
    marker: wanted.marker,
    plan_encrypted: open ? ports.encryption.encrypt(storedDocument.write(wanted), context) : null,
    plan_hash: open ? hashOfPlan(wanted) : null,
    currency: wanted.currency,
    gross_cents: wanted.gross,
    tax_cents: wanted.tax,
    tax_rule: wanted.taxRule,
    positions: wanted.positions.length,
    date: wanted.date,
    sequence,
    refers_to: refersTo,
    refers_to_id: refersTo === null ? null : (works.get(`invoice ${refersTo}`)?.id ?? null),
    mailed: wanted.mailTo !== null,
    bookings: wanted.bookings.map(
      ({ transactionGid, gateway, checkAccountId, handling = 'clear', amount, day }, nth) => ({
        ...{ transaction_gid: transactionGid, gateway, check_account_id: checkAccountId, handling },
        ...{ amount_cents: amount, day, sequence: nth },
      }),
    ),
  };
}

const remoteKindOf = ({ kind }: PlannedDocument) => (kind === 'credit_note' ? 'credit_note' : 'invoice');

function planMail(
  { ports, lease }: Run,
  tx: Sql,
  wanted: PlannedDocument,
  document: string,
): Promise<unknown> {
  const { shopId: shop } = lease;
  const sealed = ports.encryption.encrypt(wanted.mailTo!, mailContext(shop, document));
  return tx.rows(MAIL, { shop, document, sealed, now: ports.clock.now() });
}

/** The ledger of an order that had none, as it has just been written. */
function newLedger(
  { connection }: Run,
  plan: Plan,
  recorded: { documents: { id: string; kind: string; sourceGid: string }[]; bookings: BookedRow[] },
): Work[] {
  const ids = new Map(recorded.documents.map((one) => [identity(one), one.id]));
  return plan.documents.map((wanted) => {
    const id = ids.get(identity(wanted))!;
    return {
      id,
      kind: wanted.kind,
      // As a run reads it that takes up here.
      plan: storedDocument.read(storedDocument.write(wanted)),
      accountKey: connection.accountKey,
      state: 'planned',
      remoteKind: remoteKindOf(wanted),
      sevdeskId: null,
      number: null,
      writes: 0,
      asked: null,
      bookings: wanted.bookings.map((booking) => ({
        id: recorded.bookings.find(
          (row) => row.documentId === id && row.transactionGid === booking.transactionGid,
        )!.id,
        ...{ transactionGid: booking.transactionGid, gateway: booking.gateway, day: booking.day },
        ...{ checkAccountId: booking.checkAccountId, amountCents: booking.amount },
        ...{ state: 'planned', asked: null, handling: booking.handling ?? 'clear', entryId: null },
      })),
      passedBy: [],
      mail: null,
      seen: null,
    };
  });
}
type BookedRow = { id: string; documentId: string; transactionGid: string };
