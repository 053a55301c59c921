/** Ends a loader or an action with a bare status. Remix wants such an answer thrown; its page is the nearest boundary's. */
export function refuse(status: 400 | 403 | 404 | 429 | 502 | 503): never {
  // oxlint-disable-next-line typescript/only-throw-error
  throw new Response(null, { status });
}
