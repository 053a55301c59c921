import prisma from '@prisma/client';
import type { Prisma } from '@prisma/client';
import type { Plan } from '../../accounting/documents.ts';
import type { Order } from '../../accounting/order.ts';
import { storedEvidence } from '../../accounting/stored/document.ts';
import { storedOrder } from '../../accounting/stored/order.ts';
import { receivedAt } from '../../accounting/receivedAt.ts';
import type { DatabaseOrTx } from '../../platform/database.server.ts';
import type { Encryption } from '../../platform/encryption.server.ts';
import {
  buyerContext,
  buyerWordContext,
  evidenceContext,
  snapshotContext,
} from '../../platform/encryptionContexts.ts';
import type { Lease } from './lease.server.ts';
import { personalUntil } from './personalUntil.ts';
import { digestOfOrder } from './digest.ts';
import { nameWords, wordBeginnings, numberIndex } from './searchWords.ts';

/** What the log shows of an order, and its snapshot; false when the lease is lost. `numbers`: of its documents. */
export async function recordOrder(
  db: DatabaseOrTx,
  encryption: Encryption,
  lease: Lease,
  order: Order,
  plan: Plan | null,
  numbers: string[],
): Promise<boolean> {
  const { shopId, orderGid } = lease;
  const name = buyerName(order);
  const words = buyerWords(order);
  const sealed = (value: string, context: typeof buyerContext) =>
    encryption.encrypt(value, context(shopId, orderGid));
  const planned = plan && {
    evidenceEncrypted: plan.evidence && sealed(storedEvidence.write(plan.evidence), evidenceContext),
    controls: json(plan.controls),
    questions: plan.questions as unknown as Prisma.InputJsonArray,
    taxRule: plan.evidence?.rule ?? null,
  };
  const { count } = await db.orderSync.updateMany({
    where: { id: lease.orderSyncId, leaseOwner: lease.owner, fence: lease.fence },
    data: {
      orderName: order.name,
      buyerEncrypted: name === '' ? null : sealed(name, buyerContext),
      buyerIndex: [...words, ...wordBeginnings(words)].map((word) =>
        encryption.fingerprint(word, buyerWordContext(shopId)),
      ),
      numberIndex: numberIndex(shopId, [order.name, ...numbers]),
      gateway: order.gateways[0] ?? null,
      currency: order.currency,
      totalCents: order.totals.total,
      processedAt: new Date(order.processedAt),
      listedAt: new Date(order.processedAt),
      orderUpdatedAt: new Date(order.updatedAt),
      paidAt: receivedAt(order.transactions),
      personalUntil: personalUntil(order),
      readDigest: digestOfOrder(order),
      snapshotEncrypted: sealed(storedOrder.write(order), snapshotContext),
      ...planned,
    },
  });
  return count === 1;
}

/** The words by which the log finds an order's buyer. */
export const buyerWords = (order: Order): string[] =>
  nameWords([buyerName(order), order.buyer.company, order.buyer.email]);

function buyerName({ buyer, billingAddress, shippingAddress }: Order): string {
  const person = [buyer.firstName, buyer.lastName].filter(Boolean).join(' ');
  return buyer.company ?? (person || (billingAddress?.name ?? shippingAddress?.name ?? buyer.email ?? ''));
}

/** Plain data as the database client wants to be told of it. */
const json = (value: object | null) =>
  value === null ? prisma.Prisma.DbNull : (value as Prisma.InputJsonValue);
