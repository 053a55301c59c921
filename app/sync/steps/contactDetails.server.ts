import { storedContact } from '../../accounting/stored/document.ts';
import { connectionFor } from '../../merchant/connection.server.ts';
import { enqueue } from '../../platform/queue/jobs.server.ts';
import { contactContext } from '../../platform/encryptionContexts.ts';
import { passBreakers } from '../breaker/breaker.server.ts';
import type { SyncPorts } from '../ports.server.ts';

/** Long enough for a rush of orders to pass first. */
export const DETAILS_AFTER_MS = 120_000;
/** After everything that has to do with orders. */
export const DETAILS_PRIORITY = 30;

/**
 * Adds address and e-mail to a contact of our making. Best effort: each is tried once, and nothing hangs on it, since
 * documents carry their own address. Put off while sevdesk is in trouble.
 */
export async function addContactDetails(
  ports: SyncPorts,
  { shopId, customerNumber }: { shopId: string; customerNumber: string },
  signal: AbortSignal,
): Promise<void> {
  const { db, encryption } = ports;
  const connection = await connectionFor(db, encryption, shopId);
  if (!connection || connection.state !== 'ok') return;
  const { accountKey, lookups } = connection;
  const pass = await passBreakers(ports, accountKey);
  if (pass.kind !== 'go') {
    const runAt = new Date(ports.clock.now().getTime() + pass.untilMs + DETAILS_AFTER_MS);
    return enqueue(db, 'contact_details', { shopId, customerNumber }, { runAt, priority: DETAILS_PRIORITY });
  }
  const where = { shopId, accountKey, customerNumber, detailsEncrypted: { not: null } };
  const link = await db.contactLink.findFirst({ where });
  if (!link?.sevdeskId || !link.detailsEncrypted) return;
  const context = contactContext(shopId, customerNumber);
  const contact = storedContact.read(encryption.decrypt(link.detailsEncrypted, context));
  // Taken off before it is sent: a second address would be worse than none.
  const { count } = await db.contactLink.updateMany({ where, data: { detailsEncrypted: null } });
  if (count === 0) return;
  const { token, requestsPerSecond } = connection;
  const sevdesk = ports.openSevdesk({ token, accountKey, requestsPerSecond, signal });
  if (contact.address) await sevdesk.addContactAddress(link.sevdeskId, contact, lookups);
  if (contact.email) await sevdesk.addContactEmail(link.sevdeskId, contact.email);
}
