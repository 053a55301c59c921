import { createHash } from 'node:crypto';
import type { Order } from '../../accounting/order.ts';
import { receivedAt } from '../../accounting/receivedAt.ts';
import type { OrderSummary } from '../../shopify/listOrders.server.ts';

// A digest is what Shopify's list says of an order: a hash of what matters for booking, and when the order was last
// touched. The same is made from an order that was read, so that comparing a list of 100 orders with the ledger needs no
// reading. It is a cache, not a record: when its making changes, orders are read once more, after all others.

type Listed = Omit<OrderSummary, 'gid' | 'createdAt' | 'processedAt'>;

/** From the list. */
export const digestOfSummary = (summary: Listed): string => digest(summary);

/** What the list would say of an order that was read. */
export const digestOfOrder = (order: Order): string =>
  digest({
    ...order,
    currentTotal: order.totals.currentTotal,
    refunded: order.totals.refunded,
    refundGids: order.refunds.map(({ gid }) => gid),
    paidAt: receivedAt(order.transactions)?.toISOString() ?? null,
  });

function digest(said: Listed): string {
  const content = [
    said.name,
    said.test,
    instant(said.cancelledAt),
    said.edited,
    said.financialStatus,
    said.fullyPaid,
    said.currentTotal,
    said.refunded,
    said.refundGids.toSorted(),
    instant(said.paidAt),
  ];
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 32);
  return `${hash}@${instant(said.updatedAt)}`;
}

const instant = (at: string | null) => (at === null ? null : new Date(at).toISOString());

/** Whether two digests say the same about the money, whatever else was touched in between (a note, a tag). */
export const saysTheSame = (one: string | null, other: string): boolean =>
  one?.split('@')[0] === other.split('@')[0];

/** Whether the first was taken of a newer state of the order than the second. */
export const isNewer = (one: string | null, other: string): boolean =>
  one !== null && one.split('@')[1]! > other.split('@')[1]!;
