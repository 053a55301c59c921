import type { RequestHandler, Response } from 'express';
import { contentSecurityPolicy, type Framing } from '../shopify/frameAncestors.ts';

export interface SecurityOptions {
  production: boolean;
  appUrl: string;
  framing: Framing;
}

/** Headers of every answer. An HTML answer that brings no policy for frames gets one, whoever made it. */
export function securityHeaders({ production, appUrl, framing }: SecurityOptions): RequestHandler {
  return (request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
    if (production) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    beforeHead(response, () => {
      // Pages show a shop's own data: nobody between us and the browser may keep them.
      if (!response.hasHeader('cache-control')) response.setHeader('Cache-Control', 'no-store');
      const type = String(response.getHeader('content-type') ?? 'text/html');
      if (!type.startsWith('text/html') || response.hasHeader('content-security-policy')) return;
      const url = URL.parse(request.originalUrl, appUrl) ?? new URL(appUrl);
      response.setHeader('Content-Security-Policy', contentSecurityPolicy(url, framing));
    });
    next();
  };
}

/** Runs `add` at the last moment at which headers can be set. */
function beforeHead(response: Response, add: () => void): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => Response;
  response.writeHead = (...args: unknown[]) => {
    add();
    return writeHead(...args);
  };
}
