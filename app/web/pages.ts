import type { ProcessMetrics } from '../platform/metrics.server.ts';

/** The pages as whoever stands before them sees them, whichever process draws them. */
export interface Pages {
  /** Where they listen on this machine; null while they do not. */
  port(): number | null;
  /** Resolves when they are up for the first time. */
  ready: Promise<void>;
  /** What their process counted; null when it is this one, or does not answer in time. */
  metrics(): Promise<ProcessMetrics | null>;
  /** Finishes what is open and ends. */
  stop(): Promise<void>;
}
