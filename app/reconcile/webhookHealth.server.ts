import type { Database } from '../platform/database.server.ts';

/** How the shop's webhooks fare, as far as comparing can tell. */
export interface WebhookHealth {
  /**
   * ok: what was sold came by webhook. gaps: some orders were found by comparing only. silent: orders were found by
   * comparing and no webhook has come since the first of them. quiet: nothing came, and there was nothing to come.
   */
  state: 'ok' | 'gaps' | 'silent' | 'quiet';
  lastDeliveryAt: Date | null;
  /** Orders of the last 24 hours that no webhook told of. */
  foundOnly: number;
  /** When the newest pass that compares the latest orders ended; null before the first one. */
  comparedAt: Date | null;
}

const DAY_MS = 86_400_000;
/** A webhook that came this long before the order was found told of something older. */
const BEFORE_MINUTES = 2;

/**
 * Reads how webhooks fare. An order that was found missing or changed counts until a webhook about it arrives, so one
 * that was only late is no gap any more once it is there.
 */
export async function webhookHealth(
  db: Database,
  shopId: string,
  now: Date = new Date(),
): Promise<WebhookHealth> {
  const since = new Date(now.getTime() - DAY_MS);
  // The newest delivery is asked for as a range, because with an equation Postgres goes through everybody's newest
  // deliveries until it meets one of this shop, however long ago that was.
  const [row] = await db.$queryRaw<
    { foundOnly: number; firstFound: Date | null; lastDeliveryAt: Date | null; comparedAt: Date | null }[]
  >`
    with found as (
      select o.found_at from order_sync o
      where o.shop_id = ${shopId}::uuid and o.found_at >= ${since}::timestamptz and not exists (
        select 1 from webhook_delivery w where w.shop_id = o.shop_id and w.order_gid = o.order_gid
          and w.received_at > o.found_at - ${BEFORE_MINUTES}::int * interval '1 minute'))
    select count(*)::int as "foundOnly", min(found_at) as "firstFound",
      (select w.received_at from webhook_delivery w
        where w.shop_id >= ${shopId}::uuid and w.shop_id <= ${shopId}::uuid
        order by w.shop_id desc, w.id desc limit 1) as "lastDeliveryAt",
      (select max(r.finished_at) from reconciliation_run r
        where r.shop_id = ${shopId}::uuid and r.kind = 'recent')
        as "comparedAt"
    from found`;
  const { foundOnly, firstFound, lastDeliveryAt, comparedAt } = row!;
  const state = stateOf(foundOnly, firstFound, lastDeliveryAt, since);
  return { state, lastDeliveryAt, foundOnly, comparedAt };
}

function stateOf(
  foundOnly: number,
  firstFound: Date | null,
  lastDeliveryAt: Date | null,
  since: Date,
): WebhookHealth['state'] {
  if (foundOnly > 0) return lastDeliveryAt && lastDeliveryAt > firstFound! ? 'gaps' : 'silent';
  return lastDeliveryAt && lastDeliveryAt >= since ? 'ok' : 'quiet';
}
