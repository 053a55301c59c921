import type { DatabaseOrTx } from '../../platform/database.server.ts';
import type { Period } from '../sheets/views.ts';

export interface FeeLine {
  transactionGid: string;
  day: string;
  orderName: string;
  orderId: string;
  gateway: string;
  currency: string;
  feeCents: number;
  taxCents: number;
}

/** The fees of single payments, the oldest first; behind the line `after`, where one is given. */
export async function listFees(
  db: DatabaseOrTx,
  shopId: string,
  { from, to }: Period,
  after: Pick<FeeLine, 'day' | 'transactionGid' | 'currency'> | null,
  size: number,
): Promise<FeeLine[]> {
  const rows = await db.$queryRaw<(Omit<FeeLine, 'feeCents' | 'taxCents'> & { fee: bigint; tax: bigint })[]>`
    select f.transaction_gid as "transactionGid", f.day::text, o.order_name as "orderName", o.order_id as "orderId",
      f.gateway, f.currency, f.fee_cents as fee, f.tax_cents as tax
    from payment_fee f join order_sync o on o.id = f.order_sync_id
    where f.shop_id = ${shopId}::uuid and f.day >= ${from}::date and f.day <= ${to}::date
      and (f.day, f.transaction_gid, f.currency)
        > (${after?.day ?? from}::date, ${after?.transactionGid ?? ''}, ${after?.currency ?? ''})
    order by f.day, f.transaction_gid, f.currency limit ${size}::int`;
  return rows.map(({ fee, tax, ...row }) => ({ ...row, feeCents: Number(fee), taxCents: Number(tax) }));
}
