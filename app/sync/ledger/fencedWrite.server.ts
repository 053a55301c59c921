import prisma from '@prisma/client';
import type { DatabaseOrTx } from '../../platform/database.server.ts';
import type { EventOutcome, EventStep } from '../events.ts';
import type { Lease } from './lease.server.ts';

const { Prisma } = prisma;
type Sql = ReturnType<typeof Prisma.sql>;

/** Rows of one ledger table to be changed: columns by their database names. */
export interface RowChange {
  table: 'document' | 'booking' | 'outgoing_mail';
  ids: string[];
  /** An object is a column of JSON. */
  set: Record<string, string | number | bigint | boolean | Date | object | null>;
}

/** One line of the timeline. Nothing personal. */
export interface EventInput {
  step: EventStep;
  outcome: EventOutcome;
  at: Date;
  documentId?: string | null;
  durationMs?: number | null;
  detail?: Record<string, string | number | boolean | null>;
}

const TABLE = {
  document: Prisma.raw('document'),
  booking: Prisma.raw('booking'),
  outgoing_mail: Prisma.raw('outgoing_mail'),
};

/**
 * Changes the ledger and its timeline in one statement, if the lease still holds; false when it is lost and nothing
 * was written. The order's row is locked meanwhile, so that a newer lease cannot begin in between.
 */
export async function fencedWrite(
  db: DatabaseOrTx,
  lease: Pick<Lease, 'orderSyncId' | 'shopId' | 'owner' | 'fence'>,
  changes: RowChange[],
  events: EventInput[],
): Promise<boolean> {
  const parts: Sql[] = [
    Prisma.sql`held as (
      select id from order_sync
      where id = ${lease.orderSyncId}::uuid and lease_owner = ${lease.owner} and fence = ${lease.fence}::bigint
      for no key update)`,
  ];
  for (const [index, change] of changes.entries()) {
    const assignments = Object.entries(change.set).map(
      ([column, value]) => Prisma.sql`${Prisma.raw(column)} = ${asSql(value)}`,
    );
    parts.push(Prisma.sql`${Prisma.raw(`change${index}`)} as (
      update ${TABLE[change.table]} set ${Prisma.join(assignments)}
      where id = any(${change.ids}::uuid[]) and shop_id = ${lease.shopId}::uuid and exists (select 1 from held))`);
  }
  if (events.length > 0) parts.push(insertEvents(lease, events));
  const [row] = await db.$queryRaw<{ held: number }[]>`
    with ${Prisma.join(parts, ', ')} select count(*)::int as held from held`;
  return row!.held === 1;
}

const asSql = (value: RowChange['set'][string]): Sql =>
  typeof value === 'object' && value !== null && !(value instanceof Date)
    ? Prisma.sql`${JSON.stringify(value)}::jsonb`
    : Prisma.sql`${value}`;

function insertEvents(lease: Pick<Lease, 'shopId' | 'fence'>, events: EventInput[]): Sql {
  const rows = events.map((event) => ({
    at: event.at.toISOString(),
    step: event.step,
    outcome: event.outcome,
    documentId: event.documentId ?? null,
    durationMs: event.durationMs ?? null,
    detail: event.detail ?? {},
  }));
  return Prisma.sql`events as (
    insert into event (shop_id, order_sync_id, document_id, at, step, outcome, duration_ms, fence, detail)
    select ${lease.shopId}::uuid, held.id, e."documentId", e.at, e.step, e.outcome, e."durationMs",
      ${lease.fence}::bigint, e.detail
    from held cross join json_to_recordset(${JSON.stringify(rows)}::json)
      as e(at timestamptz, step text, outcome text, "documentId" uuid, "durationMs" int, detail jsonb))`;
}
