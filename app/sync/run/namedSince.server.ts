import { z } from 'zod';
import { parseExactly } from '../../inbox/findOrderGid.ts';
import { bodyContext } from '../../platform/encryptionContexts.ts';
import type { Lease } from '../ledger/lease.server.ts';
import type { SyncPorts } from '../ports.server.ts';

/** What a webhook about an order says; null where its body is gone, or says it otherwise. */
export type Named =
  | { what: 'refund'; gid: string }
  | { what: 'transaction'; gid: string; kind: string }
  | { what: 'touched'; at: number }
  | { what: 'paid' }
  | { what: 'anything' };

/** A webhook may have come in a little before the hint that it became. */
const MARGIN_MS = 10 * 60_000;

/** What the webhooks about an order have named since it was last known whole, oldest first. */
export async function namedSince(
  { db, encryption }: SyncPorts,
  { shopId, orderGid }: Lease,
  since: Date | null,
): Promise<Named[]> {
  const deliveries = await db.webhookDelivery.findMany({
    where: {
      shopId,
      orderGid,
      ...(since && { receivedAt: { gt: new Date(since.getTime() - MARGIN_MS) } }),
    },
    orderBy: { id: 'asc' },
    select: { topic: true, bodyEncrypted: true, shopDomain: true, webhookId: true },
  });
  return deliveries.map(({ topic, bodyEncrypted, ...where }) => {
    const body = bodyEncrypted && encryption.decryptOrNull(bodyEncrypted, bodyContext(where));
    return readNamed(topic, body ? parseExactly(body) : null);
  });
}

const gidOf = (type: string) => z.string().regex(new RegExp(`^gid://shopify/${type}/\\d{1,20}$`));
const refund = z.object({ admin_graphql_api_id: gidOf('Refund') });
const transaction = z.object({ admin_graphql_api_id: gidOf('OrderTransaction'), kind: z.string() });
const touched = z.object({ updated_at: z.iso.datetime({ offset: true }) });

function readNamed(topic: string, body: unknown): Named {
  const nothing: Named = { what: 'anything' };
  switch (topic) {
    case 'refunds/create': {
      const read = refund.safeParse(body);
      return read.success ? { what: 'refund', gid: read.data.admin_graphql_api_id } : nothing;
    }
    case 'order_transactions/create': {
      const read = transaction.safeParse(body);
      if (!read.success) return nothing;
      const { admin_graphql_api_id: gid, kind } = read.data;
      return { what: 'transaction', gid, kind: kind.toLowerCase() };
    }
    case 'orders/updated': {
      const read = touched.safeParse(body);
      return read.success ? { what: 'touched', at: Date.parse(read.data.updated_at) } : nothing;
    }
    case 'orders/paid':
      return { what: 'paid' };
    default:
      return nothing;
  }
}
