import type { Control, PlanInput } from '../documents.ts';
import { add, subtract } from '../money.ts';
import { isProblem, problem, type Problem } from '../problem.ts';
import { buyerLanguage } from '../texts/language.ts';
import { checkLedger, checkTotals, withoutRemovedShipping } from './checkControls.ts';
import type { Context } from './context.ts';
import { taxOf } from './item.ts';
import { readHistory } from './readHistory.ts';
import { readItems } from './readItems.ts';
import { exchangeOf, refundsAtOrderRate } from './exchange.ts';
import { interpretRefunds } from './interpretRefunds.ts';
import { amountOf, type Money } from './movement.ts';

export interface Reading {
  context: Context;
  controls: Control[];
}

/** Reads an order and puts it through both controls; nothing is planned from figures that do not agree. */
export function readOrder(input: PlanInput, money: Money): Reading | Problem {
  const { settings } = input;
  const language = buyerLanguage(input.order, settings);
  const readAll = (order: PlanInput['order']) => readItems({ order, language, showSku: settings.showSku });
  let { order } = input;
  let items = readAll(order);
  let totals = checkTotals(order, items);
  if (isProblem(totals) && order.shippingLines.some((line) => line.isRemoved)) {
    order = withoutRemovedShipping(order);
    items = readAll(order);
    totals = checkTotals(order, items);
  }
  if (isProblem(totals)) return totals;
  const ledger = checkLedger(order);
  if (isProblem(ledger)) return ledger;
  const card = items.find((item) => item.isGiftCard);
  if (card && settings.giftCards === 'park')
    return problem('order.gift_card_sold', { amountCents: card.gross });
  const taxed = items.find((item) => item.isGiftCard && taxOf(item) !== 0);
  if (taxed) return problem('tax.gift_card_taxed', { grossCents: taxed.gross, taxCents: taxOf(taxed) });
  const read = readHistory(order, items, language);
  if (isProblem(read)) return read;
  const paid = refundsAtOrderRate(read, money, order);
  const history = interpretRefunds(paid.history, paid.money, order, input.decisions);
  const context = { input: { ...input, order }, language, items, history, money: paid.money };
  return { context, controls: [totals, ledger, ...exchangeControl(paid.money)] };
}

/** What the exchange rates gained or lost: shown, and booked nowhere as turnover. */
function exchangeControl(money: Money): Control[] {
  const difference = exchangeOf(money);
  const expected = subtract(
    amountOf(money.received),
    ...[...money.returned.values()].flat().map(({ amount }) => amount),
  );
  return difference === 0 ? [] : [{ name: 'exchange', expected, found: add(expected, difference) }];
}
