import type { PlanInput } from '../documents.ts';
import { problem, type Problem } from '../problem.ts';

/** What stops an order before it is looked at: facts that no setting changes. */
export function refuseOrder({ order }: PlanInput): Problem | null {
  const { currency, businessEntity } = order;
  // How sevdesk converts a foreign currency is not known, and every figure of a German return is in euros.
  if (currency !== 'EUR') return problem('order.currency_unsupported', { currency });
  if (businessEntity && !businessEntity.primary) {
    return problem('order.other_entity', { entity: businessEntity.name });
  }
  return null;
}

/** Orders that the merchant leaves out. Once an invoice is in sevdesk the rules no longer apply to its order. */
export function skipOrder({ order, settings, booked }: PlanInput): Problem | null {
  const { skip } = settings;
  if (booked.some((document) => document.fixed)) return null;
  if (skip.testOrders && order.test) return problem('skip.test_order');
  if (skip.posOrders && order.channel === 'pos') return problem('skip.pos_order');
  const tag = order.tags.find((one) => holds(skip.tags, one));
  if (tag !== undefined) return problem('skip.tag', { tag });
  if (holds(skip.channels, order.channel)) return problem('skip.channel', { channel: order.channel });
  const gateway = order.gateways.find((one) => holds(skip.gateways, one));
  return gateway === undefined ? null : problem('skip.gateway', { gateway });
}

/** Shopify compares tags and handles without regard to case. */
const holds = (list: string[], value: string): boolean =>
  list.some((one) => one.trim().toLowerCase() === value.trim().toLowerCase());
