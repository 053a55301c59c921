import type { TaxRule } from '../documents.ts';
import { taxInGross, type Rate } from '../money.ts';
import { problem, type Problem } from '../problem.ts';
import type { TaxReading } from './readAmounts.ts';
import { grossOf, partlyTaxed, type Ruling, type TaxCase } from './taxCase.ts';

const NO_TAX = 0 as Rate;
/** sevdesk accepts only these rates under rule 1 (facts: sevdesk API § 2). */
const RULE_1_RATES: readonly Rate[] = [0, 700, 1900] as Rate[];

/**
 * The rate of every amount under the rule, in their order. The rule was found by what is sold; here shipping, tips,
 * fees and free items must agree with it too, or the document cannot be written.
 */
export function settleRates(readings: TaxReading[], ruling: Ruling, taxCase: TaxCase): Rate[] | Problem {
  if (ruling.rates === null) return settleWithoutTax(readings, ruling.rule, taxCase);
  const allowed = ruling.rates;
  const main = mainRate(readings, allowed);
  const rates: Rate[] = [];
  for (const reading of readings) {
    const settled = settle(reading, allowed, main, ruling.rule, taxCase, readings);
    if (typeof settled === 'object') return settled;
    rates.push(settled);
  }
  const refused = ruling.rule === 1 ? rates.find((rate) => !RULE_1_RATES.includes(rate)) : undefined;
  return refused === undefined ? rates : problem('tax.rate_refused', { rate: refused, day: taxCase.day });
}

function settleWithoutTax(readings: TaxReading[], rule: TaxRule, { destination }: TaxCase): Rate[] | Problem {
  const { country } = destination.place;
  if (readings.some(({ reading }) => reading.kind === 'taxed')) return partlyTaxed(readings, country);
  // A voucher is no turnover; under rule 2, 3, 17 or 21 it would be reported as one.
  if (rule !== 11 && grossOf(readings, 'gift_card') !== 0) return giftCardMixed(readings, country);
  return readings.map(() => NO_TAX);
}

function settle(
  { amount, reading }: TaxReading,
  allowed: Rate[],
  main: Rate,
  rule: TaxRule,
  { day, destination }: TaxCase,
  all: TaxReading[],
): Rate | Problem {
  const { country } = destination.place;
  switch (reading.kind) {
    case 'taxed':
    case 'tiny':
      if (allowed.includes(reading.rate)) return reading.rate;
      return problem('tax.rate_not_in_force', {
        country: rule === 1 ? 'DE' : country,
        rate: reading.rate,
        allowedRates: allowed.join(','),
        day,
      });
    case 'empty':
      return allowed.find((each) => each === reading.rate) ?? main;
    case 'untaxed':
      return amount.kind === 'tip'
        ? problem('tax.tip_untaxed', { amountCents: amount.gross })
        : partlyTaxed(all, country);
    // Only goods that stay in Germany are read so, under the one rule that has a rate of 0 beside others.
    case 'zero_rated':
      return NO_TAX;
    case 'gift_card':
      return rule === 1 ? NO_TAX : giftCardMixed(all, country);
    case 'outside':
      if (rule === 1) return NO_TAX;
      return taxInGross(amount.gross, main) === 0 ? main : partlyTaxed(all, country);
  }
}

const giftCardMixed = (readings: TaxReading[], country: string): Problem =>
  problem('tax.gift_card_mixed', { amountCents: grossOf(readings, 'gift_card'), country });

/** The highest rate that was charged; when nothing was, the standard rate. */
function mainRate(readings: TaxReading[], allowed: Rate[]): Rate {
  const charged = readings.flatMap(({ reading }) => (reading.kind === 'taxed' ? [reading.rate] : []));
  return charged.length > 0 ? (Math.max(...charged) as Rate) : (allowed[0] ?? NO_TAX);
}
