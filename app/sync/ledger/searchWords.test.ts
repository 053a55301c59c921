import { describe, expect, it } from 'vitest';
import { nameWords, numberIndex, numberKey } from './searchWords.ts';

const shop = '0b5f2a10-0000-4000-8000-000000000000';
const finds = (numbers: string[], typed: string) =>
  numberIndex(shop, numbers).includes(numberKey(shop, typed)!);

describe('a number that is searched', () => {
  it.each(['#1001', '1001', '10', 'RE-2044', 're 2044', 're2044', 'RE-20', '2044'])(
    '%s finds order #1001, invoice RE-2044',
    (typed) => {
      expect(finds(['#1001', 'RE-2044'], typed)).toBe(true);
    },
  );

  it.each(['1', '1002', 'E-20', '044', '##'])('%s does not', (typed) => {
    const key = numberKey(shop, typed);
    expect(key === null || !numberIndex(shop, ['#1001', 'RE-2044']).includes(key)).toBe(true);
  });

  it('finds a whole number of one digit', () => {
    expect(finds(['#7'], '7')).toBe(true);
  });

  it('never finds another shop', () => {
    expect(numberIndex(shop, ['#1001'])).not.toContain(
      numberKey('99999999-0000-4000-8000-000000000000', '1001'),
    );
  });
});

it('compares names without case, accents and the difference of ß and ss', () => {
  expect(nameWords(['Zoë GROẞ-Müller', null])).toEqual(nameWords(['zoe gross-muller']));
  expect(nameWords(['Erika Mustermann', 'erika@example.com'])).toEqual([
    'erika',
    'mustermann',
    'erika@example.com',
  ]);
});
