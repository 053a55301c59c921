/** How a call to Shopify's Admin API ended. Reads may be repeated; nothing is written there that must not be. */
export type ShopifyAnswer<T> = { kind: 'done'; value: T } | ShopifyFailure;

/** A call that brought nothing. */
export type ShopifyFailure = ShopifyRefused | ShopifyUnclear;

export interface ShopifyRefused {
  kind: 'refused';
  /**
   * throttled: wait `retryAfterMs`. token: nobody can act for the shop until the merchant opens the app.
   * access_denied: a scope is missing that the merchant can grant.
   * operator: the app itself is not let in (its id or secret, its approval for personal data, an address list).
   * shop_closed: the shop does not pay (402), is locked (423) or frozen: only its owner and Shopify can open it.
   * not_found: no such order for this shop (or older than 60 days).
   * foreign_currency: the order is in a currency whose amounts are not whole cents; the message is its code.
   * unreadable: the answer does not have the shape the connector knows.
   */
  why:
    | 'throttled'
    | 'token'
    | 'access_denied'
    | 'operator'
    | 'shop_closed'
    | 'not_found'
    | 'invalid'
    | 'foreign_currency'
    | 'unreadable';
  retryAfterMs: number | null;
  message: string;
}

export interface ShopifyUnclear {
  kind: 'unclear';
  cause: 'timeout' | 'network' | 'server_error' | 'aborted';
  message: string;
}

export const done = <T>(value: T): { kind: 'done'; value: T } => ({ kind: 'done', value });

export const refused = (why: ShopifyRefused['why'], message: string, retryAfterMs: number | null = null) =>
  ({ kind: 'refused', why, retryAfterMs, message }) satisfies ShopifyRefused;

export const unclear = (cause: ShopifyUnclear['cause'], message: string) =>
  ({ kind: 'unclear', cause, message }) satisfies ShopifyUnclear;
