import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';
import { gauge } from '../platform/metrics.server.ts';
import { readReadyJobs } from '../platform/queue/statements.server.ts';
import { priorities } from '../sync/schedule/dueOrders.server.ts';

// How the whole installation stands, read from the database when somebody asks for the metrics: the same whichever
// process is asked (take the maximum over processes, not the sum). No shop is named: a label value is a time series.

/** Of a shop that has more due, this many count: the look must stay short in a flood. */
const MOST_PER_SHOP = 1_000;

/** Makes the levels part of this process's metrics. */
export function watchLevels(db: Database, clock: Clock): void {
  gauge('orders_due', 'Orders whose run is due, at most 1,000 of each shop', [], async (set) => {
    set({}, (await readDue(db, clock)).count);
  });
  gauge('orders_due_age_seconds', 'How long the order that is due longest has waited', [], async (set) => {
    set({}, (await readDue(db, clock)).age);
  });
  gauge('jobs_ready', 'Jobs that could run now and do not', [], async (set) => {
    set({}, (await readReadyJobs(db)).count);
  });
  gauge('jobs_ready_age_seconds', 'How long the oldest of them has been ready', [], async (set) => {
    set({}, (await readReadyJobs(db)).age);
  });
  gauge('dead_letters_open', 'Dead letters that are open', ['class'], async (set) => {
    for (const { class: kind, count } of await readLetters(db)) set({ class: kind }, count);
  });
  gauge('dead_letters_open_age_seconds', 'Age of the oldest open dead letter', ['class'], async (set) => {
    for (const { class: kind, age } of await readLetters(db)) set({ class: kind }, age);
  });
  gauge('breakers_open', 'Circuit breakers that are not closed', ['scope'], async (set) => {
    for (const { scope, count } of await readBreakers(db)) set({ scope }, count);
  });
  gauge('workers_alive', 'Worker processes heard of within 30 seconds', [], async (set) => {
    const [row] = await db.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from worker_heartbeat where seen_at > now() - interval '30 seconds'`;
    set({}, row!.count);
  });
}

interface Level {
  count: number;
  /** Seconds. */
  age: number;
}

async function readDue(db: Database, clock: Clock): Promise<Level> {
  const now = clock.now();
  // Shop by shop and priority by priority, along the index of due orders: done orders cost nothing.
  const [row] = await db.$queryRaw<Level[]>`
    select count(*)::int as count,
      coalesce(extract(epoch from ${now}::timestamptz - min(due.at)), 0)::float8 as age
    from shop s cross join unnest(${Object.values(priorities)}::int[]) l(priority) cross join lateral (
      select o.next_attempt_at as at from order_sync o
      where o.shop_id = s.id and o.priority = l.priority and o.next_attempt_at <= ${now}::timestamptz
        and (o.lease_until is null or o.lease_until <= ${now}::timestamptz)
      order by o.next_attempt_at limit ${MOST_PER_SHOP}::int) due`;
  return row!;
}

const readLetters = (db: Database) => db.$queryRaw<(Level & { class: string })[]>`
  select class, count(*)::int as count, extract(epoch from now() - min(created_at))::float8 as age
  from dead_letter where state = 'open' group by class`;

const readBreakers = (db: Database) => db.$queryRaw<{ scope: string; count: number }[]>`
  select s.scope, count(b.key)::int as count
  from (values ('account'), ('host')) s(scope)
  left join breaker b on b.state <> 'closed' and split_part(b.key, ':', 1) = s.scope
  group by s.scope`;
