import type { Order } from '../../accounting/order.ts';
import { isPersonal } from '../../accounting/redact.ts';

const DAY_MS = 86_400_000;

/**
 * How long a buyer's data are kept after the order last changed: returns, chargebacks and buyer protection reach back
 * 180 days. The invoice itself, which the merchant must keep for eight years (§ 147 (3) AO, § 14b UStG), lies in sevdesk;
 * the ledger here goes on without names.
 */
const PERSONAL_DAYS = 180;
/** Bodies of webhooks only serve to find out what went wrong lately. */
const BODY_DAYS = 7;
/** Address and e-mail that wait to be added to a contact in sevdesk: tried within minutes, worthless later. */
const DETAIL_DAYS = 7;
/** An export for a buyer: as long as Shopify gives merchants to hand it over. */
const EXPORT_DAYS = 30;
/** An answered request is proof for as long as somebody may claim that it was not (§ 195, § 199 BGB). */
const PROOF_DAYS = 4 * 365;
/** Who looked at personal data. */
const ACCESS_DAYS = 365;
/** Shopify sends shop/redact then; the shop is deleted even if that never comes. */
const UNINSTALLED_DAYS = 2;

const after = (from: Date, days: number) => new Date(from.getTime() + days * DAY_MS);
const before = (now: Date, days: number) => after(now, -days);

/** When the buyer's data are taken out of an order; null where there are none. */
export function personalUntil(order: Order): Date | null {
  if (!isPersonal(order)) return null;
  const last = [order.updatedAt, order.processedAt].map((at) => new Date(at).getTime());
  return after(new Date(Math.max(...last)), PERSONAL_DAYS);
}

export const exportUntil = (now: Date): Date => after(now, EXPORT_DAYS);

/** Everything older than this goes. */
export const limits = (now: Date) => ({
  bodies: before(now, BODY_DAYS),
  details: before(now, DETAIL_DAYS),
  unreadable: before(now, EXPORT_DAYS),
  proofs: before(now, PROOF_DAYS),
  accesses: before(now, ACCESS_DAYS),
  uninstalled: before(now, UNINSTALLED_DAYS),
});
