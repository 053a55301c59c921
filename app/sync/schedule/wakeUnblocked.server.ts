import { instant, nullable, uuid } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import type { SyncPorts } from '../ports.server.ts';
import { waiting } from '../problems.ts';
import { wakeForgotten } from './dueOrders.server.ts';

const { notInstalled, syncOff, paused, notConnected, keyRejected, shopifyToken, shopifyScope } = waiting;
const codes = (reasons: { code: string }[]) => reasons.map(({ code }) => `'${code}'`).join(', ');
/** What holds up all of a shop; while one of them is so, the shop is not installed, off, paused or without a key. */
const SHOP_REASONS = codes([notInstalled, syncOff, paused, notConnected, keyRejected, shopifyToken]);

/** What nobody here can see the end of: Shopify is asked again from time to time. */
const ASKED_AGAIN = codes([waiting.shopifyApp, waiting.shopClosed]);
const ASK_AGAIN_MS = 15 * 60_000;

const END_PAUSES = statement('schedule.end_pauses', {
  params: { only: nullable(uuid) },
  row: {},
  sql: `
    update shop s set paused_at = null, paused_by = null
    where (:only is null or s.id = :only) and s.uninstalled_at is null and (
      (s.paused_by = 'sevdesk_key' and exists (
        select 1 from sevdesk_connection c where c.shop_id = s.id and c.state = 'ok'))
      or (s.paused_by = 'shopify_token' and exists (
        select 1 from session x where x.shop_id = s.id and not x.is_online and x.updated_at > s.paused_at)))`,
});

const LIFT = statement('schedule.wake_unblocked', {
  params: { only: nullable(uuid), now: instant, askedBefore: instant },
  row: { id: uuid },
  sql: `
    with idle as (
      select o.id from order_sync o join shop s on s.id = o.shop_id join sevdesk_connection c on c.shop_id = s.id
      where (:only is null or s.id = :only)
        and s.uninstalled_at is null and s.sync_from is not null and s.paused_at is null and c.state = 'ok'
        and o.archived in (true, false) and o.state = 'waiting' and o.next_attempt_at is null
        and (o.reason in (${SHOP_REASONS}) or (o.reason = '${shopifyScope.code}' and exists (
          select 1 from session x where x.shop_id = s.id and not x.is_online and x.updated_at > o.changed_at))
          or (o.reason in (${ASKED_AGAIN}) and o.changed_at < :askedBefore))
      for no key update of o skip locked)
    update order_sync o set next_attempt_at = :now from idle where o.id = idle.id
    returning o.id`,
});

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
  await db.sql.rows(END_PAUSES, { only });
  const askedBefore = new Date(now.getTime() - ASK_AGAIN_MS);
  const lifted = (await db.sql.rows(LIFT, { only, now, askedBefore })).length;
  if (lifted > 0) await wakeForgotten(db, now);
  return lifted;
}
