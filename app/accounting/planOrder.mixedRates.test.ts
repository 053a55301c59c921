import { describe, expect, test } from 'vitest';
import { taxInGross } from './money.ts';
import { addUp } from './testing/addUp.ts';
import { buildOrder, type OrderSpec } from './testing/buildOrder.ts';
import type { ShippingSpec } from './testing/buildParts.ts';
import { editOrder, pay } from './testing/changeOrder.ts';
import { plan, planAfter, type PlanSpec } from './testing/planInput.ts';

// Shipping shares the rates of the goods it brings (UStAE 3.10 (5)). Shopify states one amount and a tax for each rate;
// a position of an invoice has one rate. So the amount is divided, and each part must hold its tax to the cent.

const oss = { settings: { ossFrom: '2021-07-01' } };
const zeroRated = { settings: { domesticZeroRate: true } };

const goods = (...rates: number[]) => rates.map((rate) => ({ price: 10_000, rate }));
const taxes = (...stated: [number | null, number][]) => stated.map(([rate, amount]) => ({ rate, amount }));

/** Gross, tax and rate of each part of the shipping; the code of the problem where it is not divided. */
const partsOf = (shipping: ShippingSpec, spec: Partial<OrderSpec> = {}, choices?: PlanSpec) => {
  const order = buildOrder({ lines: goods(1900, 700), ...spec, shipping: [shipping] });
  const { documents, verdict } = plan(order, choices);
  if (verdict.kind !== 'book') return verdict.problem.code;
  return documents[0]!.positions
    .filter(({ source }) => source.kind === 'shipping')
    .map(({ gross, tax, rate }) => [gross, tax, rate]);
};

describe('shipping of several rates', () => {
  // 0.10 at 19 % is the tax of 0.60 to 0.65, 0.01 at 7 % that of 0.08 to 0.22.
  const small = taxes([1900, 10], [700, 1]);

  test.each([
    [67, 'tax.several_rates'],
    [
      68,
      [
        [60, 10, 1900],
        [8, 1, 700],
      ],
    ],
    [
      87,
      [
        [65, 10, 1900],
        [22, 1, 700],
      ],
    ],
    [88, 'tax.several_rates'],
  ])('is divided as far as there are parts that hold the taxes: %i cents', (price, parts) => {
    expect(partsOf({ price, taxes: small })).toEqual(parts);
  });

  // A half cent rounds up: 0.01 at 20 % is the tax of 0.03 (0.005) to 0.08, not of 0.09 (0.015); at 10 % that of 0.06 to 0.16.
  test.each([
    [8, 'tax.several_rates'],
    [
      9,
      [
        [3, 1, 2000],
        [6, 1, 1000],
      ],
    ],
    [
      24,
      [
        [8, 1, 2000],
        [16, 1, 1000],
      ],
    ],
    [25, 'tax.several_rates'],
  ])('knows how half cents round: %i cents', (price, parts) => {
    const abroad = { country: 'AT', lines: goods(2000, 1000) };
    expect(partsOf({ price, taxes: taxes([2000, 1], [1000, 1]) }, abroad, oss)).toEqual(parts);
  });

  test('gives or takes the odd cents at the lowest rate, whichever Shopify names first', () => {
    // Nearest to the taxes are 0.63 and 0.15, three cents more than 0.75 and four less than 0.82.
    expect(partsOf({ price: 75, taxes: small })).toEqual([
      [63, 10, 1900],
      [12, 1, 700],
    ]);
    expect(partsOf({ price: 75, taxes: small.toReversed() })).toEqual([
      [12, 1, 700],
      [63, 10, 1900],
    ]);
    expect(partsOf({ price: 82, taxes: small })).toEqual([
      [63, 10, 1900],
      [19, 1, 700],
    ]);
    expect(partsOf({ price: 82, taxes: small.toReversed() })).toEqual([
      [19, 1, 700],
      [63, 10, 1900],
    ]);
  });

  test('of whatever price and weights adds up, each part with the tax that Shopify charged for it', () => {
    for (let price = 100; price < 1000; price += 9) {
      const weights = [1 + (price % 7), 1 + (price % 5), 1 + (price % 3)];
      const rates = [2000, 1300, 1000].map((rate, index) => ({ rate, weight: weights[index]! }));
      const order = buildOrder({
        country: 'AT',
        lines: goods(2000, 1300, 1000),
        shipping: [{ price, rates }],
      });
      const parts = plan(order, oss).documents[0]!.positions.slice(3);
      expect(parts.map(({ tax, rate }) => [rate, tax])).toEqual(
        order.shippingLines[0]!.taxLines.map(({ rate, amount }) => [rate, amount]),
      );
      expect(parts.map(({ gross, rate }) => taxInGross(gross, rate))).toEqual(parts.map(({ tax }) => tax));
      expect(parts.reduce((total, { gross }) => total + gross, 0)).toBe(price);
    }
  });

  test('with one rate stated twice is divided by rates, not by statements', () => {
    expect(partsOf({ price: 490, taxes: taxes([1900, 26], [700, 11], [1900, 26]) })).toEqual([
      [326, 52, 1900],
      [164, 11, 700],
    ]);
  });

  test('beside goods that were free names a rate without a tax: it has no part', () => {
    const spec = { lines: [...goods(700), { price: 500, discount: 500 }] };
    // 0.07 at 7 % is the tax of 1.00 to 1.14.
    for (const price of [100, 114])
      expect(partsOf({ price, taxes: taxes([1900, 0], [700, 7]) }, spec)).toEqual([[price, 7, 700]]);
  });

  test('leaves to goods at 0 % what the tax of the others does not explain', () => {
    const mixed = { lines: goods(1900, 0) };
    const rates = [
      { rate: 1900, weight: 1 },
      { rate: 0, weight: 1 },
    ];
    // Half of 4.90 holds 0.39; the nearest amount that does is 0.39 × 119 / 19 = 2.44.
    expect(partsOf({ price: 490, rates }, mixed, zeroRated)).toEqual([
      [244, 39, 1900],
      [246, 0, 0],
    ]);
    expect(partsOf({ price: 490, rates: rates.toReversed() }, mixed, zeroRated)).toEqual([
      [244, 39, 1900],
      [246, 0, 0],
    ]);
  });

  test('has no part at 0 % where the tax explains all of it', () => {
    const mixed = { lines: goods(1900, 0) };
    // 0.39 is the tax of 2.42 at least, and 2.41 holds 0.38.
    for (const price of [242, 244]) {
      expect(partsOf({ price, taxes: taxes([1900, 39], [0, 0]) }, mixed, zeroRated)).toEqual([
        [price, 39, 1900],
      ]);
    }
    expect(partsOf({ price: 241, taxes: taxes([1900, 39], [0, 0]) }, mixed, zeroRated)).toBe(
      'tax.amount_differs',
    );
  });

  test('whose taxes are no taxes is not divided', () => {
    expect(partsOf({ price: 490, taxes: taxes([1900, 83], [700, -2]) })).toBe('tax.several_rates');
    expect(partsOf({ price: 490, taxes: taxes([1900, 52], [null, 11]) })).toBe('tax.several_rates');
    expect(partsOf({ price: 490, taxes: taxes([1900, 39], [0, 5]) })).toBe('tax.several_rates');
  });

  test('that an edit adds later is divided on the second invoice', () => {
    const order = buildOrder({ lines: goods(1900, 700) });
    const shipped = editOrder(order, {
      addShipping: { price: 490, taxes: taxes([1900, 52], [700, 11]) },
    });
    const [, second] = planAfter(order, pay(shipped, { amount: 490 })).documents;
    expect(second!.positions.map(({ gross, tax, rate }) => [gross, tax, rate])).toEqual([
      [326, 52, 1900],
      [164, 11, 700],
    ]);
  });
});

describe('goods of several rates in one line', () => {
  test('are not divided: what a thing costs no one can tell from its taxes', () => {
    const order = buildOrder({ lines: goods(1900), shipping: [{ price: 0 }] });
    const [line] = order.lines;
    const set = buildOrder({
      lines: goods(1900),
      shipping: [{ price: 490, taxes: taxes([1900, 52], [700, 11]) }],
    }).shippingLines[0]!.taxLines;
    const mixed = addUp({
      ...order,
      lines: [{ ...line!, unitPrice: 490, originalTotal: 490, taxLines: set } as never],
    });
    mixed.agreements[0]!.sales[0]!.total = 490 as never;
    const { verdict } = plan({ ...mixed, totals: { ...mixed.totals, currentTotal: 490 as never } });
    expect(verdict).toMatchObject({ kind: 'park', problem: { code: 'tax.several_rates' } });
  });
});
