import type { Plan, PlanInput } from '../documents.ts';
import type { Order } from '../order.ts';
import { demand } from './demand.ts';

/** Nothing ends without a reason, and every reason is true. */
export function checkVerdict(input: PlanInput, plan: Plan): void {
  const { order } = input;
  const { verdict } = plan;
  if (verdict.kind === 'book') {
    demand(plan.documents.length > 0, 'booked without a document');
    const isCancelled = plan.documents.some(({ kind }) => kind === 'cancellation');
    demand(isCancelled || order.totals.outstanding <= 0, 'booked although money is outstanding', {
      outstanding: order.totals.outstanding,
    });
    return;
  }
  const { code } = verdict.problem;
  const reason = REASONS[code];
  demand(reason !== undefined, 'a reason that has no place here', { code, facts: verdict.problem.facts });
  demand(reason!(order, input), 'the reason is not true', { code, facts: verdict.problem.facts });
  const fixed = input.booked.filter((one) => one.fixed).length;
  const mayWrite = verdict.kind === 'wait' || plan.questions.length > 0;
  demand(mayWrite || plan.documents.length === fixed, 'new documents although it is parked or skipped', {
    code,
  });
  for (const { problem, sourceGid } of plan.questions) {
    const why = REASONS[problem.code];
    demand(why !== undefined && why(order, input), 'a question that is not true', { ...problem, sourceGid });
  }
}

const isPending = (order: Order) =>
  order.refunds.some((one) => one.transactions.some(({ status }) => status === 'pending'));
const hasAdjustments = (order: Order) => order.refunds.some((one) => one.adjustments.length > 0);
const severalRates = (order: Order) =>
  new Set(
    [...order.lines, ...order.shippingLines, ...order.additionalFees].flatMap((one) =>
      one.taxLines.map(({ rate }) => rate),
    ),
  ).size > 1;
const hasTip = (order: Order) => order.totals.tip > 0;
const hasGiftCard = (order: Order) => order.lines.some((line) => line.isGiftCard);

const REASONS: Record<string, (order: Order, input: PlanInput) => boolean> = {
  'wait.payment': (order) => order.totals.outstanding > 0 && order.totals.received === 0,
  'payment.partly_paid': (order) => order.totals.received > 0 && order.totals.outstanding > 0,
  'payment.refund_owed': (order) => order.totals.outstanding < 0,
  'payment.overpaid': (order) => order.totals.outstanding < 0,
  'payment.refund_unexplained': (order) => order.totals.outstanding > 0,
  'payment.gift_card_split': (order) =>
    hasGiftCard(order) && new Set(order.transactions.map(({ gateway }) => gateway)).size > 1,
  'order.after_cancellation': (order) => order.totals.received > 0 || order.totals.currentTotal > 0,
  'wait.refund_pending': isPending,
  'wait.draft': (_, { settings }) => !settings.finalise,
  'order.refund_rate_unknown': (order) =>
    hasAdjustments(order) && (severalRates(order) || hasTip(order) || hasGiftCard(order)),
  'order.refund_exceeds_invoice': (order) => hasAdjustments(order),
  'order.cancelled_refunded': (order) =>
    order.cancelledAt !== null && order.totals.received === order.totals.refunded,
  'order.cancelled_draft': (order, { settings }) => !settings.finalise && order.totals.received === 0,
  'skip.zero_total': ({ totals }) => totals.currentTotal <= 0 && totals.received <= totals.refunded,
  'skip.gift_card_only': hasGiftCard,
  'skip.cancelled_unpaid': (order) => order.cancelledAt !== null && order.totals.received === 0,
  'skip.voided': (order) => order.financialStatus === 'voided',
};
