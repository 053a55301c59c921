import type { Plan } from '../documents.ts';
import { add, negate, subtract, sum, type Cents } from '../money.ts';
import { problem } from '../problem.ts';
import type { Context } from './context.ts';
import { amountOf } from './readMoney.ts';
import type { Settled, Settlement } from './settle.ts';

/** Whether the money adds up, and what is still to come when it does not. */
export function judgeSettlement(
  { input, money }: Context,
  settlement: Settlement,
  owing: Cents,
): Plan['verdict'] {
  const { unmapped, surplus, giftCardsOpen, invoices, credits } = settlement;
  const receivedCents = amountOf(money.received);
  if (unmapped !== null)
    return { kind: 'park', problem: problem('payment.gateway_unmapped', { gateway: unmapped }) };
  if (money.pending.size > 0) return { kind: 'wait', problem: problem('wait.refund_pending') };
  // Money back that is a part of what the buyer is owed is explained; the rest of it is still to come.
  if (surplus < 0 && owing === 0) {
    return { kind: 'park', problem: problem('payment.refund_unexplained', { amountCents: negate(surplus) }) };
  }
  if (surplus > 0) {
    return { kind: 'park', problem: problem('payment.overpaid', { receivedCents, overpaidCents: surplus }) };
  }
  const openCents = subtract(add(openOf(invoices), giftCardsOpen), openOf(credits), owing);
  if (openCents > 0) {
    const unpaid = problem('wait.payment');
    const partly = problem('payment.partly_paid', {
      receivedCents,
      openCents,
      totalCents: input.order.totals.total,
    });
    return { kind: 'wait', problem: receivedCents === 0 ? unpaid : partly };
  }
  if (openCents < 0) {
    return { kind: 'wait', problem: problem('payment.refund_owed', { amountCents: negate(openCents) }) };
  }
  return { kind: 'book' };
}

const openOf = (documents: Settled[]): Cents => sum(documents.map((document) => document.open));
