import type { TaxEvidence } from '../documents.ts';
import type { Rate } from '../money.ts';
import { RATES_READ } from './euRates.ts';
import type { TaxReading } from './readAmounts.ts';
import { grossOf, taxOf, type Ruling, type TaxCase } from './taxCase.ts';

/** Everything the decision rests on, so that an adviser can follow it years later. */
export function taxEvidence(
  ruling: Ruling,
  taxCase: TaxCase,
  readings: TaxReading[],
  rates: Rate[],
): TaxEvidence {
  const { order, settings, day, destination, buyerId, vatCheck } = taxCase;
  const { country, area, special } = destination.place;
  const checked = buyerId !== null && vatCheck?.vatId === buyerId.id ? vatCheck : null;
  return {
    rule: ruling.rule,
    reason: ruling.reason,
    facts: {
      day,
      country,
      special,
      destinationFrom: destination.from,
      rateArea: ruling.rates === null ? null : ruling.rule === 1 ? 'DE' : area,
      ratesRead: ruling.rates === null ? null : RATES_READ,
      rates: [...new Set(rates)].join(','),
      taxCents: taxOf(readings),
      giftCardCents: grossOf(readings, 'gift_card'),
      zeroRatedCents: grossOf(readings, 'zero_rated'),
      outsideCents: grossOf(readings, 'outside'),
      regime: settings.regime,
      ossFrom: settings.ossFrom,
      taxExempt: order.taxExempt || order.buyer.taxExempt,
      estimatedTaxes: order.estimatedTaxes,
      vatId: buyerId?.id ?? null,
      vatIdForm: buyerId?.kind ?? null,
      vatIdValid: checked?.valid ?? null,
      vatIdCheckedAt: checked?.checkedAt ?? null,
      vatIdReference: checked?.reference ?? null,
    },
  };
}
