/**
 * Every call to sevdesk ends in one of three ways.
 * - done: it happened, here is what sevdesk said.
 * - refused: sevdesk said no. A refused write may still have been carried out (measured), so callers read back
 *   unless `why` is `rate_limited` (turned away at the door) or the request was a read.
 * - unclear: nobody knows whether it happened: timeout, connection lost, 5xx, unreadable answer. Read, never repeat.
 */
export type Answer<T> = Done<T> | Refused | Unclear;

export interface Done<T> {
  kind: 'done';
  value: T;
}

/** Refusals whose meaning is known (measured). */
export type RefusalCause =
  /** The account's booking rules forbid this tax rule. */
  | 'booking_rules'
  | 'credit_note_exceeds_invoice'
  | 'credit_note_rate_differs'
  | 'credit_note_exists'
  | 'partly_paid_cannot_be_cancelled'
  | 'cancelled_already';

export interface Refused {
  kind: 'refused';
  why: 'rate_limited' | 'key' | 'not_found' | 'invalid';
  status: number;
  /** What is known of this refusal; null for all others. */
  cause: RefusalCause | null;
  /** sevdesk's own error code, to be shown, never to be decided by. */
  code: number | null;
  /** sevdesk's own words, shortened, with anything secret taken out. */
  message: string;
  /** How long to wait, from Retry-After (seconds or a date). */
  retryAfterMs: number | null;
  /** `error.data` of sevdesk, e.g. the existing credit note of code 170. */
  data: unknown;
}

export interface Unclear {
  kind: 'unclear';
  /**
   * Two of them surely did not happen: `unsent` was stopped by ourselves before a byte left, for `unreached` no connection
   * came about.
   */
  cause:
    'timeout' | 'network' | 'server_error' | 'unreadable' | 'redirect' | 'aborted' | 'unsent' | 'unreached';
  status: number | null;
  message: string;
}

export const done = <T>(value: T): Done<T> => ({ kind: 'done', value });
