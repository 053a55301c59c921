/** sevdesk's note field: its length is not documented, below 64 is safe (facts: sevdesk API § 5). */
const MARKER_LENGTH = 63;
const NAME_LENGTH = 20;

/** A addition (a second invoice), R refund, E edit or exchange (a credit note without a refund), S cancellation (Storno). */
export type MarkerLetter = 'A' | 'R' | 'E' | 'S';

/**
 * What finds a document again in sevdesk: "#1001 shop-handle 6012345678901 R9001". The buyer sees it as reference, so it
 * starts with the order's name; what makes it unique in the world stands at the end and is never cut.
 */
export function markDocument(
  order: { name: string; id: string },
  shopDomain: string,
  follower?: { letter: MarkerLetter; gid: string },
): string {
  const tail = follower ? `${order.id} ${follower.letter}${idOf(follower.gid)}` : order.id;
  const name = plain(order.name).slice(0, NAME_LENGTH);
  const head = [name, plain(shopDomain.replace(/\.myshopify\.com$/, ''))]
    .filter((part) => part !== '')
    .join(' ');
  return `${head.slice(0, MARKER_LENGTH - tail.length - 1).trim()} ${tail}`.trim();
}

/** The number at the end of a Shopify id, with the part that tells several credit notes of one refund apart. */
const idOf = (gid: string): string => plain(gid.slice(gid.lastIndexOf('/') + 1));

/** An order's name is whatever the merchant makes it: only characters that survive every filter and form stay. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9#._/-]+/g, '-')
    .replace(/^-+|-+$/g, '');
