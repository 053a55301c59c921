/** Periods that merchants ask for again and again. */
export const presets = ['today', 'last7', 'last30', 'thisMonth', 'lastMonth'] as const;
export type DatePreset = (typeof presets)[number];

/** A day some days later (or before, below zero). */
const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** First and last day of a period, both included, as seen on `today` (yyyy-mm-dd, in the shop's time zone). */
export function daysOf(preset: DatePreset, today: string): { from: string; to: string } {
  const firstOfMonth = `${today.slice(0, 8)}01`;
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'last7':
      return { from: shifted(today, -6), to: today };
    case 'last30':
      return { from: shifted(today, -29), to: today };
    case 'thisMonth':
      return { from: firstOfMonth, to: today };
    case 'lastMonth': {
      const to = shifted(firstOfMonth, -1);
      return { from: `${to.slice(0, 8)}01`, to };
    }
  }
}

/** The calendar day it is in that time zone. */
export const todayIn = (timeZone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
