import type { Day } from '../accounting/documents.ts';

/**
 * The number a sequence gives next: "GU-%NUMBER" and 1048 is "GU-1048". Formats may also hold the date (%YYYY, %YY,
 * %MM, %DD). Null when a placeholder is left that nobody here knows: better no number than a wrong one.
 */
export function formatNumber(format: string, next: number, today: Day): string | null {
  const [year = '', month = '', day = ''] = today.split('-');
  const number = format
    .replaceAll('%NUMBER', String(next))
    .replaceAll('%YYYY', year)
    .replaceAll('%YY', year.slice(2))
    .replaceAll('%MM', month)
    .replaceAll('%DD', day);
  return number.includes('%') || number === format ? null : number;
}
