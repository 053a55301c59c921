/** Milliseconds that clocks in `timeZone` are ahead of UTC at that instant. */
function offsetAt(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((entry) => entry.type === type)!.value);
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(at.getTime() / 1000) * 1000;
}

/** The calendar day (yyyy-mm-dd) in `timeZone` at that instant. */
export function dayAt(at: Date, timeZone: string): string {
  return new Date(at.getTime() + offsetAt(at, timeZone)).toISOString().slice(0, 10);
}

/** The instant at which a calendar day begins in `timeZone`; null when it is no day. */
export function startOfDay(day: string, timeZone: string): Date | null {
  const midnight = new Date(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(midnight.getTime())) return null;
  if (midnight.toISOString().slice(0, 10) !== day) return null;
  // Twice, because the offset at UTC midnight is not always the one at local midnight (clock changes).
  const guess = new Date(midnight.getTime() - offsetAt(midnight, timeZone));
  return new Date(midnight.getTime() - offsetAt(guess, timeZone));
}
