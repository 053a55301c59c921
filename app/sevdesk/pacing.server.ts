import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';

export interface PacerOptions {
  db: Database;
  clock: Clock;
  /** The sevdesk account (its sevClient id): several shops may share one. */
  accountKey: string;
  requestsPerSecond: number;
}

/**
 * Further ahead than this no honest queue reaches; it was booked by a machine whose clock ran ahead, and holding to it
 * would stop the account until then.
 */
const FARTHEST_MS = 60_000;

/**
 * Spaces the requests of one sevdesk account evenly, over all processes: each request books the next free moment in
 * the database and sleeps until then. sevdesk publishes no limit but blocks keys that hammer it.
 */
export function createPacer({ db, clock, accountKey, requestsPerSecond }: PacerOptions) {
  const gapMs = 1000 / requestsPerSecond;
  return async (signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    const now = clock.now();
    const slot = await bookSlot(db, accountKey, now, gapMs);
    const wait = slot.getTime() - now.getTime();
    if (wait > 0) await clock.sleep(wait, signal);
  };
}

/** One statement, so that no two processes get the same moment. */
async function bookSlot(db: Database, accountKey: string, now: Date, gapMs: number): Promise<Date> {
  const [row] = await db.$queryRaw<{ slot: number }[]>`
    insert into sevdesk_account as account (account_key, next_request_at)
    values (${accountKey}, ${now.toISOString()}::timestamptz + ${gapMs}::float8 * interval '1 millisecond')
    on conflict (account_key) do update set next_request_at =
      case
        when account.next_request_at between ${now.toISOString()}::timestamptz
          and ${now.toISOString()}::timestamptz + ${FARTHEST_MS}::float8 * interval '1 millisecond'
        then account.next_request_at
        else ${now.toISOString()}::timestamptz
      end + ${gapMs}::float8 * interval '1 millisecond'
    returning (extract(epoch from next_request_at) * 1000)::float8 - ${gapMs}::float8 as slot`;
  return new Date(row!.slot);
}
