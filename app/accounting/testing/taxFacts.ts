import type { TaxFacts } from '../documents.ts';
import { ZERO } from '../money.ts';

/** What a plain German sale rests its tax on. */
export const someTaxFacts = (changes: Partial<TaxFacts> = {}): TaxFacts => ({
  day: '2026-11-24',
  country: 'DE',
  special: null,
  destinationFrom: 'shipping_address',
  rateArea: 'DE',
  ratesRead: '2026-11-01',
  rates: '1900',
  taxCents: ZERO,
  giftCardCents: ZERO,
  zeroRatedCents: ZERO,
  outsideCents: ZERO,
  regime: 'regular',
  ossFrom: null,
  taxExempt: false,
  estimatedTaxes: false,
  vatId: null,
  vatIdForm: null,
  vatIdValid: null,
  vatIdCheckedAt: null,
  vatIdReference: null,
  ...changes,
});
