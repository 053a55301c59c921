import type { Client } from 'pg';
import { driverFailures } from './database.ts';
import { carryOut, type Situation } from './turns.ts';

// The queue as a worker sees it. graphile-worker itself lives by real time, so its statements stand here (version 0.18,
// without named queues, flags and batches, none of which the product uses): at least once, a job in hand stays locked
// when its worker dies, a failed one comes again after exp(attempts) seconds. Jobs get in by the product's own SQL.

export interface Job {
  id: string;
  task: string;
  payload: unknown;
}

/** What a worker that asks for work gets: a job, locked for its pool, or when there will be one. */
type Taken = { job: Job } | { job: null; nextDueAt: Date | null };

export interface Queue {
  take(poolId: string): Promise<Taken>;
  complete(job: Job): Promise<void>;
  fail(job: Job, poolId: string, message: string): Promise<void>;
}

const TAKE = `
with j as (
  select id from graphile_worker._private_jobs
  where is_available and run_at <= now() order by priority, run_at, id limit 1 for update skip locked
), taken as (
  update graphile_worker._private_jobs jobs set attempts = jobs.attempts + 1, locked_by = $1, locked_at = now()
  from j where jobs.id = j.id returning jobs.id, jobs.task_id, jobs.payload)
select taken.id::text, t.identifier as task, taken.payload,
  (select min(run_at) from graphile_worker._private_jobs where is_available and run_at > now()) as "nextDueAt"
from (values (1)) one left join taken on true left join graphile_worker._private_tasks t on t.id = taken.task_id`;
const COMPLETE = 'delete from graphile_worker._private_jobs where id = $1::bigint';
const FAIL = `
update graphile_worker._private_jobs set last_error = $3, locked_by = null, locked_at = null,
  run_at = greatest(now(), run_at) + exp(least(attempts, 10)) * interval '1 second'
where id = $1::bigint and locked_by = $2`;

/** The queue's statements of one process. They take part in everything that happens to statements. */
export function openQueue(client: Client, situation: Situation): Queue {
  const send = async <Row extends object>(text: string, values: unknown[]): Promise<Row[]> => {
    await situation.process.clock.sleep(situation.random.int(1, 8));
    const run = async ({ sql }: { sql: string }) => (await client.query<Row>(sql, values)).rows;
    return carryOut(situation, { sql: text }, run, { failures: driverFailures });
  };
  return {
    async take(poolId) {
      const [row] = await send<{ id: string | null; task: string; payload: unknown; nextDueAt: Date | null }>(
        TAKE,
        [poolId],
      );
      const { id, task, payload, nextDueAt } = row!;
      return id === null ? { job: null, nextDueAt } : { job: { id, task, payload } };
    },
    complete: async ({ id }) => void (await send(COMPLETE, [id])),
    fail: async ({ id }, poolId, message) => void (await send(FAIL, [id, poolId, message])),
  };
}
