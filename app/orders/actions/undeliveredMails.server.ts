import prisma from '@prisma/client';
import { recordAudit } from '../../merchant/audit.server.ts';
import type { Acting } from '../../merchant/ports.server.ts';
import type { Clock } from '../../platform/clock.ts';
import { mailContext } from '../../platform/encryptionContexts.ts';
import { mailByHand } from '../../sync/ledger/documentState.server.ts';
import { SETTLED_MS } from '../../sync/retry.ts';
import { wakeOrder } from '../../sync/schedule/dueOrders.server.ts';
import type { ReadPorts } from '../read/listOrders.server.ts';
import type { LostMail } from '../read/views.ts';

// Mails with an invoice that failed, or of which sevdesk never said whether they left. The invoice is as it should be;
// whether the mail goes once more is for a person to say, because the buyer may have it already.

const MOST = 200;

const isLost = (clock: Clock) => prisma.Prisma.sql`
  (m.state in ('failed', 'unclear') or (m.state = 'requested' and m.requested_at <= ${forgottenSince(clock)}::timestamptz))`;

/** A mail that was being sent when its worker died, and that no run comes back to. */
const forgottenSince = (clock: Clock): Date => new Date(clock.now().getTime() - SETTLED_MS);

/** The shop's mails that nobody has decided on, the newest first. */
export async function lostMails({ db, encryption, clock }: ReadPorts, shopId: string): Promise<LostMail[]> {
  const lost = { state: { in: ['failed', 'unclear'] } };
  const forgotten = { state: 'requested', requestedAt: { lte: forgottenSince(clock) } };
  const rows = await db.outgoingMail.findMany({
    where: { shopId, OR: [lost, forgotten], toEncrypted: { not: null } },
    include: {
      document: { select: { number: true, orderSync: { select: { orderId: true, orderName: true } } } },
    },
    orderBy: [{ requestedAt: 'desc' }, { id: 'asc' }],
    take: MOST,
  });
  return rows.map(({ id, documentId, state, toEncrypted, requestedAt, document }) => ({
    id,
    state: state === 'requested' ? ('unclear' as const) : (state as LostMail['state']),
    to: encryption.decrypt(toEncrypted!, mailContext(shopId, documentId)),
    at: requestedAt?.toISOString() ?? null,
    number: document.number,
    orderId: document.orderSync.orderId,
    orderName: document.orderSync.orderName,
  }));
}

/**
 * Sends the mails once more, at a person's wish. Pressing twice finds nothing left to send: whoever comes first takes
 * them. The orders are locked before their mails, as a run does. During a trial run nothing is sent.
 */
export async function resendMails(
  { db, clock }: Pick<ReadPorts, 'db' | 'clock'>,
  { shopId, actor }: Acting,
  ids: string[],
): Promise<{ mails: number }> {
  const at = clock.now();
  const detail = JSON.stringify({ action: 'send_mail', actor });
  return db.$transaction(async (tx) => {
    const orders = await tx.$queryRaw<
      { shopId: string; orderGid: string; priority: number; mails: number }[]
    >`
      with held as (
        select o.id from order_sync o where o.id in (
          select d.order_sync_id from outgoing_mail m join document d on d.id = m.document_id
          where m.id = any(${ids}::uuid[]) and m.shop_id = ${shopId}::uuid)
        order by o.order_gid for no key update),
      again as (
        update outgoing_mail m set ${mailByHand('planned')} from document d, shop s
        where d.order_sync_id in (select id from held)
          and m.id = any(${ids}::uuid[]) and m.shop_id = ${shopId}::uuid and d.id = m.document_id and s.id = m.shop_id
          and s.trial_since is null and ${isLost(clock)} and m.to_encrypted is not null
          and d.state in ('open', 'done')
        returning d.order_sync_id),
      due as (
        update order_sync o set wanted_revision = o.wanted_revision + 1, next_attempt_at = ${at}::timestamptz,
          attempts = 0, priority = 0, changed_at = ${at}::timestamptz
        from (select order_sync_id, count(*)::int as mails from again group by 1) a where o.id = a.order_sync_id
        returning o.id, o.shop_id as "shopId", o.order_gid as "orderGid", o.priority, a.mails),
      noted as (
        insert into event (shop_id, order_sync_id, at, step, outcome, detail)
        select ${shopId}::uuid, id, ${at}::timestamptz, 'person', 'done', ${detail}::jsonb from due)
      select "shopId", "orderGid", priority, mails from due`;
    const mails = orders.reduce((sum, order) => sum + order.mails, 0);
    if (mails === 0) return { mails };
    for (const order of orders) await wakeOrder(tx, order, at);
    await recordAudit(tx, { shopId, at, actor, action: 'send_mail', detail: { mails } });
    return { mails };
  });
}

/** The mails are not to be sent any more: settled otherwise, or not wanted. */
export async function dropMails(
  { db, clock }: Pick<ReadPorts, 'db' | 'clock'>,
  { shopId, actor }: Acting,
  ids: string[],
): Promise<{ mails: number }> {
  const at = clock.now();
  const detail = JSON.stringify({ action: 'drop_mail', actor });
  return db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ mails: number }[]>`
      with dropped as (
        update outgoing_mail m set ${mailByHand('dropped')} from document d
        where m.id = any(${ids}::uuid[]) and m.shop_id = ${shopId}::uuid and d.id = m.document_id
          and ${isLost(clock)} returning d.order_sync_id),
      noted as (
        insert into event (shop_id, order_sync_id, at, step, outcome, detail)
        select distinct ${shopId}::uuid, order_sync_id, ${at}::timestamptz, 'person', 'done', ${detail}::jsonb
        from dropped)
      select count(*)::int as mails from dropped`;
    const { mails } = row!;
    if (mails > 0) await recordAudit(tx, { shopId, at, actor, action: 'drop_mail', detail: { mails } });
    return { mails };
  });
}
