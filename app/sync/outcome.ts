import type { Problem } from '../accounting/problem.ts';
import type { Failure } from './retry.ts';

/** Why a run does not go further. A value, because each of these is expected. */
export type Stop =
  /** Another run holds the order now. */
  | { stop: 'lost' }
  /** Asked to end; the order is due again at once, elsewhere. */
  | { stop: 'interrupted' }
  /** Needs a person. */
  | { stop: 'park'; problem: Problem }
  /** Counts as an attempt and is tried again by the retry policy. */
  | { stop: 'fail'; failure: Failure }
  /** Not the order's fault and no attempt: the breaker is open, sevdesk asked for a pause, another run is busy. */
  | { stop: 'later'; afterMs: number; reason: Problem }
  /** One payment waits for what others bring; everything else of the order goes on meanwhile. No attempt either. */
  | { stop: 'await'; afterMs: number; reason: Problem }
  /** Waits for an event; nothing is tried until then. */
  | { stop: 'hold'; reason: Problem }
  /** sevdesk turned the key away. */
  | { stop: 'key_rejected' }
  /** Shopify will not let us act until the merchant opens the app. */
  | { stop: 'token_refused' }
  /** What was learned changes the plan: make it again. */
  | { stop: 'replan' };

/** Tells a stop from a result. */
export const isStop = (value: unknown): value is Stop =>
  typeof value === 'object' && value !== null && 'stop' in value;

export const lost: Stop = { stop: 'lost' };
export const park = (problem: Problem): Stop => ({ stop: 'park', problem });
