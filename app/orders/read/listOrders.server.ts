import prisma from '@prisma/client';
import { z } from 'zod';
import { readFacts } from '../../accounting/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database.server.ts';
import type { Encryption } from '../../platform/encryption.server.ts';
import { buyerContext } from '../../platform/encryptionContexts.ts';
import { matches, type Sql } from './filterOrders.server.ts';
import { rowExtras } from './rowExtras.server.ts';
import { timeZoneOf } from '../../merchant/timeZone.server.ts';
import type { OrderList, OrderListQuery, OrderRow, OrderSort, OrderState } from './views.ts';

const { Prisma } = prisma;

export interface ReadPorts {
  db: Database;
  encryption: Encryption;
  clock: Clock;
}

const COLUMN: Record<OrderSort, { name: Sql; type: Sql }> = {
  processedAt: { name: Prisma.raw('o.listed_at'), type: Prisma.raw('timestamptz') },
  changedAt: { name: Prisma.raw('o.changed_at'), type: Prisma.raw('timestamptz') },
  totalCents: { name: Prisma.raw('o.total_cents'), type: Prisma.raw('bigint') },
  orderName: { name: Prisma.raw('o.order_name'), type: Prisma.raw('text') },
};

/** Where a page begins: behind (or, going back, before) the row with this value and id. */
const cursorSchema = z.object({ back: z.boolean(), value: z.string().max(300), id: z.uuid() });
type Cursor = z.output<typeof cursorSchema>;

const writeCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** A cursor that was tampered with or belongs to another sorting simply begins at the start. */
function readCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    return cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null;
  } catch {
    return null;
  }
}

interface Row {
  id: string;
  orderGid: string;
  orderId: string;
  orderName: string;
  buyer: string | null;
  totalCents: bigint;
  currency: string | null;
  gateway: string | null;
  state: OrderState;
  code: string | null;
  facts: unknown;
  invoiceNumber: string | null;
  processedAt: Date | null;
  changedAt: Date;
  syncedAt: Date | null;
  busy: boolean;
  archived: boolean;
  sortValue: string;
}

/** One page of a shop's log. Paging goes by the sorted value, so a page costs the same at any depth. */
export async function listOrders(
  ports: ReadPorts,
  shopId: string,
  query: OrderListQuery,
): Promise<OrderList> {
  const { db, encryption, clock } = ports;
  const cursor = readCursor(query.cursor);
  const back = cursor?.back ?? false;
  const { name, type } = COLUMN[query.sort];
  const down = query.descending !== back;
  const conditions = [matches(encryption, shopId, await timeZoneOf(db, shopId), query.filter)];
  if (cursor && isValue(query.sort, cursor.value)) {
    const than = Prisma.raw(down ? '<' : '>');
    conditions.push(Prisma.sql`(${name}, o.id) ${than} (${cursor.value}::${type}, ${cursor.id}::uuid)`);
  }
  const order = Prisma.raw(down ? 'desc' : 'asc');
  const rows = await db.$queryRaw<Row[]>`
    select o.id, o.order_gid as "orderGid", o.order_id as "orderId", o.order_name as "orderName",
      o.buyer_encrypted as buyer, o.total_cents as "totalCents", o.currency, o.gateway, o.state,
      coalesce(o.problem_code, o.reason) as code, o.problem_facts as facts, o.invoice_number as "invoiceNumber",
      o.processed_at as "processedAt", o.changed_at as "changedAt", o.synced_at as "syncedAt", o.archived,
      coalesce(o.lease_until > ${clock.now()}::timestamptz or o.next_attempt_at <= ${clock.now()}::timestamptz, false)
        as busy,
      ${name}::text as "sortValue"
    from order_sync o where ${Prisma.join(conditions, ' and ')}
    order by ${name} ${order}, o.id ${order} limit ${query.pageSize + 1}::int`;
  const more = rows.length > query.pageSize;
  const page = rows.slice(0, query.pageSize);
  if (back) page.reverse();
  const at = (row: Row | undefined, towards: boolean) =>
    row ? writeCursor({ back: towards, value: row.sortValue, id: row.id }) : null;
  const extras = await rowExtras(
    db,
    shopId,
    page.map(({ id }) => id),
  );
  return {
    rows: page.map((row) => ({ ...toRow(encryption, shopId, row), ...extras(row.id) })),
    next: more || back ? at(page.at(-1), false) : null,
    previous: (back ? more : cursor !== null) ? at(page[0], true) : null,
  };
}

function isValue(sort: OrderSort, value: string): boolean {
  if (sort === 'orderName') return value.isWellFormed() && !value.includes('\0');
  return sort === 'totalCents' ? /^-?\d{1,18}$/.test(value) : isInstant(value);
}

/** A time as Postgres writes it, e.g. "2026-11-24 06:00:00.123+00". */
function isInstant(value: string): boolean {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)\+00(?::?00)?$/.exec(value) ?? [];
  if (!day || !time) return false;
  const at = new Date(`${day}T${time.slice(0, 12)}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
}

function toRow(
  encryption: Encryption,
  shopId: string,
  row: Row,
): Omit<OrderRow, 'creditNumbers' | 'refunded' | 'mailLost'> {
  const { id: _id, sortValue: _value, code, facts, buyer, ...rest } = row;
  return {
    ...rest,
    buyer: buyer === null ? null : encryption.decrypt(buyer, buyerContext(shopId, row.orderGid)),
    totalCents: row.processedAt === null ? null : Number(row.totalCents),
    problem: code === null ? null : { code, facts: readFacts(facts) },
    processedAt: row.processedAt?.toISOString() ?? null,
    changedAt: row.changedAt.toISOString(),
    syncedAt: row.syncedAt?.toISOString() ?? null,
  };
}
