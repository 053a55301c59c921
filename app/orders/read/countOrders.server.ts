import prisma from '@prisma/client';
import type { Database } from '../../platform/database.server.ts';
import { inView } from './filterOrders.server.ts';
import type { OrderCounts, OrderView } from './views.ts';

const { Prisma } = prisma;

const VIEWS: OrderView[] = ['all', 'attention', 'waiting', 'skipped', 'synced', 'archived'];
/** Nobody reads a number beyond this, and counting further would cost more with every order. */
const CAP = 1_000;

/** How many orders each view has, counted up to a cap. */
export async function countOrders({ db }: { db: Database }, shopId: string): Promise<OrderCounts> {
  const counts = VIEWS.map(
    (view) => Prisma.sql`select ${view}::text as view, count(*)::int as count from (
      select 1 from order_sync o where ${inView(shopId, view)} limit ${CAP + 1}::int) as counted`,
  );
  const rows = await db.$queryRaw<
    { view: OrderView; count: number }[]
  >`${Prisma.join(counts, ' union all ')}`;
  const entries = rows.map(
    ({ view, count }) => [view, { count: Math.min(count, CAP), capped: count > CAP }] as const,
  );
  return Object.fromEntries(entries) as OrderCounts;
}
