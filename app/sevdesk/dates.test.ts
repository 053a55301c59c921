import { expect, it } from 'vitest';
import { toBerlinDay, toBerlinNoon, toGermanDate } from './dates.ts';

it('writes days as dd.mm.yyyy', () => {
  expect(toGermanDate('2026-01-09')).toBe('09.01.2026');
});

it.each([
  ['2026-11-24', '2026-11-24T11:00:00.000Z'],
  ['2026-07-01', '2026-07-01T10:00:00.000Z'],
  // The days on which the clocks change, and both ends of a year.
  ['2026-03-29', '2026-03-29T10:00:00.000Z'],
  ['2026-10-25', '2026-10-25T11:00:00.000Z'],
  ['2026-12-31', '2026-12-31T11:00:00.000Z'],
  ['2027-01-01', '2027-01-01T11:00:00.000Z'],
])('books %s at noon in Berlin, %s', (day, instant) => {
  expect(new Date(toBerlinNoon(day) * 1000).toISOString()).toBe(instant);
  expect(toBerlinDay(new Date(instant))).toBe(day);
});

it('takes what is no day for a bug', () => {
  expect(() => toBerlinNoon('24.11.2026')).toThrow(RangeError);
});
