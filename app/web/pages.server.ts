import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import express, { Router, type RequestHandler } from 'express';

/** Where `npm run build` puts the pages. */
const BUILD = 'build';

/** Files of the built pages: those under /assets have their content's hash in the name and never change. */
export function assetRoutes(): Router {
  const client = path.resolve(BUILD, 'client');
  const routes = Router();
  routes.use(
    '/assets',
    express.static(path.join(client, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  routes.use('/assets', (_, response) => void response.status(404).end());
  routes.use(express.static(client, { maxAge: '1h', index: false }));
  return routes;
}

/**
 * The built pages. `appBridgeUrl` replaces Shopify's script on the library's own pages, which learn it from the
 * environment at the moment they are loaded.
 */
export async function loadPages(appBridgeUrl: string | null): Promise<RequestHandler> {
  const entry = path.resolve(BUILD, 'server', 'index.js');
  if (!existsSync(entry)) throw new Error('The pages are not built. Run "npm run build" first.');
  if (appBridgeUrl) process.env['APP_BRIDGE_URL'] = appBridgeUrl;
  const build = (await import(/* @vite-ignore */ pathToFileURL(entry).href)) as Parameters<
    typeof createRequestHandler
  >[0]['build'];
  // "production" whatever the environment: only then are error details kept from the browser.
  const answer = createRequestHandler({ build, mode: 'production' });
  return (request, response, next) => void answer(request, response, next);
}
