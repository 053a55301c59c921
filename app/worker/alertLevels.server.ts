import { gauge } from '../platform/metrics.server.ts';
import type { Database } from '../platform/database.server.ts';

// What merchants have to deal with, in all shops together, read from the database like the other levels.

interface Counted {
  name: string;
  count: number;
}

/** Makes the metrics of this process say how problems, alerts, breakers and mails stand. */
export function watchAlertLevels(db: Database): void {
  const counted = (name: string, help: string, label: string, read: () => Promise<Counted[]>) =>
    gauge(name, help, [label], async (set) => {
      for (const row of await read()) set({ [label]: row.name }, row.count);
    });
  counted(
    'orders_needing_attention',
    'Orders that wait for a person, by problem',
    'code',
    () => db.$queryRaw<Counted[]>`
    select p.name, sum(p.count)::int as count from shop s cross join lateral (
      select o.problem_code as name, count(*) as count from order_sync o
      where o.shop_id = s.id and o.archived = false and o.state = 'parked' group by 1) p
    where p.name is not null group by 1`,
  );
  counted(
    'alerts',
    'Open alerts by their level',
    'level',
    () => db.$queryRaw<Counted[]>`
    select level as name, count(*)::int as count from alert where closed_at is null group by 1`,
  );
  counted(
    'alert_mails',
    'Mails about alerts by their state, of the last 24 hours',
    'state',
    () => db.$queryRaw<Counted[]>`
    select state as name, count(*)::int as count from alert_mail
    where created_at > now() - interval '24 hours' group by 1`,
  );
  counted(
    'breaker_changes',
    'Changes of circuit breakers within the last hour, by the new state',
    'to',
    () => db.$queryRaw<Counted[]>`
    select "to" as name, count(*)::int as count from breaker_change where at > now() - interval '1 hour' group by 1`,
  );
  counted(
    'outgoing_mails',
    'Invoice mails that were not sent, by their state',
    'state',
    () => db.$queryRaw<Counted[]>`
    select state as name, count(*)::int as count from outgoing_mail
    where state in ('planned', 'requested', 'unclear', 'failed') group by 1`,
  );
}
