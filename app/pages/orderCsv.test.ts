import { expect, it } from 'vitest';
import { csvHead } from './csv.ts';
import { csvLine, type CsvRow } from './orderCsv.ts';

const row: CsvRow = {
  orderName: '#1001',
  processedAt: '2026-11-24T06:00:00Z',
  buyer: 'Erika Mustermann',
  totalCents: 123456,
  currency: 'EUR',
  gateway: 'paypal',
  state: 'In sevdesk',
  reason: null,
  invoiceNumber: 'RE-1000',
  creditNotes: 'GU-1000',
};

it('speaks the language of the spreadsheet', () => {
  expect(csvLine(row, 'de', 'Europe/Berlin')).toBe(
    '#1001;"24.11.2026, 07:00";Erika Mustermann;1234,56;EUR;paypal;In sevdesk;;RE-1000;GU-1000\r\n',
  );
  expect(csvLine(row, 'en', 'Europe/Berlin')).toBe(
    '#1001,"24 Nov 2026, 07:00",Erika Mustermann,1234.56,EUR,paypal,In sevdesk,,RE-1000,GU-1000\r\n',
  );
  expect(csvHead(['Bestellung', 'Kunde'], 'de')).toBe('\uFEFFBestellung;Kunde\r\n');
});

it.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+49 170', "'+49 170"],
  ['@home', "'@home"],
  ['Müller; Söhne', '"Müller; Söhne"'],
  // The table may be cut by another separator than it was written with.
  ['Erika,=1+1', `"Erika,'=1+1"`],
  ['Erika;=1+1', `"Erika;'=1+1"`],
  ['Erika\t@SUM(A1)', `"Erika\t'@SUM(A1)"`],
  ['Erika\n=1+1', `"Erika\n'=1+1"`],
  ['Erika, =1+1', `"Erika,' =1+1"`],
  ['Erika,"=1+1', `"Erika,'""=1+1"`],
  ['＝1+1', `'＝1+1`],
  ['Meier, Hans-Peter', '"Meier, Hans-Peter"'],
])('keeps %j from being calculated or from breaking the table', (buyer, written) => {
  expect(csvLine({ ...row, buyer }, 'de', 'Europe/Berlin').split('07:00";')[1]).toMatch(
    new RegExp(`^${written.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)};1234,56`),
  );
});

it('writes refunds as negative amounts', () => {
  expect(csvLine({ ...row, totalCents: -5 }, 'en', 'Europe/Berlin')).toContain(',-0.05,');
});
