// Shopify's sales ledger of an order: what was sold, changed and given back, each entry with its tax. In recorded
// orders its sum equals currentTotalPriceSet and returns are negative in quantity and amount.
import type { Ids } from './ids.ts';
import type { Agreement, LineItem, MoneyBag, Order, Refund, ShippingLine } from './order.ts';
import { negativeBag, plusBags, zeroLike } from './money.ts';
import { lineKind, lineSale, priced, sale, shippingSale, tipSale } from './sale.ts';

/** The ledger's first entry: everything the order consists of when it is placed. */
export function orderAgreement(ids: Ids, order: Order, hiddenTip: LineItem | null): Agreement {
  return {
    __typename: 'OrderAgreement',
    id: ids.gid('SalesAgreement'),
    happenedAt: order.processedAt,
    reason: 'ORDER',
    sales: [
      ...order.lineItems.map((line) => lineSale(ids, order, line)),
      ...order.shippingLines.map((line) => shippingSale(ids, order, line)),
      ...order.lineItems.flatMap((line) =>
        line.duties.map((duty) =>
          priced(ids, order, duty, { type: 'DutySale', lineType: 'DUTY', link: { duty } }),
        ),
      ),
      ...order.additionalFees.map((additionalFee) =>
        priced(ids, order, additionalFee, {
          type: 'AdditionalFeeSale',
          lineType: 'ADDITIONAL_FEE',
          link: { additionalFee },
        }),
      ),
      ...(hiddenTip ? [tipSale(ids, order, hiddenTip)] : []),
    ],
  };
}

/** A refund in the ledger: its lines, shipping and adjustments, negative. */
export function refundAgreement(ids: Ids, order: Order, refund: Refund): Agreement {
  const gross = (subtotal: MoneyBag, tax: MoneyBag) =>
    order.taxesIncluded ? subtotal : plusBags(subtotal, tax);
  return {
    __typename: 'RefundAgreement',
    id: ids.gid('SalesAgreement'),
    happenedAt: refund.createdAt,
    reason: 'REFUND',
    refund,
    sales: [
      ...refund.refundLineItems.map((line) =>
        sale(ids, order, {
          ...lineKind(order, line.lineItem),
          action: 'RETURN',
          quantity: -line.quantity,
          total: negativeBag(gross(line.subtotalSet, line.totalTaxSet)),
          tax: negativeBag(line.totalTaxSet),
          taxLines: line.lineItem.taxLines,
          link: { lineItem: line.lineItem },
        }),
      ),
      ...refund.refundShippingLines.map((line) =>
        sale(ids, order, {
          type: 'ShippingLineSale',
          lineType: 'SHIPPING',
          action: 'RETURN',
          quantity: null,
          total: negativeBag(gross(line.subtotalAmountSet, line.taxAmountSet)),
          tax: negativeBag(line.taxAmountSet),
          taxLines: line.shippingLine.taxLines,
          // "shippingLine is not available if the SaleActionType is a return" (schema)
          link: { shippingLine: null },
        }),
      ),
      ...refund.orderAdjustments.map((adjustment) =>
        sale(ids, order, {
          type: 'AdjustmentSale',
          lineType: 'ADJUSTMENT',
          action: 'RETURN',
          quantity: null,
          total: adjustment.amountSet,
          tax: adjustment.taxAmountSet,
          taxLines: [],
        }),
      ),
      ...refund.duties.flatMap(({ amountSet, originalDuty }) =>
        originalDuty
          ? [
              sale(ids, order, {
                type: 'DutySale',
                lineType: 'DUTY',
                action: 'RETURN',
                quantity: null,
                total: negativeBag(amountSet),
                tax: zeroLike(amountSet),
                taxLines: [],
                link: { duty: originalDuty },
              }),
            ]
          : [],
      ),
    ],
  };
}

/** A change of one line by an edit: pieces more (positive) or fewer (negative), with their price and tax. */
export interface LineChange {
  line: LineItem;
  quantity: number;
  gross: MoneyBag;
  tax: MoneyBag;
  /** Left out: pieces were sold or given back. */
  action?: 'UPDATE' | 'UNKNOWN';
}

/** An edit in the ledger: added lines and shipping, more pieces of a line, and removed pieces as returns. */
export function editAgreement(
  ids: Ids,
  order: Order,
  happenedAt: string,
  added: { lines: LineItem[]; shipping: ShippingLine[] },
  removedShipping: ShippingLine[],
  changes: LineChange[],
): Agreement {
  return {
    __typename: 'OrderEditAgreement',
    id: ids.gid('SalesAgreement'),
    happenedAt,
    reason: 'ORDER_EDIT',
    sales: [
      ...added.lines.map((line) => lineSale(ids, order, line)),
      ...added.shipping.map((line) => shippingSale(ids, order, line)),
      ...removedShipping.map((line) => {
        const { totalAmount, totalTaxAmount, ...whole } = shippingSale(ids, order, line);
        const back = { totalAmount: negativeBag(totalAmount), totalTaxAmount: negativeBag(totalTaxAmount) };
        const taxes = whole.taxes.map((tax) => ({ ...tax, amount: negativeBag(tax.amount) }));
        // "shippingLine is not available if the SaleActionType is a return" (schema)
        return { ...whole, ...back, taxes, actionType: 'RETURN' as const, quantity: -1, shippingLine: null };
      }),
      ...changes.map(({ line, quantity, gross, tax, action }) =>
        sale(ids, order, {
          ...lineKind(order, line),
          action: action ?? (quantity < 0 ? 'RETURN' : 'ORDER'),
          quantity: action ? null : quantity,
          total: gross,
          tax,
          taxLines: line.taxLines,
          link: { lineItem: line },
        }),
      ),
    ],
  };
}
