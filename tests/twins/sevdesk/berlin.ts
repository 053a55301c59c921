// sevdesk cuts its days in Berlin and writes every instant with Berlin's offset. By the EU's summer time rule instead
// of Intl, because a list of a thousand documents holds thousands of instants.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pad = (value: number) => String(value).padStart(2, '0');

/** One o'clock UTC on the last Sunday of a month. */
function lastSunday(year: number, month: number): number {
  const lastDay = Date.UTC(year, month + 1, 0, 1);
  return lastDay - new Date(lastDay).getUTCDay() * DAY;
}

function offsetHours(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  return ms >= lastSunday(year, 2) && ms < lastSunday(year, 9) ? 2 : 1;
}

/** 2026-10-01T00:00:00+02:00 */
export function berlinIso(ms: number): string {
  const offset = offsetHours(ms);
  return `${new Date(ms + offset * HOUR).toISOString().slice(0, 19)}+0${offset}:00`;
}

/** Midnight in Berlin. */
function berlinMidnight(year: number, month: number, day: number): number {
  const utc = Date.UTC(year, month - 1, day);
  return utc - offsetHours(utc - HOUR) * HOUR;
}

export function berlinDate(ms: number): { year: number; month: number; day: number } {
  const local = new Date(ms + offsetHours(ms) * HOUR);
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

/** yyyy-mm-dd */
export function berlinDay(ms: number): string {
  const { year, month, day } = berlinDate(ms);
  return `${year}-${pad(month)}-${pad(day)}`;
}

/**
 * A date as sevdesk takes it: dd.mm.yyyy (spec), Unix seconds (spec), yyyy-mm-dd (MEASURED:siggi), RFC 3339.
 * Null when it is none of them.
 */
export function readDate(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value * 1000 : null;
  if (typeof value !== 'string') return null;
  if (/^\d{9,10}$/.test(value)) return Number(value) * 1000;
  const german = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(value);
  if (german) return existing(Number(german[3]), Number(german[2]), Number(german[1]));
  const plain = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (plain) return existing(Number(plain[1]), Number(plain[2]), Number(plain[3]));
  const instant = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}

function existing(year: number, month: number, day: number): number | null {
  const ms = berlinMidnight(year, month, day);
  const back = berlinDate(ms);
  return back.year === year && back.month === month && back.day === day ? ms : null;
}
