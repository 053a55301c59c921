import { berlinDate } from './berlin.ts';

/** A number range ("Nummernkreis") of an account. */
export interface Sequence {
  id: number;
  forObject: string;
  type: string;
  /** Placeholders %NUMBER, %YYYY, %YY, %MM, %DD. */
  format: string;
  next: number;
}

export const createSequence = (
  id: number,
  forObject: string,
  type: string,
  format: string,
  next: number,
): Sequence => ({ id, forObject, type, format, next });

/** The number that is next in line; taking it is another step. */
export function peekNumber(sequence: Sequence, now: number): string {
  const { year, month, day } = berlinDate(now);
  const pad = (value: number) => String(value).padStart(2, '0');
  return sequence.format
    .replaceAll('%NUMBER', String(sequence.next))
    .replaceAll('%YYYY', String(year))
    .replaceAll('%YY', String(year).slice(2))
    .replaceAll('%MM', pad(month))
    .replaceAll('%DD', pad(day));
}

export function takeNumber(sequence: Sequence, now: number): string {
  const number = peekNumber(sequence, now);
  sequence.next += 1;
  return number;
}
