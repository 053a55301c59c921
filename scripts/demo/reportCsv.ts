import type { Report, ReportLanguage } from './report.ts';

const HEADS = {
  en: [
    ...['File', 'Order', 'Outcome', 'Document', 'Number', 'Date', 'Delivery date', 'Tax rule', 'Tax text'],
    ...['Recipient', 'Position', 'Quantity', 'Rate %', 'Gross', 'Tax', 'Booked on', 'Booking day', 'Problem'],
  ],
  de: [
    ...['Datei', 'Bestellung', 'Ergebnis', 'Beleg', 'Nummer', 'Datum', 'Lieferdatum', 'Steuerregel'],
    ...['Steuertext', 'Empfänger', 'Position', 'Menge', 'Satz %', 'Brutto', 'Steuer', 'Gebucht auf'],
    ...['Buchungstag', 'Problem'],
  ],
};
const KINDS = {
  en: { invoice: 'Invoice', credit_note: 'Credit note', cancellation: 'Cancellation' },
  de: { invoice: 'Rechnung', credit_note: 'Gutschrift', cancellation: 'Stornorechnung' },
};
const OUTCOMES = {
  en: { synced: 'booked', waiting: 'waits', skipped: 'left out', parked: 'parked', unsettled: 'unsettled' },
  de: {
    ...{ synced: 'verbucht', waiting: 'wartet', skipped: 'ausgelassen', parked: 'angehalten' },
    unsettled: 'offen',
  },
};
const SUM = { en: 'Sum', de: 'Summe' };
const BOOKED = { en: 'Payment', de: 'Zahlung' };

type Cell = string | number | null;

/**
 * The report as a table for a spreadsheet: for each document its positions, their sum and its bookings, a line each; an
 * order without documents has one line. German with semicolons and decimal commas, as German spreadsheets read it.
 */
export function reportCsv(report: Report, language: ReportLanguage): string {
  const money = (cents: number) => decimal(cents / 100, language, 2);
  const lines: Cell[][] = [HEADS[language]];
  for (const row of report.orders) {
    const order = [row.file, row.orderName, OUTCOMES[language][row.outcome]];
    const problem = row.problems.map(({ text }) => text).join(' ') || row.reason;
    const empty = HEADS[language].slice(order.length + 1).map(() => null);
    if (row.documents.length === 0) lines.push([...order, ...empty, problem]);
    for (const [index, one] of row.documents.entries()) {
      const head = [
        KINDS[language][one.kind],
        one.number,
        one.date,
        one.deliveryDate,
        one.taxRule,
        one.taxText,
        one.recipient,
      ];
      for (const { name, quantity, ratePercent, grossCents, taxCents } of one.positions) {
        const figures = [decimal(quantity, language), decimal(ratePercent, language)];
        lines.push([
          ...order,
          ...head,
          ...[name, ...figures, money(grossCents), money(taxCents)],
          ...[null, null, null],
        ]);
      }
      const sums = [SUM[language], null, null, money(one.grossCents), money(one.taxCents)];
      lines.push([...order, ...head, ...sums, null, null, index === 0 ? problem : null]);
      for (const { gateway, amountCents, day } of one.bookings) {
        const booked = [BOOKED[language], null, null, money(amountCents), null, gateway, day, null];
        lines.push([...order, ...head, ...booked]);
      }
    }
  }
  const separator = language === 'de' ? ';' : ',';
  return `\uFEFF${lines.map((line) => line.map((cell) => quoted(cell, separator)).join(separator)).join('\r\n')}\r\n`;
}

function decimal(value: number, language: ReportLanguage, digits?: number): string {
  const text = digits === undefined ? String(value) : value.toFixed(digits);
  return language === 'de' ? text.replace('.', ',') : text;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe; amounts below zero are none. */
function quoted(cell: Cell, separator: string): string {
  const text = cell === null ? '' : String(cell).replace(/\s*\n\s*/g, ' ');
  const safe = /^[=+@\t]|^-(?!\d+([.,]\d+)?$)/.test(text) ? `'${text}` : text;
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
