import { describe, expect, it } from 'vitest';
import { RATES_READ, ratePeriods, ratesOn } from './euRates.ts';

const AREAS = [...new Set(ratePeriods.map(({ area }) => area))];
const OSS_START = '2021-07-01';

describe('the table of rates', () => {
  it('has Germany, the 26 other member states, four regions and Northern Ireland', () => {
    expect(AREAS).toHaveLength(31);
    expect(AREAS).toEqual(expect.arrayContaining(['DE', 'XI', 'PT-20', 'PT-30', 'FR-20R']));
  });

  it.each(AREAS)('%s has exactly one standard rate on every day since OSS began', (area) => {
    const standard = ratePeriods.filter((period) => period.area === area && period.kind === 'standard');
    const borders = standard
      .flatMap(({ from, to }) => [from, to ?? RATES_READ])
      .filter((day) => day >= OSS_START);
    for (const day of [OSS_START, RATES_READ, '2030-01-01', ...borders]) {
      expect(standard.filter(({ from, to }) => from <= day && (to === null || day <= to))).toHaveLength(1);
    }
  });

  it.each(AREAS)('%s never lists a rate twice for one day', (area) => {
    const days = ratePeriods.filter((period) => period.area === area).map(({ from }) => from);
    for (const day of [...days, RATES_READ])
      expect(new Set(ratesOn(area, day)).size).toBe(ratesOn(area, day).length);
  });

  it('says of every rate where it was read', () => {
    for (const { source } of ratePeriods) expect(source).toMatch(/\w{3}/);
  });

  it('has rates between 0.9 and 27 % and no period that ends before it begins', () => {
    for (const { rate, kind, from, to } of ratePeriods) {
      expect(['standard', 'reduced']).toContain(kind);
      expect(rate).toBeGreaterThanOrEqual(90);
      expect(rate).toBeLessThanOrEqual(2700);
      expect(to === null || from < to).toBe(true);
    }
  });

  it('puts the standard rate first, then falling', () => {
    expect(ratesOn('FR', '2026-11-24')).toEqual([2000, 1000, 550, 210]);
    expect(ratesOn('IE', '2026-11-24')).toEqual([2300, 1350, 900]);
  });

  it('counts the first and the last day in', () => {
    expect(ratesOn('DE', '1983-06-30')).toEqual([]);
    expect(ratesOn('DE', '2006-12-31')).toEqual([700]);
    expect(ratesOn('DE', '2020-06-30')).toEqual([1900, 700]);
    expect(ratesOn('DE', '2020-07-01')).toEqual([1600, 500]);
    expect(ratesOn('DE', '2020-12-31')).toEqual([1600, 500]);
    expect(ratesOn('DE', '2021-01-01')).toEqual([1900, 700]);
  });

  it.each([
    ['PT-20', '2026-11-24', [1600, 900, 400]],
    ['PT-30', '2024-09-30', [2200, 1200, 500]],
    ['PT-30', '2024-10-01', [2200, 1200, 400]],
    ['FR-20R', '2026-11-24', [2000, 1300, 1000, 550, 210, 90]],
    ['XI', '2026-11-24', [2000, 500]],
    ['ES', '2023-01-01', [2100, 1000, 500, 400]],
    ['ES', '2024-12-31', [2100, 1000, 750, 400, 200]],
    ['ES', '2025-01-01', [2100, 1000, 400]],
    ['LU', '2021-07-01', [1700, 1400, 800, 300]],
    ['LU', '2023-06-01', [1600, 1300, 700, 300]],
    ['RO', '2025-07-31', [1900, 900, 500]],
    ['CZ', '2021-07-01', [2100, 1500, 1000]],
    ['EE', '2022-08-01', [2000, 900, 500]],
    ['SK', '2024-12-31', [2000, 1000]],
  ])('%s on %s: %j', (area, day, rates) => expect(ratesOn(area, day)).toEqual(rates));

  it('knows nothing of other places and earlier times', () => {
    expect(ratesOn('CH', '2026-11-24')).toEqual([]);
    expect(ratesOn(null, '2026-11-24')).toEqual([]);
    expect(ratesOn('FR', '2021-06-30')).toEqual([]);
  });
});
