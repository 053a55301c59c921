import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import express, { Router, type RequestHandler } from 'express';

/** Where `npm run build` puts the pages. */
const BUILD = 'build';

/**
 * Files of the built pages: those under /assets have their content's hash in the name and never change. What the build
 * packed (scripts/lib/compress.ts) is sent packed to whoever can read it.
 */
export function assetRoutes(client = path.resolve(BUILD, 'client')): Router {
  const routes = Router();
  routes.use(sendPacked(client));
  routes.use(
    '/assets',
    express.static(path.join(client, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  routes.use('/assets', (_, response) => void response.status(404).end());
  routes.use(express.static(client, { maxAge: '1h', index: false }));
  return routes;
}

const PACKED = { br: '.br', gzip: '.gz' } as const;

/** Points a request for a file at its packed form, when there is one that the browser takes. */
function sendPacked(client: string): RequestHandler {
  const files = existsSync(client) ? readdirSync(client, { recursive: true, encoding: 'utf8' }) : [];
  const packed = new Set(files.map((file) => `/${file.split(path.sep).join('/')}`));
  return (request, response, next) => {
    const file = request.path;
    if (!packed.has(`${file}.br`)) return next();
    response.vary('Accept-Encoding');
    // Browsers name gzip first and brotli with the same weight; asked for both at once, express would take gzip.
    const encoding = (['br', 'gzip'] as const).find((one) => request.acceptsEncodings(one) === one);
    if (!encoding) return next();
    response.type(path.extname(file)).setHeader('Content-Encoding', encoding);
    request.url = file + PACKED[encoding];
    next();
  };
}

export class NotBuiltError extends Error {
  override name = 'NotBuiltError';
}

/**
 * The built pages. `appBridgeUrl` replaces Shopify's script on the library's own pages, which learn it from the
 * environment at the moment they are loaded.
 */
export async function loadPages(appBridgeUrl: string | null): Promise<RequestHandler> {
  const entry = path.resolve(BUILD, 'server', 'index.js');
  if (!existsSync(entry)) throw new NotBuiltError('The pages are not built. Run "npm run build" first.');
  if (appBridgeUrl) process.env['APP_BRIDGE_URL'] = appBridgeUrl;
  const build = (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as Parameters<
    typeof createRequestHandler
  >[0]['build'];
  // "production" whatever the environment: only then are error details kept from the browser.
  const answer = createRequestHandler({ build, mode: 'production' });
  return (request, response, next) => void answer(request, response, next);
}
