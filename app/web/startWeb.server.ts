import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { createInbox } from '../inbox/inbox.server.ts';
import { isDatabaseDown } from '../platform/databaseDown.server.ts';
import { log } from '../platform/log.server.ts';
import type { Runtime } from '../platform/runtime.server.ts';
import { within } from '../platform/within.ts';
import { guardRequest } from './guardRequest.ts';
import { healthRoutes, isReady } from './health.server.ts';
import { limitRate } from './limitRate.ts';
import { noteRequest } from './noteRequest.server.ts';
import { assetRoutes } from './pages.server.ts';
import { securityHeaders } from './securityHeaders.ts';

/** Longer than load balancers keep idle connections, so that it is never us who hang up on a request. */
const KEEP_ALIVE_MS = 65_000;
/** The whole request must be here by then; Shopify gives up after 5 seconds anyway. */
const REQUEST_MS = 15_000;
const LOOK_FOR_DATABASE_MS = 500;
/** How long connections to the database may take to close. */
const CLOSE_MS = 2_000;

export interface Web {
  port: number;
  /** Resolves when the database answered for the first time. */
  ready: Promise<void>;
  /**
   * Ends cleanly: for `drainMs` it is no longer ready but still serves, then it takes no new connection, finishes open
   * requests and lets go of the database. After `graceMs` more, open connections are cut.
   */
  stop(options?: { drainMs?: number; graceMs?: number }): Promise<void>;
}

/**
 * Starts the web process: webhooks on the bare server, everything else through express, `pages` last. It listens at
 * once and answers 503 where it needs a database that is not there yet.
 */
export async function startWeb(runtime: Runtime, pages: RequestHandler, port: number): Promise<Web> {
  const { config, db, encryption, clock } = runtime;
  let stopping = false;
  const { databaseUrl } = config;
  const inbox = createInbox({ databaseUrl, encryption, clock, secrets: config.shopify.secrets });
  const app = createApp(runtime, pages, () => stopping);
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS },
    (request, response) => {
      if (stopping) response.setHeader('Connection', 'close');
      if (!inbox.handle(request, response)) app(request, response);
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    ready: waitForDatabase(runtime, () => stopping),
    async stop({ drainMs = 0, graceMs = 20_000 } = {}) {
      stopping = true;
      await clock.sleep(drainMs);
      await closeServer(server, graceMs);
      await inbox.close();
      // Whatever a connection may still wait for, the process has to come to its end.
      await within(CLOSE_MS, db.$disconnect());
    },
  };
}

function createApp({ config, db }: Runtime, pages: RequestHandler, stopping: () => boolean): Express {
  const { production, appUrl, metricsToken, shopify } = config;
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders({ production, appUrl, framing: shopify }));
  app.use(healthRoutes({ db, production, metricsToken, stopping }));
  app.use(guardRequest(appUrl), assetRoutes(), noteRequest, limitRate(config.requests), pages, answerError);
  return app;
}

/** What went wrong outside of the pages, which have their own error page. */
const answerError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const { status } = (error ?? {}) as { status?: unknown };
  const theirs = typeof status === 'number' && status >= 400 && status < 500 ? status : null;
  if (!theirs) log.error('request failed', { error });
  if (response.headersSent) return void response.destroy();
  response.status(theirs ?? (isDatabaseDown(error) ? 503 : 500)).end();
};

async function waitForDatabase({ db, clock }: Runtime, stopping: () => boolean): Promise<void> {
  while (!(await isReady(db, stopping))) {
    if (stopping()) return;
    log.warn('database not ready');
    await clock.sleep(LOOK_FOR_DATABASE_MS);
  }
  log.info('web ready');
}

/** Stops listening and waits for open requests; connections that are only kept alive are closed. */
async function closeServer(server: Server, graceMs: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const patience = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(patience);
}
