import { hostname } from 'node:os';
import type { Database } from '../database.server.ts';

// graphile-worker keeps the jobs of a killed process locked for four hours (facts: reliability 2.4). So every process
// writes a heartbeat, and whoever is silent for too long has its jobs taken away. The database's clock counts, because
// the machines' clocks may differ.

const SILENT_SECONDS = 30;

/** Writes that this pool is alive. */
export async function writeHeartbeat(db: Database, poolId: string): Promise<void> {
  await db.$executeRaw`
    insert into worker_heartbeat (pool_id, host, pid, started_at, seen_at)
    values (${poolId}, ${hostname()}, ${process.pid}::int, now(), now())
    on conflict (pool_id) do update set seen_at = now()`;
}

/** Written by a job: proof that jobs move in this process. */
export async function writeJobHeartbeat(db: Database, poolId: string): Promise<void> {
  await db.$executeRaw`update worker_heartbeat set job_seen_at = now() where pool_id = ${poolId}`;
}

export async function removeHeartbeat(db: Database, poolId: string): Promise<void> {
  await db.workerHeartbeat.deleteMany({ where: { poolId } });
}

/**
 * The end of a pool whose runs are over: gives back what it still holds. graphile-worker does not wait for its last
 * completions, and those that were not sent when its connections closed would keep their jobs locked for half a minute.
 */
export async function leave(db: Database, poolId: string): Promise<void> {
  await db.$executeRaw`select graphile_worker.force_unlock_workers(${[poolId]}::text[])::text`;
  await removeHeartbeat(db, poolId);
}

/** Takes the jobs away from pools that are silent; answers their ids. */
export async function unlockSilent(db: Database): Promise<string[]> {
  const [row] = await db.$queryRaw<{ gone: string[] | null }[]>`
    with locked as (
      select locked_by, max(locked_at) as locked_at from (
        select locked_by, locked_at from graphile_worker._private_jobs where locked_by is not null
        union all
        select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null) as held
      group by locked_by)
    select array_agg(locked.locked_by) as gone
    from locked left join worker_heartbeat h on h.pool_id = locked.locked_by
    where coalesce(h.seen_at, locked.locked_at) < now() - ${SILENT_SECONDS}::int * interval '1 second'`;
  const gone = row?.gone ?? [];
  if (gone.length > 0)
    await db.$executeRaw`select graphile_worker.force_unlock_workers(${gone}::text[])::text`;
  return gone;
}

/** The job that a process writes for itself alone; named after the place it runs at, so that names are used again. */
export const beatTask = (): string => `beat:${hostname()}:${process.pid}`;

/** Asks for a beat, ahead of everything else that waits. */
export async function requestBeat(db: Database): Promise<void> {
  await db.$executeRaw`
    select graphile_worker.add_job(${beatTask()}::text, payload := '{}'::json, job_key := ${beatTask()}::text,
      priority := -10, max_attempts := 1)::text`;
}

/** Clears away what processes leave behind that are long gone. */
export async function forgetGone(db: Database): Promise<void> {
  await db.$executeRaw`delete from worker_heartbeat where seen_at < now() - interval '10 minutes'`;
  await db.$executeRaw`
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
    where t.id = j.task_id and t.identifier like 'beat:%' and j.locked_at is null
      and j.created_at < now() - interval '10 minutes'
      and not exists (select 1 from worker_heartbeat h where t.identifier = 'beat:' || h.host || ':' || h.pid)`;
  await db.$executeRaw`
    delete from graphile_worker._private_tasks t
    where t.identifier like 'beat:%'
      and not exists (select 1 from worker_heartbeat h where t.identifier = 'beat:' || h.host || ':' || h.pid)
      and not exists (select 1 from graphile_worker._private_jobs j where j.task_id = t.id)`;
}
