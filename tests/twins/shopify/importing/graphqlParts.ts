import type { Ids } from '../store/ids.ts';
import { bag, isZeroBag, minusBags, shareBag, timesBag, type Currencies } from '../store/money.ts';
import type {
  AdditionalFee,
  DiscountAllocation,
  DiscountApplication,
  LineItem,
  Order,
  ShippingLine,
  TaxLine,
} from '../store/order.ts';
import { readBag } from './moneyReader.ts';
import { readAttributes } from './people.ts';
import { readProduct } from './readProduct.ts';
import { count, countryCode, flag, gidOf, list, object, text, type Loose } from './read.ts';
import { unnamedDiscount } from './restLines.ts';

export interface Reading {
  ids: Ids;
  currencies: Currencies;
  /** What is read already of the order. */
  order: Order;
}

export function readTaxLines(value: unknown, currencies: Currencies): TaxLine[] {
  return list(value).map((one) => {
    const rate = typeof one['rate'] === 'number' ? one['rate'] : null;
    const percentage = typeof one['ratePercentage'] === 'number' ? one['ratePercentage'] : null;
    return {
      title: text(one['title']) ?? 'Tax',
      rate,
      ratePercentage: percentage ?? (rate === null ? null : Math.round(rate * 1_000_000) / 10_000),
      source: text(one['source']),
      channelLiable: flag(one['channelLiable']),
      priceSet: readBag(one['priceSet'], currencies) ?? bag(currencies, '0'),
    };
  });
}

function readAllocations(value: unknown, { currencies, order }: Reading): DiscountAllocation[] {
  return list(value).map((one) => {
    const given = object(one['discountApplication']);
    const index = count(given?.['index']) ?? 0;
    return {
      allocatedAmountSet: readBag(one['allocatedAmountSet'], currencies) ?? bag(currencies, '0'),
      discountApplication: applicationAt(order, index, given, currencies),
    };
  });
}

function applicationAt(
  order: Order,
  index: number,
  given: Loose | null,
  currencies: Currencies,
): DiscountApplication {
  const known = order.discountApplications.find((one) => one.index === index);
  if (known) return known;
  const { value: _value, ...rest } = given ?? {};
  const made: DiscountApplication = { ...unnamedDiscount(index, currencies), ...rest, index };
  order.discountApplications.push(made);
  return made;
}

export function readLine(source: Loose, reading: Reading): LineItem {
  const { ids, currencies } = reading;
  const quantity = count(source['quantity']) ?? 1;
  const current = count(source['currentQuantity']) ?? quantity;
  const name = text(source['name']) ?? text(source['title']) ?? '';
  const isGiftCard = flag(source['isGiftCard']) ?? false;
  const allocations = readAllocations(source['discountAllocations'], reading);
  const isTip = name === 'Tip' && source['product'] === null;
  return {
    id: gidOf('LineItem', source, ids),
    name,
    title: text(source['title']) ?? name,
    variantTitle: text(source['variantTitle']),
    sku: text(source['sku']),
    vendor: text(source['vendor']),
    product: readProduct(source, ids),
    quantity,
    currentQuantity: current,
    refundableQuantity: count(source['refundableQuantity']) ?? current,
    isGiftCard,
    taxable: flag(source['taxable']) ?? (!isGiftCard && !isTip),
    requiresShipping: flag(source['requiresShipping']) ?? !isTip,
    customAttributes: readAttributes(list(source['customAttributes'])),
    ...linePrices(source, quantity, allocations, currencies),
    taxLines: readTaxLines(source['taxLines'], currencies),
    duties: list(source['duties']).map((duty) => ({
      id: gidOf('Duty', duty, ids),
      harmonizedSystemCode: text(duty['harmonizedSystemCode']),
      countryCodeOfOrigin: countryCode(duty['countryCodeOfOrigin']),
      price: readBag(duty['price'], currencies) ?? bag(currencies, '0'),
      taxLines: readTaxLines(duty['taxLines'], currencies),
    })),
  };
}

/** Unit price, total and discounts of a line, each from the others where a payload selected only some. */
function linePrices(
  source: Loose,
  quantity: number,
  allocations: DiscountAllocation[],
  currencies: Currencies,
) {
  const read = (name: string) => readBag(source[name], currencies);
  const unit = read('originalUnitPriceSet');
  const discounted = read('discountedTotalSet');
  const original =
    read('originalTotalSet') ??
    (unit ? timesBag(unit, quantity) : null) ??
    discounted ??
    bag(currencies, '0');
  const unnamed = discounted && allocations.length === 0 ? minusBags(original, discounted) : null;
  return {
    originalUnitPriceSet: unit ?? shareBag(original, 1, quantity || 1),
    originalTotalSet: original,
    discountAllocations:
      unnamed && !isZeroBag(unnamed)
        ? [{ allocatedAmountSet: unnamed, discountApplication: unnamedDiscount(0, currencies) }]
        : allocations,
  };
}

export function readShipping(source: Loose, reading: Reading): ShippingLine {
  const { ids, currencies } = reading;
  const read = (name: string) => readBag(source[name], currencies);
  const allocations = readAllocations(source['discountAllocations'], reading);
  const original = read('originalPriceSet') ?? read('discountedPriceSet') ?? bag(currencies, '0');
  const taken = allocations.map((one) => one.allocatedAmountSet);
  const discountedPriceSet = read('discountedPriceSet') ?? minusBags(original, ...taken);
  return {
    id: gidOf('ShippingLine', source, ids),
    title: text(source['title']) ?? '',
    code: text(source['code']),
    source: text(source['source']),
    carrierIdentifier: text(source['carrierIdentifier']),
    custom: flag(source['custom']) ?? false,
    isRemoved: flag(source['isRemoved']) ?? false,
    originalPriceSet: original,
    discountedPriceSet,
    currentDiscountedPriceSet: read('currentDiscountedPriceSet') ?? discountedPriceSet,
    discountAllocations: allocations,
    taxLines: readTaxLines(source['taxLines'], currencies),
  };
}

export const readFee = (source: Loose, { ids, currencies }: Reading): AdditionalFee => ({
  id: gidOf('AdditionalFee', source, ids),
  name: text(source['name']) ?? 'Fee',
  price: readBag(source['price'], currencies) ?? bag(currencies, '0'),
  taxLines: readTaxLines(source['taxLines'], currencies),
});
