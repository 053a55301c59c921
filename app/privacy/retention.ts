const DAY_MS = 86_400_000;

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
