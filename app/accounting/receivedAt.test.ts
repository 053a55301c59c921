import { expect, test } from 'vitest';
import type { Transaction } from './order.ts';
import { receivedAt } from './receivedAt.ts';

const moved = (kind: Transaction['kind'], status: Transaction['status'], day: number) => ({
  kind,
  status,
  processedAt: `2026-11-${day}T09:00:00+01:00`,
});

test('money came in when the last sale or capture succeeded', () => {
  const transactions = [
    moved('sale', 'success', 24),
    moved('capture', 'success', 26),
    moved('sale', 'success', 25),
    moved('sale', 'failure', 27),
    moved('capture', 'pending', 28),
    moved('authorization', 'success', 29),
    moved('refund', 'success', 30),
  ];
  expect(receivedAt(transactions)).toEqual(new Date('2026-11-26T08:00:00Z'));
  expect(receivedAt([moved('sale', 'success', 24)])).toEqual(new Date('2026-11-24T08:00:00Z'));
});

test('no money came in while none has succeeded', () => {
  expect(receivedAt([])).toBeNull();
  expect(receivedAt([moved('sale', 'pending', 24), moved('refund', 'success', 25)])).toBeNull();
});
