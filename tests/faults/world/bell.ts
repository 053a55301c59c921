import type { SimProcess } from '../machine/simProcess.ts';

/** What NOTIFY is to the queue's workers. */
export interface Bell {
  ring(): void;
  /** Waits until it rings, `ms` at most. A ring since the last wait counts. */
  wait(process: SimProcess, ms: number): Promise<void>;
}

export function createBell(): Bell {
  const waiting = new Map<SimProcess, AbortController>();
  const missed = new WeakSet<SimProcess>();
  const known = new Set<SimProcess>();
  return {
    ring() {
      for (const process of known) {
        const waiter = waiting.get(process);
        if (waiter) waiter.abort(new Error('rung'));
        else missed.add(process);
      }
    },
    async wait(process, ms) {
      known.add(process);
      if (missed.delete(process)) return;
      const waiter = new AbortController();
      waiting.set(process, waiter);
      // Rejects when it rings.
      await process.clock.sleep(ms, waiter.signal).catch(() => undefined);
      waiting.delete(process);
    },
  };
}
