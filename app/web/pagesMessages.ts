import type { ProcessMetrics } from '../platform/metrics.server.ts';

/** What the intake says to the process of the pages, and what it is told. */
export type ToPages = { asks: 'alive' | 'metrics' | 'stop' };
export type FromPages =
  { says: 'listening'; port: number } | { says: 'alive' } | { says: 'metrics'; metrics: ProcessMetrics };
