import { accountBreaker, HOST } from '../../sync/standing.server.ts';
import type { ReadPorts } from './listOrders.server.ts';
import { outagesOf } from './outages.server.ts';
import { webhookHealth } from '../../reconcile/webhookHealth.server.ts';
import { timeZoneOf } from '../../merchant/timeZone.server.ts';
import { trialTotals } from './trialTotals.server.ts';
import type { HomeFigures } from './views.ts';

/** A shop's day at a glance. */
export async function homeFigures(
  ports: Pick<ReadPorts, 'db' | 'clock'>,
  shopId: string,
): Promise<HomeFigures> {
  const { db, clock } = ports;
  const now = clock.now();
  const [figures, problems, breaker, health, trial] = await Promise.all([
    readFigures(ports, shopId, now),
    db.$queryRaw<{ code: string; count: number }[]>`
      select problem_code as code, count(*)::int as count from order_sync
      where shop_id = ${shopId}::uuid and archived = false and state = 'parked'
      group by 1 order by 2 desc, 1`,
    readBreaker(ports, shopId, now),
    webhookHealth(db, shopId, now),
    trialTotals(db, shopId),
  ]);
  return {
    ...figures,
    attention: problems.reduce((sum, { count }) => sum + count, 0),
    problems,
    breaker,
    reconciliation: { finishedAt: health.comparedAt?.toISOString() ?? null, found: health.foundOnly },
    webhooks: health.state,
    lastWebhookAt: health.lastDeliveryAt?.toISOString() ?? null,
    trial,
  };
}

interface Figures {
  syncedToday: number;
  waiting: number;
  median: number | null;
  p95: number | null;
}

async function readFigures(
  { db }: Pick<ReadPorts, 'db'>,
  shopId: string,
  now: Date,
): Promise<Pick<HomeFigures, 'syncedToday' | 'waiting' | 'latency'>> {
  const zone = await timeZoneOf(db, shopId);
  const [row] = await db.$queryRaw<Figures[]>`
    select
      count(*) filter (where synced_at >= date_trunc('day', ${now}::timestamptz, ${zone}))::int as "syncedToday",
      (select count(*)::int from order_sync w
        where w.shop_id = ${shopId}::uuid and w.archived = false and w.state = 'waiting') as waiting,
      percentile_disc(0.5) within group (order by latency_ms)
        filter (where synced_at >= ${now}::timestamptz - interval '24 hours') as median,
      percentile_disc(0.95) within group (order by latency_ms)
        filter (where synced_at >= ${now}::timestamptz - interval '24 hours') as p95
    from order_sync
    where shop_id = ${shopId}::uuid and state = 'synced' and synced_at >= ${now}::timestamptz - interval '26 hours'`;
  const { syncedToday, waiting, median, p95 } = row!;
  return {
    syncedToday,
    waiting,
    latency: median === null || p95 === null ? null : { medianMs: median, p95Ms: p95 },
  };
}

/** The worse of the account's breaker and the host's, and when it began; the outages before. */
async function readBreaker(
  { db }: Pick<ReadPorts, 'db'>,
  shopId: string,
  now: Date,
): Promise<HomeFigures['breaker']> {
  const connection = await db.sevdeskConnection.findUnique({
    where: { shopId },
    select: { accountKey: true, connectedAt: true, shop: { select: { installedAt: true } } },
  });
  if (!connection) return { state: 'closed', since: null, nextAttemptAt: null, outages: [] };
  const { accountKey, connectedAt, shop } = connection;
  const since = connectedAt > shop.installedAt ? connectedAt : shop.installedAt;
  const [rows, outages] = await Promise.all([
    db.breaker.findMany({
      where: { key: { in: [accountBreaker(accountKey), HOST] }, state: { not: 'closed' } },
    }),
    outagesOf(db, accountKey, since, now),
  ]);
  const worst = rows.find((row) => row.state === 'open') ?? rows[0];
  if (!worst) return { state: 'closed', since: null, nextAttemptAt: null, outages };
  const state = worst.state as 'open' | 'half_open';
  return {
    state,
    since: worst.openedAt?.toISOString() ?? null,
    nextAttemptAt: worst.probeAt?.toISOString() ?? null,
    outages,
  };
}
