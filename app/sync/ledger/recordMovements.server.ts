import type { Plan } from '../../accounting/documents.ts';
import { add, cents, ZERO, type Cents } from '../../accounting/money.ts';
import { explainMovements, feesOf, type Progress } from '../../accounting/movements.ts';
import type { Order } from '../../accounting/order.ts';
import type { DatabaseOrTx } from '../../platform/database.server.ts';
import type { Lease } from './lease.server.ts';
import type { Work } from './run.server.ts';

/** What is on documents of an order's money, and whether the rest is still to come. */
export interface Standing {
  bookings: { transactionGid: string; amount: Cents }[];
  progress: Progress;
}

/** Only gift cards were sold: nothing is to be invoiced, and all the money has a name. */
const SETTLED_SKIP = 'skip.gift_card_only';

export const progressOf = ({ verdict }: Pick<Plan, 'verdict'>): Progress =>
  verdict.kind === 'book' || (verdict.kind === 'skip' && verdict.problem.code === SETTLED_SKIP)
    ? 'settled'
    : 'open';

/** What the ledger holds on documents, where nothing is planned anew. */
export const bookingsOf = (ledger: Work[]): Standing['bookings'] =>
  ledger
    .filter(({ state }) => state !== 'withdrawn')
    .flatMap(({ bookings }) =>
      bookings.map(({ transactionGid, amountCents }) => ({ transactionGid, amount: cents(amountCents) })),
    );

/**
 * Saves what became of each cent of an order's money, and what its payments cost, if the lease still holds. Rows that say so
 * already are left alone; fees that are not told any more (an order read from its snapshot) stay as they were.
 */
export async function recordMovements(
  db: DatabaseOrTx,
  lease: Lease,
  order: Order,
  { bookings, progress }: Standing,
): Promise<void> {
  const onDocuments = new Map<string, Cents>();
  for (const { transactionGid, amount } of bookings)
    onDocuments.set(transactionGid, add(onDocuments.get(transactionGid) ?? ZERO, amount));
  const movements = explainMovements(order, onDocuments, progress);
  const fees = feesOf(order);
  const known = fees.filter((one) => one.fees !== null);
  await db.$executeRaw`
    with held as (
      select id, shop_id from order_sync
      where id = ${lease.orderSyncId}::uuid and lease_owner = ${lease.owner} and fence = ${lease.fence}::bigint),
    gone as (
      delete from movement m using held where m.order_sync_id = held.id
        and m.transaction_gid <> all(${movements.map(({ gid }) => gid)}::text[])),
    fees_gone as (
      delete from payment_fee f using held where f.order_sync_id = held.id
        and f.transaction_gid = any(${known.filter((one) => one.fees!.length === 0).map(({ gid }) => gid)}::text[])),
    fees as (
      insert into payment_fee as f (shop_id, transaction_gid, currency, order_sync_id, gateway, day, fee_cents, tax_cents)
      select held.shop_id, r.gid, r.currency, held.id, r.gateway, r.day, r.fee, r.tax
      from held cross join json_to_recordset(${JSON.stringify(known.flatMap((one) => one.fees!))}::json)
        as r(gid text, currency text, gateway text, day date, fee bigint, tax bigint)
      on conflict (shop_id, transaction_gid, currency) do update
        set fee_cents = excluded.fee_cents, tax_cents = excluded.tax_cents
        where (f.fee_cents, f.tax_cents) is distinct from (excluded.fee_cents, excluded.tax_cents))
    insert into movement as m (shop_id, transaction_gid, order_sync_id, gateway, kind, day, currency, amount_cents,
      documents_cents, gift_cards_cents, settled_cents, open_cents)
    select held.shop_id, r.gid, held.id, r.gateway, r.kind, r.day, ${order.currency}, r.amount, r.documents,
      r."giftCards", r.settled, r.open
    from held cross join json_to_recordset(${JSON.stringify(movements)}::json)
      as r(gid text, gateway text, kind text, day date, amount bigint, documents bigint, "giftCards" bigint,
        settled bigint, open bigint)
    on conflict (shop_id, transaction_gid) do update
      set gateway = excluded.gateway, day = excluded.day, amount_cents = excluded.amount_cents,
        documents_cents = excluded.documents_cents, gift_cards_cents = excluded.gift_cards_cents,
        settled_cents = excluded.settled_cents, open_cents = excluded.open_cents
      where (m.day, m.amount_cents, m.documents_cents, m.gift_cards_cents, m.settled_cents)
        is distinct from (excluded.day, excluded.amount_cents, excluded.documents_cents, excluded.gift_cards_cents,
          excluded.settled_cents)`;
}
