import { add, cents, negate, subtract, sum, ZERO, type Cents } from '../money.ts';
import type { Instant, Order, OrderLine, Refund, Sale } from '../order.ts';
import type { Numbering } from './buildParts.ts';
import { returnSale } from './sales.ts';

export interface RefundSpec {
  /** Pieces of lines, by the line's place in the order. */
  lines?: { line: number; quantity: number }[];
  /** Of the first shipping line: an amount with tax, or what is left of it. */
  shipping?: number | 'rest';
  /** All duties of these lines. */
  duties?: number[];
  /** Money that goes back; default: what the above is worth. The difference becomes an adjustment. */
  amount?: number;
  /** `none`: goods only. `pending`: the money is on its way. */
  money?: 'success' | 'pending' | 'failure' | 'none';
  gateway?: string;
  at?: Instant;
}

interface TakenBack {
  parts: Pick<Refund, 'lines' | 'shippingLines' | 'duties'>;
  sales: Sale[];
}

/** What a refund or an edit takes off an order, as parts of a refund and as ledger entries. */
export function takeBack(order: Order, spec: RefundSpec, number: Numbering): TakenBack {
  const lines = (spec.lines ?? []).map(({ line, quantity }) =>
    takePieces(order, order.lines[line]!, quantity, number),
  );
  const shipping = spec.shipping === undefined ? [] : [takeShipping(order, spec.shipping, number)];
  const duties = (spec.duties ?? [])
    .flatMap((line) => order.lines[line]!.duties)
    .map((duty) => {
      const tax = sum(duty.taxLines.map(({ amount }) => amount));
      const gross = order.taxesIncluded ? duty.price : add(duty.price, tax);
      const sale = returnSale(
        { kind: 'duty', dutyGid: duty.gid, rate: duty.taxLines[0]?.rate ?? null, gross, tax },
        number,
      );
      return { part: { originalDutyGid: duty.gid, amount: gross }, sale };
    });
  return {
    parts: {
      lines: lines.map(({ part }) => part),
      shippingLines: shipping.map(({ part }) => part),
      duties: duties.map(({ part }) => part),
    },
    sales: [...lines, ...shipping, ...duties].map(({ sale }) => sale),
  };
}

/** Pieces of a line, divided so that all pieces together are the line: the last ones take the odd cents. */
function takePieces(order: Order, line: OrderLine, quantity: number, number: Numbering) {
  const tax = sum(line.taxLines.map(({ amount }) => amount));
  const price = subtract(line.originalTotal, line.discount);
  const gross = order.taxesIncluded ? price : add(price, tax);
  const gone = order.agreements
    .flatMap((entry) => entry.sales)
    .filter((one) => one.lineGid === line.gid && one.action === 'return');
  const upTo = line.quantity - line.currentQuantity + quantity;
  const part = (whole: Cents, before: Cents) =>
    cents(Math.max(Math.round((whole * upTo) / line.quantity) - before, 0));
  const partGross = part(gross, negate(sum(gone.map(({ total }) => total))));
  const partTax = part(tax, negate(sum(gone.map((one) => one.tax))));
  const kind = line.isGiftCard ? 'gift_card' : line.isTip ? 'tip' : 'product';
  const taxRate = line.taxLines[0]?.rate ?? null;
  return {
    part: {
      gid: number('RefundLineItem'),
      lineGid: line.gid,
      quantity,
      restock: 'return' as const,
      subtotal: order.taxesIncluded ? partGross : subtract(partGross, partTax),
      tax: partTax,
    },
    sale: returnSale(
      { kind, lineGid: line.gid, quantity, rate: taxRate, gross: partGross, tax: partTax },
      number,
    ),
  };
}

function takeShipping(order: Order, wanted: number | 'rest', number: Numbering) {
  const line = order.shippingLines[0]!;
  const tax = sum(line.taxLines.map(({ amount }) => amount));
  const gross = order.taxesIncluded ? line.discountedPrice : add(line.discountedPrice, tax);
  const before = order.refunds.flatMap((one) => one.shippingLines);
  const goneTax = sum(before.map((one) => one.tax));
  const goneGross = add(sum(before.map((one) => one.subtotal)), order.taxesIncluded ? ZERO : goneTax);
  const left = subtract(gross, goneGross);
  const part = cents(wanted === 'rest' ? left : wanted);
  const partTax = part === left ? subtract(tax, goneTax) : cents(Math.round((tax * part) / gross));
  const taxRate = line.taxLines[0]?.rate ?? null;
  return {
    part: {
      gid: number('RefundShippingLine'),
      shippingGid: line.gid,
      subtotal: order.taxesIncluded ? part : subtract(part, partTax),
      tax: partTax,
    },
    sale: returnSale({ kind: 'shipping', rate: taxRate, gross: part, tax: partTax }, number),
  };
}

/** The order's lines less some pieces that are gone now. */
export const withoutPieces = (order: Order, pieces: { line: number; quantity: number }[]): Order => ({
  ...order,
  lines: order.lines.map((line, index) => {
    const gone = pieces
      .filter((piece) => piece.line === index)
      .reduce((total, piece) => total + piece.quantity, 0);
    return { ...line, currentQuantity: line.currentQuantity - gone };
  }),
});
