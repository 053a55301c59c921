import { expect, it } from 'vitest';
import { dayAt, startOfDay } from './day.ts';

it('knows the day in the shop, not in UTC', () => {
  expect(dayAt(new Date('2026-11-23T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-24');
  expect(dayAt(new Date('2026-07-01T21:59:59Z'), 'Europe/Berlin')).toBe('2026-07-01');
  expect(dayAt(new Date('2026-07-01T03:00:00Z'), 'America/New_York')).toBe('2026-06-30');
});

it.each([
  ['winter', '2026-11-24', '2026-11-23T23:00:00.000Z'],
  ['summer', '2026-07-01', '2026-06-30T22:00:00.000Z'],
  ['the day the clocks go forward', '2026-03-29', '2026-03-28T23:00:00.000Z'],
  ['the day after it', '2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['the day the clocks go back', '2026-10-25', '2026-10-24T22:00:00.000Z'],
])('begins a day in %s at local midnight', (_, day, start) => {
  expect(startOfDay(day, 'Europe/Berlin')?.toISOString()).toBe(start);
});

it.each(['2026-02-30', '24.11.2026', '', '2026-13-01'])('takes %j for no day', (text) => {
  expect(startOfDay(text, 'Europe/Berlin')).toBeNull();
});
