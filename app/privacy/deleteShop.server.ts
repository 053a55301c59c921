import { dropJobsOf } from '../platform/queue/statements.server.ts';
import { addUp, type Counts, type PrivacyPorts } from './ports.server.ts';

/** Rows that go in one transaction: few enough that none takes longer than a second. */
const BATCH = 500;
/** Written in the place of the domain: the shop can be installed anew while its old rows are still being deleted. */
export const GOING = 'deleted:';

/**
 * Deletes a shop and everything that belongs to it, in pieces; what a crash leaves is gone on with by the next call
 * (finishDeletions). Null when the shop is installed, unless that does not matter.
 */
export async function deleteShop(
  ports: Pick<PrivacyPorts, 'db'>,
  { id, domain }: { id: string; domain: string },
  evenInstalled = false,
): Promise<Counts | null> {
  const { db } = ports;
  const connection = await db.sevdeskConnection.findUnique({ where: { shopId: id } });
  const detached = await db.$transaction(async (tx) => {
    const taken = await tx.$executeRaw`
      update shop set domain = ${GOING + id}, sync_from = null, uninstalled_at = coalesce(uninstalled_at, now())
      where id = ${id}::uuid and domain = ${domain} and (${evenInstalled} or uninstalled_at is not null)`;
    if (taken === 0) return null;
    const sessions = await tx.session.deleteMany({ where: { shopId: id } });
    const connections = await tx.sevdeskConnection.deleteMany({ where: { shopId: id } });
    // Webhooks from before the shop was known.
    const strangers = await tx.webhookDelivery.deleteMany({ where: { shopDomain: domain, shopId: null } });
    return {
      session: sessions.count,
      sevdesk_connection: connections.count,
      webhook_delivery: strangers.count,
    };
  });
  if (!detached) return null;
  if (connection) await forgetAccount(ports, connection.accountKey);
  return addUp([detached, await deleteRows(ports, id)]);
}

/** Goes on with shops whose deletion was interrupted. */
export async function finishDeletions(ports: Pick<PrivacyPorts, 'db'>): Promise<void> {
  const left = await ports.db.shop.findMany({
    where: { domain: { startsWith: GOING } },
    select: { id: true },
  });
  for (const { id } of left) await deleteRows(ports, id);
}

/** Everything that hangs on the shop's row, the large tables in pieces, then the row with the rest. */
async function deleteRows({ db }: Pick<PrivacyPorts, 'db'>, shopId: string): Promise<Counts> {
  const documents = await db.document.count({ where: { shopId } });
  const orders = await inPieces(
    () => db.$executeRaw`
      delete from order_sync where id in
        (select id from order_sync where shop_id = ${shopId}::uuid limit ${BATCH}::int)`,
  );
  const deliveries = await inPieces(
    () => db.$executeRaw`
      delete from webhook_delivery where id in
        (select id from webhook_delivery where shop_id = ${shopId}::uuid limit ${BATCH}::int)`,
  );
  await dropJobsOf(db, shopId);
  const shops = await db.shop.deleteMany({ where: { id: shopId } });
  return { order_sync: orders, document: documents, webhook_delivery: deliveries, shop: shops.count };
}

async function inPieces(deleteSome: () => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const count = await deleteSome();
    all += count;
    if (count < BATCH) return all;
  }
}

/** Pace and breaker of a sevdesk account that no other shop uses. */
async function forgetAccount({ db }: Pick<PrivacyPorts, 'db'>, accountKey: string): Promise<void> {
  if ((await db.sevdeskConnection.count({ where: { accountKey } })) > 0) return;
  const key = `account:${accountKey}`;
  await db.$transaction([
    db.sevdeskAccount.deleteMany({ where: { accountKey } }),
    db.breaker.deleteMany({ where: { key } }),
    db.breakerChange.deleteMany({ where: { key } }),
  ]);
}
