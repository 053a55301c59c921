import { vi } from 'vitest';
import type { Database, Tx } from '../../app/platform/database.server.ts';

/** How many statements wait for somebody's lock. */
async function waiting(db: Database): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  return row!.count;
}

/**
 * Two who want the same rows: `holder` takes some in a transaction, `comer` comes upon them, and only when it waits does
 * `holder` go on with what it answered, and commit. Answers what became of `comer`.
 */
export async function meet<T>(
  db: Database,
  holder: (tx: Tx) => Promise<void | ((tx: Tx) => Promise<unknown>)>,
  comer: () => Promise<T>,
  howMany = 1,
): Promise<T> {
  const held = Promise.withResolvers<void>();
  const met = Promise.withResolvers<void>();
  const holding = db.$transaction(
    async (tx) => {
      const goOn = await holder(tx);
      held.resolve();
      await met.promise;
      await goOn?.(tx);
    },
    { timeout: 60_000 },
  );
  holding.catch(held.reject);
  await held.promise;
  const coming = comer();
  coming.catch(() => undefined);
  try {
    await vi.waitUntil(async () => (await waiting(db)) >= howMany, { timeout: 60_000 });
  } finally {
    met.resolve();
  }
  await holding;
  return coming;
}
