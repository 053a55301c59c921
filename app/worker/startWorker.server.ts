import { Logger, run, type Runner, type WorkerEvents } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { Pool } from 'pg';
import type { Config } from '../platform/config.server.ts';
import { log } from '../platform/log.server.ts';
import type { Runtime } from '../platform/runtime.server.ts';
import { keepSession } from '../platform/session.server.ts';
import { within } from '../platform/within.ts';
import { createShopify } from '../shopify/shopify.server.ts';
import { watchAlertLevels } from './alertLevels.server.ts';
import { compareFilters } from './compareFilters.server.ts';
import { watchLevels } from './levels.server.ts';
import { CRONTAB } from './crontab.ts';
import {
  beatTask,
  leave,
  removeHeartbeat,
  writeHeartbeat,
  writeJobHeartbeat,
} from '../platform/queue/heartbeat.server.ts';
import { keepAlive, STUCK_MS } from './keepAlive.server.ts';
import { keepPrivacy } from './keepPrivacy.server.ts';
import { alertPorts, realPorts, type WorkerPorts } from './ports.server.ts';
import { makeTasks } from './tasks.server.ts';
import { startWatch } from './watch.server.ts';
import { watchUpkeep } from './watchUpkeep.server.ts';

/** A step that is under way may take this long; then its request is broken off, and read up on by the next run. */
const GRACE_MS = 25_000;
/** How long connections may take to close. One that broke while it listened is never given back by graphile-worker. */
const CLOSE_MS = 2_000;
/** How late a job in the future may start. */
const POLL_MS = 500;

export interface Worker {
  /** Takes no more jobs, lets running steps finish, leaves nothing locked. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  /** Something is wrong that only a new process mends. */
  fail: (why: 'heartbeat' | 'stuck' | 'queue', error?: unknown) => void;
  /** Tests bring their own world. */
  ports?: (moved: () => void) => WorkerPorts;
}

/** Starts taking jobs. Any number of workers run side by side on one database. */
export async function startWorker(shared: Runtime, { fail, ports: given }: WorkerOptions): Promise<Worker> {
  const { db, config } = shared;
  const soft = new AbortController();
  const hard = new AbortController();
  let movedAt = Date.now();
  const moved = () => void (movedAt = Date.now());
  const ports = given ? given(moved) : realPorts(shared, moved);
  const alerting = alertPorts(shared);
  const { pool, events, poolId } = openQueue(config.databaseUrl, moved);
  const tasks = {
    ...makeTasks(ports, alerting, { soft: soft.signal, hard: hard.signal }),
    [beatTask()]: async () => writeJobHeartbeat(db, poolId()),
  };
  // Before the pool has an id: its task must not be cleared away as that of a process long gone.
  await writeHeartbeat(db, beatTask());
  const runner: Runner = await run({
    pgPool: pool,
    noHandleSignals: true,
    events,
    taskList: tasks,
    crontab: CRONTAB,
    logger: quietLogger(),
    preset: {
      worker: {
        concurrentJobs: config.workerConcurrency,
        pollInterval: POLL_MS,
        gracefulShutdownAbortTimeout: GRACE_MS,
      },
    },
  });
  runner.promise.catch((error: unknown) => fail('queue', error));
  await writeHeartbeat(db, poolId());
  await removeHeartbeat(db, beatTask());
  const privacy = keepPrivacy(shared);
  const watch = config.workerPort === null ? null : watchOn(config, config.workerPort, () => movedAt);
  watchLevels(db, ports.clock);
  watchAlertLevels(db);
  watchUpkeep(ports.clock, ports.log);
  if (!given) {
    const { countOrders } = createShopify(shared);
    compareFilters({ db, log: ports.log, countOrders }, soft.signal).catch((error: unknown) =>
      ports.log.warn('shopify.filters_unknown', { error }),
    );
  }
  const alive = keepAlive({ ports, poolId: poolId(), movedAt: () => movedAt, fail });
  return {
    async stop() {
      soft.abort();
      const breakOff = setTimeout(() => hard.abort(), GRACE_MS);
      await within(GRACE_MS + CLOSE_MS, runner.stop());
      clearTimeout(breakOff);
      alive.stop();
      privacy.stop();
      watch?.close();
      await within(CLOSE_MS, pool.end());
      await leave(db, poolId());
    },
  };
}

const watchOn = ({ production, metricsToken }: Config, port: number, movedAt: () => number) =>
  startWatch({ port, production, metricsToken, isMoving: () => Date.now() - movedAt() < STUCK_MS });

/**
 * graphile-worker's own connections: exactly two, one to listen and one for all statements in their order. With more it
 * forgets to complete its last jobs when it stops and crawls through named queues (stack 4.1).
 */
function openQueue(databaseUrl: string, moved: () => void) {
  const pool = new Pool({ connectionString: databaseUrl, max: 2, ...keepSession() });
  // Without these an idle connection that breaks ends the process.
  pool.on('error', (error) => log.warn('queue.connection_lost', { error }));
  pool.on('connect', (client) => client.on('error', (error) => log.warn('queue.connection_lost', { error })));
  const events: WorkerEvents = new EventEmitter();
  let id = '';
  events.on('pool:create', ({ workerPool }) => (id = workerPool.id));
  events.on('job:complete', moved);
  return { pool, events, poolId: () => id };
}

/** Its messages may carry payloads and errors of others; what matters is logged by the engine itself. */
const quietLogger = () =>
  new Logger(() => (level) => {
    if (level === 'error') log.warn('queue.error');
  });
