import { taxInGross, type Cents, type Rate } from '../money.ts';
import { problem, type Problem } from '../problem.ts';
import type { TaxedAmount } from './contract.ts';

/** What Shopify's tax on one amount says. */
export type Reading =
  /** Amount of zero: holds no tax, takes no part in the decision. */
  | { kind: 'empty'; rate: Rate | null }
  /** Multi-purpose voucher: no turnover until it is used (§ 3 (15) UStG). */
  | { kind: 'gift_card' }
  /** Sold at 0 % in Germany, as the merchant's settings allow (§ 12 (3) UStG, photovoltaics). */
  | { kind: 'zero_rated' }
  /** No part of the price: cash rounding without tax, and tips passed on to the staff. */
  | { kind: 'outside' }
  | { kind: 'taxed'; rate: Rate; tax: Cents }
  /** So small that the tax of its rate rounds to nothing: fits a taxed order as well as an untaxed one. */
  | { kind: 'tiny'; rate: Rate }
  /** No tax was charged. `rate` may stand beside it all the same: Shopify names the rate it exempted from. */
  | { kind: 'untaxed'; rate: Rate | null };

export interface TaxReading {
  amount: TaxedAmount;
  reading: Reading;
}

export type AmountsReading = { kind: 'read'; readings: TaxReading[] } | { kind: 'problem'; problem: Problem };

/** Reads Shopify's tax line by line. `staffTips`: untaxed tips are passed on and are nobody's turnover here. */
export function readAmounts(amounts: TaxedAmount[], staffTips: boolean): AmountsReading {
  const readings: TaxReading[] = [];
  for (const amount of amounts) {
    const reading = readAmount(amount, staffTips);
    if ('code' in reading) return { kind: 'problem', problem: reading };
    readings.push({ amount, reading });
  }
  return { kind: 'read', readings };
}

function readAmount(amount: TaxedAmount, staffTips: boolean): Reading | Problem {
  // A rate beside an amount of zero is a mark (reverse charge, exemption), not a tax.
  const charged = amount.taxes.filter((tax) => tax.amount !== 0);
  const named = amount.taxes.find((tax) => tax.rate !== null)?.rate ?? null;
  if (charged.length === 0) return readUntaxed(amount, named, staffTips);
  const grossCents = amount.gross;
  const taxCents = charged.reduce((total, tax) => total + tax.amount, 0) as Cents;
  if (amount.channelLiable) return problem('tax.marketplace', { grossCents, taxCents });
  if (amount.isGiftCard) return problem('tax.gift_card_taxed', { grossCents, taxCents });
  const [rate, ...others] = new Set(charged.map((tax) => tax.rate));
  if (others.length > 0)
    return problem('tax.several_rates', { grossCents, taxCents, count: others.length + 1 });
  if (!rate) return problem('tax.rate_unreadable', { grossCents, taxCents });
  if (!agrees(amount.gross, rate, taxCents)) {
    return problem('tax.amount_differs', {
      grossCents,
      taxCents,
      rate,
      expectedCents: taxInGross(grossCents, rate),
    });
  }
  return { kind: 'taxed', rate, tax: taxCents };
}

function readUntaxed(
  { gross, kind, isGiftCard }: TaxedAmount,
  rate: Rate | null,
  staffTips: boolean,
): Reading {
  if (gross === 0) return { kind: 'empty', rate };
  if (isGiftCard) return { kind: 'gift_card' };
  if (kind === 'rounding' || (kind === 'tip' && staffTips)) return { kind: 'outside' };
  if (rate && taxInGross(gross, rate) === 0) return { kind: 'tiny', rate };
  return { kind: 'untaxed', rate };
}

/** Whether a tax is that of its rate, within half a cent: more than rounding can explain means another rate. */
function agrees(gross: Cents, rate: Rate, tax: Cents): boolean {
  const base = 10_000n + BigInt(rate);
  const twice = 2n * (BigInt(tax) * base - BigInt(gross) * BigInt(rate));
  return twice <= base && -twice <= base;
}
