import type { SyncPorts } from '../ports.server.ts';
import { waiting } from '../problems.ts';
import { wakeForgotten } from './dueOrders.server.ts';

const { notInstalled, syncOff, paused, notConnected, keyRejected, shopifyToken, shopifyScope } = waiting;
/** What holds up all of a shop; while one of them is so, the shop is not installed, off, paused or without a key. */
const SHOP_REASONS = [notInstalled, syncOff, paused, notConnected, keyRejected, shopifyToken].map(
  ({ code }) => code,
);

/** What nobody here can see the end of: Shopify is asked again from time to time. */
const ASKED_AGAIN = [waiting.shopifyApp, waiting.shopClosed].map(({ code }) => code);
const ASK_AGAIN_MS = 15 * 60_000;

/**
 * Makes due what waited for something that is there now: the app installed, sync on, sevdesk connected with a good key,
 * the pause over, a new access token of Shopify. Called where such a thing happens, for that shop; the sweeper calls it
 * for all shops, so that nobody has to remember to, and comes back for an order that somebody has in hand.
 */
export async function wakeUnblocked(
  { db, clock }: Pick<SyncPorts, 'db' | 'clock'>,
  shopId?: string,
): Promise<number> {
  const now = clock.now();
  const only = shopId ?? null;
  const askedBefore = new Date(now.getTime() - ASK_AGAIN_MS);
  await db.$executeRaw`
    update shop s set paused_at = null, paused_by = null
    where (${only}::uuid is null or s.id = ${only}::uuid) and s.uninstalled_at is null and (
      (s.paused_by = 'sevdesk_key' and exists (
        select 1 from sevdesk_connection c where c.shop_id = s.id and c.state = 'ok'))
      or (s.paused_by = 'shopify_token' and exists (
        select 1 from session x where x.shop_id = s.id and not x.is_online and x.updated_at > s.paused_at)))`;
  const lifted = await db.$executeRaw`
    with idle as (
      select o.id from order_sync o join shop s on s.id = o.shop_id join sevdesk_connection c on c.shop_id = s.id
      where (${only}::uuid is null or s.id = ${only}::uuid)
        and s.uninstalled_at is null and s.sync_from is not null and s.paused_at is null and c.state = 'ok'
        and o.archived in (true, false) and o.state = 'waiting' and o.next_attempt_at is null
        and (o.reason = any(${SHOP_REASONS}) or (o.reason = ${shopifyScope.code} and exists (
          select 1 from session x where x.shop_id = s.id and not x.is_online and x.updated_at > o.changed_at))
          or (o.reason = any(${ASKED_AGAIN}) and o.changed_at < ${askedBefore}::timestamptz))
      for no key update of o skip locked)
    update order_sync o set next_attempt_at = ${now}::timestamptz from idle where o.id = idle.id`;
  if (lifted > 0) await wakeForgotten(db, now);
  return lifted;
}
