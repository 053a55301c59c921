import type { OrderSync } from '@prisma/client';
import type { PlannedDocument } from '../accounting/documents.ts';
import type { Order } from '../accounting/order.ts';
import {
  storedContact,
  storedDocument,
  storedEvidence,
  storedVatCheck,
} from '../accounting/stored/document.ts';
import type { StoredFormat } from '../accounting/stored/format.ts';
import type { PrivacySubject } from '../platform/privacyRequest.server.ts';
import {
  bodyContext,
  buyerContext,
  contactContext,
  evidenceContext,
  exportContext,
  mailContext,
  planContext,
  vatContext,
} from '../platform/encryptionContexts.ts';
import { ordersOf } from './ordersOf.server.ts';
import type { Counts, PrivacyPorts } from './ports.server.ts';
import { readSnapshot } from './removePersonal.server.ts';
import { exportUntil } from './retention.ts';

/** What Shopify sent is kept as it came. */
const anyJson = { read: (text: string): unknown => JSON.parse(text) };

/** Everything that is stored of one customer, as the file that the merchant hands over. */
interface CustomerExport {
  shop: string;
  madeAt: string;
  orders: ExportedOrder[];
}

interface ExportedOrder {
  orderId: string;
  orderName: string;
  shownAs: string | null;
  /** The order as it was read from Shopify last. */
  asRead: Order | null;
  taxEvidence: unknown;
  vatCheck: unknown;
  documents: {
    kind: string;
    number: string | null;
    plan: PlannedDocument | null;
    mail: { to: string; state: string; sentAt: string | null } | null;
  }[];
  /** What is still to be added to the contact in sevdesk. */
  contactDetails: unknown[];
  /** Bodies of webhooks that are still kept. */
  webhooks: { topic: string; receivedAt: string; body: unknown }[];
}

/** Collects a customer's data into a file that the merchant can fetch for 30 days. */
export async function exportCustomer(
  ports: PrivacyPorts,
  shop: { id: string; domain: string },
  subject: PrivacySubject,
  reference: string,
): Promise<Counts> {
  const { db, encryption, clock } = ports;
  const rows = await ordersOf(ports, shop.id, subject);
  const orders: ExportedOrder[] = [];
  for (const row of rows) orders.push(await exportOrder(ports, row));
  const now = clock.now();
  const content: CustomerExport = { shop: shop.domain, madeAt: now.toISOString(), orders };
  const data = {
    orders: orders.length,
    contentEncrypted: encryption.encrypt(JSON.stringify(content), exportContext(shop.id, reference)),
    createdAt: now,
    expiresAt: exportUntil(now),
  };
  await db.privacyExport.upsert({
    where: { shopId_reference: { shopId: shop.id, reference } },
    create: { shopId: shop.id, reference, ...data },
    update: data,
  });
  return { order_sync: orders.length, document: orders.flatMap((order) => order.documents).length };
}

async function exportOrder({ db, encryption }: PrivacyPorts, row: OrderSync): Promise<ExportedOrder> {
  const { shopId, orderGid } = row;
  const open = (sealed: string | null, place: string) =>
    sealed === null ? null : encryption.decryptOrNull(sealed, place);
  const read = <Shape>(format: Pick<StoredFormat<Shape>, 'read'>, sealed: string | null, place: string) => {
    const text = open(sealed, place);
    return text === null ? null : format.read(text);
  };
  const [documents, deliveries] = await Promise.all([
    db.document.findMany({ where: { orderSyncId: row.id, shopId }, include: { mails: true } }),
    db.webhookDelivery.findMany({ where: { shopId, orderGid, bodyEncrypted: { not: null } } }),
  ]);
  const plans = documents.map(({ planEncrypted, marker }) =>
    read(storedDocument, planEncrypted, planContext(shopId, marker)),
  );
  const customers = plans.flatMap((plan) => plan?.contact.customerNumber ?? []);
  const links = await db.contactLink.findMany({
    where: { shopId, customerNumber: { in: customers }, detailsEncrypted: { not: null } },
  });
  return {
    orderId: row.orderId,
    orderName: row.orderName,
    shownAs: open(row.buyerEncrypted, buyerContext(shopId, orderGid)),
    asRead: readSnapshot(encryption, row),
    taxEvidence: read(storedEvidence, row.evidenceEncrypted, evidenceContext(shopId, orderGid)),
    vatCheck: read(storedVatCheck, row.vatCheckEncrypted, vatContext(shopId, orderGid)),
    documents: documents.map(({ kind, number, mails: [mail] }, index) => {
      const to = mail && open(mail.toEncrypted, mailContext(shopId, mail.documentId));
      const sent = mail && to ? { to, state: mail.state, sentAt: mail.sentAt?.toISOString() ?? null } : null;
      return { kind, number, plan: plans[index] ?? null, mail: sent };
    }),
    contactDetails: links.map((link) =>
      read(storedContact, link.detailsEncrypted, contactContext(shopId, link.customerNumber)),
    ),
    webhooks: deliveries.map((delivery) => ({
      topic: delivery.topic,
      receivedAt: delivery.receivedAt.toISOString(),
      body: read(anyJson, delivery.bodyEncrypted, bodyContext(delivery)),
    })),
  };
}
