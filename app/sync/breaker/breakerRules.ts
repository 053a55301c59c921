import type { StateOf } from '../../platform/stateMachine.ts';
import { OPEN_MS } from '../standing.server.ts';
import type { breakerStates } from '../states.ts';

/** A circuit breaker: of one sevdesk account, or (see hostRules) of the whole host. */
export interface BreakerState {
  state: StateOf<typeof breakerStates>;
  failuresInRow: number;
  /** The last requests, oldest first: 1 = failed, 0 = went well. */
  recent: number[];
  openedAt: Date | null;
  /** When the next probes may leave (open), or when they began (half open). */
  probeAt: Date | null;
  probesSent: number;
  probesGood: number;
  probesBad: number;
}

const IN_ROW = 5;
export const WINDOW = 10;
export const PROBES = 5;

/** A breaker that nothing is known of counts as one whose last requests went well. */
export const closed = (): BreakerState => ({
  state: 'closed',
  failuresInRow: 0,
  recent: Array.from({ length: WINDOW }, () => 0),
  openedAt: null,
  probeAt: null,
  probesSent: 0,
  probesGood: 0,
  probesBad: 0,
});

export type Admission =
  /** `next` is to be saved before the request leaves; null when nothing changes. */
  | { kind: 'go'; probe: boolean; next: BreakerState | null; cause: 'probing' | null }
  | { kind: 'stop'; untilMs: number };

/** May a request leave? Half open lets only a few probes through. */
export function admit(breaker: BreakerState, now: Date): Admission {
  if (breaker.state === 'closed') return { kind: 'go', probe: false, next: null, cause: null };
  if (breaker.state === 'open') {
    const untilMs = pauseLeft(breaker, now);
    if (untilMs > 0) return { kind: 'stop', untilMs };
    const next = {
      ...breaker,
      state: 'half_open' as const,
      probeAt: now,
      probesGood: 0,
      probesBad: 0,
      probesSent: 1,
    };
    return { kind: 'go', probe: true, next, cause: 'probing' };
  }
  if (breaker.probesSent < PROBES) {
    return { kind: 'go', probe: true, next: { ...breaker, probesSent: breaker.probesSent + 1 }, cause: null };
  }
  // A probe whose sender died never reports; after a while its place is free again.
  const restMs = pauseLeft({ probeAt: windowEnd(breaker) }, now);
  if (restMs > 0) return { kind: 'stop', untilMs: Math.min(2_000, restMs) };
  const reported = breaker.probesGood + breaker.probesBad;
  return {
    kind: 'go',
    probe: true,
    next: { ...breaker, probeAt: now, probesSent: reported + 1 },
    cause: null,
  };
}

/** How long until that time; none when it lies farther ahead than any pause: a clock that was ahead wrote it. */
export function pauseLeft({ probeAt }: Pick<BreakerState, 'probeAt'>, now: Date): number {
  const restMs = (probeAt?.getTime() ?? 0) - now.getTime();
  return restMs > 0 && restMs <= OPEN_MS ? restMs : 0;
}

/** When the probes of a half-open breaker must have reported. */
export const windowEnd = ({ probeAt }: Pick<BreakerState, 'probeAt'>): Date =>
  new Date((probeAt?.getTime() ?? 0) + OPEN_MS);

export interface Recorded {
  next: BreakerState;
  cause: 'failures_in_row' | 'failure_share' | 'probes_failed' | 'probes_good' | null;
}

/**
 * What one request says about the other side. Opens at 5 failures in a row or more than half of the last 10
 * requests; closes when more than 80 % of the probes went well.
 */
export function record(breaker: BreakerState, good: boolean, probe: boolean, now: Date): Recorded {
  if (breaker.state === 'half_open' && probe) return recordProbe(breaker, good, now);
  // Requests that were under way when it opened say nothing new.
  if (breaker.state !== 'closed') return { next: breaker, cause: null };
  const next = {
    ...breaker,
    failuresInRow: good ? 0 : breaker.failuresInRow + 1,
    recent: [...breaker.recent, good ? 0 : 1].slice(-WINDOW),
  };
  if (next.failuresInRow >= IN_ROW) return { next: opened(next, now), cause: 'failures_in_row' };
  if (!good && mostFailed(next.recent)) return { next: opened(next, now), cause: 'failure_share' };
  return { next, cause: null };
}

const mostFailed = (recent: number[]): boolean => recent.filter((one) => one === 1).length * 2 > WINDOW;

export const opened = <State extends BreakerState>(breaker: State, now: Date): State => ({
  ...breaker,
  state: 'open',
  openedAt: breaker.openedAt ?? now,
  probeAt: new Date(now.getTime() + OPEN_MS),
  probesSent: 0,
  probesGood: 0,
  probesBad: 0,
});

function recordProbe(breaker: BreakerState, good: boolean, now: Date): Recorded {
  const next = {
    ...breaker,
    probesGood: breaker.probesGood + (good ? 1 : 0),
    probesBad: breaker.probesBad + (good ? 0 : 1),
  };
  if ((PROBES - next.probesBad) * 100 <= 80 * PROBES)
    return { next: opened(next, now), cause: 'probes_failed' };
  if (next.probesGood * 100 > 80 * PROBES) return { next: closed(), cause: 'probes_good' };
  return { next, cause: null };
}
