import { describe, expect, test } from 'vitest';
import {
  add,
  apportion,
  cents,
  negate,
  parseCents,
  parseRate,
  rate,
  subtract,
  sum,
  taxInGross,
  taxOnNet,
  toDecimal,
} from './money.ts';

describe('cents', () => {
  test('are whole and exact; anything else is a bug', () => {
    expect(cents(1234)).toBe(1234);
    for (const broken of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(() => cents(broken)).toThrow(RangeError);
  });

  test('know no negative zero', () => {
    expect(Object.is(cents(-0), 0)).toBe(true);
    expect(Object.is(negate(cents(0)), 0)).toBe(true);
  });

  test('add, subtract and turn round', () => {
    expect(add(cents(1), cents(2), cents(3))).toBe(6);
    expect(subtract(cents(10), cents(1), cents(2))).toBe(7);
    expect(sum([])).toBe(0);
    expect(sum([cents(5), cents(-7)])).toBe(-2);
    expect(negate(cents(5))).toBe(-5);
  });
});

describe('an amount as text', () => {
  test.each([
    ['1341615.95', 134_161_595],
    ['23600', 2_360_000],
    ['-3.5', -350],
    ['0.07', 7],
    [' 12.30 ', 1230],
    ['12.3000', 1230],
    ['9999999999999.99', 999_999_999_999_999],
  ])('%s is read to the cent', (text, amount) => expect(parseCents(text)).toBe(amount));

  test.each([
    '',
    '1,50',
    '1.',
    '.5',
    '1.005',
    '12.3450',
    '1e3',
    '--1',
    '+1',
    '1 2',
    'x1',
    '1x',
    '12345678901234',
    '2.5.1',
  ])('"%s" is no amount', (text) => expect(parseCents(text)).toBeNull());

  test.each([
    [0, '0.00'],
    [7, '0.07'],
    [70, '0.70'],
    [123_456, '1234.56'],
    [-350, '-3.50'],
    [-5, '-0.05'],
  ])('%i cents are written as %s', (amount, text) => expect(toDecimal(cents(amount))).toBe(text));
});

describe('a rate', () => {
  test.each([
    [0.19, 1900],
    [0.1 * 0.55, 550],
    [0.255, 2550],
    [0.021, 210],
    [0, 0],
    [1, 10_000],
  ])('%d is read', (fraction, expected) => expect(parseRate(fraction)).toBe(expected));

  test.each([-0.19, 1.01, 0.19005, Number.NaN])('%d is none', (fraction) =>
    expect(parseRate(fraction)).toBeNull(),
  );

  test('is a whole number of hundredths of a percent', () => {
    expect(rate(1900)).toBe(1900);
    expect(() => rate(19.5)).toThrow(RangeError);
  });
});

describe('tax', () => {
  test.each([
    [3998, 1900, 638], // recorded payload 001: 39.98 * 19/119 = 6.383
    [10_200, 2000, 1700], // recorded payload 040
    [3, 2000, 1], // 0.5 cents: half up
    [2, 2000, 0],
    [-3, 2000, -1],
    [9_999_999, 1900, 1_596_638],
    [1000, 0, 0],
    [0, 1900, 0],
    [5_000_000_000_001, 1900, 798_319_327_731],
  ])('%i cents hold at %i %i', (gross, taxRate, tax) =>
    expect(taxInGross(cents(gross), rate(taxRate))).toBe(tax),
  );

  test.each([
    [1000, 1900, 190],
    [50, 700, 4], // 3.5 cents: half up
    [49, 700, 3],
    [-50, 700, -4],
    [0, 1900, 0],
  ])('on %i cents net at %i is %i', (net, taxRate, tax) =>
    expect(taxOnNet(cents(net), rate(taxRate))).toBe(tax),
  );

  test('on a net amount is the tax inside its gross', () => {
    for (let net = 0; net < 3_000; net += 1) {
      for (const taxRate of [rate(1900), rate(700), rate(2550)]) {
        const tax = taxOnNet(cents(net), taxRate);
        expect(taxInGross(cents(net + tax), taxRate)).toBe(tax);
      }
    }
  });
});

describe('an amount divided', () => {
  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [100, [2, 1], [67, 33]],
    [5, [1, 1, 8], [1, 0, 4]],
    [10, [3, 2, 1], [5, 3, 2]],
    [11, [5, 1, 3, 3], [4, 1, 3, 3]],
    [100, [1, 2, 4, 8, 16], [3, 6, 13, 26, 52]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [7, [0, 1, 0], [0, 7, 0]],
    [7, [0, 0], [7, 0]],
    [0, [3, 4], [0, 0]],
    [7, [], []],
    [490, [3998, 2999], [280, 210]],
  ])('%i by %j is %j', (total, weights, shares) => expect(apportion(cents(total), weights)).toEqual(shares));

  test('is whole again when added up', () => {
    const weights = [9_999_999, 1, 333, 7_654_321, 0];
    for (const total of [1, 99, 12_345, 9_999_999]) expect(sum(apportion(cents(total), weights))).toBe(total);
  });
});
