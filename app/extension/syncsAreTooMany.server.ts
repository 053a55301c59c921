import type { Clock } from '../platform/clock.ts';
import type { DatabaseOrTx } from '../platform/database.server.ts';

/** More than any person presses a button; what is beyond belongs into the app, which syncs many orders at once. */
const MOST = 30;
const MINUTE_MS = 60_000;

/** Whether "Sync again" was pressed so often in a shop within a minute that the next one has to wait. */
export async function syncsAreTooMany(
  { db, clock }: { db: DatabaseOrTx; clock: Clock },
  shopId: string,
): Promise<boolean> {
  const since = new Date(clock.now().getTime() - MINUTE_MS);
  const pressed = await db.auditEntry.count({ where: { shopId, action: 'sync_again', at: { gt: since } } });
  return pressed >= MOST;
}
