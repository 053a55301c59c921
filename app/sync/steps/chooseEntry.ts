import { negate, type Cents } from '../../accounting/money.ts';
import type { Day } from '../../accounting/documents.ts';
import type { StatementEntry } from '../../sevdesk/client.ts';

/** A payment, as far as a line of a statement can be told to be it. */
export interface Sought {
  kind: 'invoice' | 'credit_note';
  amount: Cents;
  /** When it moved, by Shopify. */
  day: Day;
  /** What a payer writes: the order's name, the number of the invoice or credit note. */
  references: string[];
  /** Who pays or is paid: person and company. */
  names: string[];
  /** Another payment of the same amount waits for the same account: then a name alone tells nothing. */
  hasRival: boolean;
}

export type EntryChoice =
  | { kind: 'one'; entry: StatementEntry }
  /** Some could be it, and none of them surely. */
  | { kind: 'several'; count: number }
  | { kind: 'none' };

/**
 * How far a bank's day may lie from Shopify's: a transfer is often marked as paid days after it came, and a statement is
 * fetched a few times a day, less often over holidays.
 */
export const DAYS_BEFORE = 21;
const DAYS_AFTER = 14;

/**
 * The line of a statement that is a payment: the amount to the cent, the day within reach, and a text that says so: the
 * order or the document by its name, or else, where nothing else could be meant, the payer's. Never a guess.
 */
export function chooseEntry(sought: Sought, statement: StatementEntry[]): EntryChoice {
  const amount = sought.kind === 'invoice' ? sought.amount : negate(sought.amount);
  const [from, to] = [dayAfter(sought.day, -DAYS_BEFORE), dayAfter(sought.day, DAYS_AFTER)];
  const equal = statement.filter(
    (entry) => entry.free && entry.amount === amount && entry.day >= from && entry.day <= to,
  );
  if (equal.length === 0) return { kind: 'none' };
  const named = equal.filter(({ purpose }) => sought.references.some((one) => isNamedIn(one, purpose ?? '')));
  if (named.length === 1) return { kind: 'one', entry: named[0]! };
  const [only] = equal;
  const byPayer = equal.length === 1 && !sought.hasRival && sought.names.some((name) => isPayer(name, only!));
  return byPayer ? { kind: 'one', entry: only! } : { kind: 'several', count: equal.length };
}

/**
 * "#1001" in "Bestellung 1001 Mustermann", and not in "RE-11001" nor on "10.01.2027": as a word of its own. A number that
 * reads as a year names nothing unless "#" stands before it.
 */
export function isNamedIn(reference: string, purpose: string): boolean {
  const word = reference.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  if (word.replaceAll(/[^\p{L}\p{N}]/gu, '').length < 3) return false;
  // Payers leave out what is no letter, and write it otherwise; banks break long lines anywhere.
  const pattern = word.replaceAll(/[^\p{L}\p{N}]+|(?<=[\p{L}\p{N}])(?=[\p{L}\p{N}])/gu, (between) =>
    between === '' ? '\\s?' : '[\\s\\-._/#]*',
  );
  const before = /^(?:19|20)\d\d$/.test(word) ? '#\\s?' : '';
  return new RegExp(`(?<![\\p{L}\\p{N}])${before}${pattern}(?![\\p{L}\\p{N}])`, 'iu').test(purpose);
}

/** Every word of the name, in any order; titles and abbreviations of one letter tell nothing. */
function isPayer(name: string, { payer }: StatementEntry): boolean {
  const words = wordsOf(name);
  const there = new Set(wordsOf(payer ?? ''));
  return words.length > 1 && words.every((word) => there.has(word));
}

const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);

/** Banks write without umlauts. */
const plain = (text: string): string =>
  text.toLowerCase().replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('ß', 'ss');

/** The day so many days later, or earlier. */
export function dayAfter(day: Day, days: number): Day {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
