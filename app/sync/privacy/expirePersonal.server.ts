import { removePersonal } from './removePersonal.server.ts';
import { limits } from './retention.ts';
import { addUp, type Counts, type PrivacyPorts } from './ports.server.ts';

/** What one round does at most; the next one goes on. */
const BATCH = 200;

/**
 * Deletes personal data whose time is over: buyers of orders that changed last 180 days ago (their ledger stays), bodies
 * of webhooks, exports, notes of who looked, proofs of old requests. Orders that are being worked on are left for later.
 */
export async function expirePersonal(ports: PrivacyPorts): Promise<Counts> {
  const { db, clock } = ports;
  const now = clock.now();
  const limit = limits(now);
  const due = await db.orderSync.findMany({
    where: {
      personalUntil: { lte: now },
      nextAttemptAt: null,
      OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
    },
    orderBy: { personalUntil: 'asc' },
    take: BATCH,
    select: { id: true, shopId: true },
  });
  const orders: Counts[] = [];
  for (const { id, shopId } of due) {
    orders.push(await removePersonal(ports, { shopId, orderSyncId: id }, false));
  }
  const bodies = await db.$executeRaw`
    update webhook_delivery set body_encrypted = null where id in (
      select id from webhook_delivery where received_at < ${limit.bodies}::timestamptz and body_encrypted is not null
      order by received_at limit ${BATCH * 10}::int)`;
  const details = await db.contactLink.updateMany({
    where: { requestedAt: { lt: limit.details }, detailsEncrypted: { not: null } },
    data: { detailsEncrypted: null },
  });
  const exports = await db.privacyExport.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.dataAccess.deleteMany({ where: { hour: { lt: limit.accesses } } });
  await db.privacyRequest.updateMany({
    where: { state: 'unreadable', receivedAt: { lt: limit.unreadable } },
    data: { subjectEncrypted: null },
  });
  await db.privacyRequest.deleteMany({ where: { receivedAt: { lt: limit.proofs }, state: { not: 'open' } } });
  return addUp([
    ...orders,
    { webhook_delivery: bodies, contact_link: details.count, privacy_export: exports.count },
  ]);
}
