import { expect, it } from 'vitest';
import { daysOf, todayIn } from './datePresets.ts';

it.each([
  ['today', '2026-03-01', '2026-03-01', '2026-03-01'],
  ['last7', '2026-03-03', '2026-02-25', '2026-03-03'],
  ['last30', '2026-03-01', '2026-01-31', '2026-03-01'],
  ['thisMonth', '2026-03-17', '2026-03-01', '2026-03-17'],
  ['lastMonth', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['lastMonth', '2026-01-02', '2025-12-01', '2025-12-31'],
] as const)('%s on %s is %s to %s', (preset, today, from, to) => {
  expect(daysOf(preset, today)).toEqual({ from, to });
});

it('knows which day it is where the shop is', () => {
  const lateInUtc = new Date('2026-11-30T23:30:00Z');
  expect(todayIn('Europe/Berlin', lateInUtc)).toBe('2026-12-01');
  expect(todayIn('America/New_York', lateInUtc)).toBe('2026-11-30');
});
