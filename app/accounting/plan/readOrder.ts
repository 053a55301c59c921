import type { Control, PlanInput } from '../documents.ts';
import { isProblem, problem, type Problem } from '../problem.ts';
import { buyerLanguage } from '../texts/language.ts';
import { checkLedger, checkTotals, withoutRemovedShipping } from './checkControls.ts';
import type { Context } from './context.ts';
import { taxOf } from './item.ts';
import { readHistory } from './readHistory.ts';
import { readItems } from './readItems.ts';
import type { Money } from './readMoney.ts';

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
  const history = readHistory(order, items, language);
  if (isProblem(history)) return history;
  const context = { input: { ...input, order }, language, items, history, money };
  return { context, controls: [totals, ledger] };
}
