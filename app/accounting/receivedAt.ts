import type { Instant, Transaction } from './order.ts';

type Movement = Pick<Transaction, 'kind' | 'status'> & { processedAt: Instant };

/** When the last money came in, or null when none has. */
export function receivedAt(transactions: Movement[]): Date | null {
  const times = transactions
    .filter(({ kind, status }) => status === 'success' && (kind === 'sale' || kind === 'capture'))
    .map(({ processedAt }) => Date.parse(processedAt));
  return times.length === 0 ? null : new Date(Math.max(...times));
}
