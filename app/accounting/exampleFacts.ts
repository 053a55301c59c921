import { problemPlaceholders } from './explain.ts';
import type { Problem, ProblemFacts } from './problem.ts';

/** What the page of help puts in where the texts name facts of one order. */
const examples: ProblemFacts = {
  country: 'AT',
  area: '6691',
  code: 'XX',
  day: '2026-11-24',
  checkedAt: '2026-11-24T10:00:00Z',
  rate: 1700,
  allowedRates: '2000,1300,1000',
  rules: '1, 18',
  vatId: 'ATU12345678',
  number: 'RE-1001',
  what: 'gross',
  expected: '44,88',
  found: '44,90',
  expectedCents: 4488,
  foundCents: 4490,
  differenceCents: 2,
  taxCents: 383,
  status: 422,
  message: 'Invoice has no address',
  error: 'ECONNRESET',
  attempts: 5,
  count: 2,
  gateway: 'PayPal',
  channel: 'pos',
  tag: 'B2B',
  entity: 'Filiale Wien',
  currency: 'CHF',
  version: '1.0',
  shopRegime: 'small_business',
  sevdeskRegime: 'regular',
};

/** Where the amounts of one text must fit each other otherwise. */
const ofCode: Partial<Record<Problem['code'], ProblemFacts>> = {
  'tax.amount_differs': { rate: 1900, taxCents: 390, expectedCents: 383 },
  'order.tax_totals_mismatch': { expectedCents: 717, foundCents: 727 },
  'order.refund_tax_differs': { expectedCents: 383, foundCents: 390 },
  'sevdesk.tax_differs': { expectedCents: 717, foundCents: 719 },
};

/** Facts for every placeholder of a code's texts; none where they ask for none. */
export function exampleFacts(code: Problem['code']): ProblemFacts {
  const given = problemPlaceholders(code).map((name): [string, string | number] => [
    name,
    ofCode[code]?.[name] ?? examples[name] ?? (name.endsWith('Cents') ? 2400 : '–'),
  ]);
  return Object.fromEntries(given);
}
