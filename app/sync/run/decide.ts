import type { Problem } from '../../accounting/problem.ts';
import type { EventInput } from '../ledger/fencedWrite.server.ts';
import type { Stop } from '../outcome.ts';
import { waiting } from '../problems.ts';
import type { DeadLetterInput } from '../schedule/deadLetters.server.ts';
import { retryDelayMs, type Failure } from '../retry.ts';

/** The run has an answer for the order as it is now. */
export type Answered = { state: 'synced' } | { state: 'waiting' | 'skipped' | 'parked'; problem: Problem };

export type Settled =
  'synced' | 'waiting' | 'skipped' | 'parked' | 'retry' | 'later' | 'interrupted' | 'lost';

/** What becomes of the order after a run. */
export interface Decision {
  settled: Settled;
  /** Null = stays as it was. */
  state: Answered['state'] | null;
  problem: Problem | null;
  /** When the next run is due; null = at an event. */
  nextAt: Date | null;
  attempts: number;
  /** The revision the run answered for is done with. */
  answered: boolean;
  deadLetter: DeadLetterInput | null;
  failureClass: Failure['class'] | null;
  events: Omit<EventInput, 'at'>[];
}

interface Before {
  attempts: number;
  /** Why it waited before this run. */
  reason: string | null;
}

/** From how a run ended to what is saved: pure, so that the whole table can be read and tested in one place. */
export function decide(how: Answered | Stop, before: Before, now: Date, random: number): Decision {
  if ('state' in how) return answered(how);
  const { attempts } = before;
  switch (how.stop) {
    case 'park':
      return parked(how.problem, { class: 'data', retries: attempts, message: '', retryAfterMs: null });
    case 'hold':
      return { ...held(how.reason, null, attempts), settled: 'waiting' };
    case 'key_rejected':
      return { ...held(waiting.keyRejected, null, attempts), settled: 'waiting' };
    case 'token_refused':
      return { ...held(waiting.shopifyToken, null, attempts), settled: 'waiting' };
    case 'later':
      return { ...held(how.reason, after(now, how.afterMs), attempts), settled: 'later' };
    case 'await':
      return awaited(how, before, now);
    case 'interrupted':
      return {
        ...held(waiting.queued, now, attempts),
        settled: 'interrupted',
        state: null,
        problem: null,
        events: [],
      };
    case 'fail':
      return failed(how.failure, attempts + 1, now, random);
    case 'lost':
    case 'replan':
      throw new Error(`a run does not end with ${how.stop}`);
  }
}

const after = (now: Date, ms: number) => new Date(now.getTime() + Math.ceil(ms));

const plain = { deadLetter: null, failureClass: null, answered: false };

function answered(how: Answered): Decision {
  const problem = how.state === 'synced' ? null : how.problem;
  const step = how.state === 'parked' ? 'park' : 'done';
  const detail = { state: how.state, problem: problem?.code ?? null };
  return {
    ...plain,
    settled: how.state,
    state: how.state,
    problem,
    nextAt: null,
    attempts: 0,
    answered: true,
    events: [
      {
        step,
        outcome: how.state === 'parked' ? 'refused' : 'done',
        detail,
      },
    ],
  };
}

const held = (reason: Problem, nextAt: Date | null, attempts: number): Omit<Decision, 'settled'> => ({
  ...plain,
  state: 'waiting',
  problem: reason,
  nextAt,
  attempts,
  events: [
    {
      step: 'retry',
      outcome: 'skipped',
      detail: {
        problem: reason.code,
        at: nextAt?.toISOString() ?? null,
      },
    },
  ],
});

/** Everything that can be done is done. Asked again and again, but said once. */
function awaited({ reason, afterMs }: Extract<Stop, { stop: 'await' }>, before: Before, now: Date): Decision {
  const waits = held(reason, after(now, afterMs), 0);
  const events = before.reason === reason.code ? [] : waits.events;
  return { ...waits, settled: 'later', answered: true, events };
}

function parked(problem: Problem, letter: Omit<DeadLetterInput, 'problem'>): Decision {
  const detail = { state: 'parked', problem: problem.code, class: letter.class, message: letter.message };
  return {
    ...plain,
    settled: 'parked',
    state: 'parked',
    problem,
    nextAt: null,
    attempts: 0,
    answered: true,
    deadLetter: {
      ...letter,
      problem,
    },
    events: [
      {
        step: 'park',
        outcome: 'refused',
        detail,
      },
    ],
  };
}

function failed(failure: Failure, failures: number, now: Date, random: number): Decision {
  const delayMs = retryDelayMs(failure, failures, random);
  const { message, retryAfterMs } = failure;
  if (delayMs === null) {
    return parked(failure.problem, { class: failure.class, retries: failures - 1, message, retryAfterMs });
  }
  const detail = { class: failure.class, message, attempt: failures, delayMs };
  return {
    ...plain,
    settled: 'retry',
    state: 'waiting',
    problem: failure.meanwhile ?? waiting.retry,
    nextAt: after(now, delayMs),
    attempts: failures,
    failureClass: failure.class,
    events: [
      {
        step: 'retry',
        outcome: 'unclear',
        detail,
      },
    ],
  };
}
