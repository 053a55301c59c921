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
}

// A table for a spreadsheet of the merchant's language: German ones want semicolons and decimal commas. The mark at
// the beginning tells Excel that it is UTF-8.

const separator = { de: ';', en: ',' };

export const csvHead = (titles: string[], language: Language): string =>
  `\uFEFF${titles.map((title) => cell(title, language)).join(separator[language])}\r\n`;

export function csvLine(row: CsvRow, language: Language, timeZone: string): string {
  const at = row.processedAt === null ? '' : formatDateTime(row.processedAt, language, timeZone);
  const amount = row.totalCents === null ? '' : decimal(row.totalCents, language);
  const { orderName, buyer, currency, gateway, state, reason, invoiceNumber } = row;
  const cells = [orderName, at, buyer, amount, currency, gateway, state, reason, invoiceNumber];
  return `${cells.map((value) => cell(value ?? '', language)).join(separator[language])}\r\n`;
}

function decimal(cents: number, language: Language): string {
  const text = `${cents < 0 ? '-' : ''}${Math.trunc(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
  return language === 'de' ? text.replace('.', ',') : text;
}

/** A buyer's name could begin like a formula; a spreadsheet must not calculate it. */
function cell(value: string, language: Language): string {
  const harmless = /^[=+\-@\t\r]/.test(value) && !/^-?\d+[.,]\d\d$/.test(value) ? `'${value}` : value;
  const needsQuotes = harmless.includes(separator[language]) || /["\r\n]/.test(harmless);
  return needsQuotes ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
