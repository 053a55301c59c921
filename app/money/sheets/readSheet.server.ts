import prisma from '@prisma/client';
import { z } from 'zod';
import type { DatabaseOrTx } from '../../platform/database.server.ts';
import { bookedCents, isLiability, owedBy, stands, type Sql } from './accountSql.server.ts';
import type { AccountKey, LineKind, Period, SheetLine, SheetPage } from './views.ts';

const { Prisma } = prisma;

interface Row {
  id: string;
  day: string;
  cents: bigint;
  gateway: string;
  orderId: string;
  orderName: string;
  documentKind: string | null;
  number: string | null;
  sevdeskId: string | null;
}

const cursorSchema = z.object({ day: z.iso.date(), id: z.string().max(255) });

/** A cursor that was tampered with begins at the start. */
function readCursor(text: string | null, isId: z.ZodType): { day: string; id: string } | null {
  if (text === null) return null;
  try {
    const cursor = cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    return isId.safeParse(cursor.id).success ? cursor : null;
  } catch {
    return null;
  }
}

/** One page of an account's sheet. Paging goes by day and line, so a page costs the same at any depth. */
export async function readSheet(
  db: DatabaseOrTx,
  shopId: string,
  account: AccountKey,
  period: Period,
  cursor: string | null,
  size: number,
): Promise<SheetPage> {
  const isClearing = account.kind === 'clearing';
  const after = readCursor(cursor, isClearing ? z.uuid() : z.string());
  const rows = isClearing
    ? await bookedLines(db, shopId, account.id, period, after, size + 1)
    : await owedLines(db, shopId, account.kind, period, after, size + 1);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return {
    lines: page.map((row) => toLine(row, account.kind)),
    next:
      rows.length > size && last
        ? Buffer.from(JSON.stringify({ day: last.day, id: last.id })).toString('base64url')
        : null,
  };
}

const behind = (columns: Sql, type: Sql, after: { day: string; id: string } | null): Sql =>
  after ? Prisma.sql`and ${columns} < (${after.day}::date, ${after.id}::${type})` : Prisma.empty;

const bookedLines = (
  db: DatabaseOrTx,
  shopId: string,
  accountId: string,
  { from, to }: Period,
  after: { day: string; id: string } | null,
  size: number,
) =>
  db.$queryRaw<Row[]>`
    select b.id::text, b.day::text, ${bookedCents} as cents, b.gateway, o.order_id as "orderId",
      o.order_name as "orderName", d.kind as "documentKind", d.number, d.sevdesk_id as "sevdeskId"
    from booking b join document d on d.id = b.document_id join order_sync o on o.id = d.order_sync_id
    where b.shop_id = ${shopId}::uuid and b.check_account_id = ${accountId} and b.day >= ${from}::date
      and b.day <= ${to}::date and ${stands}
      ${behind(Prisma.sql`(b.day, b.id)`, Prisma.raw('uuid'), after)}
    order by b.day desc, b.id desc limit ${size}::int`;

const owedLines = (
  db: DatabaseOrTx,
  shopId: string,
  kind: 'gift_cards' | 'store_credit',
  { from, to }: Period,
  after: { day: string; id: string } | null,
  size: number,
) =>
  db.$queryRaw<Row[]>`
    select m.transaction_gid as id, m.day::text, ${owedBy[kind]} as cents, m.gateway, o.order_id as "orderId",
      o.order_name as "orderName", null as "documentKind", null as number, null as "sevdeskId"
    from movement m join order_sync o on o.id = m.order_sync_id
    where m.shop_id = ${shopId}::uuid and m.day >= ${from}::date and m.day <= ${to}::date and ${isLiability}
      and ${owedBy[kind]} <> 0 ${behind(Prisma.sql`(m.day, m.transaction_gid)`, Prisma.raw('text'), after)}
    order by m.day desc, m.transaction_gid desc limit ${size}::int`;

function toLine({ cents, documentKind, number, sevdeskId, ...row }: Row, of: AccountKey['kind']): SheetLine {
  const amountCents = Number(cents);
  return {
    ...row,
    amountCents,
    kind: kindOf(row.gateway, amountCents, of),
    document:
      documentKind === null
        ? null
        : { kind: documentKind as 'invoice' | 'credit_note' | 'cancellation', number, sevdeskId },
  };
}

function kindOf(gateway: string, cents: number, of: AccountKey['kind']): LineKind {
  if (of === 'store_credit') return cents > 0 ? 'given' : 'spent';
  if (of === 'gift_cards') {
    if (gateway === 'gift_card') return cents > 0 ? 'put_back' : 'used';
    return cents > 0 ? 'sold' : 'taken_back';
  }
  if (gateway === 'offset') return 'exchange';
  return cents > 0 ? 'payment' : 'refund';
}
