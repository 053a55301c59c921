import { shopHash } from '../platform/privacyRequest.server.ts';
import { exportContext } from '../platform/encryptionContexts.ts';
import type { PrivacyPorts } from './ports.server.ts';
import type { PrivacyView } from './views.ts';

const NEWEST = 25;

/** What a merchant sees of the requests about their buyers' data, newest first, and the exports that can be fetched. */
export async function privacyView(
  { db }: Pick<PrivacyPorts, 'db'>,
  shop: { id: string; domain: string },
): Promise<PrivacyView> {
  const [requests, exports] = await Promise.all([
    db.privacyRequest.findMany({
      where: { shopHash: shopHash(shop.domain) },
      orderBy: { receivedAt: 'desc' },
      take: NEWEST,
    }),
    db.privacyExport.findMany({
      where: { shopId: shop.id },
      orderBy: { createdAt: 'desc' },
      select: { id: true, reference: true, orders: true, createdAt: true, expiresAt: true },
    }),
  ]);
  return {
    requests: requests.map(({ id, kind, state, counts, webhookId, receivedAt, doneAt }) => ({
      id,
      kind: kind as PrivacyView['requests'][number]['kind'],
      state: state as PrivacyView['requests'][number]['state'],
      byMerchant: webhookId.startsWith('merchant:'),
      orders: (counts as Record<string, number>)['order_sync'] ?? 0,
      receivedAt: receivedAt.toISOString(),
      doneAt: doneAt?.toISOString() ?? null,
    })),
    exports: exports.map(({ createdAt, expiresAt, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    })),
  };
}

/** The file of one export of this shop; null when there is none (any more). */
export async function readExport(
  { db, encryption }: Pick<PrivacyPorts, 'db' | 'encryption'>,
  shopId: string,
  id: string,
): Promise<{ reference: string; content: string } | null> {
  const row = await db.privacyExport.findFirst({ where: { id, shopId } });
  if (!row) return null;
  const content = encryption.decrypt(row.contentEncrypted, exportContext(shopId, row.reference));
  return { reference: row.reference, content };
}
