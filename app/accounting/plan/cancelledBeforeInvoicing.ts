import type { Plan, PlanInput } from '../documents.ts';
import { add } from '../money.ts';
import { problem } from '../problem.ts';
import type { Context, Drafted } from './context.ts';
import { isForeign } from './exchange.ts';
import { amountOf, type Money } from './movement.ts';

/**
 * An order that ended before it was invoiced: cancelled or voided without money, or cancelled with all money back. No
 * supply took place, so there is nothing to invoice. Null when there is.
 */
export function cancelledBeforeInvoicing({ order, booked }: PlanInput, money: Money): Plan['verdict'] | null {
  if (booked.some((document) => document.fixed)) return null;
  const received = amountOf(money.received);
  if (order.cancelledAt === null) {
    const voided = order.financialStatus === 'voided' && received === 0;
    return voided ? { kind: 'skip', problem: problem('skip.voided') } : null;
  }
  if (received === 0) return { kind: 'skip', problem: problem('skip.cancelled_unpaid') };
  if (money.pending.size > 0) return { kind: 'wait', problem: problem('wait.refund_pending') };
  const returned = add(amountOf(money.unexplained), ...[...money.returned.values()].map(amountOf));
  // In another currency than the shop's the same money goes back at another rate.
  const allBack = returned === received || (isForeign(order) && order.financialStatus === 'refunded');
  if (!allBack) return null;
  return { kind: 'skip', problem: problem('order.cancelled_refunded', { amountCents: received }) };
}

/**
 * Whether an invoice in sevdesk is to be taken back as a whole: the order was cancelled, or everything was taken off it,
 * and it was never paid. With money or credit notes on it sevdesk refuses; those ways lead through credit notes.
 */
export function isCancelledUnpaid({ input, money }: Context, invoices: Drafted[]): boolean {
  const { order, booked } = input;
  if (booked.some((document) => document.fixed && document.kind === 'credit_note')) return false;
  const [first, ...others] = invoices;
  if (!first?.fixed || others.some((invoice) => invoice.fixed)) return false;
  const over = order.cancelledAt !== null || order.totals.currentTotal === 0;
  return over && first.plan.gross > 0 && amountOf(money.received) === 0;
}
