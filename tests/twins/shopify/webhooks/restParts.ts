// The parts of REST payloads: ids, money, lines.
import { numericPart } from '../store/ids.ts';
import { afterDiscounts } from '../store/lines.ts';
import { minusBags } from '../store/money.ts';
import type { DiscountAllocation, Duty, LineItem, MoneyBag, ShippingLine, TaxLine } from '../store/order.ts';

const rawJson = (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON;

/** An id as the number it is in Shopify's JSON; one that is no number stays text. */
export const restId = (gid: string): unknown => {
  const id = numericPart(gid);
  return /^\d+$/.test(id) ? rawJson(id) : id;
};

/** REST money always has two decimals, except where the amount has more. */
export const amount = (text: string): string => text.replace(/\.(\d)$/, '.$10');
export const set = (one: MoneyBag | null) =>
  one && {
    shop_money: { amount: amount(one.shopMoney.amount), currency_code: one.shopMoney.currencyCode },
    presentment_money: {
      amount: amount(one.presentmentMoney.amount),
      currency_code: one.presentmentMoney.currencyCode,
    },
  };
export const shop = (one: MoneyBag): string => amount(one.shopMoney.amount);

export const taxLine = (one: TaxLine) => ({
  channel_liable: one.channelLiable,
  price: shop(one.priceSet),
  price_set: set(one.priceSet),
  rate: one.rate,
  title: one.title,
});

const allocation = (one: DiscountAllocation) => ({
  amount: shop(one.allocatedAmountSet),
  amount_set: set(one.allocatedAmountSet),
  discount_application_index: one.discountApplication.index,
});

const duty = (one: Duty) => ({
  id: restId(one.id),
  harmonized_system_code: one.harmonizedSystemCode,
  country_code_of_origin: one.countryCodeOfOrigin,
  shop_money: set(one.price)?.shop_money,
  presentment_money: set(one.price)?.presentment_money,
  tax_lines: one.taxLines.map(taxLine),
  admin_graphql_api_id: one.id,
});

export const lineItem = (line: LineItem) => ({
  id: restId(line.id),
  admin_graphql_api_id: line.id,
  current_quantity: line.currentQuantity,
  gift_card: line.isGiftCard,
  name: line.name,
  price: shop(line.originalUnitPriceSet),
  price_set: set(line.originalUnitPriceSet),
  product_exists: true,
  properties: line.customAttributes.map(({ key, value }) => ({ name: key, value })),
  quantity: line.quantity,
  requires_shipping: line.requiresShipping,
  sku: line.sku,
  taxable: line.taxable,
  title: line.title,
  variant_title: line.variantTitle,
  vendor: line.vendor,
  total_discount: shop(minusBags(line.originalTotalSet, afterDiscounts(line))),
  tax_lines: line.taxLines.map(taxLine),
  duties: line.duties.map(duty),
  discount_allocations: line.discountAllocations.map(allocation),
});

export const shippingLine = (line: ShippingLine) => ({
  id: restId(line.id),
  carrier_identifier: line.carrierIdentifier,
  code: line.code,
  current_discounted_price_set: set(line.currentDiscountedPriceSet),
  discounted_price: shop(line.discountedPriceSet),
  discounted_price_set: set(line.discountedPriceSet),
  is_removed: line.isRemoved,
  price: shop(line.originalPriceSet),
  price_set: set(line.originalPriceSet),
  source: line.source,
  title: line.title,
  tax_lines: line.taxLines.map(taxLine),
  discount_allocations: line.discountAllocations.map(allocation),
});
