import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInbox, type Inbox } from '../inbox/inbox.server.ts';
import type { Clock } from '../platform/clock.ts';
import type { Config } from '../platform/config.server.ts';
import { tellWhyUnusable } from '../platform/databaseUnusable.server.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import { log } from '../platform/log.server.ts';
import { forwardToPages } from './forwardToPages.ts';
import { answerHealth } from './health.server.ts';
import type { Pages } from './pages.ts';

/** Longer than load balancers keep idle connections, so that it is never us who hang up on a request. */
const KEEP_ALIVE_MS = 65_000;
/** The whole request must be here by then; Shopify gives up after 5 seconds anyway. */
const REQUEST_MS = 15_000;
const LOOK_FOR_DATABASE_MS = 500;

export interface Web {
  port: number;
  /** Resolves when the database answered for the first time, and the pages are up. */
  ready: Promise<void>;
  /**
   * Ends cleanly: for `drainMs` it is no longer ready but still serves, then it takes no new connection, finishes open
   * requests and lets go of pages and database. After `graceMs` more, open connections are cut.
   */
  stop(options?: { drainMs?: number; graceMs?: number }): Promise<void>;
}

export interface IntakePorts {
  config: Config;
  clock: Clock;
  pages: Pages;
  /** Throws WrongKeyError where this process must not write to the database; until it has ended nothing is stored. */
  check?: (inbox: Inbox) => Promise<void>;
}

/**
 * Starts what listens to the outside: it takes webhooks itself and hands everything else on to the pages, so that no
 * page, however slow or broken, keeps a webhook waiting. It listens at once and answers 503 where it needs a database
 * or pages that are not there yet.
 */
export async function startIntake({ config, clock, pages, check }: IntakePorts, port: number): Promise<Web> {
  const { databaseUrl, production, metricsToken, encryptionKeys, shopify } = config;
  const encryption = createEncryption(encryptionKeys);
  const state = { stopping: false, reached: false };
  const mayStore = () => !check || state.reached;
  const inbox = createInbox({ databaseUrl, encryption, clock, secrets: shopify.secrets, mayStore });
  const health = answerHealth({
    ...{ production, metricsToken, pages },
    ready: () => !state.stopping && state.reached,
  });
  const door = forwardToPages({ port: () => pages.port(), production });
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    if (state.stopping) response.setHeader('Connection', 'close');
    if (!inbox.handle(request, response) && !health(request, response)) door.forward(request, response);
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS }, serve);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, resolve);
  });

  async function becomeReady(): Promise<void> {
    await reachDatabase(inbox, clock, () => state.stopping);
    if (state.stopping) return;
    await check?.(inbox);
    state.reached = true;
    await pages.ready;
    log.info('web ready');
  }
  return {
    port: (server.address() as AddressInfo).port,
    ready: becomeReady(),
    async stop({ drainMs = 0, graceMs = 20_000 } = {}) {
      state.stopping = true;
      await clock.sleep(drainMs);
      await closeServer(server, graceMs);
      await pages.stop();
      door.close();
      await inbox.close();
    },
  };
}

async function reachDatabase(inbox: Inbox, clock: Clock, stopping: () => boolean): Promise<void> {
  for (;;) {
    const error = await inbox.askDatabase();
    if (error === null || stopping()) return;
    tellWhyUnusable(error);
    await clock.sleep(LOOK_FOR_DATABASE_MS);
  }
}

/** Stops listening and waits for open requests; connections that are only kept alive are closed. */
async function closeServer(server: Server, graceMs: number): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const patience = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
  clearTimeout(patience);
}
