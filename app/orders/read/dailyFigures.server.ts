import type { Database } from '../../platform/database.server.ts';
import type { Clock } from '../../platform/clock.ts';
import { dayAt } from '../../merchant/day.ts';
import { timeZoneOf } from '../../merchant/timeZone.server.ts';
import type { DayFigures } from './views.ts';

const DAYS = 90;
/** So many bookings of a day are enough to tell how long they take: a busy day costs no more than a quiet one. */
const TIMED_PER_DAY = 100;

/**
 * What became of each day's orders in the last 90 days, and how long booking took, the oldest day first. Days are those
 * of the shop's time zone. The counts are read from the index of the log alone, the times from at most 9,000 rows.
 */
export async function dailyFigures(
  { db, clock }: { db: Database; clock: Clock },
  shopId: string,
): Promise<DayFigures[]> {
  const zone = await timeZoneOf(db, shopId);
  const now = clock.now();
  const days = Array.from({ length: DAYS }, (_, back) =>
    dayAt(new Date(now.getTime() - (DAYS - 1 - back) * 86_400_000), zone),
  );
  const first = days[0]!;
  const [counts, times] = await Promise.all([
    db.$queryRaw<{ day: string; state: string; orders: number }[]>`
      select to_char(listed_at at time zone ${zone}, 'YYYY-MM-DD') as day, state, count(*)::int as orders
      from order_sync where shop_id = ${shopId}::uuid and archived in (true, false)
        and state in ('waiting', 'synced', 'skipped', 'parked')
        and listed_at >= ${first}::date::timestamp at time zone ${zone}
      group by 1, 2`,
    db.$queryRaw<{ day: string; medianMs: number | null }[]>`
      select d.day, (
        select percentile_disc(0.5) within group (order by latency_ms) from (
          select o.latency_ms from order_sync o where o.shop_id = ${shopId}::uuid
            and o.synced_at >= d.day::date::timestamp at time zone ${zone}
            and o.synced_at < (d.day::date + 1)::timestamp at time zone ${zone}
          order by o.synced_at desc limit ${TIMED_PER_DAY}::int) timed) as "medianMs"
      from unnest(${days}::text[]) as d(day)`,
  ]);
  const medians = new Map(times.map(({ day, medianMs }) => [day, medianMs]));
  const figures = new Map(
    days.map((day): [string, DayFigures] => [
      day,
      { day, synced: 0, open: 0, skipped: 0, medianMs: medians.get(day) ?? null },
    ]),
  );
  for (const { day, state, orders } of counts) {
    const of = figures.get(day);
    if (!of) continue;
    if (state === 'synced' || state === 'skipped') of[state] += orders;
    else of.open += orders;
  }
  return [...figures.values()];
}
