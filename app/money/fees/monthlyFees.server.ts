import type { DatabaseOrTx } from '../../platform/database.server.ts';
import type { Period } from '../sheets/views.ts';

interface MonthOfFees {
  /** yyyy-mm */
  month: string;
  gateway: string;
  currency: string;
  payments: number;
  feeCents: number;
  /** Charged on the fees, on top of them. */
  taxCents: number;
}

export interface FeesOfPeriod {
  months: MonthOfFees[];
  /** Payments by Shopify Payments of which Shopify said no fee, so that the sums may be too small. */
  unknown: number;
}

/** What payments cost, month by month, the newest first: what Shopify says with each payment. */
export async function monthlyFees(
  db: DatabaseOrTx,
  shopId: string,
  { from, to }: Period,
): Promise<FeesOfPeriod> {
  const [rows, unknown] = await Promise.all([
    db.$queryRaw<{ month: string; gateway: string; currency: string; n: bigint; fee: bigint; tax: bigint }[]>`
      select to_char(f.day, 'YYYY-MM') as month, f.gateway, f.currency, count(*) as n,
        sum(f.fee_cents)::bigint as fee, sum(f.tax_cents)::bigint as tax
      from payment_fee f
      where f.shop_id = ${shopId}::uuid and f.day >= ${from}::date and f.day <= ${to}::date
      group by 1, 2, 3 order by 1 desc, 2, 3`,
    db.$queryRaw<[{ n: bigint }]>`
      select count(*) as n from movement m
      where m.shop_id = ${shopId}::uuid and m.day >= ${from}::date and m.day <= ${to}::date
        and m.gateway = 'shopify_payments' and m.kind = 'payment'
        and not exists (select 1 from payment_fee f where f.shop_id = m.shop_id
          and f.transaction_gid = m.transaction_gid)`,
  ]);
  return {
    months: rows.map(({ n, fee, tax, ...row }) => ({
      ...row,
      payments: Number(n),
      feeCents: Number(fee),
      taxCents: Number(tax),
    })),
    unknown: Number(unknown[0].n),
  };
}
