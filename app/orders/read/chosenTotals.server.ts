import { timeZoneOf } from '../../merchant/timeZone.server.ts';
import { matches } from './filterOrders.server.ts';
import type { ReadPorts } from './listOrders.server.ts';
import type { OrderFilter, OrderTotals } from './views.ts';

/** Nobody reads a number beyond this, and counting further would cost more with every order. */
const MOST = 10_000;

/** How many orders a filter shows, and what they come to in the shop's currency. */
export async function chosenTotals(
  { db, encryption }: Pick<ReadPorts, 'db' | 'encryption'>,
  shopId: string,
  filter: OrderFilter,
  cap = MOST,
): Promise<OrderTotals> {
  const condition = matches(encryption, shopId, await timeZoneOf(db, shopId), filter);
  const [row] = await db.$queryRaw<{ orders: number; sumCents: bigint }[]>`
    select count(*)::int as orders,
      coalesce(sum(total_cents) filter (where currency = coalesce(shop_currency, 'EUR')), 0)::bigint as "sumCents"
    from (
      select o.total_cents, o.currency, (select s.currency from shop s where s.id = ${shopId}::uuid) as shop_currency
      from order_sync o where ${condition} limit ${cap + 1}::int) as chosen`;
  const { orders, sumCents } = row!;
  return { orders: Math.min(orders, cap), sumCents: Number(sumCents), more: orders > cap };
}
