import { negate, toDecimal } from '../accounting/money.ts';
import type { BookingOrder, LedgerKind } from './client.ts';
import { toBerlinNoon } from './dates.ts';
import { objectRef } from './documentBody.ts';

/**
 * FULL_PAYMENT settles what is open, N pays a part. No feed entry: with one, sevdesk was seen to match an equal bank
 * transaction by itself and then refuse the booking.
 */
export const bookingBody = (
  kind: LedgerKind,
  { amount, day, full, checkAccountId, entryId = null }: BookingOrder,
) => ({
  // Against an entry the sign is the entry's (sevdesk-rs): money for a credit note went out.
  amount: toDecimal(entryId !== null && kind === 'credit_note' ? negate(amount) : amount),
  date: toBerlinNoon(day),
  type: full ? 'FULL_PAYMENT' : 'N',
  checkAccount: objectRef(checkAccountId, 'CheckAccount'),
  ...(entryId === null ? {} : { checkAccountTransaction: objectRef(entryId, 'CheckAccountTransaction') }),
  createFeed: false,
});
