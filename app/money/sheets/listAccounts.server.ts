import prisma from '@prisma/client';
import { everyOther } from '../../merchant/gateways.server.ts';
import type { DatabaseOrTx } from '../../platform/database.server.ts';
import { bookedCents, isLiability, LIABILITY_GATEWAY, owedBy, stands } from './accountSql.server.ts';
import type { AccountSum, Period } from './views.ts';

const { Prisma } = prisma;

interface Sums {
  opening: bigint;
  came: bigint;
  went: bigint;
}

const NO_SUMS: Sums = { opening: 0n, came: 0n, went: 0n };

/** Every account of a shop with its sums in the period: clearing accounts first, then what the shop owes. */
export async function listAccounts(db: DatabaseOrTx, shopId: string, period: Period): Promise<AccountSum[]> {
  const [chosen, clearing, owed, open] = await Promise.all([
    db.gatewayAccount.findMany({ where: { shopId }, orderBy: { gateway: 'asc' } }),
    clearingSums(db, shopId, period),
    liabilitySums(db, shopId, period),
    openSums(db, shopId, period),
  ]);
  const accountOf = new Map(chosen.map(({ gateway, checkAccountId }) => [gateway, checkAccountId]));
  // A gateway that is left open has no account, and does not fall back to the one for all others.
  const accountFor = (gateway: string) =>
    accountOf.get(accountOf.has(gateway) ? gateway : everyOther) ?? null;
  const known = chosen.flatMap(({ checkAccountId }) => checkAccountId ?? []);
  const ids = [...new Set([...known, ...clearing.keys()])];
  const accounts = ids.map((id): AccountSum => {
    const rows = chosen.filter(({ checkAccountId }) => checkAccountId === id);
    const waiting = open.filter((one) => (one.account ?? accountFor(one.gateway)) === id);
    return {
      account: { kind: 'clearing', id },
      name: rows[0]?.checkAccountName ?? null,
      gateways: rows.map(({ gateway }) => gateway),
      ...inNumbers(clearing.get(id) ?? NO_SUMS),
      openCents: waiting.reduce((sum, { cents }) => sum + Number(cents), 0),
    };
  });
  const liabilities = (['gift_cards', 'store_credit'] as const).flatMap((kind): AccountSum[] => {
    const { moved, ...sums } = owed[kind];
    const own = chosen.find(({ gateway }) => gateway === LIABILITY_GATEWAY[kind]);
    if (!moved && !own) return [];
    return [{ account: { kind }, name: null, gateways: [], ...inNumbers(sums), openCents: 0 }];
  });
  return [...accounts.toSorted((a, b) => (a.name ?? '~').localeCompare(b.name ?? '~')), ...liabilities];
}

function inNumbers({ opening, came, went }: Sums) {
  const [openingCents, inCents, outCents] = [Number(opening), Number(came), Number(went)];
  return { openingCents, inCents, outCents, closingCents: openingCents + inCents - outCents };
}

/** From the index alone, whatever has been booked since the beginning. */
async function clearingSums(db: DatabaseOrTx, shopId: string, { from, to }: Period) {
  const rows = await db.$queryRaw<(Sums & { id: string })[]>`
    select b.check_account_id as id,
      coalesce(sum(${bookedCents}) filter (where b.day < ${from}::date), 0)::bigint as opening,
      coalesce(sum(b.amount_cents) filter (where b.received and b.day >= ${from}::date), 0)::bigint as came,
      coalesce(sum(b.amount_cents) filter (where not b.received and b.day >= ${from}::date), 0)::bigint as went
    from booking b where b.shop_id = ${shopId}::uuid and b.day <= ${to}::date and ${stands}
    group by b.check_account_id`;
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

type LiabilitySums = Sums & { moved: boolean };

async function liabilitySums(db: DatabaseOrTx, shopId: string, { from, to }: Period) {
  const sumsOf = async (kind: 'gift_cards' | 'store_credit'): Promise<LiabilitySums> => {
    const owed = owedBy[kind];
    const [row] = await db.$queryRaw<LiabilitySums[]>`
      select coalesce(bool_or(${owed} <> 0), false) as moved,
        coalesce(sum(${owed}) filter (where m.day < ${from}::date), 0)::bigint as opening,
        coalesce(sum(${owed}) filter (where ${owed} > 0 and m.day >= ${from}::date), 0)::bigint as came,
        coalesce(-sum(${owed}) filter (where ${owed} < 0 and m.day >= ${from}::date), 0)::bigint as went
      from movement m where m.shop_id = ${shopId}::uuid and m.day <= ${to}::date and ${isLiability}`;
    return row!;
  };
  const [giftCards, storeCredit] = await Promise.all([sumsOf('gift_cards'), sumsOf('store_credit')]);
  return { gift_cards: giftCards, store_credit: storeCredit };
}

/**
 * What is not booked yet, by gateway, or by account where it is to be booked on one: few rows, with indexes of their own.
 * What is skipped is decided.
 */
const openSums = (db: DatabaseOrTx, shopId: string, { to }: Period) =>
  db.$queryRaw<{ account: string | null; gateway: string; cents: bigint }[]>(Prisma.sql`
    select null::text as account, m.gateway, sum(m.open_cents)::bigint as cents
    from movement m join order_sync o on o.id = m.order_sync_id
    where m.shop_id = ${shopId}::uuid and m.open_cents <> 0 and m.day <= ${to}::date and o.state <> 'skipped'
    group by m.gateway
    union all
    select b.check_account_id, b.gateway, sum(${bookedCents})::bigint
    from booking b join document d on d.id = b.document_id
    where b.shop_id = ${shopId}::uuid and b.state <> 'booked' and b.day <= ${to}::date and d.state <> 'withdrawn'
    group by b.check_account_id, b.gateway`);
