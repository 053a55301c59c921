import { expect, it } from 'vitest';
import { berlinDay } from './day.ts';

it.each([
  ['a morning in winter', '2026-11-24T09:00:00Z', '2026-11-24'],
  ['half an hour before midnight UTC is past midnight in Berlin', '2026-12-31T23:30:00Z', '2027-01-01'],
  ['in summer the day begins two hours before UTC', '2026-07-01T22:00:00Z', '2026-07-02'],
  ['a minute earlier it does not', '2026-07-01T21:59:59Z', '2026-07-01'],
  ['an instant with an offset', '2025-10-28T20:17:49-05:00', '2025-10-29'],
])('%s', (_, instant, day) => expect(berlinDay(instant)).toBe(day));
