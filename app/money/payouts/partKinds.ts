import type { Cents } from '../../accounting/money.ts';

/** What a payout can be made of. */
export type PartKind =
  | 'charge'
  | 'refund'
  | 'refund_failed'
  | 'dispute'
  | 'dispute_won'
  | 'dispute_fee'
  | 'dispute_fee_back'
  | 'adjustment'
  | 'reserve'
  | 'reserve_released';

/** A payout in short: `gross` less `fees` is the payout. */
export interface PayoutSums {
  byKind: Partial<Record<PartKind, Cents>>;
  gross: Cents;
  fees: Cents;
}
