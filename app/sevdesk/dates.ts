import type { Day } from '../accounting/documents.ts';

const berlinHour = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Berlin',
  hour: 'numeric',
  hourCycle: 'h23',
});
const berlinDay = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

/** dd.mm.yyyy: the form the API documents for dates; sevdesk reads it as midnight in Berlin (measured). */
export const toGermanDate = (day: Day): string => day.split('-').toReversed().join('.');

/** Noon in Berlin as Unix seconds: bookings take an instant, and noon is the same day for everybody in Europe. */
export function toBerlinNoon(day: Day): number {
  const atTen = Date.parse(`${day}T10:00:00Z`);
  if (Number.isNaN(atTen)) throw new RangeError(`${day} is no day`);
  // Ten UTC is eleven in winter and noon in summer.
  const hoursShort = 12 - Number(berlinHour.format(atTen));
  return atTen / 1000 + hoursShort * 3600;
}

/** The calendar day it is in Berlin. */
export const toBerlinDay = (instant: Date): Day => berlinDay.format(instant);
