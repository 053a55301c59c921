import type { ServerResponse } from 'node:http';

export interface RefusalOptions {
  production: boolean;
  retryAfterS?: number;
}

/** An empty answer that no page had a part in. It may be framed, kept and interpreted by nobody. */
export function refuse(
  response: ServerResponse,
  status: number,
  { production, retryAfterS }: RefusalOptions,
): void {
  response
    .writeHead(status, {
      'Content-Length': '0',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      ...(production ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
      ...(retryAfterS ? { 'Retry-After': String(retryAfterS) } : {}),
    })
    .end();
}
