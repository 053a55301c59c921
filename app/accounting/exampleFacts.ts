import { problemPlaceholders } from './explain.ts';
import { cents, rate } from './money.ts';
import type { Problem, ToldFacts } from './problem.ts';
import type { FactValue, ProblemFactName } from './texts/factNames.ts';

/** What the page of help puts in where the texts name facts of one order. */
const examples: { [Name in Exclude<ProblemFactName, `${string}Cents`>]: FactValue<Name> } = {
  country: 'AT',
  area: 'military_mail',
  code: 'XX',
  day: '2026-11-24',
  checkedAt: '2026-11-24T10:00:00Z',
  rate: rate(1700),
  allowedRates: '2000,1300,1000',
  rules: '1, 18',
  vatId: 'ATU12345678',
  number: 'RE-1001',
  what: 'gross',
  expected: '44,88',
  found: '44,90',
  status: 422,
  message: 'Invoice has no address',
  error: 'ECONNRESET',
  attempts: 5,
  count: 2,
  gateway: 'PayPal',
  channel: 'pos',
  tag: 'B2B',
  entity: 'Filiale Wien',
  item: 'Strickmuster (PDF)',
  productType: 'Anleitung',
  currency: 'CHF',
  version: '1.0',
  shopRegime: 'small_business',
  sevdeskRegime: 'regular',
};

/** Amounts that fit each other; every other one is 24 euros. */
const amounts: ToldFacts = {
  expectedCents: cents(4488),
  foundCents: cents(4490),
  differenceCents: cents(2),
  taxCents: cents(383),
};

/** Where the amounts of one text must fit each other otherwise. */
const ofCode: Partial<Record<Problem['code'], ToldFacts>> = {
  'tax.amount_differs': { rate: rate(1900), taxCents: cents(390), expectedCents: cents(383) },
  'order.tax_totals_mismatch': { expectedCents: cents(717), foundCents: cents(727) },
  'order.refund_tax_differs': { expectedCents: cents(383), foundCents: cents(390) },
  'sevdesk.tax_differs': { expectedCents: cents(717), foundCents: cents(719) },
};

/** Facts for every placeholder of a code's texts; none where they ask for none. */
export function exampleFacts(code: Problem['code']): ToldFacts {
  const known: ToldFacts = { ...examples, ...amounts, ...ofCode[code] };
  const given = problemPlaceholders(code).map((name) => [
    name,
    known[name as ProblemFactName] ?? cents(2400),
  ]);
  return Object.fromEntries(given) as ToldFacts;
}
