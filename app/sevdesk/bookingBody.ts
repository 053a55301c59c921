import { toDecimal } from '../accounting/money.ts';
import type { BookingOrder } from './client.ts';
import { toBerlinNoon } from './dates.ts';
import { objectRef } from './documentBody.ts';

/**
 * FULL_PAYMENT settles what is open, N pays a part. No feed entry: with one, sevdesk was seen to match an equal bank
 * transaction by itself and then refuse the booking.
 */
export const bookingBody = ({ amount, day, full, checkAccountId }: BookingOrder) => ({
  amount: toDecimal(amount),
  date: toBerlinNoon(day),
  type: full ? 'FULL_PAYMENT' : 'N',
  checkAccount: objectRef(checkAccountId, 'CheckAccount'),
  createFeed: false,
});
