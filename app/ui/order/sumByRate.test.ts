import { expect, it } from 'vitest';
import { sumByRate } from './sumByRate.ts';

const line = (rate: number, grossCents: number, taxCents: number) => ({
  name: 'T-Shirt',
  quantity: 1,
  rate,
  grossCents,
  taxCents,
});

it('adds up what stands at each rate, the highest first', () => {
  const lines = [line(700, 1070, 70), line(1900, 1190, 190), line(1900, 2380, 380), line(0, 500, 0)];
  expect(sumByRate(lines)).toEqual([
    { rate: 1900, grossCents: 3570, taxCents: 570 },
    { rate: 700, grossCents: 1070, taxCents: 70 },
    { rate: 0, grossCents: 500, taxCents: 0 },
  ]);
});
