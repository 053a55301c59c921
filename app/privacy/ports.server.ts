import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import type { Log } from '../platform/log.server.ts';

/** What the answering of privacy requests needs from outside. */
export interface PrivacyPorts {
  db: Database;
  encryption: Encryption;
  clock: Clock;
  log: Log;
  /** Whether Shopify still lets us act for a shop: yes, no, or it does not say. */
  isInstalled: (shopId: string) => Promise<boolean | null>;
}

/** Rows by table. */
export type Counts = Record<string, number>;

export function addUp(counts: Counts[]): Counts {
  const sum: Counts = {};
  for (const one of counts) {
    for (const [table, rows] of Object.entries(one)) sum[table] = (sum[table] ?? 0) + rows;
  }
  return sum;
}
