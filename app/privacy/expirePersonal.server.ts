import type { Database } from '../platform/database.server.ts';
import { removePersonal } from './removePersonal.server.ts';
import { limits } from './retention.ts';
import { addUp, type Counts, type PrivacyPorts } from './ports.server.ts';

/** Rows that are taken at a time. */
const ORDERS = 200;
const BODIES = 2_000;

/** Up to where bodies are deleted, as far as this process has seen: the rest need not be looked at again. */
const bodiesDone = new WeakMap<Database, Date>();

/**
 * Deletes personal data whose time is over: buyers of orders that changed last 180 days ago (their ledger stays), bodies
 * of webhooks, exports, notes of who looked, proofs of old requests. Orders that are being worked on are left for later.
 */
export async function expirePersonal(ports: PrivacyPorts): Promise<Counts> {
  const { db, clock } = ports;
  const now = clock.now();
  const limit = limits(now);
  const orders = await expireOrders(ports, now);
  const bodies = await expireBodies(db, limit.bodies);
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
    orders,
    { webhook_delivery: bodies, contact_link: details.count, privacy_export: exports.count },
  ]);
}

async function expireOrders(ports: PrivacyPorts, now: Date): Promise<Counts> {
  const counts: Counts[] = [];
  for (;;) {
    const due = await ports.db.orderSync.findMany({
      where: {
        personalUntil: { lte: now },
        nextAttemptAt: null,
        OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
      },
      orderBy: { personalUntil: 'asc' },
      take: ORDERS,
      select: { id: true, shopId: true },
    });
    for (const { id, shopId } of due) {
      counts.push(await removePersonal(ports, { shopId, orderSyncId: id }, false));
    }
    if (due.length < ORDERS) return addUp(counts);
  }
}

async function expireBodies(db: Database, before: Date): Promise<number> {
  const after = bodiesDone.get(db) ?? new Date(0);
  for (let all = 0; ;) {
    const count = await db.$executeRaw`
      update webhook_delivery set body_encrypted = null where id in (
        select id from webhook_delivery
        where received_at < ${before}::timestamptz and received_at >= ${after}::timestamptz
          and body_encrypted is not null
        order by received_at limit ${BODIES}::int)`;
    all += count;
    if (count === BODIES) continue;
    bodiesDone.set(db, before);
    return all;
  }
}
