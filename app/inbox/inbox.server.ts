import type { IncomingMessage, ServerResponse } from 'node:http';
import { Pool } from 'pg';
import { checkKeysBySql } from '../platform/checkKeys.server.ts';
import type { Clock } from '../platform/clock.ts';
import type { EncryptionKey } from '../platform/config.server.ts';
import { isDatabaseDown } from '../platform/databaseDown.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import { log } from '../platform/log.server.ts';
import { counter, histogram } from '../platform/metrics.server.ts';
import { checkSession, keepSession } from '../platform/session.server.ts';
import { traced, type SpanNote, type SpanOptions } from '../platform/tracing.server.ts';
import { groupWrites } from './groupWrites.ts';
import { privacyKind } from './privacySubject.ts';
import { discardBody, readBody } from './readBody.ts';
import { readDelivery, type Delivery } from './readDelivery.ts';
import { createDeliveryStore, type Stored } from './storeDeliveries.server.ts';
import { findRoute, type WebhookRoute } from './topics.ts';
import { isSigned } from './verifySignature.ts';

/** Shopify's largest webhooks are some hundred kilobytes. */
const MAX_BODY = 2 * 1024 * 1024;
/** Shopify hangs up after 5 seconds and repeats; a 503 before that says the same and is on record. */
const DEADLINE_MS = 3_500;
/** Connections that write deliveries. More do not write faster, they only make smaller groups. */
const WRITERS = 2;

const ACKNOWLEDGE_SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const LAG_SECONDS = [0.5, 1, 2, 5, 15, 60, 300, 3600, 14_400, 86_400];
const received = counter('webhook_deliveries_total', 'Webhook deliveries.', ['topic', 'outcome']);
const seconds = histogram(
  'webhook_acknowledge_seconds',
  'Request to answer.',
  ['outcome'],
  ACKNOWLEDGE_SECONDS,
);
const lag = histogram('webhook_lag_seconds', 'From the event in the shop to its delivery.', [], LAG_SECONDS);

export interface InboxPorts {
  databaseUrl: string;
  encryption: Encryption;
  clock: Clock;
  /** Newest first; all of them are accepted. */
  secrets: string[];
  /** False as long as nothing may be written; always, when left out. */
  mayStore?: () => boolean;
}

export interface Inbox {
  /** Takes a request to a webhook address and answers it; false when the address is none. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Null when the database answers and has its tables, else what went wrong. */
  askDatabase(): Promise<unknown>;
  /** Throws {@link WrongKeyError} when the keys of this process are not those of the database. */
  checkKeys(keys: EncryptionKey[]): Promise<void>;
  /** Finishes what was accepted, then lets go of the database. */
  close(): Promise<void>;
}

type Outcome =
  | 'recorded'
  | 'repeated'
  | 'unknown_shop'
  | 'not_stored'
  | 'forged'
  | 'malformed'
  | 'too_large'
  | 'wrong_method';
const STATUS: Record<Outcome, number> = {
  recorded: 200,
  repeated: 200,
  unknown_shop: 200,
  not_stored: 503,
  forged: 401,
  malformed: 400,
  too_large: 413,
  wrong_method: 405,
};

/** What is known of a request when it is answered. */
interface Ending {
  outcome: Outcome;
  /** Why, in one word. */
  why?: string;
  delivery?: Delivery;
  stored?: Stored;
}

/**
 * The intake of webhooks, before the framework: verify, record and enqueue in one commit, answer 200. Nobody is called
 * on this path, no token is refreshed, and there is never a 200 for what was not stored.
 */
export function createInbox(ports: InboxPorts): Inbox {
  const { databaseUrl, encryption, clock, secrets, mayStore = () => true } = ports;
  const pool = openPool(databaseUrl);
  const store = createDeliveryStore(pool, encryption);
  const writes = groupWrites<Delivery, Stored>({
    writeAll: (deliveries) => storeTraced(deliveries),
    worthOneByOne: (error) => !isDatabaseDown(error),
    bytesOf: ({ body }) => body.length,
    writers: WRITERS,
    maxGroup: { items: 200, bytes: 4 * MAX_BODY },
    maxOpen: { items: 5_000, bytes: 32 * MAX_BODY },
    deadlineMs: DEADLINE_MS,
  });

  /** One commit for many webhooks: a span within the first one's trace that is linked with the others'. */
  function storeTraced(deliveries: Delivery[]): Promise<Stored[]> {
    const [parent = null, ...links] = deliveries.flatMap(({ traceparent }) => traceparent ?? []);
    const facts = { count: deliveries.length };
    return traced('store deliveries', { parent, links, facts }, () => store.storeAll(deliveries));
  }

  async function receive(
    route: WebhookRoute,
    request: IncomingMessage,
    span: SpanNote,
  ): Promise<Ending | null> {
    if (request.method !== 'POST') return { outcome: 'wrong_method' };
    if (!mayStore()) return { outcome: 'not_stored', why: 'not_ready' };
    const signature = request.headers['x-shopify-hmac-sha256'];
    if (typeof signature !== 'string') return { outcome: 'forged', why: 'unsigned' };
    const receivedAt = clock.now();
    const body = await readBody(request, MAX_BODY);
    if (body === 'aborted') return null;
    if (body === 'too_large') return { outcome: 'too_large' };
    if (!isSigned(body, signature, secrets)) return { outcome: 'forged', why: 'signature' };
    const delivery = readDelivery(route, request.headers, body, receivedAt);
    if (typeof delivery === 'string') return { outcome: 'malformed', why: delivery };
    return record({ ...delivery, traceparent: span.context });
  }

  function storeByTopic(delivery: Delivery): Promise<Stored> {
    if (delivery.topic === 'app/uninstalled') return store.storeUninstallation(delivery);
    if (delivery.topic === 'app/scopes_update') return store.storeScopes(delivery);
    return writes.write(delivery);
  }

  async function record(delivery: Delivery): Promise<Ending> {
    try {
      const privacy = privacyKind(delivery.topic);
      const stored = await (privacy ? store.storePrivacyRequest(delivery, privacy) : storeByTopic(delivery));
      const unknown = stored.shopId === null && stored.repeated;
      return {
        outcome: unknown ? 'unknown_shop' : stored.repeated ? 'repeated' : 'recorded',
        delivery,
        stored,
      };
    } catch (error) {
      log.error('webhook not stored', { topic: delivery.topic, error });
      return { outcome: 'not_stored', delivery };
    }
  }

  return {
    handle(request, response) {
      const route = findRoute(request.url ?? '');
      if (!route) return false;
      const began = performance.now();
      // What the sender says of a trace of its own does not count: anybody may send anything.
      const span: SpanOptions = { kind: 'server', parent: null, facts: { method: request.method, route } };
      void traced(`POST ${route}`, span, async (noted) => {
        const ending = await receive(route, request, noted).catch(failed);
        if (!ending) return;
        answer(request, response, ending.outcome);
        note(route, ending, performance.now() - began);
        noteSpan(noted, ending);
      });
      return true;
    },
    async askDatabase() {
      try {
        await pool.query('select 1 from shop limit 1');
        await checkSession(databaseUrl);
        return null;
      } catch (error) {
        return error;
      }
    },
    checkKeys: (keys) => checkKeysBySql((sql, values) => pool.query(sql, values), keys),
    async close() {
      await writes.settled();
      await pool.end();
    },
  };
}

/** A bug, whatever the sender sent: on record, and Shopify sends it again. It costs nobody else anything. */
function failed(error: unknown): Ending {
  log.error('webhook failed', { error });
  return { outcome: 'not_stored', why: 'bug' };
}

function openPool(connectionString: string): Pool {
  const pool = new Pool({
    connectionString,
    max: WRITERS + 1,
    connectionTimeoutMillis: 1_000,
    // Kept, so that a webhook after a quiet time does not wait for a connection to be made.
    idleTimeoutMillis: 0,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    query_timeout: 2_000,
    ...keepSession({ statement_timeout: '1500' }),
  });
  // Without a listener the loss of an idle connection ends the process.
  pool.on('error', (error) => log.warn('inbox connection lost', { error }));
  return pool;
}

function answer(request: IncomingMessage, response: ServerResponse, outcome: Outcome) {
  const headers: Record<string, string> = {
    'Content-Length': '0',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  };
  if (outcome === 'wrong_method') headers['Allow'] = 'POST';
  if (outcome === 'not_stored') headers['Retry-After'] = '5';
  response.writeHead(STATUS[outcome], headers).end();
  discardBody(request);
}

function noteSpan(span: SpanNote, { outcome, delivery, stored }: Ending) {
  const ids = { deliveryId: delivery?.webhookId, orderGid: delivery?.orderGid, shopId: stored?.shopId };
  span.note({ outcome, status: STATUS[outcome], topic: delivery?.topic, ...ids });
  if (STATUS[outcome] !== 200) span.fail(outcome);
}

/** One line and one count for each request. */
function note(route: WebhookRoute, { outcome, why, delivery, stored }: Ending, durationMs: number) {
  const topic = delivery?.topic ?? 'unknown';
  received.add({ topic, outcome });
  seconds.observe({ outcome }, durationMs / 1000);
  if (outcome === 'recorded' && delivery?.triggeredAt) {
    lag.observe({}, Math.max(0, delivery.receivedAt.getTime() - delivery.triggeredAt.getTime()) / 1000);
  }
  const fields = { route, topic: delivery?.topic, outcome, why, status: STATUS[outcome] };
  const ids = { deliveryId: delivery?.webhookId, orderGid: delivery?.orderGid, shopId: stored?.shopId };
  const say = STATUS[outcome] === 200 ? 'info' : 'warn';
  log[say]('webhook received', { ...fields, ...ids, durationMs: Math.round(durationMs * 10) / 10 });
}
