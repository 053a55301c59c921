// Single entries of Shopify's sales ledger.
import type { Ids } from './ids.ts';
import type { AdditionalFee, Duty, LineItem, MoneyBag, Order, Sale, ShippingLine, TaxLine } from './order.ts';
import { isZero, isZeroBag, minusBags, plusBags, proportion, taxSum, zeroLike } from './money.ts';
import { afterDiscounts } from './lines.ts';

export const isTip = (order: Order, line: LineItem): boolean =>
  line.title === 'Tip' && !line.requiresShipping && !isZeroBag(order.totalTipReceivedSet);

/** What is paid for a line in the end: after every discount, with tax. */
export function lineGross(order: Order, line: LineItem): MoneyBag {
  const price = afterDiscounts(line);
  return order.taxesIncluded ? price : plusBags(price, taxSum(price, line.taxLines));
}

interface SaleParts {
  type: Sale['__typename'];
  lineType: string;
  action: Sale['actionType'];
  quantity: number | null;
  total: MoneyBag;
  tax: MoneyBag;
  taxLines: TaxLine[];
  discount?: MoneyBag;
  link?: Pick<Sale, 'lineItem' | 'shippingLine' | 'duty' | 'additionalFee'>;
}

export function sale(ids: Ids, order: Order, parts: SaleParts): Sale {
  const zero = zeroLike(parts.total);
  const discount = parts.discount ?? zero;
  const net = minusBags(parts.total, parts.tax);
  const scale = (from: MoneyBag, to: MoneyBag) =>
    isZero(from.shopMoney.amount)
      ? discount
      : proportion(discount, to.shopMoney.amount, from.shopMoney.amount);
  return {
    __typename: parts.type,
    id: ids.gid('Sale'),
    actionType: parts.action,
    lineType: parts.lineType,
    quantity: parts.quantity,
    totalAmount: parts.total,
    totalTaxAmount: parts.tax,
    totalDiscountAmountBeforeTaxes: order.taxesIncluded ? scale(parts.total, net) : discount,
    totalDiscountAmountAfterTaxes: order.taxesIncluded ? discount : scale(net, parts.total),
    taxes: parts.taxLines.map((taxLine) => ({
      id: ids.gid('SaleTax'),
      amount: proportionOfTax(parts, taxLine),
      taxLine,
    })),
    ...parts.link,
  };
}

/** One tax line's part of the sale's tax: all of it for a sale of the whole line, a share for a return. */
function proportionOfTax(parts: SaleParts, taxLine: TaxLine): MoneyBag {
  const whole = taxSum(parts.tax, parts.taxLines);
  return isZeroBag(whole)
    ? zeroLike(parts.tax)
    : proportion(taxLine.priceSet, parts.tax.shopMoney.amount, whole.shopMoney.amount);
}

export const lineKind = (order: Order, line: LineItem): Pick<SaleParts, 'type' | 'lineType'> =>
  line.isGiftCard
    ? { type: 'GiftCardSale', lineType: 'GIFT_CARD' }
    : isTip(order, line)
      ? { type: 'TipSale', lineType: 'TIP' }
      : { type: 'ProductSale', lineType: 'PRODUCT' };

export const lineSale = (ids: Ids, order: Order, line: LineItem): Sale =>
  sale(ids, order, {
    ...lineKind(order, line),
    action: 'ORDER',
    quantity: line.quantity,
    total: lineGross(order, line),
    tax: taxSum(line.originalTotalSet, line.taxLines),
    taxLines: line.taxLines,
    discount: minusBags(line.originalTotalSet, afterDiscounts(line)),
    link: { lineItem: line },
  });

export const shippingSale = (ids: Ids, order: Order, shipping: ShippingLine): Sale => {
  const tax = taxSum(shipping.originalPriceSet, shipping.taxLines);
  return sale(ids, order, {
    type: 'ShippingLineSale',
    lineType: 'SHIPPING',
    action: 'ORDER',
    quantity: 1,
    total: order.taxesIncluded ? shipping.discountedPriceSet : plusBags(shipping.discountedPriceSet, tax),
    tax,
    taxLines: shipping.taxLines,
    discount: minusBags(shipping.originalPriceSet, shipping.discountedPriceSet),
    link: { shippingLine: shipping },
  });
};

export function priced(
  ids: Ids,
  order: Order,
  of: Duty | AdditionalFee,
  rest: Pick<SaleParts, 'type' | 'lineType' | 'link'>,
): Sale {
  const tax = taxSum(of.price, of.taxLines);
  return sale(ids, order, {
    ...rest,
    action: 'ORDER',
    quantity: 1,
    total: order.taxesIncluded ? of.price : plusBags(of.price, tax),
    tax,
    taxLines: of.taxLines,
  });
}

/** A tip that is no line of the order still has a line in the ledger, as the schema demands. */
export function tipSale(ids: Ids, order: Order, tipLine: LineItem): Sale {
  const zero = zeroLike(order.totalTipReceivedSet);
  return sale(ids, order, {
    type: 'TipSale',
    lineType: 'TIP',
    action: 'ORDER',
    quantity: 1,
    total: order.totalTipReceivedSet,
    tax: zero,
    taxLines: [],
    link: { lineItem: tipLine },
  });
}
