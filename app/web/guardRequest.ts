import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Larger than any form of the app. Webhooks have their own limit. */
const MAX_BODY = 1024 * 1024;
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Lets through to the pages only what the framework can take: it crashes on methods, addresses and hosts that no
 * browser sends. Whatever the request says of the host, the pages see the app's own address (`appUrl`).
 */
export function guardRequest(appUrl: string): RequestHandler {
  const { host, protocol, origin } = new URL(appUrl);
  return (request: Request, response: Response, next: NextFunction) => {
    const fault = faultOf(request, origin);
    if (fault) return void response.status(fault).end();
    request.headers.host = host;
    delete request.headers['x-forwarded-host'];
    Object.defineProperty(request, 'protocol', { value: protocol.slice(0, -1) });
    next();
  };
}

/** The status that says what is wrong with a request, or null. */
function faultOf({ method, originalUrl, headers }: Request, ownOrigin: string): number | null {
  if (!METHODS.has(method)) return 405;
  if (Number(headers['content-length'] ?? 0) > MAX_BODY) return 413;
  if (!isReadable(originalUrl)) return 400;
  // Only the extensions ask from elsewhere, so only they ask whether they may.
  if (method === 'OPTIONS' && !isForOthers(originalUrl)) return 405;
  return isForeignForm(method, originalUrl, headers.origin) && headers.origin !== ownOrigin ? 403 : null;
}

/**
 * Something is sent by another site's page. Only the extensions' endpoints are meant for others, and ask for a token of
 * their own; the framework takes everything else of that kind for an attack and fails.
 */
function isForeignForm(method: string, address: string, origin: string | undefined): boolean {
  if (origin === undefined || method === 'GET' || method === 'OPTIONS') return false;
  return !isForOthers(address);
}

function isForOthers(address: string): boolean {
  const [path = ''] = address.split('?', 1);
  return path.startsWith('/api/extension/') && !path.endsWith('.data');
}

function isReadable(address: string): boolean {
  if (!address.startsWith('/') || address.startsWith('//')) return false;
  try {
    decodeURIComponent(new URL(address, 'http://host').pathname);
    return true;
  } catch {
    return false;
  }
}
