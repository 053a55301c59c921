import type { Language } from '../ui/language.ts';

// A table for a spreadsheet of the merchant's language: German ones want semicolons and decimal commas. The mark at
// the beginning tells Excel that it is UTF-8.

const separator = { de: ';', en: ',' };

export const csvHead = (titles: string[], language: Language): string => `\uFEFF${csvRow(titles, language)}`;

export const csvRow = (cells: (string | null)[], language: Language): string =>
  `${cells.map((value) => cell(value ?? '')).join(separator[language])}\r\n`;

/** The response in which a table is sent while it is read. */
export const csvResponse = (lines: AsyncGenerator<string>, filename: string): Response =>
  new Response(streamOf(lines), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${filename}"`,
      'Cache-Control': 'private, no-store',
    },
  });

/** Reads on only as fast as the browser takes it. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const line = await lines.next();
      if (line.done) controller.close();
      else controller.enqueue(encoder.encode(line.value));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
}

export function csvAmount(cents: number, language: Language): string {
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
