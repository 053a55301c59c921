import type { SetUpShop } from './merchant.ts';
import type { Played } from './play.ts';
import type { World } from './world.ts';

const PATIENCE_MS = 5 * 60_000;

/** Reasons to wait that end by themselves in a moment; an order with one of them is not settled yet. */
const PASSING = new Set(['wait.queued', 'wait.retry', 'wait.sevdesk_down', 'wait.vat_check', null]);

/** True once nothing more will happen to an order without somebody doing something. */
export function isSettled(order: {
  state: string;
  reason: string | null;
  wantedRevision: bigint;
  doneRevision: bigint;
}) {
  if (order.wantedRevision > order.doneRevision) return false;
  return order.state !== 'waiting' || !PASSING.has(order.reason);
}

/** Waits until every order was read as it now stands in its shop and nothing more happens to it; five minutes at most. */
export async function waitUntilSettled(world: World, shops: SetUpShop[], played: Played[]): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  await world.shopify.settled();
  for (const shop of shops) {
    const orders = played.flatMap((one) => (one.kind === 'order' && one.shop === shop.domain ? [one] : []));
    const wanted = [...new Set(orders.map(({ orderGid }) => orderGid))];
    const changedAt = new Map(
      wanted.map((gid) => [gid, Date.parse(world.shopify.order(shop.domain, gid)?.updatedAt ?? '')]),
    );
    while (Date.now() < until) {
      const rows = await world.db.orderSync.findMany({
        where: { shopId: shop.id, orderGid: { in: wanted } },
      });
      const isRead = (row: (typeof rows)[number]) =>
        (row.orderUpdatedAt?.getTime() ?? 0) >= (changedAt.get(row.orderGid) ?? 0);
      if (rows.length === wanted.length && rows.every((row) => isSettled(row) && isRead(row))) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
