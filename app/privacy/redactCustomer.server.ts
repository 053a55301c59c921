import { z } from 'zod';
import type { PrivacySubject } from '../platform/privacyRequest.server.ts';
import { exportContext } from '../platform/encryptionContexts.ts';
import { ordersOf } from './ordersOf.server.ts';
import { addUp, type Counts, type PrivacyPorts } from './ports.server.ts';
import { removePersonal } from './removePersonal.server.ts';

/** Deletes a customer's data from all their orders for good, and from exports that were made of them. */
export async function redactCustomer(
  ports: PrivacyPorts,
  shopId: string,
  subject: PrivacySubject,
): Promise<Counts> {
  const rows = await ordersOf(ports, shopId, subject);
  // Exports first: they are found by the orders in them.
  const exports = await deleteExports(ports, shopId, new Set(rows.map(({ orderId }) => orderId)));
  const counts: Counts[] = [{ privacy_export: exports }];
  for (const { id } of rows) counts.push(await removePersonal(ports, { shopId, orderSyncId: id }, true));
  return addUp(counts);
}

/** As much of an export as tells whose it is. */
const exported = z.object({ orders: z.array(z.object({ orderId: z.string() })) });

async function deleteExports(
  { db, encryption }: PrivacyPorts,
  shopId: string,
  orderIds: Set<string>,
): Promise<number> {
  const about = (await db.privacyExport.findMany({ where: { shopId } })).filter((row) => {
    const content = encryption.decryptOrNull(row.contentEncrypted, exportContext(shopId, row.reference));
    if (content === null) return true;
    return exported.parse(JSON.parse(content)).orders.some(({ orderId }) => orderIds.has(orderId));
  });
  const { count } = await db.privacyExport.deleteMany({
    where: { shopId, id: { in: about.map(({ id }) => id) } },
  });
  return count;
}
