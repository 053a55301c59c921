import {
  removeHeartbeat,
  unlockSilent,
  writeHeartbeat,
} from '../../../app/platform/queue/heartbeat.server.ts';
import { confirmUninstalled } from '../../../app/privacy/confirmUninstalled.server.ts';
import { makeTasks } from '../../../app/worker/tasks.server.ts';
import { reconcileDue } from '../../../app/reconcile/reconcileDue.server.ts';
import { sweep } from '../../../app/sync/schedule/sweep.server.ts';
import type { Slot } from '../machine/machine.ts';
import { openQueue, type Job, type Queue } from '../machine/queue.ts';
import { SimProcess } from '../machine/simProcess.ts';
import { portsOf, type SimPorts } from './ports.ts';
import type { Sim } from './sim.ts';
import { keepRunning, situate, type Running } from './supervisor.ts';

// A worker process: the product's tasks, sweeper, questions about uninstalled shops and heartbeat with the intervals of app/worker, on a queue whose
// statements stand in machine/queue.ts. Left out of app/worker is the beat that proves that jobs move.

const BEAT_MS = 5_000;
const SWEEP_MS = 10_000;
/** As in app/worker/keepPrivacy. */
const CONFIRM_MS = 30_000;
/** As in app/worker/crontab. */
const RECONCILE_MS = 60_000;
const POLL_MS = 500;
/** Whoever could not write its heartbeat for this long ends itself. */
const SILENT_MS = 20_000;
const GRACE_MS = 40_000;
const IDLE_MS = 60_000;
/** More than one shop's runs take up at a time. */
const CONCURRENCY = 10;
const SET_EVERY_MS = 10_000;

type Tasks = ReturnType<typeof makeTasks>;

interface Worker {
  sim: Sim;
  process: SimProcess;
  ports: SimPorts;
  queue: Queue;
  poolId: string;
  tasks: Tasks;
  soft: AbortController;
  hard: AbortController;
  running: Set<Job>;
}

/** A worker that is started again whenever it ends. */
export function startWorker(sim: Sim, slot: Slot, name: string): Running {
  return keepRunning(sim, name, (process) => {
    const situation = situate(sim, process);
    slot.situation = situation;
    const ports = portsOf(sim, process, slot.db);
    const [soft, hard] = [new AbortController(), new AbortController()];
    const worker: Worker = {
      ...{ sim, process, ports, soft, hard, poolId: process.name, running: new Set<Job>() },
      queue: openQueue(sim.machine.client, situation),
      tasks: makeTasks(ports, ports, { soft: soft.signal, hard: hard.signal }),
    };
    // What a loop throws ends the process, as an unhandled rejection does.
    const ends = (why: string) => () => process.die(why);
    const start = async () => {
      await ports.clock.set();
      takeJobs(worker).catch(ends('the queue lost its connection'));
      void keepTime(worker);
      void beat(worker);
      void clean(worker);
      void confirm(worker);
      void reconcile(worker);
    };
    start().catch(ends('nobody told it the time'));
    return { stop: () => stop(worker) };
  });
}

/** As in app/platform/databaseClock. */
async function keepTime(worker: Worker): Promise<void> {
  const { process, ports, soft } = worker;
  while (!soft.signal.aborted) {
    await process.clock.sleep(SET_EVERY_MS);
    if (isResting(worker)) continue;
    await ports.clock.set().catch((error: unknown) => ports.log.warn('clock.not_set', { error }));
  }
}

async function takeJobs(worker: Worker): Promise<void> {
  const { sim, process, queue, poolId, running, soft } = worker;
  await writeHeartbeat(worker.ports.db, poolId);
  while (!soft.signal.aborted) {
    const taken = running.size < CONCURRENCY ? await queue.take(poolId) : { job: null, nextDueAt: null };
    if (taken.job) {
      running.add(taken.job);
      runJob(worker, taken.job).catch(() => process.die('the queue lost its connection'));
    } else {
      await sim.notifications.wait(process, pauseUntil(worker, taken.nextDueAt));
    }
  }
}

/** How long until a job that waits for its time is found. */
function pauseUntil({ process, sim }: Worker, next: Date | null): number {
  const resting = Math.max(0, sim.restUntil - process.timeline.now);
  if (!next) return Math.max(resting, IDLE_MS);
  return Math.max(0, next.getTime() - process.timeline.clock.getTime()) + sim.random.int(1, POLL_MS);
}

async function runJob({ sim, process, queue, tasks, poolId, running }: Worker, job: Job): Promise<void> {
  sim.trace.note(`${process.name}: ${job.task}`);
  try {
    await tasks[job.task]!(job.payload, undefined as never);
  } catch (error) {
    sim.trace.note(
      `${process.name}: ${job.task} threw ${error instanceof Error ? error.name : String(error)}`,
    );
    await queue.fail(job, poolId, 'failed');
    running.delete(job);
    return sim.notifications.notify();
  }
  await queue.complete(job);
  running.delete(job);
  sim.notifications.notify();
}

const isResting = ({ sim, process }: Worker): boolean => process.timeline.now < sim.restUntil;

async function beat(worker: Worker): Promise<void> {
  const { process, ports, poolId, soft } = worker;
  for (let writtenAt = process.clock.now().getTime(); !soft.signal.aborted;) {
    await process.clock.sleep(BEAT_MS);
    if (isResting(worker)) {
      writtenAt = process.clock.now().getTime();
      continue;
    }
    if (process.clock.now().getTime() - writtenAt > SILENT_MS) return process.die('its heartbeat failed');
    try {
      await writeHeartbeat(ports.db, poolId);
      writtenAt = process.clock.now().getTime();
    } catch (error) {
      ports.log.warn('worker.heartbeat_failed', { error });
    }
  }
}

async function clean(worker: Worker): Promise<void> {
  const { sim, process, ports, soft } = worker;
  for (; !soft.signal.aborted; await process.clock.sleep(SWEEP_MS)) {
    if (isResting(worker)) continue;
    try {
      if ((await unlockSilent(ports.db)).length > 0) sim.notifications.notify();
      const { lifted, requeued, woken } = await sweep(ports);
      if (lifted + requeued + woken > 0)
        sim.trace.note(`${process.name}: swept ${lifted} ${requeued} ${woken}`);
    } catch (error) {
      ports.log.warn('worker.sweep_failed', { error });
    }
  }
}

/** Asks Shopify about shops that are said to have uninstalled the app. */
async function confirm(worker: Worker): Promise<void> {
  const { process, ports, soft } = worker;
  for (;;) {
    await process.clock.sleep(CONFIRM_MS);
    if (soft.signal.aborted) return;
    if (isResting(worker)) continue;
    try {
      await confirmUninstalled(ports);
    } catch (error) {
      ports.log.warn('privacy.round_failed', { error });
    }
  }
}

/** Looks at each full minute which shops are to be compared. Without it where a protection is to be missed. */
async function reconcile(worker: Worker): Promise<void> {
  const { sim, process, ports, soft } = worker;
  if (!sim.reconciles) return;
  for (;;) {
    await process.clock.sleep(RECONCILE_MS - (process.timeline.clock.getTime() % RECONCILE_MS));
    if (soft.signal.aborted) return;
    if (isResting(worker)) continue;
    try {
      if ((await reconcileDue(ports)) > 0) sim.notifications.notify();
    } catch (error) {
      ports.log.warn('worker.reconcile_failed', { error });
    }
  }
}

/** As on SIGTERM: takes no more jobs, finishes steps, breaks off what takes too long. */
async function stop({ process, ports, poolId, soft, hard, running }: Worker): Promise<void> {
  soft.abort();
  const deadline = process.timeline.now + GRACE_MS;
  while (running.size > 0) {
    if (process.timeline.now > deadline) hard.abort();
    await process.clock.sleep(250);
  }
  await removeHeartbeat(ports.db, poolId).catch(() => undefined);
  process.die('stopped');
}
