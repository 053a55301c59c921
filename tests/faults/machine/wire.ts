import type { Random } from './random.ts';
import { never, type SimProcess } from './simProcess.ts';
import { world } from './timeline.ts';
import type { Trace } from '../world/trace.ts';
import type { FaultPlan } from '../world/faultPlan.ts';

// Requests of a process to the outside world. What has left arrives, even when its sender dies or gives up waiting.

type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** What a fault makes of one request on its way; null: it is answered as it should be. */
export type WireFault =
  | { kind: 'lost'; why: string }
  /** Nobody answers until the sender gives up. */
  | { kind: 'silent'; why: string }
  /** The other side was reached, its answer is replaced. */
  | { kind: 'answer'; why: string; replace: (real: () => Promise<Response>) => Promise<Response> };

export interface WireOptions {
  process: SimProcess;
  random: Random;
  faultPlan: FaultPlan;
  trace: Trace;
  name: string;
  /** How many milliseconds a request usually takes in all. */
  usualMs: number;
  real: Fetch;
  fault?: (url: URL, init: RequestInit) => WireFault | null;
  /** What the body is on its way. */
  distort?: (url: URL, init: RequestInit) => RequestInit;
}

/** Longest that the other side takes; senders wait a little longer than that. */
const SLOW_MS = 25_000;
const CRASHES = ['crash_before_request', 'crash_request_sent'] as const;

/** `fetch` for one process. */
export function openWire(options: WireOptions): Fetch {
  const { process, random, faultPlan, trace, name, usualMs, real } = options;
  const { timeline } = process;

  async function send(url: URL, init: RequestInit, signal: AbortSignal | null): Promise<Response> {
    const what = `${process.name}: ${name} ${init.method ?? 'GET'} ${pathOf(url)}`;
    const crash = faultPlan.strikesOneOf(CRASHES);
    trace.note(crash ? `${what} !${crash}` : what);
    if (crash === 'crash_before_request') return die(what);
    const fault = options.fault?.(url, init) ?? null;
    if (fault) trace.note(`${what} !${fault.why}`);
    if (fault?.kind === 'silent') return waitInVain(process, signal);
    const way = faultPlan.strikes('slow_request') ? random.int(1_000, SLOW_MS) : random.int(1, usualMs);
    const arrival = timeline
      .wait(way, world)
      .then(() => (fault?.kind === 'lost' ? lose() : reach(url, init, fault)));
    if (crash) {
      arrival.catch(() => undefined);
      return die(what);
    }
    const answer = await unlessAborted(process, signal, settled(arrival));
    const slowest = Math.max(1_000, SLOW_MS - way);
    const back = faultPlan.strikes('slow_answer') ? random.int(1_000, slowest) : random.int(1, usualMs);
    await unlessAborted(process, signal, timeline.wait(back, process));
    if ('error' in answer) throw answer.error;
    if (faultPlan.strikes('crash_after_answer')) {
      trace.note(`${what} !crash_after_answer`);
      return die(what);
    }
    trace.note(`${what} -> ${answer.value.status}`);
    return answer.value;
  }

  function reach(
    url: URL,
    init: RequestInit,
    fault: Extract<WireFault, { kind: 'answer' }> | null,
  ): Promise<Response> {
    const ask = () => real(url, options.distort?.(url, init) ?? init);
    return fault ? fault.replace(ask) : ask();
  }

  function die(what: string): Promise<never> {
    process.die(what);
    return never();
  }

  return (url, { signal, ...init } = {}) => {
    if (!process.alive) return never();
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    return send(new URL(url), init, signal ?? null);
  };
}

type Settled<T> = { value: T } | { error: unknown };

const settled = <T>(work: Promise<T>): Promise<Settled<T>> =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

const lose = (): never => {
  throw new TypeError('fetch failed', { cause: new Error('ECONNRESET') });
};

const pathOf = (url: URL): string => `${url.pathname.replace('/api/v1', '')}${url.search}`;

const waitInVain = (process: SimProcess, signal: AbortSignal | null) =>
  unlessAborted<never>(process, signal, never());

/** Rejects as soon as the sender gives up; not in a dead process. */
function unlessAborted<T>(process: SimProcess, signal: AbortSignal | null, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      if (process.alive) reject(signal?.reason as Error);
    };
    const settle = (how: () => void) => {
      signal?.removeEventListener('abort', stop);
      if (process.alive) how();
    };
    if (signal?.aborted) return stop();
    signal?.addEventListener('abort', stop, { once: true });
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}
