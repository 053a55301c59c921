import { z } from 'zod';
import type { Clock } from '../platform/clock.ts';
import type { AdminClient } from './adminClient.server.ts';
import { done, type ShopifyAnswer } from './answer.ts';
import { ANY_STATUS } from './listOrders.server.ts';
import { searchTime } from './searchTime.ts';
import { listGatewaysOperation } from './operations/listOrders.ts';
import { flag, page, text, textOrNull } from './parse/values.ts';

/** What Shopify shows without read_all_orders. */
const DAYS = 60;
/** 500 orders: enough to see every gateway in use, cheap even in a large shop. */
const MAX_PAGES = 5;

/** A way in which a shop's buyers pay. */
export interface Gateway {
  /** As it stands in the transactions, which are booked by it. */
  gateway: string;
  /** As people read it. */
  name: string;
  /** Marked as paid by hand: bank transfer, cash on delivery, … */
  manual: boolean;
  /** Payments seen in the newest orders. */
  payments: number;
}

/** The gateways of a shop's newest orders (60 days, at most 500 orders), the most used first. At most 100 points. */
export type ListGateways = (shopId: string, signal?: AbortSignal) => Promise<ShopifyAnswer<Gateway[]>>;

const payment = z.object({
  kind: text,
  status: text,
  gateway: textOrNull,
  formattedGateway: textOrNull,
  manualPaymentGateway: flag,
});
const answered = z.object({ orders: page(z.object({ transactions: z.array(payment) })) });

export function createGatewayLister(client: AdminClient, clock: Clock): ListGateways {
  return async (shopId, signal) => {
    const since = new Date(clock.now().getTime() - DAYS * 86_400_000);
    const query = `${searchTime('created', '>=', since)} AND ${ANY_STATUS}`;
    const gateways = new Map<string, Gateway>();
    let after: string | null = null;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const answer: ShopifyAnswer<z.output<typeof answered>> = await client.query(
        shopId,
        listGatewaysOperation,
        { query, after },
        answered,
        signal,
      );
      if (answer.kind !== 'done') return answer;
      const { nodes, pageInfo }: z.output<typeof answered>['orders'] = answer.value.orders;
      for (const { transactions } of nodes) countPayments(gateways, transactions);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor ?? null;
    }
    return done([...gateways.values()].toSorted((a, b) => b.payments - a.payments));
  };
}

function countPayments(gateways: Map<string, Gateway>, transactions: z.output<typeof payment>[]): void {
  for (const { gateway, formattedGateway, manualPaymentGateway, kind, status } of transactions) {
    const isPayment =
      ['SALE', 'CAPTURE', 'AUTHORIZATION'].includes(kind) && ['SUCCESS', 'PENDING'].includes(status);
    if (!gateway || !isPayment) continue;
    const known = gateways.get(gateway);
    if (known) known.payments++;
    else
      gateways.set(gateway, {
        gateway,
        name: formattedGateway ?? gateway,
        manual: manualPaymentGateway,
        payments: 1,
      });
  }
}
