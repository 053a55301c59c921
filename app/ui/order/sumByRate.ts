import type { DocumentView } from '../../orders/read/views.ts';

interface RateSum {
  rate: number;
  grossCents: number;
  taxCents: number;
}

/** What a document comes to at each of its rates, the highest rate first; tax is Shopify's, to the cent. */
export function sumByRate(lines: DocumentView['lines']): RateSum[] {
  const sums = new Map<number, RateSum>();
  for (const { rate, grossCents, taxCents } of lines) {
    const sum = sums.get(rate) ?? { rate, grossCents: 0, taxCents: 0 };
    sums.set(rate, {
      rate,
      grossCents: sum.grossCents + grossCents,
      taxCents: sum.taxCents + taxCents,
    });
  }
  return [...sums.values()].toSorted((a, b) => b.rate - a.rate);
}
