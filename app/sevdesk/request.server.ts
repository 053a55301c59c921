import { systemClock, type Clock } from '../platform/clock.ts';
import { tracedRequest, type Requested } from '../platform/tracing/request.server.ts';
import { done, type Answer, type Refused, type Unclear } from './answer.ts';
import { classify, refused, unclear } from './classify.ts';
import { fetchUndecoded } from './fetchUndecoded.server.ts';

export interface ClientOptions {
  /** https://my.sevdesk.de/api/v1 */
  baseUrl: string;
  token: string;
  /** Waits for this account's turn; awaited before every request. */
  pace: (signal?: AbortSignal) => Promise<void>;
  fetch?: typeof fetch;
  timeoutMs: number;
  /** Stops waiting and running requests, e.g. when the worker shuts down. */
  signal?: AbortSignal;
  /** Asked last, after pacing, before a byte leaves: a process that slept may have lost the right to. */
  mayLeave?: (() => boolean) | undefined;
  /** Told about every request, for logs and metrics: nothing personal in it. */
  onCall?: (call: SevdeskCall) => void;
  /** What timeouts are measured with. */
  clock?: Clock;
}

export interface SevdeskCall {
  method: Method;
  /** Ids replaced: /Invoice/:id/sendBy */
  path: string;
  status: number | null;
  durationMs: number;
  outcome: 'done' | Refused['why'] | Unclear['cause'];
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface SevdeskRequest {
  method: Method;
  path: string;
  /** Names with brackets and all: `contact[id]`. */
  query?: Record<string, string>;
  body?: unknown;
  /** Personal values in this request; taken out of whatever sevdesk says about it. */
  personal?: readonly (string | null)[];
  /** The answer's Content-Encoding is not to be believed. */
  undecoded?: boolean;
}

/** A parsed JSON body, or a file. */
export type Content =
  { kind: 'json'; body: unknown } | { kind: 'file'; bytes: Uint8Array; filename: string | null };

interface Attempt {
  /** Null when there was no answer. */
  status: number | null;
  answer: Answer<Content>;
}

export type Send = (request: SevdeskRequest) => Promise<Answer<Content>>;

const USER_AGENT = 'sevdesk-connector-for-shopify/1.0';

/** What is asked to find out whether a key is really turned away: it reads nothing of anybody's. */
const HARMLESS: SevdeskRequest = { method: 'GET', path: '/Tools/bookkeepingSystemVersion' };

/**
 * Sends one request at a time asked for, paced, with a time limit, never following a redirect, never repeating. A key
 * counts as turned away (`refused: key`) only when a second, harmless request is turned away too.
 */
export function createSender(options: ClientOptions): Send {
  const { baseUrl, token, pace, timeoutMs, signal, onCall, clock = systemClock } = options;

  async function attempt(request: SevdeskRequest): Promise<Attempt> {
    const secrets = [token, ...(request.personal ?? [])];
    const limit = startLimit(clock, timeoutMs, signal);
    const send = options.fetch ?? (request.undecoded ? fetchUndecoded : fetch);
    try {
      const response = await tracedRequest(spanOf(request), () =>
        send(`${baseUrl}${request.path}${queryString(request.query)}`, {
          method: request.method,
          headers: headers(token, request.body !== undefined),
          body: request.body === undefined ? null : JSON.stringify(request.body),
          // A redirect would carry the token elsewhere, and a redirected write may or may not have happened.
          redirect: 'manual',
          signal: limit.signal,
        }),
      );
      const bytes = new Uint8Array(await response.arrayBuffer());
      const { status } = response;
      if (response.ok && response.headers.get('content-type')?.startsWith('application/pdf'))
        return { status, answer: done({ kind: 'file', bytes, filename: filenameOf(response.headers) }) };
      const text = new TextDecoder().decode(bytes);
      const answer = classify({ status, headers: response.headers, text }, secrets);
      return { status, answer: answer.kind === 'done' ? done({ kind: 'json', body: answer.value }) : answer };
    } catch (error) {
      const cause = limit.isOver() ? 'timeout' : signal?.aborted ? 'aborted' : lostOf(error);
      return { status: null, answer: unclear(cause, null, `no answer (${codeOf(error)})`) };
    } finally {
      limit.stop();
    }
  }

  /** One request in its turn, and told of. */
  async function sendOnce(request: SevdeskRequest): Promise<Answer<Content>> {
    try {
      await pace(signal);
    } catch (error) {
      if (signal?.aborted) return unsent();
      throw error;
    }
    if (signal?.aborted || options.mayLeave?.() === false) return unsent();
    const startedAt = performance.now();
    const { status, answer } = await attempt(request);
    onCall?.({
      method: request.method,
      path: templateOf(request.path),
      status,
      durationMs: Math.round(performance.now() - startedAt),
      outcome: answer.kind === 'done' ? 'done' : answer.kind === 'refused' ? answer.why : answer.cause,
    });
    return answer;
  }

  return async (request) => {
    // What is no header value is no key either; fetch would throw on it.
    if (!/^[\x21-\x7e]+$/.test(token))
      return refused('key', null, 'the key contains characters that no key has');
    const answer = await sendOnce(request);
    if (answer.kind !== 'refused' || answer.why !== 'key') return answer;
    const second = await sendOnce(HARMLESS);
    if (second.kind === 'refused' && second.why === 'key') return answer;
    return unclear('server_error', answer.status, 'the key was turned away once, and not again');
  };
}

const unsent = () => unclear('unsent', null, 'stopped before the request was sent');

const templateOf = (path: string): string => path.replaceAll(/\/\d+/g, '/:id');
const spanOf = ({ method, path }: SevdeskRequest): Requested => ({
  to: 'sevdesk',
  method,
  template: templateOf(path),
});

/** sevdesk wants the bare token, without "Bearer". */
const headers = (token: string, hasBody: boolean): Record<string, string> => ({
  authorization: token,
  accept: 'application/json',
  'user-agent': USER_AGENT,
  ...(hasBody ? { 'content-type': 'application/json' } : {}),
});

function queryString(query: Record<string, string> | undefined): string {
  const text = query ? new URLSearchParams(query).toString() : '';
  return text === '' ? '' : `?${text}`;
}

/** A signal that fires when the time is over or the caller stops, whichever is first. */
function startLimit(clock: Clock, timeoutMs: number, outer: AbortSignal | undefined) {
  const inner = new AbortController();
  let over = false;
  const expire = () => {
    over = true;
    inner.abort(new DOMException('time is over', 'TimeoutError'));
  };
  // Rejects only when stopped, which is what `stop` does to end it.
  clock.sleep(timeoutMs, inner.signal).then(expire, () => undefined);
  const stop = () => inner.abort(outer?.reason);
  if (outer?.aborted) stop();
  else outer?.addEventListener('abort', stop, { once: true });
  return {
    signal: inner.signal,
    isOver: () => over,
    stop: () => {
      outer?.removeEventListener('abort', stop);
      inner.abort();
    },
  };
}

const filenameOf = (headersOf: Headers): string | null =>
  /filename="?([^";]+)"?/.exec(headersOf.get('content-disposition') ?? '')?.[1] ?? null;

/** A request leaves on a connection that stands. Where connecting itself failed, at every address, no byte has left. */
function lostOf(error: unknown): 'unreached' | 'network' {
  const cause = error instanceof Error ? error.cause : null;
  const failures: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return failures.length > 0 && failures.every(isOfConnecting) ? 'unreached' : 'network';
}

/** As Node names it: the system call that failed was the look-up of the name, or the connecting. */
const isOfConnecting = (failure: unknown): boolean =>
  failure instanceof Error &&
  'syscall' in failure &&
  (failure.syscall === 'getaddrinfo' || failure.syscall === 'connect');

/** TimeoutError, ECONNREFUSED and the like: says what happened without saying to whom. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
