import type { SimProcess } from '../machine/simProcess.ts';

/** What NOTIFY is to the queue's workers. */
export interface Notifications {
  notify(): void;
  /** Waits for the next one, `ms` at most. One that came since the last wait counts. */
  wait(process: SimProcess, ms: number): Promise<void>;
}

export function createNotifications(): Notifications {
  const waiting = new Map<SimProcess, AbortController>();
  const missed = new WeakSet<SimProcess>();
  const known = new Set<SimProcess>();
  return {
    notify() {
      for (const process of known) {
        const waiter = waiting.get(process);
        if (waiter) waiter.abort(new Error('notified'));
        else missed.add(process);
      }
    },
    async wait(process, ms) {
      known.add(process);
      if (missed.delete(process)) return;
      const waiter = new AbortController();
      waiting.set(process, waiter);
      // Rejects when there is one.
      await process.clock.sleep(ms, waiter.signal).catch(() => undefined);
      waiting.delete(process);
    },
  };
}
