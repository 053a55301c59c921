import { add, subtract, sum, ZERO, type Cents } from '../money.ts';
import type { Order, OrderLine, ShippingLine, TaxLine } from '../order.ts';
import { taxOf, type Item, type ItemTax } from './item.ts';
import { LABELS, nameOr, type Language } from './labels.ts';
import { splitByRate } from './splitByRate.ts';

export interface ItemsInput {
  order: Order;
  language: Language;
  showSku: boolean;
}

/**
 * Everything an order charges, as ordered and edited: units refunded or removed later are still in it, as they are in
 * Shopify's total. Gross amounts: where prices exclude tax, Shopify's tax is added, never one of our own.
 */
export function readItems(input: ItemsInput): Item[] {
  const { order } = input;
  return [
    ...order.lines.flatMap((line) => [readLine(input, line), ...readDuties(input, line)]),
    ...order.shippingLines.map((line) => readShipping(input, line)),
    ...order.additionalFees.map((fee) => charge(input, 'fee', fee.gid, fee.name, fee.price, fee.taxLines)),
    ...readTip(input),
  ].flatMap(splitByRate);
}

function readLine({ order, language, showSku }: ItemsInput, line: OrderLine): Item {
  const taxes = readTaxes(line.taxLines);
  const price = subtract(line.originalTotal, line.discount);
  return {
    kind: line.isTip ? 'tip' : 'line',
    gid: line.gid,
    name: nameOr(line.name, LABELS[language][line.isTip ? 'tip' : 'line']),
    text: showSku && line.sku ? `${LABELS[language].sku}: ${line.sku}` : null,
    quantity: line.quantity,
    gross: withTax(order, price, taxes),
    taxes,
    requiresShipping: line.requiresShipping,
    isGiftCard: line.isGiftCard,
  };
}

/** Duties stand beside the prices, unless the prices already hold them. */
function readDuties(input: ItemsInput, line: OrderLine): Item[] {
  if (input.order.dutiesIncluded) return [];
  return line.duties.map((duty) => charge(input, 'duty', duty.gid, null, duty.price, duty.taxLines));
}

const readShipping = (input: ItemsInput, line: ShippingLine): Item =>
  charge(input, 'shipping', line.gid, line.title, line.discountedPrice, line.taxLines);

/** A tip is a line of its own, or only a total, or both: it is never charged twice. */
function readTip(input: ItemsInput): Item[] {
  const { order } = input;
  const lines = order.lines.filter((line) => line.isTip);
  const inLines = sum(lines.map((line) => subtract(line.originalTotal, line.discount)));
  const rest = subtract(order.totals.tip, inLines);
  return rest > 0 ? [charge(input, 'tip', null, null, rest, [])] : [];
}

function charge(
  { order, language }: ItemsInput,
  kind: Item['kind'],
  gid: string | null,
  name: string | null,
  price: Cents,
  taxLines: TaxLine[],
): Item {
  const taxes = readTaxes(taxLines);
  return {
    kind,
    gid,
    name: nameOr(name, LABELS[language][kind]),
    text: null,
    quantity: 1,
    gross: withTax(order, price, taxes),
    taxes,
    // Only asked of lines.
    requiresShipping: false,
    isGiftCard: false,
  };
}

const readTaxes = (lines: TaxLine[]): ItemTax[] =>
  lines.map(({ rate, amount, channelLiable }) => ({ rate, amount, channelLiable }));

const withTax = (order: Order, price: Cents, taxes: ItemTax[]): Cents =>
  add(price, order.taxesIncluded ? ZERO : taxOf({ taxes }));
