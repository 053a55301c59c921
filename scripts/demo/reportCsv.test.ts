import { expect, test } from 'vitest';
import type { Report } from './report.ts';
import { reportCsv } from './reportCsv.ts';

const report: Report = {
  orders: [
    {
      file: 'a.json',
      orderId: '7',
      orderName: '=SUM(A1)',
      outcome: 'parked',
      problem: 'order.refund_rate_unknown',
      reason: '',
      taxRule: 1,
      invoice: null,
      paidCents: 0,
      creditNotes: [],
      deliveries: 1,
      latencyMs: null,
      documents: [
        {
          kind: 'invoice',
          number: 'RE-1000',
          date: '2026-11-10',
          deliveryDate: '2026-11-10',
          taxRule: 1,
          taxText: 'Umsatzsteuer 19 %',
          recipient: 'Erika Muster, Lindenweg 4; 34117 Kassel',
          grossCents: 4990,
          taxCents: 797,
          positions: [{ name: 'Pfanne', quantity: 1, grossCents: 4990, taxCents: 797, ratePercent: 19 }],
          bookings: [{ gateway: 'paypal', amountCents: 4990, day: '2026-11-10' }],
        },
      ],
      problems: [{ code: 'order.refund_rate_unknown', text: 'Welcher Satz?' }],
    },
  ],
  sevdesk: { requests: 1, invoices: 1, creditNotes: 0, contacts: 1 },
  accounts: [],
};

test('a document has a line for each position, its sum and its bookings; German spreadsheets read it', () => {
  const [head, position, sum, booking, end] = reportCsv(report, 'de').split('\r\n');
  expect(head).toMatch(/^\uFEFFDatei;Bestellung;Ergebnis;Beleg;Nummer;Datum;Lieferdatum;/);
  expect(position).toContain(
    '1;Umsatzsteuer 19 %;"Erika Muster, Lindenweg 4; 34117 Kassel";Pfanne;1;19;49,90;7,97;;;',
  );
  expect(sum).toMatch(/;Summe;;;49,90;7,97;;;Welcher Satz\?$/);
  expect(booking).toMatch(/;Zahlung;;;49,90;;paypal;2026-11-10;$/);
  expect(end).toBe('');
});

test('no cell is a formula, and English spreadsheets have points', () => {
  const [, position] = reportCsv(report, 'en').split('\r\n');
  expect(position).toMatch(/^a\.json,'=SUM\(A1\),parked,Invoice,RE-1000/);
  expect(position).toContain(',49.90,7.97,');
});
