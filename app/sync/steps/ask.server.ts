import { traced } from '../../platform/tracing.server.ts';
import type { Answer, Refused, Unclear } from '../../sevdesk/answer.ts';
import type { SevdeskClient } from '../../sevdesk/client.ts';
import { holdAccount, passBreakers, recordRequest, type BreakerPass } from '../breaker/breaker.server.ts';
import { countRequest } from '../metrics.server.ts';
import { lost, type Stop } from '../outcome.ts';
import { exhausted, waiting, wordsOf } from '../problems.ts';
import { LEAVES_MS } from '../retry.ts';
import { writeAndPass } from '../ledger/fencedWrite.server.ts';
import { leavingNow, takeNoted, type Run } from '../ledger/run.server.ts';

/** Where in the timeline a request to sevdesk stands. */
export interface About {
  step: 'look_up' | 'contact' | 'draft' | 'read_back' | 'finalise' | 'book' | 'mail' | 'withdraw';
  documentId: string;
}

/** The request did not leave. */
export interface NotAsked {
  kind: 'not_asked';
  stop: Stop;
}

/**
 * Sends one request to sevdesk, unless the breaker, a pause that sevdesk asked for, or a lost lease forbids it.
 * Its outcome goes to breaker, metrics, log and timeline. `recordedAt`: when a write was put on record, since when
 * others count the time in which something may come of it; it leaves soon after, or not at all.
 */
export function ask<T>(
  run: Run,
  about: About,
  call: (sevdesk: SevdeskClient) => Promise<Answer<T>>,
  recordedAt: Date | null = null,
): Promise<Answer<T> | NotAsked> {
  return traced(`step ${about.step}`, { facts: { ...about } }, async (span) => {
    run.leaveBy = recordedAt && new Date(recordedAt.getTime() + LEAVES_MS);
    const answer = await passAndAsk(run, about, call);
    span.note({ outcome: answer.kind });
    if (answer.kind !== 'done') span.fail(answer.kind);
    return answer;
  });
}

async function passAndAsk<T>(
  run: Run,
  about: About,
  call: (sevdesk: SevdeskClient) => Promise<Answer<T>>,
): Promise<Answer<T> | NotAsked> {
  const { ports, lease } = run;
  const pass = await passNow(run);
  if (pass.kind === 'lost') return notAsked(brokenOff(run));
  if (pass.kind !== 'go') {
    const reason = pass.kind === 'open' ? waiting.sevdeskDown : waiting.sevdeskPause;
    return notAsked({ stop: 'later', afterMs: pass.untilMs, reason });
  }
  if (!lease.isGood()) return notAsked(brokenOff(run));

  const asked = ports.clock.now().getTime();
  run.slot = pass.slot;
  const answer = await call(run.sevdesk);
  run.slot = null;
  note(run, about, answer, ports.clock.now().getTime() - asked);
  await recordOutcome(run, answer, pass);
  return answer;
}

/**
 * Whether the request may leave, as the write before it has found out; else asked now, together with what is to be saved
 * yet: nothing that is known waits for an answer.
 */
async function passNow(run: Run): Promise<BreakerPass | { kind: 'lost' }> {
  const { ports, connection, lease } = run;
  const leaving = leavingNow(run);
  let known = run.pass;
  run.pass = null;
  if (!known && run.deferred.length > 0) {
    const { changes, events } = takeNoted(run);
    known = await writeAndPass(ports.db.sql, lease, changes, events, leaving);
    if (!known) return { kind: 'lost' };
  }
  return passBreakers(ports, connection.accountKey, { gapMs: leaving.gapMs, known });
}

/** The moment that was booked when the request was let pass; a further request of the same call books its own. */
export function takeSlot(run: Pick<Run, 'slot'>): Date | null {
  const { slot } = run;
  run.slot = null;
  return slot;
}

/** Asked last, after pacing, before a byte leaves. */
export const mayLeave = ({ lease, leaveBy, ports }: Pick<Run, 'lease' | 'leaveBy' | 'ports'>): boolean =>
  lease.isGood() && (leaveBy === null || ports.clock.now() <= leaveBy);

const notAsked = (stop: Stop): NotAsked => ({ kind: 'not_asked', stop });
const brokenOff = (run: Run): Stop => (run.signals.hard.aborted ? { stop: 'interrupted' } : lost);

/** Broken off by ourselves: says nothing about sevdesk. */
const isOurs = (answer: Answer<unknown>): boolean =>
  answer.kind === 'unclear' && (answer.cause === 'aborted' || answer.cause === 'unsent');

async function recordOutcome(
  run: Run,
  answer: Answer<unknown>,
  pass: { probe: boolean; matters: boolean },
): Promise<void> {
  const { ports, connection } = run;
  if (isOurs(answer)) return;
  const limited = answer.kind === 'refused' && answer.why === 'rate_limited';
  const { probe, matters } = pass;
  const outcome = { good: answer.kind !== 'unclear' && !limited, hostIsFine: limited, probe, matters };
  await recordRequest(ports, connection.accountKey, outcome);
  if (limited && answer.retryAfterMs) {
    await holdAccount(ports, connection.accountKey, answer.retryAfterMs);
  }
}

function note(run: Run, about: About, answer: Answer<unknown>, durationMs: number): void {
  const why: Record<string, string | number | null> = {};
  if (answer.kind !== 'done') why['status'] = answer.status;
  if (answer.kind === 'refused') Object.assign(why, { code: answer.code, why: answer.why });
  if (answer.kind === 'unclear') why['cause'] = answer.cause;
  const detail = answer.kind === 'refused' ? { ...why, message: answer.message } : why;
  run.pending.push({ ...about, outcome: answer.kind, at: run.ports.clock.now(), durationMs, detail });
  countRequest(about.step, answer.kind, durationMs);
  const { orderGid, shopId } = run.lease;
  const facts = { shopId, orderGid, ...about, outcome: answer.kind, durationMs, ...why };
  run.ports.log[answer.kind === 'done' ? 'info' : 'warn']('sync.step', facts);
}

/**
 * Why a run stops at a read that was not answered, or at a write that reading has shown not to have happened. A read
 * that is refused says nothing about the order, so it is tried again; what to do about a refused write its step knows.
 */
export function stopOf(run: Run, answer: Refused | Unclear | NotAsked, atLeastMs = 0): Stop {
  if (answer.kind === 'not_asked') return answer.stop;
  if (isOurs(answer)) {
    if (!run.lease.isGood()) return brokenOff(run);
    // Its turn came too late for what is on record.
    return { stop: 'later', afterMs: 1_000 + run.ports.random() * 1_000, reason: waiting.queued };
  }
  if (answer.kind === 'unclear' || answer.why === 'invalid' || answer.why === 'not_found') {
    return transient(wordsOf(answer), atLeastMs);
  }
  if (answer.why === 'key') return { stop: 'key_rejected' };
  const { retryAfterMs } = answer;
  const failure = { class: 'rate_limited' as const, problem: exhausted.sevdeskRate, retryAfterMs, atLeastMs };
  return { stop: 'fail', failure: { ...failure, message: wordsOf(answer) } };
}

/** sevdesk did not answer properly; the retry policy decides what follows. */
export const transient = (message: string, atLeastMs = 0): Stop => ({
  stop: 'fail',
  failure: { class: 'transient', problem: exhausted.sevdesk, message, retryAfterMs: null, atLeastMs },
});

/**
 * The request did not reach sevdesk's books: it never left, found nobody to connect to, or was turned away at the door
 * (facts: 429).
 */
export const wasNotCarriedOut = (
  answer: Answer<unknown> | NotAsked,
): answer is NotAsked | (Refused & { why: 'rate_limited' }) | (Unclear & { cause: 'unsent' | 'unreached' }) =>
  answer.kind === 'not_asked' ||
  (answer.kind === 'refused' && answer.why === 'rate_limited') ||
  (answer.kind === 'unclear' && (answer.cause === 'unsent' || answer.cause === 'unreached'));
