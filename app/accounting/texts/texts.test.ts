import { describe, expect, it } from 'vitest';
import { cents, rate } from '../money.ts';
import { countryName, day, euros, moment, percent } from './format.ts';
import { fact } from './facts.ts';
import { WORDS } from './words.ts';
import { checkPlaceholders, fillPlaceholders, placeholdersIn } from './placeholders.ts';

describe('figures and days', () => {
  it.each([
    [0, '0,00 €', '€0.00'],
    [7, '0,07 €', '€0.07'],
    [1234, '12,34 €', '€12.34'],
    [-1234, '-12,34 €', '-€12.34'],
    [99999, '999,99 €', '€999.99'],
    [100000, '1.000,00 €', '€1,000.00'],
    [123456789, '1.234.567,89 €', '€1,234,567.89'],
  ])('%d cents', (amount, german, english) => {
    expect(euros(cents(amount), 'de')).toBe(german);
    expect(euros(cents(amount), 'en')).toBe(english);
  });

  it.each([
    [1900, '19 %', '19%'],
    [2550, '25,5 %', '25.5%'],
    [0, '0 %', '0%'],
  ])('a rate of %d', (value, german, english) => {
    expect(percent(rate(value), 'de')).toBe(german);
    expect(percent(rate(value), 'en')).toBe(english);
  });

  it('a day is that day, wherever it is read', () => {
    expect(day('2026-01-01', 'de')).toBe('01.01.2026');
    expect(day('2026-01-01', 'en')).toBe('1 Jan 2026');
  });

  it('a moment is told in German time', () => {
    expect(moment('2026-07-01T22:05:00Z', 'de')).toBe('02.07.2026, 00:05');
    expect(moment('2026-07-01T22:05:00Z', 'en')).toBe('2 Jul 2026, 00:05');
  });

  it('a country by its code', () => {
    expect(countryName('CH', 'de')).toBe('Schweiz');
    expect(countryName('CH', 'en')).toBe('Switzerland');
    expect(countryName('Atlantis', 'de')).toBe('Atlantis');
    expect(countryName('XCH', 'en')).toBe('XCH');
  });
});

describe('a fact as text', () => {
  it.each([
    ['taxCents', 1900, '19,00 €'],
    ['rate', 1900, '19 %'],
    ['ratesRead', '1900', '1900'],
    ['message', 'at 2026-11-24T09:00:00Z', 'at 2026-11-24T09:00:00Z'],
    ['attempts', 6, '6'],
    ['country', 'AT', 'Österreich'],
    ['rates', '1900,700', '19 %, 7 %'],
    ['allowedRates', 'none', 'keine'],
    ['shopRegime', 'regular', 'Regelbesteuerung'],
    ['area', 'military_mail', 'Feldpost'],
    ['special', 'aland', 'Åland-Inseln'],
    ['destinationFrom', 'pickup', 'Abholung'],
    ['what', 'something_new', 'something_new'],
    ['tag', 'regular', 'regular'],
    ['tag', 'DE', 'DE'],
    ['day', '2026-11-24', '24.11.2026'],
    ['checkedAt', '2026-11-24T09:00:00Z', '24.11.2026, 10:00'],
    ['message', 'on 2026-11-24', 'on 2026-11-24'],
    ['message', '2026-11-24 it failed', '2026-11-24 it failed'],
    ['vatIdValid', true, 'ja'],
    ['vatIdValid', false, 'nein'],
    ['message', '', null],
    ['message', null, null],
  ] as const)('%s = %j is %j', (name, value, text) => expect(fact(name, { [name]: value }, 'de')).toBe(text));

  it('speaks English, too', () => {
    expect(fact('vatIdValid', { vatIdValid: true }, 'en')).toBe('yes');
    expect(fact('vatIdValid', { vatIdValid: false }, 'en')).toBe('no');
    expect(fact('rates', { rates: '2550' }, 'en')).toBe('25.5%');
    expect(fact('allowedRates', { allowedRates: 'none' }, 'en')).toBe('none');
  });

  it('is nothing when nobody gave it', () => expect(fact('day', {}, 'de')).toBeNull());

  it('has every word in both languages', () => {
    for (const words of WORDS.values())
      for (const text of Object.values(words)) expect(text).toMatch(/^\S.*\S$/);
  });
});

describe('placeholders in the merchant’s own texts', () => {
  it('knows the four there are', () => {
    expect(checkPlaceholders('Rechnung {order} für {name} vom {date}, bezahlt mit {gateway}')).toEqual([]);
    expect(checkPlaceholders('ohne alles')).toEqual([]);
  });

  it('names those that do not exist, as they were written', () => {
    expect(checkPlaceholders('{Order} {order} {bestellung} {}')).toEqual(['Order', 'bestellung', '']);
  });

  it('takes braces with blanks for text, not for a placeholder', () => {
    expect(placeholdersIn('{ order } and {a b}')).toEqual([]);
    expect(fillPlaceholders('{ order }', { order: '#1' })).toBe('{ order }');
  });

  it('fills in what it knows and leaves the rest to be seen', () => {
    expect(fillPlaceholders('{order} {order} {bestellung}', { order: '#1001' })).toBe(
      '#1001 #1001 {bestellung}',
    );
  });

  it('does not read a value as a placeholder again', () => {
    expect(fillPlaceholders('{name}', { name: '{order}', order: '#1001' })).toBe('{order}');
  });
});
