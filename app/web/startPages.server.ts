import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { discardBody } from '../inbox/readBody.ts';
import { isDatabaseDown } from '../platform/databaseDown.server.ts';
import { log } from '../platform/log.server.ts';
import type { Runtime } from '../platform/runtime.server.ts';
import { within } from '../platform/within.ts';
import { guardRequest } from './guardRequest.ts';
import { limitRate } from './limitRate.ts';
import { noteRequest } from './noteRequest.server.ts';
import { assetRoutes } from './pageFiles.server.ts';
import type { Pages } from './pages.ts';
import { securityHeaders } from './securityHeaders.ts';

/** How long connections to the database may take to close. */
const CLOSE_MS = 2_000;
/** Whoever asks has waited for what was open already. */
const GRACE_MS = 1_000;

export interface StartedPages extends Omit<Pages, 'port'> {
  port(): number;
}

/**
 * Starts the pages behind express, for this machine only: what listens to the outside is the intake, which is one more
 * proxy before them (startIntake).
 */
export async function startPages({ config, db }: Runtime, pages: RequestHandler): Promise<StartedPages> {
  const { production, appUrl, shopify } = config;
  const { perSecond, proxyHops } = config.requests;
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders({ production, appUrl, framing: shopify }));
  app.use(guardRequest(appUrl), assetRoutes(), noteRequest);
  app.use(limitRate({ perSecond, proxyHops: proxyHops + 1 }), pages, answerError);
  // Whoever hands requests on keeps its connections and decides when they end.
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    // A body that nobody read to its end would keep the next request on the same connection waiting for ever. The
    // framework stops the stream whenever it hears of more.
    response.once('finish', () => discardBody(request.removeAllListeners('data')));
    app(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    port: () => (server.address() as AddressInfo).port,
    ready: Promise.resolve(),
    metrics: async () => null,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await within(GRACE_MS, closed);
      server.closeAllConnections();
      // Whatever a connection may still wait for, the process has to come to its end.
      await within(CLOSE_MS, db.$disconnect());
    },
  };
}

/** What went wrong outside of the pages, which have their own error page. */
const answerError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const { status } = (error ?? {}) as { status?: unknown };
  const theirs = typeof status === 'number' && status >= 400 && status < 500 ? status : null;
  if (!theirs) log.error('request failed', { error });
  if (response.headersSent) return void response.destroy();
  response.status(theirs ?? (isDatabaseDown(error) ? 503 : 500)).end();
};
