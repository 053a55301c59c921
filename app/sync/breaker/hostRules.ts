import { closed, opened, pauseLeft, windowEnd, type BreakerState } from './breakerRules.ts';

// The host's breaker counts accounts, not answers: each account has one voice, that of its newest answer, so that one
// account's poison (an answer that cannot be read, for every one of its orders) neither opens it nor keeps it from closing.
// An account whose own breaker is not closed has no voice; it gets it back when its own closes.

/** `accounts`: whose voices `recent` holds, oldest first. */
export interface HostState extends BreakerState {
  accounts: string[];
}

const VOICES = 10;
const IN_ROW = 5;
/** Accounts that must say so for it to close, or to open again. */
const ENOUGH = 3;
/** Where fewer than that are at work, whoever is decides after this time. */
const WAITED_MS = 10_000;
/** Requests of a half-open host each minute: some for accounts in trouble, the rest for those that have a voice. */
const TRIED = 20;
const TRIED_IN_TROUBLE = 15;

export const closedHost = (): HostState => ({ ...closed(), recent: [], accounts: [] });

export type HostAdmission =
  { kind: 'go'; next: HostState | null; cause: 'probing' | null } | { kind: 'stop'; untilMs: number };

/** May a request of an account leave? `inTrouble`: the account's own breaker is not closed. */
export function admitToHost(host: HostState, inTrouble: boolean, now: Date): HostAdmission {
  if (host.state === 'closed') return { kind: 'go', next: null, cause: null };
  if (host.state === 'open') {
    const untilMs = pauseLeft(host, now);
    if (untilMs > 0) return { kind: 'stop', untilMs };
    const next = { ...host, state: 'half_open' as const, probeAt: now, probesSent: 1 };
    return { kind: 'go', next: { ...next, recent: [], accounts: [] }, cause: 'probing' };
  }
  if (host.probesSent < (inTrouble ? TRIED_IN_TROUBLE : TRIED))
    return { kind: 'go', next: { ...host, probesSent: host.probesSent + 1 }, cause: null };
  const restMs = pauseLeft({ probeAt: windowEnd(host) }, now);
  if (restMs > 0) return { kind: 'stop', untilMs: Math.min(2_000, restMs) };
  return { kind: 'go', next: { ...host, probeAt: now, probesSent: 1 }, cause: null };
}

interface HostRecorded {
  next: HostState;
  cause: 'failures_in_row' | 'failure_share' | 'probes_failed' | 'probes_good' | null;
}

/** What an account has to say about the host. */
export function hear(host: HostState, account: string, good: boolean, now: Date): HostRecorded {
  // Requests that were under way when it opened say nothing new.
  if (host.state === 'open') return { next: host, cause: null };
  const heard = withVoice(host, account, good);
  return host.state === 'closed' ? judgeClosed(heard, good, now) : judgeHalfOpen(heard, now);
}

function withVoice(host: HostState, account: string, good: boolean): HostState {
  const voices = host.accounts
    .map((name, index) => ({ name, failed: host.recent[index]! }))
    .filter(({ name }) => name !== account);
  const newest = [...voices, { name: account, failed: good ? 0 : 1 }].slice(-VOICES);
  const recent = newest.map(({ failed }) => failed);
  const lastGood = recent.lastIndexOf(0);
  return {
    ...host,
    recent,
    accounts: newest.map(({ name }) => name),
    failuresInRow: recent.length - 1 - lastGood,
  };
}

const failed = ({ recent }: HostState): number => recent.filter((one) => one === 1).length;

/** An account whose own breaker has opened while the host is tried says no more about the host. */
export function mute(host: HostState, account: string): HostState {
  if (host.state !== 'half_open') return host;
  const keep = (_: unknown, index: number) => host.accounts[index] !== account;
  return { ...host, recent: host.recent.filter(keep), accounts: host.accounts.filter(keep) };
}

function judgeClosed(host: HostState, good: boolean, now: Date): HostRecorded {
  if (host.failuresInRow >= IN_ROW) return { next: opened(host, now), cause: 'failures_in_row' };
  if (!good && failed(host) * 2 > VOICES) return { next: opened(host, now), cause: 'failure_share' };
  return { next: host, cause: null };
}

function judgeHalfOpen(host: HostState, now: Date): HostRecorded {
  const bad = failed(host);
  const fine = host.recent.length - bad;
  if (bad >= ENOUGH && bad > fine) return { next: opened(host, now), cause: 'probes_failed' };
  const waitedMs = now.getTime() - (host.probeAt?.getTime() ?? 0);
  const decided = fine >= ENOUGH || waitedMs >= WAITED_MS;
  return decided && fine * 100 > 80 * (fine + bad)
    ? { next: closedHost(), cause: 'probes_good' }
    : { next: host, cause: null };
}
