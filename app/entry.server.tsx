import { randomBytes } from 'node:crypto';
import { PassThrough, pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import {
  createReadableStreamFromReadable,
  type ActionFunctionArgs,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import { renderToPipeableStream } from 'react-dom/server';
import { log } from './platform/log.server.ts';
import { runtime } from './platform/runtime.server.ts';
import { documentHeaders } from './shopify/auth.server.ts';
import { documentEnd, documentStart } from './ui/document.ts';
import { languageOfRequest, type Language } from './ui/language.ts';
import { NonceContext } from './ui/nonce.ts';
import ownStyles from './ui/styles.css?url';
import { loadTexts } from './ui/texts.tsx';

await Promise.all([loadTexts('de'), loadTexts('en')]);

/** Rendering must not hang on a request for ever; Shopify's admin gives up long before. */
const RENDER_TIMEOUT_MS = 10_000;
const APP_BRIDGE = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  // A nonce for each answer. The development server writes scripts of its own, which know none.
  const nonce = import.meta.env.DEV ? undefined : randomBytes(16).toString('base64');
  documentHeaders(request, headers, nonce ? [`'nonce-${nonce}'`] : ["'unsafe-inline'"]);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  // A log of fifty orders is 180 kB of text, packed a tenth. No secret of ours stands in a page that a stranger could
  // have packed beside words of his own: there are no cookies, and a page opens only with a session token.
  const packs = /\bgzip\b/.test(request.headers.get('Accept-Encoding') ?? '');
  headers.append('Vary', 'Accept-Encoding');
  if (packs) headers.set('Content-Encoding', 'gzip');
  return new Promise((resolve, reject) => {
    let answer = status;
    const { pipe, abort } = renderToPipeableStream(page(request, context, nonce), {
      // For the scripts that put late parts of the page into their places.
      ...(nonce ? { nonce } : {}),
      onShellReady() {
        const body = new PassThrough({
          final(done) {
            body.push(documentEnd);
            done();
          },
        });
        body.write(startOf(request, context));
        // Ends the drawing too when nobody waits for the page any more.
        const sent = packs ? pipeline(body, createGzip({ level: 5 }), (error) => error && abort()) : body;
        resolve(new Response(createReadableStreamFromReadable(sent), { status: answer, headers }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        answer = 500;
        log.error('page not rendered', { error });
      },
    });
    setTimeout(abort, RENDER_TIMEOUT_MS).unref();
  });
}

const page = (request: Request, context: EntryContext, nonce: string | undefined) => (
  <NonceContext.Provider value={nonce}>
    <RemixServer context={context} url={request.url} {...(nonce ? { nonce } : {})} />
  </NonceContext.Provider>
);

function startOf(request: Request, { staticHandlerContext }: EntryContext): string {
  const { apiKey, appBridgeUrl } = runtime().config.shopify;
  const embedded = new URL(request.url).pathname.startsWith('/app');
  const chosen = staticHandlerContext.loaderData?.['routes/app'] as
    { language?: Language | null } | undefined;
  return documentStart({
    language: chosen?.language ?? languageOfRequest(request),
    title: 'sevdesk Connector',
    appBridge: embedded ? { url: appBridgeUrl ?? APP_BRIDGE, apiKey } : null,
    styles: [polarisStyles, ownStyles],
  });
}

/** A failure that no route expected. Its place in the code is logged; the merchant sees a page without details. */
export function handleError(error: unknown, { request }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  const route = new URL(request.url).pathname;
  log.error('page failed', { error, method: request.method, route });
}
