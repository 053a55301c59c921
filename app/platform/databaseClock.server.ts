import { systemClock, type Clock } from './clock.ts';
import type { Database } from './database.server.ts';
import { log } from './log.server.ts';

// Times that are stored decide for all processes: until when somebody holds an order, when a breaker tries again. So every
// process tells the time as the database does; its own clock may be a day off, or jump, and nobody notices.

export interface DatabaseClock extends Clock {
  /** Asks the database for the time. Until that has worked once, the machine's own time counts. */
  set(): Promise<void>;
  /**
   * False when the machine's clock and its running time have parted since the database was asked: the process may have
   * slept, and does not know how long.
   */
  isSure(): boolean;
}

interface Sources {
  /** The machine's clock, and what waits by it. */
  own: Clock;
  /** Milliseconds that only grow, whatever the machine's clock does. */
  running: () => number;
  ask: () => Promise<Date>;
}

/** An answer that took longer says too little about when it was given. */
const LONGEST_TRIP_MS = 2_000;
/** By how much clock and running time may part, e.g. because the clock is being corrected. */
const APART_MS = 2_000;

export function createDatabaseClock({ own, running, ask }: Sources): DatabaseClock {
  let known: { at: number; running: number; own: number } | null = null;
  return {
    now: () => (known ? new Date(known.at + (running() - known.running)) : own.now()),
    sleep: (ms, signal) => own.sleep(ms, signal),
    isSure() {
      if (!known) return true;
      const apart = own.now().getTime() - known.own - (running() - known.running);
      return Math.abs(apart) <= APART_MS;
    },
    async set() {
      const asked = running();
      const at = await ask();
      const trip = running() - asked;
      if (known && trip > LONGEST_TRIP_MS && this.isSure()) return;
      known = { at: at.getTime() + trip / 2, running: running(), own: own.now().getTime() };
    },
  };
}

/** The clock of a real process. */
export const databaseClock = (db: Database): DatabaseClock =>
  createDatabaseClock({
    own: systemClock,
    running: () => performance.now(),
    async ask() {
      const [row] = await db.$queryRaw<{ now: Date }[]>`select now() as now`;
      return row!.now;
    },
  });

const SET_EVERY_MS = 10_000;

/** How soon a database that did not answer is asked again by a process that does not know the time yet. */
const AGAIN_MS = 1_000;

/**
 * Keeps a process's clock right until it is stopped; answers when it is. Clocks of other kinds, as tests have them, stay
 * as they are.
 */
export async function keepTime(clock: Clock | DatabaseClock): Promise<{ stop(): void }> {
  if (!('set' in clock)) return { stop: () => undefined };
  const stopped = new AbortController();
  const set = () =>
    clock.set().then(
      () => true,
      (error: unknown) => {
        log.warn('clock.not_set', { error });
        return false;
      },
    );
  const keep = async () => {
    while (!stopped.signal.aborted) {
      await clock.sleep(SET_EVERY_MS, stopped.signal);
      await set();
    }
  };
  while (!(await set())) await clock.sleep(AGAIN_MS);
  // Ends by the sleep that is broken off.
  keep().catch(() => undefined);
  return { stop: () => stopped.abort(new Error('stopped')) };
}
