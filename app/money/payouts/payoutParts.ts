import { add, subtract, sum, ZERO, type Cents } from '../../accounting/money.ts';
import type { PartKind, PayoutSums } from './partKinds.ts';
import type { BalanceTransaction, Payout } from '../../shopify/readPayouts.server.ts';

// What a payout of Shopify Payments is made of, by name. Nothing is believed that does not add up to the cent, and a kind
// that is not known here parks its payout: there is no "miscellaneous".

interface PayoutPart {
  source: BalanceTransaction;
  kind: PartKind;
}

/** Why a payout is not taken apart. Each has words in both languages on the page. */
export type PayoutFault =
  | { fault: 'unknownKind'; type: string }
  | { fault: 'test' }
  | { fault: 'otherCurrency'; currency: string }
  /** Amount less fee is not what Shopify says is left. */
  | { fault: 'partDiffers'; expected: Cents; found: Cents }
  | { fault: 'sumDiffers'; expected: Cents; found: Cents }
  | { fault: 'noParts' };

export type TakenApart =
  { kind: 'whole'; parts: PayoutPart[]; sums: PayoutSums } | { kind: 'parked'; why: PayoutFault };

/** Shopify's words (ShopifyPaymentsTransactionType, Admin API 2026-10) that a German shop's payout is made of. */
const KIND_OF: Record<string, PartKind> = {
  CHARGE: 'charge',
  CHARGE_ADJUSTMENT: 'adjustment',
  REFUND: 'refund',
  REFUND_ADJUSTMENT: 'adjustment',
  REFUND_FAILURE: 'refund_failed',
  DISPUTE_WITHDRAWAL: 'dispute',
  DISPUTE_REVERSAL: 'dispute_won',
  CHARGEBACK_HOLD: 'dispute',
  CHARGEBACK_HOLD_RELEASE: 'dispute_won',
  CHARGEBACK_FEE: 'dispute_fee',
  CHARGEBACK_FEE_REFUND: 'dispute_fee_back',
  ADJUSTMENT: 'adjustment',
  RESERVED_FUNDS: 'reserve',
  RESERVED_FUNDS_WITHDRAWAL: 'reserve',
  RESERVED_FUNDS_REVERSAL: 'reserve_released',
};

/** The payout itself leaves the balance under these words; it is the whole, and no part of it. */
const isTransfer = ({ type }: BalanceTransaction): boolean => /^TRANSFER(_|$)/.test(type);

/** Takes a payout apart. Its parts add up to it to the cent, or it is parked with the reason. */
export function takeApart(
  payout: Pick<Payout, 'net' | 'currency'>,
  transactions: BalanceTransaction[],
): TakenApart {
  const sources = transactions.filter((one) => !isTransfer(one));
  if (sources.length === 0 && payout.net !== ZERO) return parked({ fault: 'noParts' });
  const parts: PayoutPart[] = [];
  for (const source of sources) {
    const kind = Object.hasOwn(KIND_OF, source.type) ? KIND_OF[source.type]! : null;
    if (kind === null) return parked({ fault: 'unknownKind', type: source.type });
    if (source.test) return parked({ fault: 'test' });
    if (source.currency !== payout.currency)
      return parked({ fault: 'otherCurrency', currency: source.currency });
    const expected = subtract(source.amount, source.fee);
    if (expected !== source.net) return parked({ fault: 'partDiffers', expected, found: source.net });
    parts.push({ source, kind });
  }
  const found = sum(parts.map(({ source }) => source.net));
  if (found !== payout.net) return parked({ fault: 'sumDiffers', expected: payout.net, found });
  return { kind: 'whole', parts, sums: sumsOf(parts) };
}

const parked = (why: PayoutFault): TakenApart => ({ kind: 'parked', why });

function sumsOf(parts: PayoutPart[]): PayoutSums {
  const byKind: PayoutSums['byKind'] = {};
  for (const { kind, source } of parts) byKind[kind] = add(byKind[kind] ?? ZERO, source.amount);
  return {
    byKind,
    gross: sum(parts.map(({ source }) => source.amount)),
    fees: sum(parts.map(({ source }) => source.fee)),
  };
}
