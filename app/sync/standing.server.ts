import { slotBooked, slotParams } from '../sevdesk/pacing.server.ts';
import { bool, instant, int, nullable } from '../platform/sql/codecs.ts';

// How sevdesk stands for one account: its breaker and the host's, and a pause that sevdesk asked for. Read with whatever is
// written before a request leaves, so that asking costs no statement of its own.

export const HOST = 'host';
export const accountBreaker = (accountKey: string) => `account:${accountKey}`;

/** How long a breaker stays open before it lets a probe through. */
export const OPEN_MS = 60_000;
/** Longest pause that is held to; a longer one was asked for by mistake, or noted by a clock that was ahead. */
export const LONGEST_PAUSE_MS = 3_600_000;

const ahead = (ms: number) => `:now + ${ms} * interval '1 millisecond'`;

/**
 * A common table expression with one row. Times that lie farther ahead than they can were written by a clock that was
 * ahead, and count for nothing. `account`: SQL of the account's key; :now is given.
 */
export const standingOf = (account: string): string => `standing as (
  select count(*) filter (where state <> 'closed')::int as tripped,
    max(probe_at) filter (where state = 'open' and probe_at <= ${ahead(OPEN_MS)}) as open_until,
    coalesce(bool_or(failures_in_row > 0 or (key = 'account:' || ${account} and 1 = any(recent))
      or (key = '${HOST}' and recent[array_position(accounts, ${account})] = 1)), false) as remembers,
    (select hold_until from sevdesk_account
      where account_key = ${account} and hold_until <= ${ahead(LONGEST_PAUSE_MS)}) as hold_until
  from breaker where key in ('account:' || ${account}, '${HOST}'))`;

export const standingFields = {
  tripped: int,
  openUntil: nullable(instant),
  remembers: bool,
  holdUntil: nullable(instant),
};
export const STANDING_COLUMNS =
  'standing.tripped, standing.open_until, standing.remembers, standing.hold_until';

/** What a request needs that is about to leave: how sevdesk stands and, if nothing is in the way, its moment. */
export const passParams = slotParams;
/** `alongside`: what else the moment hangs on, as `, table`. */
export const passOf = (alongside = ''): string => `${standingOf(':accountKey')},
  ${slotBooked(`from standing${alongside} where :gapMs is not null and standing.tripped = 0
    and (standing.hold_until is null or standing.hold_until <= :now)`)}`;
export const passFields = { ...standingFields, slot: nullable(instant) };
export const PASS_COLUMNS = `${STANDING_COLUMNS}, (select at from slot) as slot`;

export interface Standing {
  /** Breakers that are not closed. */
  tripped: number;
  openUntil: Date | null;
  /** Whether a good answer would change anything. */
  remembers: boolean;
  holdUntil: Date | null;
}

/** What was found out for the request that leaves next. */
export interface Pass extends Standing {
  slot: Date | null;
}
