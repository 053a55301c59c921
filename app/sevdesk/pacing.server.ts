import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';
import { instant, nullable, real, text } from '../platform/sql/codecs.ts';
import { statement } from '../platform/sql/statement.ts';

export interface PacerOptions {
  db: Database;
  clock: Clock;
  /** The sevdesk account (its sevClient id): several shops may share one. */
  accountKey: string;
  requestsPerSecond: number;
  /** The moment that is booked already for the request at hand; null when none is. */
  takeSlot?: () => Date | null;
}

/**
 * Further ahead than this no honest queue reaches; it was booked by a machine whose clock ran ahead, and holding to it
 * would stop the account until then.
 */
const FARTHEST_MS = 60_000;

/** Whoever asks gives :accountKey, :now and :gapMs. */
export const slotParams = { accountKey: text, now: instant, gapMs: nullable(real) };

/**
 * A common table expression, so that a moment can be booked by the statement that says whether a request may leave. It is
 * one statement in any case: no two processes get the same moment. `where`: from what, and when, it is booked.
 */
export const slotBooked = (where: string): string => `slot as (
  insert into sevdesk_account as account (account_key, next_request_at)
  select :accountKey, :now + :gapMs * interval '1 millisecond' ${where}
  on conflict (account_key) do update set next_request_at =
    case
      when account.next_request_at between :now and :now + ${FARTHEST_MS} * interval '1 millisecond'
      then account.next_request_at
      else :now
    end + :gapMs * interval '1 millisecond'
  returning next_request_at - :gapMs * interval '1 millisecond' as at)`;

const BOOK = statement('sevdesk.book_slot', {
  params: slotParams,
  row: { at: instant },
  sql: `with ${slotBooked('')} select at from slot`,
});

export const gapMsOf = (requestsPerSecond: number): number => 1000 / requestsPerSecond;

/**
 * Spaces the requests of one sevdesk account evenly, over all processes: each request books the next free moment in
 * the database and sleeps until then. sevdesk publishes no limit but blocks keys that hammer it.
 */
export function createPacer({ db, clock, accountKey, requestsPerSecond, takeSlot }: PacerOptions) {
  const gapMs = gapMsOf(requestsPerSecond);
  return async (signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    const now = clock.now();
    const slot = takeSlot?.() ?? (await db.sql.first(BOOK, { accountKey, now, gapMs }))!.at;
    const wait = slot.getTime() - now.getTime();
    if (wait > 0) await clock.sleep(wait, signal);
  };
}
