import type { Cents, Rate } from '../money.ts';
import type { AreaName, DifferenceName, OriginName, RegimeName } from './words.ts';

// Every fact that a text may name in braces, and what it is: that decides how it is written and what may be given.

/** How each sort of fact is kept. */
interface Values {
  cents: Cents;
  rate: Rate;
  /** Rates, separated by commas; "none" where there are none. */
  rates: string;
  /** ISO 3166 alpha-2. */
  country: string;
  /** yyyy-mm-dd. */
  day: string;
  /** An instant, ISO 8601 in UTC. */
  moment: string;
  count: number;
  flag: boolean;
  /** Written as it is. */
  text: string;
  /** Of what differs: text, or an amount or number as it is to be read. */
  either: string | number | boolean;
  area: AreaName;
  origin: OriginName;
  regime: RegimeName;
  difference: DifferenceName;
}

export type FactSort = keyof Values;

/** The facts of problems. Nothing personal, but for the VAT id, which is masked. */
export const PROBLEM_FACTS = {
  allowedRates: 'rates',
  amountCents: 'cents',
  area: 'area',
  attempts: 'count',
  bookedCents: 'cents',
  channel: 'text',
  checkedAt: 'moment',
  code: 'text',
  count: 'count',
  country: 'country',
  creditCents: 'cents',
  currency: 'text',
  day: 'day',
  differenceCents: 'cents',
  entity: 'text',
  error: 'text',
  expected: 'either',
  expectedCents: 'cents',
  found: 'either',
  foundCents: 'cents',
  gateway: 'text',
  giftCardCents: 'cents',
  grossCents: 'cents',
  item: 'text',
  message: 'text',
  number: 'text',
  openCents: 'cents',
  overpaidCents: 'cents',
  productType: 'text',
  rate: 'rate',
  receivedCents: 'cents',
  refundCents: 'cents',
  remainingCents: 'cents',
  returnedCents: 'cents',
  rules: 'text',
  sevdeskRegime: 'regime',
  shopRegime: 'regime',
  status: 'count',
  tag: 'text',
  taxCents: 'cents',
  taxedCents: 'cents',
  totalCents: 'cents',
  untaxedCents: 'cents',
  vatId: 'text',
  version: 'text',
  what: 'difference',
} as const satisfies Record<string, FactSort>;

/** The facts of a tax decision that are written somewhere. */
const EVIDENCE_FACTS = {
  depositCents: 'cents',
  depositDay: 'day',
  destinationFrom: 'origin',
  documentDay: 'day',
  ossFrom: 'day',
  rates: 'rates',
  ratesRead: 'day',
  retainedCents: 'cents',
  special: 'area',
  vatIdCheckedAt: 'moment',
  vatIdReference: 'text',
  vatIdValid: 'flag',
} as const satisfies Record<string, FactSort>;

export const FACTS = { ...PROBLEM_FACTS, ...EVIDENCE_FACTS };

export type ProblemFactName = keyof typeof PROBLEM_FACTS;
export type FactName = keyof typeof FACTS;

export type FactValue<Name extends FactName> = Values[(typeof FACTS)[Name]];
