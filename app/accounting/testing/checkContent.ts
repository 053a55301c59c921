import type { PlannedDocument } from '../documents.ts';
import type { Order, Refund } from '../order.ts';
import { giftCardsOf } from './checkMoney.ts';
import { demand, total, worth } from './demand.ts';

/** An order that nothing happened to: one invoice, its gross the order's total, each line and each rate as Shopify has it. */
export function checkWhole(order: Order, documents: PlannedDocument[]): void {
  const [invoice, ...others] = documents;
  demand(invoice !== undefined && others.length === 0, 'not exactly one invoice');
  const { gross, positions } = invoice!;
  const giftCards = giftCardsOf(order).sold;
  demand(gross === order.totals.total - giftCards, 'the invoice is not the order', {
    gross,
    total: order.totals.total,
    giftCards,
  });
  for (const line of order.lines.filter(({ isGiftCard }) => !isGiftCard)) {
    const tax = order.taxesIncluded ? 0 : total(line.taxLines.map(({ amount }) => amount));
    const own = positions.filter(({ source }) => source.gid === line.gid);
    demand(
      total(own.map((one) => one.gross)) === line.originalTotal - line.discount + tax,
      'a line at another price',
      { line: line.gid },
    );
  }
  const charged = [
    ...order.lines,
    ...order.lines.flatMap((line) => line.duties),
    ...order.shippingLines,
    ...order.additionalFees,
  ];
  const taxes = charged.flatMap((one) => one.taxLines).filter(({ amount }) => amount !== 0);
  for (const rate of new Set(taxes.map((tax) => tax.rate))) {
    const stated = total(taxes.filter((tax) => tax.rate === rate).map(({ amount }) => amount));
    const found = total(positions.filter((position) => position.rate === rate).map(({ tax }) => tax));
    demand(stated === found, 'tax of a rate is not Shopify’s', { rate, stated, found });
  }
}

/** A refund that returned money: its credit notes are what it took back, to the cent. */
export function checkRefund(order: Order, refund: Refund, documents: PlannedDocument[]): void {
  const money = worth(refund.transactions.filter(({ status }) => status === 'success'));
  if (money === 0) return;
  const giftCards = new Set(order.lines.filter(({ isGiftCard }) => isGiftCard).map(({ gid }) => gid));
  const lines = refund.lines.filter(({ lineGid }) => !giftCards.has(lineGid));
  const withTax = (one: { subtotal: number; tax: number }) =>
    one.subtotal + (order.taxesIncluded ? 0 : one.tax);
  const goods = total([...lines, ...refund.shippingLines].map(withTax)) + worth(refund.duties);
  const content = goods - worth(refund.adjustments);
  const credits = documents.filter(
    ({ kind, covers }) => kind === 'credit_note' && covers.removed.includes(refund.gid),
  );
  const credited = total(credits.map(({ gross }) => gross));
  // An amount without a line may pay for what was taken off before: then that has the credit note.
  if (credited === 0 && isAmountOnly(refund) && takenOffBefore(order, refund) >= content) return;
  demand(credited === content, 'a credit note is not its refund', { refund: refund.gid, content, credited });
}

const isAmountOnly = ({ lines, shippingLines, duties }: Refund): boolean =>
  lines.length + shippingLines.length + duties.length === 0;

/** What the ledger takes off before a refund, without money of its own. */
function takenOffBefore(order: Order, { createdAt }: Refund): number {
  const paid = new Set(
    order.refunds
      .filter((one) => one.transactions.some(({ status }) => status === 'success'))
      .map(({ gid }) => gid),
  );
  const before = order.agreements.filter(
    ({ happenedAt, refundGid }) => happenedAt < createdAt && !paid.has(refundGid ?? ''),
  );
  return -total(
    before.flatMap(({ sales }) => sales.filter((sale) => sale.total < 0).map((sale) => sale.total)),
  );
}
