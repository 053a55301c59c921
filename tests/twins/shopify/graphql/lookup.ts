import type { Order, OrderTransaction, Refund } from '../store/order.ts';
import { arePartsReachable, isReachable } from './access.ts';
import type { RequestContext } from './context.ts';

export type Args = Record<string, unknown>;
export type Resolver = (source: never, args: Args, context: RequestContext) => unknown;

export function findOrder(context: RequestContext, id: unknown): Order | null {
  const order = context.shop.orders.get(String(id));
  return order && isReachable(context, order) ? order : null;
}

export function findRefund(context: RequestContext, id: unknown): Refund | null {
  for (const order of context.shop.orders.values()) {
    const refund = order.refunds.find((one) => one.id === id);
    if (refund && arePartsReachable(context, order)) return refund;
  }
  return null;
}

export function findTransaction(context: RequestContext, id: unknown): OrderTransaction | null {
  for (const order of context.shop.orders.values()) {
    const found = order.transactions.find((one) => one.id === id);
    if (found && arePartsReachable(context, order)) return found;
  }
  return null;
}

/** "$app" (or nothing) is the app's own namespace. */
export function resolveNamespace(given: unknown, apiKey: string): string {
  const own = `app--${apiKey}`;
  return given === undefined || given === null ? own : (given as string).replace(/^\$app/, own);
}
