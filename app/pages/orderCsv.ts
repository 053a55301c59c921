import { formatDateTime } from '../ui/format.ts';
import type { Language } from '../ui/language.ts';
import { csvAmount, csvRow } from './csv.ts';

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

export function csvLine(row: CsvRow, language: Language, timeZone: string): string {
  const at = row.processedAt === null ? '' : formatDateTime(row.processedAt, language, timeZone);
  const amount = row.totalCents === null ? '' : csvAmount(row.totalCents, language);
  const { orderName, buyer, currency, gateway, state, reason, invoiceNumber, creditNotes } = row;
  const cells = [orderName, at, buyer, amount, currency, gateway, state, reason, invoiceNumber, creditNotes];
  return csvRow(cells, language);
}
