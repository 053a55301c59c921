import { sqlIn, type DatabaseOrTx } from '../../platform/database.server.ts';
import { big, int, json, text, uuid } from '../../platform/sql/codecs.ts';
import type { Sql } from '../../platform/sql/sql.server.ts';
import { statement } from '../../platform/sql/statement.ts';
import type { EventOutcome, EventStep } from '../events.ts';
import { passFields, passOf, passParams, PASS_COLUMNS, type Pass } from '../standing.server.ts';
import type { Lease } from './lease.server.ts';

/** Columns that a run writes, by their database names. */
interface Columns {
  document:
    | 'state'
    | 'remote_kind'
    | 'sevdesk_id'
    | 'number'
    | 'writes'
    | 'requested_at'
    | 'empty_look_ups'
    | 'refusal'
    | 'adopted'
    | 'numbered_at'
    | 'sevdesk_tax_cents'
    | 'paid_cents'
    | 'changed_at';
  booking: 'state' | 'elsewhere' | 'requested_at' | 'booked_at' | 'empty_look_ups' | 'refusal' | 'entry_id';
  outgoing_mail: 'state' | 'requested_at' | 'sent_at';
}
type Table = keyof Columns;
export type Change<T extends Table = Table> = Partial<
  Record<Columns[T], string | number | boolean | Date | object | null>
>;

/** Rows of one ledger table to be changed. An object is a column of JSON. */
export type RowChange = { [T in Table]: { table: T; ids: string[]; set: Change<T> } }[Table];

/** One line of the timeline. Nothing personal. */
export interface EventInput {
  step: EventStep;
  outcome: EventOutcome;
  at: Date;
  documentId?: string | null;
  durationMs?: number | null;
  detail?: Record<string, string | number | boolean | null>;
}

type Held = Pick<Lease, 'orderSyncId' | 'shopId' | 'owner' | 'fence'>;

/** Who writes, and by what right. */
export const heldParams = { order: uuid, shop: uuid, owner: text, fence: big };
export const heldBy = ({ orderSyncId, shopId, owner, fence }: Held) => ({
  order: orderSyncId,
  shop: shopId,
  owner,
  fence,
});

/**
 * A common table expression: the order, locked, if the lease still holds; else nothing, and whatever hangs on it writes
 * nothing. Locked meanwhile, so that a newer lease cannot begin in between.
 */
export const HELD = `held as (
  select id from order_sync where id = :order and lease_owner = :owner and fence = :fence for no key update)`;

/** Columns that a change does not name stay as they are. */
const changeOf = (table: Table, param: string, columns: string[]) => `${table}_changed as (
  update ${table} t set (${columns.join(', ')}) = (
      select ${columns.map((column) => `n.${column}`).join(', ')} from jsonb_populate_record(t, c.set) n)
  from held cross join jsonb_to_recordset(:${param}) as c(id uuid, set jsonb)
  where t.id = c.id and t.shop_id = :shop)`;

const DOCUMENT =
  'state remote_kind sevdesk_id number writes requested_at empty_look_ups refusal adopted numbered_at';
const columnsOf: Record<Table, string[]> = {
  document: `${DOCUMENT} sevdesk_tax_cents paid_cents changed_at`.split(' '),
  booking: 'state elsewhere requested_at booked_at empty_look_ups refusal entry_id'.split(' '),
  outgoing_mail: 'state requested_at sent_at'.split(' '),
};

/** A common table expression: the timeline goes on. */
export const EVENTS = `noted as (
  insert into event (shop_id, order_sync_id, document_id, at, step, outcome, duration_ms, fence, detail)
  select :shop, held.id, e."documentId", e.at, e.step, e.outcome, e."durationMs", :fence, e.detail
  from held cross join jsonb_to_recordset(:events)
    as e(at timestamptz, step text, outcome text, "documentId" uuid, "durationMs" int, detail jsonb))`;
export const eventParams = { events: json<object[]>() };
export const eventRows = (events: EventInput[]): object[] =>
  events.map(({ step, outcome, at, documentId = null, durationMs = null, detail = {} }) => {
    return { at, step, outcome, documentId, durationMs, detail };
  });

/** Common table expressions: all that a run may change of its ledger. */
export const CHANGES = [
  changeOf('document', 'documents', columnsOf.document),
  changeOf('booking', 'bookings', columnsOf.booking),
  changeOf('outgoing_mail', 'mails', columnsOf.outgoing_mail),
  EVENTS,
].join(', ');
export const changeParams = {
  ...eventParams,
  documents: json<object[]>(),
  bookings: json<object[]>(),
  mails: json<object[]>(),
};

/** Several changes of one row are one: the later ones count. */
export function changeRows(changes: RowChange[], events: EventInput[]) {
  const rows: Record<Table, Map<string, object>> = {
    document: new Map(),
    booking: new Map(),
    outgoing_mail: new Map(),
  };
  for (const { table, ids, set } of changes)
    for (const id of ids) rows[table].set(id, { ...rows[table].get(id), ...set });
  const of = (table: Table) => [...rows[table]].map(([id, set]) => ({ id, set }));
  return {
    documents: of('document'),
    bookings: of('booking'),
    mails: of('outgoing_mail'),
    events: eventRows(events),
  };
}

const WRITE = statement('ledger.write', {
  params: { ...heldParams, ...changeParams },
  row: { held: int },
  sql: `with ${HELD}, ${CHANGES} select count(*)::int as held from held`,
});

const WRITE_AND_PASS = statement('ledger.write_and_pass', {
  params: { ...heldParams, ...changeParams, ...passParams },
  row: { held: int, ...passFields },
  sql: `with ${HELD}, ${CHANGES}, ${passOf(', held')}
    select (select count(*) from held)::int as held, ${PASS_COLUMNS} from standing`,
});

/**
 * Changes the ledger and its timeline in one statement, if the lease still holds; false when it is lost and nothing
 * was written.
 */
export async function fencedWrite(
  db: DatabaseOrTx | Sql,
  lease: Held,
  changes: RowChange[],
  events: EventInput[],
): Promise<boolean> {
  const row = await sqlIn(db).first(WRITE, { ...heldBy(lease), ...changeRows(changes, events) });
  return row!.held === 1;
}

/** The same before a request leaves: answers how sevdesk stands, null when the lease is lost. */
export async function writeAndPass(
  sql: Sql,
  lease: Held,
  changes: RowChange[],
  events: EventInput[],
  leaving: { accountKey: string; now: Date; gapMs: number },
): Promise<Pass | null> {
  const rows = changeRows(changes, events);
  const row = await sql.first(WRITE_AND_PASS, { ...heldBy(lease), ...rows, ...leaving });
  return row!.held === 1 ? row : null;
}
