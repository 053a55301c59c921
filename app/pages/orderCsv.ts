import { formatDateTime } from '../ui/format.ts';
import type { Language } from '../ui/language.ts';

export interface CsvRow {
  orderName: string;
  processedAt: string | null;
  buyer: string | null;
  totalCents: number | null;
  currency: string | null;
  gateway: string | null;
  state: string;
  reason: string | null;
  invoiceNumber: string | null;
  /** Numbers of its credit notes, with a space between them. */
  creditNotes: string;
}

// A table for a spreadsheet of the merchant's language: German ones want semicolons and decimal commas. The mark at
// the beginning tells Excel that it is UTF-8.

const separator = { de: ';', en: ',' };

export const csvHead = (titles: string[], language: Language): string =>
  `\uFEFF${titles.map((title) => cell(title)).join(separator[language])}\r\n`;

export function csvLine(row: CsvRow, language: Language, timeZone: string): string {
  const at = row.processedAt === null ? '' : formatDateTime(row.processedAt, language, timeZone);
  const amount = row.totalCents === null ? '' : decimal(row.totalCents, language);
  const { orderName, buyer, currency, gateway, state, reason, invoiceNumber, creditNotes } = row;
  const cells = [orderName, at, buyer, amount, currency, gateway, state, reason, invoiceNumber, creditNotes];
  return `${cells.map((value) => cell(value ?? '')).join(separator[language])}\r\n`;
}

function decimal(cents: number, language: Language): string {
  const text = `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
  return language === 'de' ? text.replace('.', ',') : text;
}

/** What a spreadsheet takes for a formula, at the beginning of a cell; full-width signs are taken for the plain ones. */
const FORMULA = /^[\s"']*[=+\-@|%＝＋－＠]/;
const AMOUNT = /^-?\d+[.,]\d\d$/;

/**
 * A buyer's name could begin like a formula; a spreadsheet must not calculate it. It may cut the table by another
 * separator than ours (semicolon, comma, tab: a setting of the computer that opens it), so that a cell can begin behind
 * each of them, and behind a line break: a formula is disarmed there too, and whatever holds one of them is quoted.
 */
function cell(value: string): string {
  const pieces = value.split(/([;,\t\r\n]+)/);
  const harmless = AMOUNT.test(value)
    ? value
    : pieces.map((piece, nth) => (nth % 2 === 0 && FORMULA.test(piece) ? `'${piece}` : piece)).join('');
  return /[";,\t\r\n]/.test(harmless) && !AMOUNT.test(value)
    ? `"${harmless.replaceAll('"', '""')}"`
    : harmless;
}
