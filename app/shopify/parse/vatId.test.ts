import { expect, it } from 'vitest';
import { findVatId } from './vatId.ts';

const find = (key: string, value: string) =>
  findVatId([
    { key: 'gift', value: 'yes' },
    { key, value },
  ]);

it.each([
  'VAT',
  'VAT ID',
  'VAT number',
  'vat_no',
  'EU VAT Registration Number',
  'USt-IdNr.',
  'USt-ID',
  'Umsatzsteuer-Identifikationsnummer',
  'UID-Nummer',
  'UID',
  'tax_id',
  'Numéro TVA',
  'BTW-nummer',
  'Partita IVA',
])('finds a VAT id under "%s", as it was entered', (key) => {
  expect(find(key, ' ATU 1234-5678 ')).toBe('ATU 1234-5678');
});

it.each([
  ['color', 'DE123456789'],
  ['private', 'DE123456789'],
  ['VAT', 'yes'],
  ['VAT', ''],
  ['VAT', '123456789'],
  ['VAT exempt', 'true'],
  ['VAT', 'Deutschland'],
  ['taxi', 'DE123456789'],
])('takes %s: %s for none', (key, value) => {
  expect(find(key, value)).toBeNull();
});
