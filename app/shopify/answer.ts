/** How a call to Shopify's Admin API ended. Reads may be repeated; nothing is written there that must not be. */
export type ShopifyAnswer<T> =
  | { kind: 'done'; value: T }
  | {
      kind: 'refused';
      /**
       * throttled: wait `retryAfterMs`. token: nobody can act for the shop until the merchant opens the app.
       * access_denied: a scope is missing. not_found: no such order for this shop (or older than 60 days).
       * unreadable: the answer does not have the shape the connector knows.
       */
      why: 'throttled' | 'token' | 'access_denied' | 'not_found' | 'invalid' | 'unreadable';
      retryAfterMs: number | null;
      message: string;
    }
  | { kind: 'unclear'; cause: 'timeout' | 'network' | 'server_error' | 'aborted'; message: string };
