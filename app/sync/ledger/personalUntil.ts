import type { Order } from '../../accounting/order.ts';
import { isPersonal } from '../../accounting/redact.ts';

/**
 * How long a buyer's data are kept after the order last changed: returns, chargebacks and buyer protection reach back
 * 180 days. The invoice itself, which the merchant must keep for eight years (§ 147 (3) AO, § 14b UStG), lies in sevdesk;
 * the ledger here goes on without names.
 */
const PERSONAL_DAYS = 180;
const DAY_MS = 86_400_000;

/** When the buyer's data are taken out of an order; null where there are none. */
export function personalUntil(order: Order): Date | null {
  if (!isPersonal(order)) return null;
  const last = [order.updatedAt, order.processedAt].map((at) => new Date(at).getTime());
  return new Date(Math.max(...last) + PERSONAL_DAYS * DAY_MS);
}
