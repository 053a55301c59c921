import { isRouteErrorResponse } from '@remix-run/react';

/** Why a page cannot be shown, as far as a merchant can do something about it. */
export type ErrorKind =
  'notFound' | 'expired' | 'uninstalled' | 'tooMany' | 'unavailable' | 'offline' | 'failed';

/** What a failed page is to the merchant. */
export function errorKind(error: unknown): ErrorKind {
  if (!isRouteErrorResponse(error)) return isConnection(error) ? 'offline' : 'failed';
  switch (error.status) {
    case 404:
      return 'notFound';
    // Shopify's library answers 400 and 410 to what does not come from an admin that is signed in.
    case 400:
    case 401:
    case 410:
      return 'expired';
    case 403:
      return 'uninstalled';
    case 429:
      return 'tooMany';
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      return 'failed';
  }
}

/** The browser's own word that nothing answered: the request never got anywhere. */
const isConnection = (error: unknown): boolean =>
  error instanceof TypeError && /fetch|network|load failed/i.test(error.message);

/** What the log of the server says of the very request; null where no answer came from it. */
export function referenceOf(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null;
  const { reference } = (error.data ?? {}) as { reference?: unknown };
  return typeof reference === 'string' ? reference : null;
}
