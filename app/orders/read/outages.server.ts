import type { DatabaseOrTx } from '../../platform/database.server.ts';
import { accountBreaker, HOST } from '../../sync/standing.server.ts';
import type { Outage } from './views.ts';

/** A little longer than is shown, so that an outage that began before is seen whole. */
const BACK_MS = 8 * 86_400_000;

/**
 * When sevdesk was taken to be down for an account, of the last week, the newest first. What was before `since` (the
 * shop was not connected yet) concerned others: an outage that was under way then begins there.
 */
export async function outagesOf(
  db: DatabaseOrTx,
  accountKey: string,
  since: Date,
  now: Date,
): Promise<Outage[]> {
  const changes = await db.breakerChange.findMany({
    where: {
      key: { in: [accountBreaker(accountKey), HOST] },
      at: { gte: new Date(now.getTime() - BACK_MS) },
    },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: 1_000,
  });
  return readOutages(changes)
    .filter(({ to }) => to === null || Date.parse(to) > since.getTime())
    .map(({ from, to }) => ({ from: Date.parse(from) < since.getTime() ? since.toISOString() : from, to }));
}

/** Probing and failing again is one outage; so is the account's while the host's lasts. */
export function readOutages(changes: { key: string; at: Date; to: string }[]): Outage[] {
  const open = new Set<string>();
  const outages: { from: Date; to: Date | null }[] = [];
  for (const { key, at, to } of changes) {
    if (to === 'closed') {
      open.delete(key);
      const last = outages.at(-1);
      if (open.size === 0 && last) last.to = at;
    } else {
      if (open.size === 0) outages.push({ from: at, to: null });
      open.add(key);
    }
  }
  return outages
    .toReversed()
    .map(({ from, to }) => ({ from: from.toISOString(), to: to?.toISOString() ?? null }));
}
