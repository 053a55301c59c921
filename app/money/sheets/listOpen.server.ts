import prisma from '@prisma/client';
import { everyOther } from '../../merchant/gateways.server.ts';
import type { DatabaseOrTx } from '../../platform/database.server.ts';
import { bookedCents, type Sql } from './accountSql.server.ts';
import type { AccountKey, OpenItem, OpenList, Period } from './views.ts';

const { Prisma } = prisma;

const MOST = 50;

type Row = Omit<OpenItem, 'amountCents'> & { cents: bigint };

/** What moved up to the end of the period and is not booked yet, the oldest first, and why; of one account or of all. */
export async function listOpen(
  db: DatabaseOrTx,
  shopId: string,
  period: Period,
  account: AccountKey | null,
): Promise<OpenList> {
  if (account !== null && account.kind !== 'clearing') return { items: [], more: false };
  const { gateways, bookings } =
    account === null
      ? { gateways: Prisma.empty, bookings: Prisma.empty }
      : await only(db, shopId, account.id);
  const rows = await db.$queryRaw<Row[]>`
    select x.id, x.day::text, x.cents, x.gateway, x.booking, o.order_id as "orderId", o.order_name as "orderName",
      coalesce(o.problem_code, o.reason) as code, o.problem_facts as facts
    from (
      (select m.transaction_gid as id, m.day, m.open_cents as cents, m.gateway, null as booking, m.order_sync_id
      from movement m join order_sync s on s.id = m.order_sync_id
      where m.shop_id = ${shopId}::uuid and m.open_cents <> 0 and m.day <= ${period.to}::date
        and s.state <> 'skipped' ${gateways}
      order by m.day limit ${MOST + 1}::int)
      union all
      (select b.id::text, b.day, ${bookedCents}, b.gateway, b.state, d.order_sync_id
      from booking b join document d on d.id = b.document_id
      where b.shop_id = ${shopId}::uuid and b.state <> 'booked' and b.day <= ${period.to}::date
        and d.state <> 'withdrawn' ${bookings}
      order by b.day limit ${MOST + 1}::int)
    ) x join order_sync o on o.id = x.order_sync_id
    order by x.day, x.id limit ${MOST + 1}::int`;
  return {
    items: rows.slice(0, MOST).map(({ cents, ...row }) => ({ ...row, amountCents: Number(cents) })),
    more: rows.length > MOST,
  };
}

/** The conditions for what is booked, or to be booked, on one account. */
async function only(
  db: DatabaseOrTx,
  shopId: string,
  accountId: string,
): Promise<{ gateways: Sql; bookings: Sql }> {
  const chosen = await db.gatewayAccount.findMany({ where: { shopId } });
  const own = chosen
    .filter(({ checkAccountId }) => checkAccountId === accountId)
    .map(({ gateway }) => gateway);
  const foreign = chosen
    .filter(({ checkAccountId }) => checkAccountId !== accountId)
    .map(({ gateway }) => gateway);
  return {
    gateways: own.includes(everyOther)
      ? Prisma.sql`and m.gateway <> all(${foreign}::text[])`
      : Prisma.sql`and m.gateway = any(${own}::text[])`,
    bookings: Prisma.sql`and b.check_account_id = ${accountId}`,
  };
}
