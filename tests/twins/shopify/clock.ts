import { setTimeout } from 'node:timers/promises';

/** Time as the twin sees it. Tests hand in their own. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds; rejects when the signal is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
};
