import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';
import { once } from './once.server.ts';

// Structured logs: one wide event per thing that happened, one JSON object per line.
//
// What may be said is an allow-list, twice over: only the fields named here leave the process, and a text value must
// be a single word as ids, codes and topics are. Names, addresses and messages of others have no field to stand in.
// Known secrets are taken out by value, so that one in a wrong place does not pass either.

const fieldNames = [
  'shopId',
  'orderId',
  'orderGid',
  'documentId',
  'deliveryId',
  'requestId',
  'jobId',
  'runId',
  'accountKey',
  'step',
  'outcome',
  'topic',
  'operation',
  'method',
  'route',
  'status',
  'code',
  'kind',
  'why',
  'cause',
  'state',
  'durationMs',
  'waitMs',
  'lagMs',
  'retryAfterMs',
  'attempt',
  'count',
  'seen',
  'found',
  'cost',
  'bytes',
  'apiVersion',
  'wantedVersion',
  'signal',
  'port',
  'pid',
  'ready',
] as const;

type FieldName = (typeof fieldNames)[number];
const allowed: ReadonlySet<string> = new Set(fieldNames);

/** What an event may say. An error is reduced to its class, its code and the places in the code it came through. */
export type LogFields = { [Name in FieldName]?: string | number | bigint | boolean | null | undefined } & {
  error?: unknown;
};

/** The name of an event: fixed words in lower case, so that nothing can be pasted into it. */
type EventName = Lowercase<string>;

export interface Log {
  debug(event: EventName, fields?: LogFields): void;
  info(event: EventName, fields?: LogFields): void;
  warn(event: EventName, fields?: LogFields): void;
  error(event: EventName, fields?: LogFields): void;
  /** A log whose every event also says these. */
  with(fields: LogFields): Log;
}

const scope = once('log-scope', () => new AsyncLocalStorage<LogFields>());

/** Whatever is logged within the work, however deep, says these too. */
export const inLogScope = <T>(facts: LogFields, work: () => T): T => scope.run(facts, work);

/** Adds to what the scope says from now on. Without a scope it changes nothing. */
export const tellLog = (facts: LogFields): void => void Object.assign(scope.getStore() ?? {}, facts);

/** By what the log's events about the request at hand are found; null outside of one. */
export function requestReference(): string | null {
  const id = scope.getStore()?.['requestId'];
  return typeof id === 'string' ? id : null;
}

export interface LogOptions {
  level: string;
  /** Values that must never appear, whatever field they end up in. */
  secrets: string[];
  /** Takes one line; the process's output when left out. */
  write?: (line: string) => void;
}

/**
 * Lines are written together, at the latest after this many milliseconds and when the process ends by itself: under
 * load a write for each line was a tenth of the web process's time. A killed process loses its last lines, no more.
 * Never more than a pipe takes at once (PIPE_BUF): the web process and its pages write into the same one, and a longer
 * piece of one could end up in the middle of a line of the other.
 */
const BUFFERED = { sync: false, minLength: 3_072, maxWrite: 4_096, periodicFlush: 100 };

export function createLog({ level, secrets, write }: LogOptions): Log {
  const settings: pino.LoggerOptions = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const target = pino(settings, write ? { write } : pino.destination(BUFFERED));
  const clean = cleaner(secrets);
  const build = (given: LogFields): Log => {
    const say =
      (how: 'debug' | 'info' | 'warn' | 'error') =>
      (event: EventName, fields: LogFields = {}) => {
        if (target.isLevelEnabled(how))
          target[how](clean({ ...scope.getStore(), ...given, ...fields }), event);
      };
    const withMore = (fields: LogFields) => build({ ...given, ...fields });
    return { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error'), with: withMore };
  };
  return build({});
}

/** Looks like a Shopify token, a session token or a sevdesk key: never logged, even when it is not a known one. */
const TOKEN = /shp[a-z]{2,4}_\w+|eyJ[\w-]{10,}\.|\b[0-9a-f]{32}\b/i;
const WORD = /^[\w.:/#+*=-]{0,200}$/;

const SHORTEST_SECRET = 8;

/** Lets numbers and single words through, as ids and codes are; whatever looks like a secret or a text does not pass. */
function valueFilter(secrets: string[]) {
  const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET);
  const isSecret = (text: string) => TOKEN.test(text) || known.some((secret) => text.includes(secret));
  return (raw: unknown): string | number | boolean => {
    if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
    const text = String(raw);
    // Too short for any secret.
    if (text.length < SHORTEST_SECRET) return WORD.test(text) ? text : '[text]';
    if (isSecret(text)) return '[secret]';
    return WORD.test(text) ? text : '[text]';
  };
}

function cleaner(secrets: string[]) {
  const value = valueFilter(secrets);
  return (fields: LogFields): Record<string, unknown> => {
    const { error } = fields;
    const event: Record<string, unknown> = {};
    // A loop, because this runs for every webhook.
    for (const name in fields) {
      const raw = fields[name as FieldName];
      if (allowed.has(name) && raw !== undefined && raw !== null) event[name] = value(raw);
    }
    if (error === undefined) return event;
    const { name, code, cause, at } = describe(error);
    return { ...event, error: value(name), errorCode: value(code), errorCause: value(cause), errorAt: at };
  };
}

/** An error without its message: messages carry values (addresses, query parameters, bodies). */
function describe(error: unknown) {
  if (!(error instanceof Error)) return { name: typeof error, code: '', cause: '', at: [] };
  const { code = '', cause } = error as { code?: unknown; cause?: { code?: unknown; name?: unknown } };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const at = frames.slice(0, 6).map((line) => line.trim().replace(process.cwd(), '.').replace('file://', ''));
  return { name: error.name, code, cause: cause?.code ?? cause?.name ?? '', at };
}

/** Headers for the receiver of traces: mostly a token. */
const TRACING = ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'];

/** Everything secret that stands in the environment, whole addresses and the passwords inside them. */
function secretsOf(env: NodeJS.ProcessEnv): string[] {
  const names = ['SHOPIFY_API_SECRET', 'SHOPIFY_API_SECRET_PREVIOUS', 'ENCRYPTION_KEYS', 'METRICS_TOKEN'];
  const plain = [...names, 'DATABASE_URL', 'SMTP_URL', ...TRACING].flatMap((name) => env[name] ?? []);
  const passwords = plain.flatMap((text) => /\/\/[^/:@]*:([^/@]+)@/.exec(text)?.[1] ?? []);
  const keys = (env['ENCRYPTION_KEYS'] ?? '').split(',').map((pair) => pair.split(':')[1] ?? '');
  return [...plain, ...passwords, ...keys];
}

/** The log of this process. Usable before the configuration was read, since that may be what there is to tell. */
export const log: Log = once('log', () =>
  createLog({
    level: process.env['LOG_LEVEL'] || (process.env['NODE_ENV'] === 'test' ? 'silent' : 'info'),
    secrets: secretsOf(process.env),
  }),
);

/** What the log would say for a value, for others that tell something to the outside. */
export const plainValue: (raw: unknown) => string | number | boolean = once('plain-value', () =>
  valueFilter(secretsOf(process.env)),
);
