import { randomUUID } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { Database, DatabaseOrTx } from '../platform/database.server.ts';

/**
 * Points of a shop's Shopify budget that comparing may use each second: a tenth of what a standard shop gets back (100),
 * the smallest budget a shop that sells can have. The other nine tenths are for reading live orders.
 */
export const POINTS_PER_SECOND = 10;
/** How far ahead of being paid off points may be taken: a pass of 1,000 orders (29 points a page) need not wait. */
const AHEAD_MS = 30_000;
/** Longer than one request may take, waiting for the bucket included. */
const LEASE_MS = 60_000;

type Ports = { db: Database; clock: Clock };

/** The right to compare a shop: one at a time, over all workers. */
export interface ShopLease {
  shopId: string;
  owner: string;
}

/** Takes the right, or answers null: somebody else is at it, or the shop is gone. */
export async function takeLease({ db, clock }: Ports, shopId: string): Promise<ShopLease | null> {
  const owner = randomUUID();
  const now = clock.now();
  const count = await db.$executeRaw`
    insert into reconciliation_lease as held (shop_id, lease_owner, lease_until)
    select id, ${owner}, ${until(now)}::timestamptz from shop where id = ${shopId}::uuid
    on conflict (shop_id) do update set lease_owner = excluded.lease_owner, lease_until = excluded.lease_until
    where held.lease_until is null or held.lease_until <= ${now}::timestamptz`;
  return count === 1 ? { shopId, owner } : null;
}

const until = (now: Date) => new Date(now.getTime() + LEASE_MS);

/** Renews the right; false when it is lost. Inside a transaction nobody takes it before the end of that. */
export async function renewLease(
  db: DatabaseOrTx,
  { shopId, owner }: ShopLease,
  now: Date,
): Promise<boolean> {
  const count = await db.$executeRaw`
    update reconciliation_lease set lease_until = ${until(now)}::timestamptz
    where shop_id = ${shopId}::uuid and lease_owner = ${owner}`;
  return count === 1;
}

/**
 * Takes points of the shop's budget before a request is sent, so that a worker that dies again and again is held to the
 * share too. Answers 0, or for how many milliseconds nothing may be sent; null when the right is lost.
 */
export async function takePoints(
  { db, clock }: Ports,
  { shopId, owner }: ShopLease,
  points: number,
): Promise<number | null> {
  const now = clock.now();
  const limit = new Date(now.getTime() + AHEAD_MS);
  const costMs = (points / POINTS_PER_SECOND) * 1000;
  const [row] = await db.$queryRaw<{ paidOffAt: Date | null; taken: boolean }[]>`
    with before as (
      select paid_off_at from reconciliation_lease
      where shop_id = ${shopId}::uuid and lease_owner = ${owner} for no key update),
    taken as (
      update reconciliation_lease held set lease_until = ${until(now)}::timestamptz,
        paid_off_at = greatest(held.paid_off_at, ${now}::timestamptz)
          + ${costMs}::float8 * interval '1 millisecond'
      from before
      where held.shop_id = ${shopId}::uuid
        and (before.paid_off_at is null or before.paid_off_at <= ${limit}::timestamptz)
      returning 1)
    select paid_off_at as "paidOffAt", exists (select 1 from taken) as taken from before`;
  if (!row) return null;
  return row.taken ? 0 : Math.max(1, row.paidOffAt!.getTime() - limit.getTime());
}

export async function giveLeaseBack({ db }: Ports, { shopId, owner }: ShopLease): Promise<void> {
  await db.reconciliationLease.updateMany({
    where: { shopId, leaseOwner: owner },
    data: { leaseOwner: null, leaseUntil: null },
  });
}
