import type { OpenQuestion, Plan } from '../documents.ts';
import { add, negate, subtract, sum, type Cents } from '../money.ts';
import { problem } from '../problem.ts';
import type { Context, Settled } from './context.ts';
import { Creditable } from './creditable.ts';
import { questionOf } from './placeCredit.ts';
import { amountOf } from './movement.ts';
import type { Settlement } from './settle.ts';

/** What of the money nobody can tell; nothing else waits for it. */
export function questionMoney(
  { input, money, history }: Context,
  { unexplained, surplus, invoices }: Settlement,
  owing: Cents,
): OpenQuestion[] {
  const choices = new Creditable(invoices.map(({ document }) => document)).choices();
  const isRefund = (gid: string) => history.changes.some((change) => change.gid === gid);
  // Money back that is a part of what the buyer is owed is explained; the rest of it is still to come.
  const questions = (owing === 0 ? unexplained : []).map(({ gid, amount }) => ({
    ...questionOf({ gid }, problem('payment.refund_unexplained', { amountCents: amount }), amount),
    choices: isRefund(gid) ? choices : [],
  }));
  if (surplus === 0 || money.pending.size > 0) return questions;
  const receivedCents = amountOf(money.received);
  const overpaid = problem('payment.overpaid', { receivedCents, overpaidCents: surplus });
  return [...questions, { ...questionOf(input.order, overpaid, surplus), decidable: false }];
}

/** Whether the money adds up, and what is still to come when it does not. */
export function judgeSettlement(
  { input, money }: Context,
  settlement: Settlement,
  { owing, questions }: { owing: Cents; questions: OpenQuestion[] },
): Plan['verdict'] {
  const { unmapped, giftCardsOpen, invoices, credits } = settlement;
  const receivedCents = amountOf(money.received);
  if (unmapped !== null)
    return { kind: 'park', problem: problem('payment.gateway_unmapped', { gateway: unmapped }) };
  const [question] = questions;
  if (question) return { kind: 'park', problem: question.problem };
  if (money.pending.size > 0) return { kind: 'wait', problem: problem('wait.refund_pending') };
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
