import { z } from 'zod';
import type { Cents } from '../accounting/money.ts';
import type { FinancialStatus, Instant, OrderGid } from '../accounting/order.ts';
import { receivedAt } from '../accounting/receivedAt.ts';
import type { AdminClient } from './adminClient.server.ts';
import { done, type ShopifyAnswer } from './answer.ts';
import { listOrdersOperation } from './operations/listOrders.ts';
import { financialStatus } from './parse/orderPage.ts';
import { receipt } from './parse/parts.ts';
import { amount, flag, instant, page, text } from './parse/values.ts';
import { searchTime } from './searchTime.ts';

/** An order as reconciliation sees it: enough to tell whether it differs from what was booked. */
export interface OrderSummary {
  gid: OrderGid;
  name: string;
  test: boolean;
  createdAt: Instant;
  processedAt: Instant;
  updatedAt: Instant;
  cancelledAt: Instant | null;
  edited: boolean;
  financialStatus: FinancialStatus;
  fullyPaid: boolean;
  /** Null when Shopify says it in fractions of a cent: reading the order will tell. */
  currentTotal: Cents | null;
  refunded: Cents | null;
  refundGids: string[];
  /** When the last money came in. */
  paidAt: Instant | null;
}

export interface OrderPage {
  orders: OrderSummary[];
  /** Where the next page starts; null after the last. */
  next: string | null;
}

export interface OrderFilter {
  /** `updated`: everything touched since; `processed`: everything sold since (backfill). */
  by: 'updated' | 'processed';
  since: Date;
  until?: Date;
}

/** One page of up to 100 of a shop's orders, the longest untouched first. */
export type ListOrders = (
  shopId: string,
  filter: OrderFilter,
  after: string | null,
  signal?: AbortSignal,
) => Promise<ShopifyAnswer<OrderPage>>;

const summary = z
  .object({
    id: text,
    name: text,
    test: flag,
    createdAt: instant,
    processedAt: instant,
    updatedAt: instant,
    cancelledAt: instant.nullable(),
    edited: flag,
    displayFinancialStatus: financialStatus,
    fullyPaid: flag,
    // One odd amount must not hide the other 99 orders of the page.
    currentTotalPriceSet: amount.nullable().catch(null),
    totalRefundedSet: amount.nullable().catch(null),
    refunds: z.array(z.object({ id: text })),
    transactions: z.array(receipt),
  })
  .transform(
    ({
      id,
      displayFinancialStatus,
      currentTotalPriceSet,
      totalRefundedSet,
      refunds,
      transactions,
      ...order
    }): OrderSummary => ({
      ...order,
      gid: id as OrderGid,
      financialStatus: displayFinancialStatus,
      currentTotal: currentTotalPriceSet,
      refunded: totalRefundedSet,
      refundGids: refunds.map((refund) => refund.id),
      paidAt: receivedAt(transactions)?.toISOString() ?? null,
    }),
  );
const answered = z.object({ orders: page(summary) });

export function createOrderLister(client: AdminClient): ListOrders {
  return async (shopId, filter, after, signal) => {
    const variables = { query: toQuery(filter), after };
    const answer = await client.query(shopId, listOrdersOperation, variables, answered, signal);
    if (answer.kind !== 'done') return answer;
    const { nodes, pageInfo } = answer.value.orders;
    return done({ orders: nodes, next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null });
  };
}

/**
 * Closed and cancelled orders too. This form has a live witness; the one that names each status has none.
 */
export const ANY_STATUS = 'status:any';

function toQuery({ by, since, until }: OrderFilter): string {
  const to = until ? ` AND ${searchTime(by, '<', until)}` : '';
  return `${searchTime(by, '>=', since)}${to} AND ${ANY_STATUS}`;
}
