import { describe, expect, it } from 'vitest';
import { endOfVersion, upkeepOn } from './upkeep.ts';

const on = (day: string) => upkeepOn(new Date(`${day}T12:00:00Z`), '2026-08-22', '2026-10');

describe('the table of VAT rates', () => {
  it.each([
    ['2026-08-22', 0, false],
    ['2026-12-20', 120, false],
    ['2026-12-21', 121, true],
    ['2031-08-22', 1826, true],
  ])('on %s was read %d days ago; due: %s', (day, age, due) => {
    expect(on(day)).toMatchObject({ ratesAgeDays: age, ratesDue: due });
  });
});

describe('the version of Shopify’s API', () => {
  it('is served for a year', () => {
    expect(endOfVersion('2026-10').toISOString()).toBe('2027-10-01T00:00:00.000Z');
    expect(endOfVersion('2027-01').toISOString()).toBe('2028-01-01T00:00:00.000Z');
  });

  it.each([
    ['2026-11-30', 304, false],
    ['2027-07-02', 90, false],
    ['2027-07-03', 89, true],
    ['2027-10-01', -1, true],
  ])('on %s ends in %d days; due: %s', (day, left, due) => {
    expect(on(day)).toMatchObject({ apiDaysLeft: left, apiDue: due });
  });
});
