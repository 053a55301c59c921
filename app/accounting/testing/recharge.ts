import { add, cents, subtract, sum, ZERO, type Cents } from '../money.ts';
import type { Instant, Order, OrderLine, Sale } from '../order.ts';
import {
  buildFee,
  buildLine,
  buildShipping,
  taxLines,
  type FeeSpec,
  type LineSpec,
  type Numbering,
  type ShippingSpec,
} from './buildParts.ts';
import { chargeSale } from './sales.ts';

export interface EditSpec {
  add?: LineSpec[];
  addShipping?: ShippingSpec;
  addFee?: FeeSpec;
  /** Pieces more (or, negative, fewer) of a line. */
  pieces?: { line: number; by: number }[];
  /** A new discount on a line, as the shop's prices are. */
  discount?: { line: number; by: number }[];
  at?: Instant;
  /** Some removals show as a refund without money as well. */
  withRefund?: boolean;
}

/** New lines, shipping and fees, more pieces, new discounts, with their ledger entries. */
export function recharge(order: Order, spec: EditSpec, number: Numbering): { order: Order; sales: Sale[] } {
  const { taxesIncluded } = order;
  const sales: Sale[] = [];
  const lines = order.lines.map((line, index) => {
    const more = (spec.pieces ?? []).find((piece) => piece.line === index && piece.by > 0)?.by ?? 0;
    const off = (spec.discount ?? []).find((discount) => discount.line === index)?.by ?? 0;
    if (more === 0 && off === 0) return line;
    const now = reprice(line, more, off, taxesIncluded);
    sales.push(...differenceSales(line, now, more, off, taxesIncluded, number));
    return now;
  });
  const added = (spec.add ?? []).map((line) => buildLine(line, ZERO, taxesIncluded, number));
  for (const line of added) {
    const kind = line.isGiftCard ? ('gift_card' as const) : ('product' as const);
    const price = subtract(line.originalTotal, line.discount);
    sales.push(chargeSale({ ...line, kind, lineGid: line.gid, price }, taxesIncluded, number));
  }
  const shipping = spec.addShipping ? [buildShipping(spec.addShipping, taxesIncluded, number)] : [];
  for (const { gid, discountedPrice, taxLines: taxes } of shipping) {
    const charge = { kind: 'shipping' as const, shippingGid: gid, price: discountedPrice, taxLines: taxes };
    sales.push(chargeSale(charge, taxesIncluded, number));
  }
  const fees = spec.addFee ? [buildFee(spec.addFee, taxesIncluded, number)] : [];
  for (const fee of fees) sales.push(chargeSale({ kind: 'additional_fee', ...fee }, taxesIncluded, number));
  const shippingLines = [...order.shippingLines, ...shipping];
  const additionalFees = [...order.additionalFees, ...fees];
  return { order: { ...order, lines: [...lines, ...added], shippingLines, additionalFees }, sales };
}

function reprice(line: OrderLine, more: number, off: number, taxesIncluded: boolean): OrderLine {
  const originalTotal = add(line.originalTotal, cents(line.unitPrice * more));
  const discount = add(line.discount, cents(off));
  const price = (total: Cents, off: Cents) => subtract(total, off);
  const taxed = line.taxLines.map((tax) => {
    const [before] = taxLines(price(line.originalTotal, line.discount), tax.rate, taxesIncluded);
    const exempt = tax.amount === 0 && before!.amount !== 0;
    return taxLines(price(originalTotal, discount), tax.rate, taxesIncluded, exempt)[0]!;
  });
  const quantity = line.quantity + more;
  return {
    ...line,
    quantity,
    currentQuantity: line.currentQuantity + more,
    originalTotal,
    discount,
    taxLines: taxed,
  };
}

function differenceSales(
  before: OrderLine,
  now: OrderLine,
  more: number,
  off: number,
  taxesIncluded: boolean,
  number: Numbering,
): Sale[] {
  const taxOf = (line: OrderLine) => sum(line.taxLines.map(({ amount }) => amount));
  const price = cents(before.unitPrice * more - off);
  const tax = subtract(taxOf(now), taxOf(before));
  const sale: Sale = {
    gid: number('Sale'),
    kind: 'product',
    action: more > 0 ? 'order' : 'update',
    quantity: more > 0 ? more : null,
    lineGid: before.gid,
    shippingGid: null,
    dutyGid: null,
    total: cents(price + (taxesIncluded ? 0 : tax)),
    tax,
    taxes: tax === 0 ? [] : [{ rate: now.taxLines[0]?.rate ?? null, amount: tax }],
  };
  return [sale];
}
