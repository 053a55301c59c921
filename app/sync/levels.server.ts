import { gauge } from '../platform/metrics.server.ts';
import type { Database } from '../platform/database.server.ts';

// Levels for the operator, of all shops together, read from the database whenever somebody asks for the metrics.

interface Counted {
  name: string;
  count: number;
}

/** Makes the metrics of this process say how dead letters, incidents, breakers and mails stand. */
export function watchLevels(db: Database): void {
  const counted = (name: string, help: string, label: string, read: () => Promise<Counted[]>) =>
    gauge(name, help, [label], async (set) => {
      for (const row of await read()) set({ [label]: row.name }, row.count);
    });
  counted(
    'dead_letters',
    'Open dead letters by their class',
    'class',
    () => db.$queryRaw<Counted[]>`
    select class as name, count(*)::int as count from dead_letter where state = 'open' group by 1`,
  );
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
    'Open incidents by their level',
    'level',
    () => db.$queryRaw<Counted[]>`
    select level as name, count(*)::int as count from alert where closed_at is null group by 1`,
  );
  counted(
    'alert_mails',
    'Mails about incidents by their state, of the last 24 hours',
    'state',
    () => db.$queryRaw<Counted[]>`
    select state as name, count(*)::int as count from alert_mail
    where created_at > now() - interval '24 hours' group by 1`,
  );
  counted(
    'breakers',
    'Circuit breakers by their state',
    'state',
    () => db.$queryRaw<Counted[]>`
    select state as name, count(*)::int as count from breaker group by 1`,
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
  gauge('dead_letter_oldest_seconds', 'Age of the oldest open dead letter', [], async (set) => {
    const [row] = await db.$queryRaw<{ age: number }[]>`
      select coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age
      from dead_letter where state = 'open'`;
    set({}, row!.age);
  });
  gauge('host_breaker_open', '1 while sevdesk as a whole is taken to be down', [], async (set) => {
    const open = await db.breaker.count({ where: { key: 'host', state: { not: 'closed' } } });
    set({}, open);
  });
}
