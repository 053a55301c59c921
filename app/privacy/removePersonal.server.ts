import type { Document, OrderSync, Prisma } from '@prisma/client';
import type { Order } from '../accounting/order.ts';
import { namesOf, redactOrder, redactPlan, scrubNames } from '../accounting/redact.ts';
import { storedDocument } from '../accounting/stored/document.ts';
import { storedOrder } from '../accounting/stored/order.ts';
import type { Tx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { buyerContext, planContext, snapshotContext } from '../platform/encryptionContexts.ts';
import { dropPlannedMails } from '../sync/ledger/documentState.server.ts';
import { hashOfPlan } from '../sync/ledger/hashOfPlan.server.ts';
import type { Counts, PrivacyPorts } from './ports.server.ts';

/**
 * Takes everything out of an order and its documents that says who the buyer is; figures, goods, countries and the VAT
 * id that made a supply free of tax stay, and so does the ledger. `forGood`: it is never stored again, whatever Shopify
 * still shows. A run that is under way loses its lease, so that it cannot write back what it read before.
 */
export async function removePersonal(
  { db, encryption, clock }: Pick<PrivacyPorts, 'db' | 'encryption' | 'clock'>,
  { shopId, orderSyncId }: { shopId: string; orderSyncId: string },
  forGood: boolean,
): Promise<Counts> {
  const now = clock.now();
  return db.$transaction(async (tx): Promise<Counts> => {
    await tx.$executeRaw`
      update order_sync set fence = fence + 1, lease_owner = null, personal_until = null,
        next_attempt_at = case when lease_until > ${now}::timestamptz then ${now}::timestamptz else next_attempt_at end,
        lease_until = null, redacted_at = case when ${forGood} then coalesce(redacted_at, ${now}::timestamptz) else redacted_at end
      where id = ${orderSyncId}::uuid and shop_id = ${shopId}::uuid`;
    const row = await tx.orderSync.findFirst({ where: { id: orderSyncId, shopId } });
    if (!row) return {};
    const order = readSnapshot(encryption, row);
    const names = [...(order ? namesOf(order) : []), ...buyerOf(encryption, row)];
    await cleanOrder(tx, encryption, row, order, names);
    const documents = await tx.document.findMany({ where: { orderSyncId } });
    const customers = new Set<string>();
    for (const document of documents) {
      const customer = await cleanDocument(tx, encryption, row, document, names);
      if (customer) customers.add(customer);
    }
    const of = { shopId, orderGid: row.orderGid };
    const bodies = await tx.webhookDelivery.updateMany({
      where: { ...of, bodyEncrypted: { not: null } },
      data: { bodyEncrypted: null },
    });
    const links = await tx.contactLink.updateMany({
      where: { shopId, customerNumber: { in: [...customers] }, detailsEncrypted: { not: null } },
      data: { detailsEncrypted: null },
    });
    const mails = await cleanMails(
      tx,
      documents.map(({ id }) => id),
    );
    await cleanLetters(tx, orderSyncId, names);
    return {
      order_sync: 1,
      document: documents.length,
      outgoing_mail: mails,
      contact_link: links.count,
      webhook_delivery: bodies.count,
    };
  });
}

/** The order as it was read last; null where there is none, or its key is gone (then it says nothing to anybody). */
export function readSnapshot(encryption: Encryption, row: OrderSync): Order | null {
  if (!row.snapshotEncrypted) return null;
  const text = encryption.decryptOrNull(row.snapshotEncrypted, snapshotContext(row.shopId, row.orderGid));
  return text === null ? null : storedOrder.read(text);
}

function buyerOf(encryption: Encryption, { buyerEncrypted, shopId, orderGid }: OrderSync): string[] {
  const name = buyerEncrypted && encryption.decryptOrNull(buyerEncrypted, buyerContext(shopId, orderGid));
  return name ? [name] : [];
}

async function cleanOrder(
  tx: Tx,
  encryption: Encryption,
  row: OrderSync,
  order: Order | null,
  names: string[],
): Promise<void> {
  const snapshot =
    order &&
    encryption.encrypt(storedOrder.write(redactOrder(order)), snapshotContext(row.shopId, row.orderGid));
  await tx.orderSync.update({
    where: { id: row.id },
    data: {
      buyerEncrypted: null,
      buyerIndex: [],
      snapshotEncrypted: snapshot,
      // Names of lines, which a buyer may have had engraved; the next run asks anew.
      questions: [],
      ...(row.problemFacts ? { problemFacts: scrubbed(row.problemFacts, names) } : {}),
    },
  });
}

/** Answers the customer number of the document's contact; null where the plan's key is gone, so that it says nothing. */
async function cleanDocument(
  tx: Tx,
  encryption: Encryption,
  { orderName }: OrderSync,
  { id, shopId, marker, planEncrypted }: Document,
  names: string[],
): Promise<string | null> {
  const place = planContext(shopId, marker);
  const text = encryption.decryptOrNull(planEncrypted, place);
  if (text === null) return null;
  const plan = storedDocument.read(text);
  const redacted = redactPlan(plan, { name: orderName }, names);
  await tx.document.update({
    where: { id },
    data: {
      planEncrypted: encryption.encrypt(storedDocument.write(redacted), place),
      planHash: hashOfPlan(redacted),
    },
  });
  return plan.contact.customerNumber;
}

/** Nothing is sent any more either: there is nobody to send it to. */
async function cleanMails(tx: Tx, documentIds: string[]): Promise<number> {
  const where = { documentId: { in: documentIds }, toEncrypted: { not: null } };
  await dropPlannedMails(tx, where);
  return (await tx.outgoingMail.updateMany({ where, data: { toEncrypted: null } })).count;
}

/** sevdesk's own words may repeat a name. */
async function cleanLetters(tx: Tx, orderSyncId: string, names: string[]): Promise<void> {
  for (const { id, error } of await tx.deadLetter.findMany({ where: { orderSyncId } })) {
    if (error !== null)
      await tx.deadLetter.update({ where: { id }, data: { error: scrubbed(error, names) } });
  }
}

/** Plain data with the names taken out of every text in it. */
function scrubbed(value: Prisma.JsonValue, names: string[]): Prisma.InputJsonValue {
  return JSON.parse(
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? scrubNames(part, names) : part)),
  ) as Prisma.InputJsonValue;
}
