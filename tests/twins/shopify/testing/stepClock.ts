import type { Clock } from '../clock.ts';

/** Time that stands still until a test moves it; whoever sleeps wakes when their time has come. */
export interface StepClock extends Clock {
  advance: (ms: number) => Promise<void>;
}

export function createStepClock(start = new Date('2026-11-24T10:00:00Z')): StepClock {
  let at = start.getTime();
  let sleepers: { until: number; wake: () => void }[] = [];
  /** Lets everything run that already can. */
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  return {
    now: () => new Date(at),
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: at + ms, wake: resolve };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((one) => one !== sleeper);
          reject(signal.reason as Error);
        });
      }),
    async advance(ms) {
      const end = at + ms;
      for (;;) {
        await breathe();
        const [next] = sleepers.sort((a, b) => a.until - b.until);
        if (!next || next.until > end) break;
        at = Math.max(at, next.until);
        sleepers = sleepers.filter((one) => one !== next);
        next.wake();
      }
      at = end;
      await breathe();
    },
  };
}
