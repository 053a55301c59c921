import { expect, it } from 'vitest';
import { formatDateTime, formatDay, formatMoney, formatRate, splitDuration } from './format.ts';

const space = '\u00a0';

it('writes amounts as each language does', () => {
  expect(formatMoney(123456, 'EUR', 'de')).toBe(`1.234,56${space}€`);
  expect(formatMoney(-5, 'EUR', 'en')).toBe('-€0.05');
  expect(formatRate(1900, 'de')).toBe(`19${space}%`);
  expect(formatRate(2550, 'en')).toBe('25.5%');
});

it('tells times in the shop, not in UTC', () => {
  expect(formatDateTime('2026-11-23T23:30:05Z', 'de', 'Europe/Berlin')).toBe('24.11.2026, 00:30');
  expect(formatDateTime('2026-11-23T23:30:05Z', 'en', 'Europe/Berlin', 'medium')).toBe(
    '24 Nov 2026, 00:30:05',
  );
  expect(formatDay('2026-11-23T23:30:05Z', 'de', 'Europe/Berlin')).toBe('24.11.2026');
});

it('leaves a bare day the day it is, wherever the reader sits', () => {
  expect(formatDay('2026-11-24', 'de', 'America/New_York')).toBe('24.11.2026');
});

it('never uses the narrow spaces that browsers and servers disagree about', () => {
  const texts = [formatMoney(123456789, 'EUR', 'de'), formatDateTime('2026-11-24T05:00:00Z', 'en', 'UTC')];
  expect(texts.join()).not.toMatch(/[\u202f\u2009]/);
});

it.each([
  [0, { unit: 'second', count: 0.1 }],
  [340, { unit: 'second', count: 0.3 }],
  [8_300, { unit: 'second', count: 8.3 }],
  [65_000, { unit: 'second', count: 65 }],
  [300_000, { unit: 'minute', count: 5 }],
  [3 * 3_600_000, { unit: 'hour', count: 3 }],
  [72 * 3_600_000, { unit: 'day', count: 3 }],
])('tells %d ms in the unit that reads best', (ms, told) => {
  expect(splitDuration(ms)).toEqual(told);
});
