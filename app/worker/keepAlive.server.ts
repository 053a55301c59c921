import { sweep } from '../sync/schedule/sweep.server.ts';
import type { SyncPorts } from '../sync/ports.server.ts';
import { forgetGone, requestBeat, unlockSilent, writeHeartbeat } from '../platform/queue/heartbeat.server.ts';

const BEAT_MS = 5_000;
const SWEEP_MS = 10_000;
const FORGET_MS = 10 * 60_000;
/** Others take our jobs after 30 silent seconds; whoever cannot write must be gone by then. */
const SILENT_MS = 20_000;
/** Jobs have not moved for this long: alive, but of no use. */
export const STUCK_MS = 60_000;

export interface KeepAliveOptions {
  ports: Pick<SyncPorts, 'db' | 'clock' | 'log'>;
  poolId: string;
  /** When a job or an answer last proved that this process works. */
  movedAt: () => number;
  fail: (why: 'heartbeat' | 'stuck') => void;
}

/** Heartbeat, sweeper and the check that jobs move, until stopped. */
export function keepAlive({ ports, poolId, movedAt, fail }: KeepAliveOptions): { stop(): void } {
  const { db, log } = ports;
  let writtenAt = Date.now();
  const beat = async () => {
    if (Date.now() - movedAt() > STUCK_MS) return fail('stuck');
    try {
      await writeHeartbeat(db, poolId);
      writtenAt = Date.now();
      await requestBeat(db);
    } catch (error) {
      log.warn('worker.heartbeat_failed', { error });
    }
  };
  const watch = () => {
    if (Date.now() - writtenAt > SILENT_MS) fail('heartbeat');
  };
  const clean = async () => {
    const gone = await unlockSilent(db);
    if (gone.length > 0) log.warn('worker.unlocked', { count: gone.length });
    const { lifted, requeued, woken } = await sweep(ports);
    if (lifted + requeued + woken > 0) log.info('worker.swept', { count: lifted + requeued + woken });
  };
  const every = (ms: number, work: () => Promise<void> | void) =>
    repeat(ms, work, (error) => log.warn('worker.sweep_failed', { error }));
  const stops = [
    every(BEAT_MS, beat),
    every(1_000, watch),
    every(SWEEP_MS, clean),
    every(FORGET_MS, () => forgetGone(db)),
  ];
  return { stop: () => stops.forEach((stop) => stop()) };
}

/** Does something now and then, never twice at a time. */
export function repeat(
  ms: number,
  work: () => Promise<void> | void,
  failed: (error: unknown) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const next = async () => {
    try {
      await work();
    } catch (error) {
      failed(error);
    }
    if (!stopped) timer = setTimeout(() => void next(), ms);
  };
  void next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
