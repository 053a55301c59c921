import { subtract } from '../money.ts';
import type { Change } from './change.ts';
import type { Context } from './context.ts';
import { giftCardsOf, grossOf } from './item.ts';
import { isPaidLater } from './isPaidLater.ts';
import { amountOf } from './movement.ts';

/**
 * What was known of an order when its first invoice could be written: at the first moment at which all that was charged by
 * then was paid. What came later has documents of its own, also where the order is seen for the first time long after: so
 * documents do not depend on when an order is looked at, and what is paid does not wait for what was added. An order that
 * was never paid in full, or whose invoice comes before the money, is taken as it stands. `chooseFolded`: the removals that
 * an invoice written at such a moment leaves out.
 */
export function untilPaid(context: Context, chooseFolded: (seen: Context) => Change[]): Context {
  const { input, history, money } = context;
  if (history.changes.length === 0 || isPaidLater(input.order, input.settings)) return context;
  const moments = [
    Date.parse(input.order.processedAt),
    ...money.received.map(({ at }) => at),
    ...history.changes.map(({ happenedAt }) => Date.parse(happenedAt)),
  ].toSorted((a, b) => a - b);
  const paid = moments.map((at) => until(context, at)).find((seen) => isInvoiced(seen, chooseFolded(seen)));
  return paid && paid.history.changes.length < history.changes.length ? paid : context;
}

const until = (context: Context, moment: number): Context => ({
  ...context,
  history: {
    ...context.history,
    changes: context.history.changes.filter(({ happenedAt }) => Date.parse(happenedAt) <= moment),
  },
  money: {
    ...context.money,
    received: context.money.received.filter(({ at }) => at <= moment),
    unexplained: context.money.unexplained.filter(({ at }) => at <= moment),
  },
});

/** Whether there is something to invoice, and all of it is paid. */
function isInvoiced({ history, money, input }: Context, folded: Change[]): boolean {
  const charged = [history.placed.items, ...history.changes.map(({ added }) => added)].flat();
  const left = folded.flatMap(({ removed }) => removed);
  const turnover = subtract(
    grossOf(charged),
    giftCardsOf(charged),
    subtract(grossOf(left), giftCardsOf(left)),
  );
  const due = subtract(grossOf(charged), grossOf(left));
  return amountOf(money.received) >= due && (turnover > 0 || !input.settings.skip.zeroTotals);
}
