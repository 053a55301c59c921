import { randomUUID } from 'node:crypto';
import { shopHash, type PrivacyKind, type PrivacySubject } from '../platform/privacyRequest.server.ts';
import { recordAudit } from '../merchant/audit.server.ts';
import type { Acting } from '../merchant/ports.server.ts';
import { subjectContext } from '../platform/encryptionContexts.ts';
import { pauseShop } from '../orders/actions/pauseShop.server.ts';
import type { PrivacyPorts } from './ports.server.ts';

type Ports = Pick<PrivacyPorts, 'db' | 'encryption' | 'clock'>;
export type Asked = { kind: 'asked' } | { kind: 'unknown' };

const ACTION = { data_request: 'export_customer', redact_customer: 'redact_customer' } as const;

/**
 * A merchant asks for a customer's data, or for their deletion, by e-mail address or order number. It goes the way of
 * Shopify's own requests. `unknown`: the shop has no such order.
 */
export async function askForCustomer(
  ports: Ports,
  acting: Acting,
  kind: keyof typeof ACTION,
  typed: string,
): Promise<Asked> {
  const { db } = ports;
  const { shopId } = acting;
  const { domain } = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { domain: true } });
  const subject = { domain, customerId: null, emails: [], orderIds: [], reference: null };
  const text = typed.trim();
  if (text.includes('@')) return ask(ports, acting, kind, { ...subject, emails: [text] });
  const number = text.replace(/^#/, '');
  const rows = await db.orderSync.findMany({
    where: { shopId, OR: [{ orderName: text }, { orderName: `#${number}` }] },
    select: { orderId: true },
    take: 10,
  });
  if (rows.length === 0) return { kind: 'unknown' };
  return ask(ports, acting, kind, { ...subject, orderIds: rows.map(({ orderId }) => orderId) });
}

/** A merchant wants everything deleted. Nothing is booked any more from now on; a worker deletes within moments. */
export async function askForDeletion(ports: Ports, acting: Acting): Promise<Asked> {
  const { domain } = await ports.db.shop.findUniqueOrThrow({
    where: { id: acting.shopId },
    select: { domain: true },
  });
  await pauseShop(ports, acting);
  const nobody = { customerId: null, emails: [], orderIds: [], reference: null };
  return ask(ports, acting, 'redact_shop', { domain, ...nobody, evenInstalled: true });
}

async function ask(
  { db, encryption, clock }: Ports,
  { shopId, actor }: Acting,
  kind: PrivacyKind,
  subject: PrivacySubject,
): Promise<Asked> {
  const id = randomUUID();
  const at = clock.now();
  const action = kind === 'redact_shop' ? 'delete_everything' : ACTION[kind];
  await db.$transaction(async (tx) => {
    await tx.privacyRequest.create({
      data: {
        id,
        kind,
        shopHash: shopHash(subject.domain),
        webhookId: `merchant:${id}`,
        subjectEncrypted: encryption.encrypt(JSON.stringify(subject), subjectContext(id)),
        receivedAt: at,
        runAt: at,
      },
    });
    await recordAudit(tx, { shopId, at, actor, action });
  });
  return { kind: 'asked' };
}
