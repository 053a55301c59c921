import { requestReference } from '../platform/log.server.ts';

/**
 * Ends a loader or an action with a status and the reference by which support finds the request in the log. Remix wants
 * such an answer thrown; its page is the nearest boundary's.
 */
export function refuse(status: 400 | 403 | 404 | 429 | 500 | 502 | 503): never {
  // oxlint-disable-next-line typescript/only-throw-error
  throw Response.json({ reference: requestReference() }, { status });
}
