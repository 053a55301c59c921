import type { Problem } from '../accounting/problem.ts';

/** Why a run did not get through, although nothing is wrong with the order. */
export interface Failure {
  /** transient: network, timeout, 5xx. rate_limited: 429 or throttled. program: a bug of ours. */
  class: 'transient' | 'rate_limited' | 'program';
  /** What the merchant sees once the retries are used up, and until then if it is not just "will be tried again". */
  problem: Problem;
  meanwhile?: Problem;
  /** Technical words for the timeline and the dead letter; nothing personal, nothing secret. */
  message: string;
  /** The other side asked for this pause. */
  retryAfterMs: number | null;
  /** Pause that the step itself needs, e.g. until a write that timed out must have become visible. */
  atLeastMs: number;
}

/** How long something that sevdesk has made may stay out of its lists (open question, so generously). */
export const VISIBLE_MS = 10_000;

/** A write leaves so soon after its row was written, or not at all. */
export const LEAVES_MS = 15_000;
/** How long we wait for an answer. sevdesk has answered after more than 20 seconds and done what it was asked. */
export const ANSWERS_MS = 30_000;
/** How long after we gave up waiting sevdesk may still carry a write out. */
const LATE_MS = 60_000;

/** What a write has not brought to light so long after its row was written, it will not bring any more. */
export const SETTLED_MS = LEAVES_MS + ANSWERS_MS + LATE_MS + VISIBLE_MS;

const FIRST_MS = 1_000;
const CAP_MS = 30_000;
const RETRIES: Record<Failure['class'], number> = { transient: 5, rate_limited: 5, program: 3 };

/**
 * The retry policy: 1 s, 2 s, 4 s, 8 s, 16 s, each ±20 %, never above 30 s unless the other side asked for longer;
 * null when the retries are used up. `failures` counts this one; `random` is uniform in [0, 1).
 */
export function retryDelayMs(failure: Failure, failures: number, random: number): number | null {
  if (failures > RETRIES[failure.class]) return null;
  const curve = Math.min(CAP_MS, FIRST_MS * 2 ** (failures - 1) * (0.8 + 0.4 * random));
  return Math.round(Math.max(curve, failure.retryAfterMs ?? 0, failure.atLeastMs));
}
