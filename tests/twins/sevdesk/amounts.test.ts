import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionAmounts, type QuantityRounding } from './amounts.ts';
import { decimalText, readCents, readDecimal } from './decimals.ts';
import { openBooks, type PositionInput } from './rawClient.ts';
import { useTwins } from './useTwin.ts';

const start = useTwins();

async function sumsOf(
  positions: PositionInput[],
  header: object = {},
  extra: object = {},
  definition: object = {},
) {
  const books = await openBooks(await start({ tenants: [{ name: 'demo', ...definition }] }));
  const { sumNet, sumTax, sumGross } = (await books.saveInvoice(header, positions, extra)).objects.invoice;
  return [sumNet, sumTax, sumGross];
}

describe('how sevdesk computes an invoice', () => {
  it('gross prices: 11.90 and twice 5.00 are 18.40 + 3.50 (recorded)', async () => {
    expect(await sumsOf([{ price: '11.90' }, { price: '5.00', quantity: 2 }])).toEqual([
      '18.4',
      '3.5',
      '21.9',
    ]);
  });

  it('net prices: three times 10 and 25 are 55 + 10.45 (recorded)', async () => {
    const positions = [{ price: '10', quantity: 3 }, { price: '25' }];
    expect(await sumsOf(positions, { showNet: true })).toEqual(['55', '10.45', '65.45']);
  });

  it('rounds per position: 4.94 less 2.47 as two positions is 2.07 + 0.40 (measured)', async () => {
    expect(await sumsOf([{ price: '4.94' }, { price: '-2.47' }])).toEqual(['2.07', '0.4', '2.47']);
  });

  it('rounds on the total where the discount stands below: 2.08 + 0.39 (measured)', async () => {
    const discountSave = [
      {
        discount: true,
        text: 'Gutschein',
        percentage: false,
        value: 2.47,
        objectName: 'Discounts',
        mapAll: true,
      },
    ];
    expect(await sumsOf([{ price: '4.94' }], {}, { discountSave })).toEqual(['2.08', '0.39', '2.47']);
  });

  it('takes a position discount as a percentage', async () => {
    expect(await sumsOf([{ price: '20', discount: 25 }])).toEqual(['12.61', '2.39', '15']);
  });

  it('rounds a quantity per line or per unit, whichever the account is set to', async () => {
    const positions = [{ price: '0.99', quantity: 7 }];
    expect(await sumsOf(positions, {}, {}, { quantityRounding: 'per_line' })).toEqual([
      '5.82',
      '1.11',
      '6.93',
    ]);
    expect(await sumsOf(positions, {}, {}, { quantityRounding: 'per_unit' })).toEqual([
      '5.81',
      '1.12',
      '6.93',
    ]);
  });

  it('keeps gross exact in gross mode and net exact in net mode, for every price and quantity', () => {
    const rounding = fc.constantFrom<QuantityRounding>('per_line', 'per_unit');
    const rate = fc.constantFrom(0, 700, 1900, 2550);
    const cents = fc.integer({ min: -9_999_999, max: 9_999_999 });
    fc.assert(
      fc.property(
        cents,
        fc.integer({ min: 1, max: 500 }),
        rate,
        rounding,
        fc.boolean(),
        (price, count, of, how, net) => {
          const position = {
            quantity: BigInt(count) * 10_000n,
            price: BigInt(price) * 100n,
            rate: of,
            discount: 0n,
          };
          const amounts = positionAmounts(position, net, how);
          expect(net ? amounts.net : amounts.gross).toBe(price * count);
          expect(amounts.net + amounts.tax).toBe(amounts.gross);
        },
      ),
    );
  });
});

describe('decimals on the wire', () => {
  it.each([
    [6545, '65.45'],
    [1840, '18.4'],
    [2900, '29'],
    [-350, '-3.5'],
    [0, '0'],
  ])('%i cents are written "%s"', (cents, text) => {
    expect(decimalText(cents)).toBe(text);
    expect(readCents(text)).toBe(cents);
  });

  it('reads strings and numbers exactly and nothing else', () => {
    expect(readDecimal('0.3333')).toBe(3333n);
    expect(readDecimal(25.5)).toBe(255_000n);
    for (const wrong of ['1,50', '', 'x', null, '1e3', '0.33333']) expect(readDecimal(wrong)).toBeNull();
  });
});
