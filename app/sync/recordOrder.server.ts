import prisma from '@prisma/client';
import type { Prisma } from '@prisma/client';
import type { Plan } from '../accounting/documents.ts';
import type { Order } from '../accounting/order.ts';
import type { DatabaseOrTx } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import type { Lease } from './lease.server.ts';
import { buyerWordPlace, nameWords, numberIndex } from './searchWords.ts';

export const snapshotPlace = (shopId: string, orderGid: string) =>
  `order_sync.snapshot:${shopId}:${orderGid}`;
export const buyerPlace = (shopId: string, orderGid: string) => `order_sync.buyer:${shopId}:${orderGid}`;

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
  const words = nameWords([name, order.buyer.company, order.buyer.email]);
  const planned = plan
    ? { evidence: json(plan.evidence), controls: json(plan.controls), taxRule: plan.evidence?.rule ?? null }
    : {};
  const { count } = await db.orderSync.updateMany({
    where: { id: lease.orderSyncId, leaseOwner: lease.owner, fence: lease.fence },
    data: {
      orderName: order.name,
      buyerEncrypted: name === '' ? null : encryption.encrypt(name, buyerPlace(shopId, orderGid)),
      buyerIndex: words.map((word) => encryption.fingerprint(word, buyerWordPlace(shopId))),
      numberIndex: numberIndex(shopId, [order.name, ...numbers]),
      gateway: order.gateways[0] ?? null,
      currency: order.currency,
      totalCents: order.totals.total,
      processedAt: new Date(order.processedAt),
      listedAt: new Date(order.processedAt),
      orderUpdatedAt: new Date(order.updatedAt),
      paidAt: paidAt(order),
      snapshotEncrypted: encryption.encrypt(JSON.stringify(order), snapshotPlace(shopId, orderGid)),
      ...planned,
    },
  });
  return count === 1;
}

function buyerName({ buyer, billingAddress, shippingAddress }: Order): string {
  const person = [buyer.firstName, buyer.lastName].filter(Boolean).join(' ');
  return buyer.company ?? (person || (billingAddress?.name ?? shippingAddress?.name ?? buyer.email ?? ''));
}

/** When the last money came in, the start of the promised five minutes. */
export function paidAt(order: Order): Date | null {
  const received = order.transactions.filter(
    ({ kind, status }) => status === 'success' && (kind === 'sale' || kind === 'capture'),
  );
  const times = received.map((transaction) => new Date(transaction.processedAt).getTime());
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** Plain data as the database client wants to be told of it. */
const json = (value: object | null) =>
  value === null ? prisma.Prisma.DbNull : (value as Prisma.InputJsonValue);
