import type { Day, TaxReason, TaxRule, VatCheck } from '../documents.ts';
import { add, rate, sum, ZERO, type Rate } from '../money.ts';
import type { Order } from '../order.ts';
import { problem, type Problem } from '../problem.ts';
import type { AccountingSettings, Nature } from '../settings.ts';
import type { Reading, TaxReading } from './readAmounts.ts';
import { ratesOn } from './euRates.ts';
import type { VatIdReading } from './vatId.ts';
import type { Destination } from './whereTo.ts';

/** Everything the rules of one kind of supply look at. */
export interface TaxCase {
  order: Order;
  settings: AccountingSettings;
  day: Day;
  nature: Nature;
  destination: Destination;
  /** The amounts that tell how it was taxed. */
  readings: TaxReading[];
  taxation: Taxation;
  buyerId: VatIdReading | null;
  vatCheck: VatCheck | null;
}

export type Taxation =
  | { kind: 'taxed'; rates: Rate[] }
  | { kind: 'untaxed' }
  /** Nothing that could tell: only amounts of zero or of a few cents. */
  | { kind: 'silent' };

export interface Ruling {
  kind: 'rule';
  rule: TaxRule;
  /** Why, as a code for the evidence. */
  reason: TaxReason;
  /** The rates the rule allows here on that day; null = no tax at all. */
  rates: Rate[] | null;
}

export type Verdict = Ruling | { kind: 'check_vat'; vatId: string } | { kind: 'problem'; problem: Problem };

export const rule = (taxRule: TaxRule, reason: TaxReason, rates: Rate[] | null = null): Ruling => ({
  kind: 'rule',
  rule: taxRule,
  reason,
  rates,
});

export const refuse = (reason: Problem): Verdict => ({ kind: 'problem', problem: reason });

/** How a group of amounts was taxed. Some with and some without tax is a problem: one document, one rule. */
export function taxationOf(readings: TaxReading[], country: string): Taxation | Problem {
  const rates = new Set<Rate>();
  let untaxed = false;
  for (const { reading } of readings) {
    if (reading.kind === 'taxed') rates.add(reading.rate);
    if (reading.kind === 'untaxed') untaxed = true;
  }
  if (rates.size === 0) return { kind: untaxed ? 'untaxed' : 'silent' };
  return untaxed ? partlyTaxed(readings, country) : { kind: 'taxed', rates: [...rates] };
}

/** Taxed and untaxed amounts in one document that allows only one of them. */
export const partlyTaxed = (readings: TaxReading[], country: string): Problem =>
  problem('tax.partly_taxed', {
    country,
    taxedCents: grossOf(readings, 'taxed'),
    untaxedCents: add(grossOf(readings, 'untaxed'), grossOf(readings, 'outside')),
  });

export const grossOf = (readings: TaxReading[], kind: Reading['kind']) =>
  sum(readings.filter(({ reading }) => reading.kind === kind).map(({ amount }) => amount.gross));

export const taxOf = (readings: TaxReading[]) =>
  sum(readings.map(({ reading }) => (reading.kind === 'taxed' ? reading.tax : ZERO)));

export const germanRates = ({ day }: Pick<TaxCase, 'day'>): Rate[] => ratesOn('DE', day);

/** The rates at the destination; none outside the EU. */
export const localRates = ({ destination, day }: TaxCase): Rate[] => ratesOn(destination.place.area, day);

export const charges = ({ taxation }: TaxCase, allowed: Rate[]): boolean =>
  taxation.kind !== 'taxed' || taxation.rates.every((each) => allowed.includes(each));

/** Whether the shop reports through the One Stop Shop on the day of the order (§ 18j UStG). */
export const usesOss = ({ settings, day }: Pick<TaxCase, 'settings' | 'day'>): boolean =>
  settings.ossFrom !== null && settings.ossFrom <= day;

/** Names the charged rate that was not in force at a place on the day. */
export function rateNotInForce(taxCase: TaxCase, allowed: Rate[], country: string): Verdict {
  const charged = taxCase.taxation.kind === 'taxed' ? taxCase.taxation.rates : [];
  return refuse(
    problem('tax.rate_not_in_force', {
      country,
      rate: charged.find((each) => !allowed.includes(each)) ?? rate(0),
      allowedRates: allowed.join(',') || 'none',
      day: taxCase.day,
    }),
  );
}

export type BusinessAnswer = 'business' | 'consumer' | { kind: 'check_vat'; vatId: string };

/** Whether the buyer is a business by a confirmed VAT id. Without an EU id of right form: a consumer (§ 3a.2 (9) UStAE). */
export function businessBuyer({ buyerId, vatCheck }: TaxCase): BusinessAnswer {
  if (buyerId?.kind !== 'well_formed') return 'consumer';
  if (vatCheck?.vatId !== buyerId.id) return { kind: 'check_vat', vatId: buyerId.id };
  return vatCheck.valid ? 'business' : 'consumer';
}
