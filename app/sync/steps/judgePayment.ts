import { cents, type Cents } from '../../accounting/money.ts';
import type { DocumentState, DocumentStatus } from '../../sevdesk/client.ts';

export interface Payment {
  gross: Cents;
  /** What the bookings before this one add up to. */
  before: Cents;
  amount: Cents;
  /** True when this booking was sent before and its answer is not known. */
  requested: boolean;
}

export type PaymentStep =
  /** `full`: it settles what is still open. */
  | { kind: 'book'; full: boolean }
  /** This booking stands already; `elsewhere`: not by us, but by hand or by sevdesk's auto-mapping. */
  | { kind: 'stands'; elsewhere: boolean }
  /** Paid in full by somebody else: nothing is left to book. */
  | { kind: 'settled' }
  /** Shown as paid without any money: cancelled in sevdesk. */
  | { kind: 'cancelled' }
  | { kind: 'differs'; expected: Cents; found: Cents }
  /** Partly paid, and sevdesk does not say how much. */
  | { kind: 'unknown' };

/** What to do about one booking, given how the document stands in sevdesk now. Booking is not idempotent there. */
export function judgePayment(payment: Payment, seen: DocumentState): PaymentStep {
  const { gross, before, amount, requested } = payment;
  const after = cents(before + amount);
  if (isCancelled(seen)) return { kind: 'cancelled' };
  const paid = paidOf(seen);
  if (paid === null) {
    // Credit notes do not say what was paid. Partly paid is as expected between two of our own bookings.
    if (requested)
      return before === 0 && after < gross ? { kind: 'stands', elsewhere: false } : { kind: 'unknown' };
    return before > 0 ? { kind: 'book', full: after >= gross } : { kind: 'unknown' };
  }
  if (paid === before) return { kind: 'book', full: after >= gross };
  if (paid === after) return { kind: 'stands', elsewhere: !requested };
  if (paid >= gross) return { kind: 'settled' };
  return { kind: 'differs', expected: before, found: paid };
}

/** Paid without money: sevdesk shows the cancelled invoice and its cancellation so. */
export const isCancelled = (seen: DocumentState): boolean =>
  seen.kind === 'invoice' && seen.status === 'paid' && seen.paid === 0 && seen.gross !== 0;

/**
 * What is paid on a document, null when sevdesk does not tell. Where more was booked than it costs, `paidAmount` is cut off
 * at the sum and `sumGrossAccounting` says how much (sevdesk-rs, fixture voucher_list).
 */
export function paidOf(seen: DocumentState): Cents | null {
  if (seen.status === 'paid') return cents(Math.max(seen.gross, seen.paid ?? 0, seen.accounted ?? 0));
  if (seen.status !== 'partly_paid') return cents(0);
  return seen.kind === 'invoice' ? seen.paid : null;
}

/** Whether the booking's own answer proves it. Partial bookings and credit notes are read again. */
export const answerProves = (kind: DocumentState['kind'], full: boolean, toStatus: DocumentStatus): boolean =>
  kind === 'invoice' && full && toStatus === 'paid';

/** Whether the document, read after the booking, shows it. A credit note settled in full must show that it is paid. */
export function showsBooking(payment: Payment, seen: DocumentState): boolean {
  const after = payment.before + payment.amount;
  if (after >= payment.gross) return seen.status === 'paid' && !isCancelled(seen);
  const paid = paidOf(seen);
  return paid === null ? seen.status === 'partly_paid' : paid === after;
}
