import type { Ids } from '../store/ids.ts';
import { bag, minus, plusBags, sumBags, timesBag, zeroLike, type Currencies } from '../store/money.ts';
import type {
  AdditionalFee,
  DiscountAllocation,
  DiscountApplication,
  Duty,
  LineItem,
  ShippingLine,
  TaxLine,
} from '../store/order.ts';
import { readSet } from './moneyReader.ts';
import { readAttributes } from './people.ts';
import { readProduct } from './readProduct.ts';
import { amount, count, countryCode, flag, gidOf, list, object, text, upper, type Loose } from './read.ts';

export interface Reading {
  ids: Ids;
  currencies: Currencies;
  applications: DiscountApplication[];
}

export function readTaxLines(value: unknown, currencies: Currencies): TaxLine[] {
  return list(value).map((one) => {
    const rate = typeof one['rate'] === 'number' ? one['rate'] : Number(one['rate'] ?? NaN);
    const known = Number.isFinite(rate) ? rate : null;
    return {
      title: text(one['title']) ?? 'Tax',
      rate: known,
      ratePercentage: known === null ? null : Math.round(known * 1_000_000) / 10_000,
      source: text(one['source']),
      channelLiable: flag(one['channel_liable'] ?? one['channelLiable']),
      priceSet: readSet(one, 'price', currencies) ?? bag(currencies, '0'),
    };
  });
}

const applicationTypes: Record<string, DiscountApplication['__typename']> = {
  discount_code: 'DiscountCodeApplication',
  automatic: 'AutomaticDiscountApplication',
  script: 'ScriptDiscountApplication',
  manual: 'ManualDiscountApplication',
};

const oneOf = <T extends string>(value: string | null, allowed: readonly T[]): T | undefined =>
  allowed.find((one) => one === value);

export function readDiscounts(source: Loose, currencies: Currencies): DiscountApplication[] {
  return list(source['discount_applications'], 'discount_applications').map((one, index) => {
    const value = amount(one['value']) ?? '0.0';
    return {
      __typename: applicationTypes[text(one['type']) ?? ''] ?? 'ManualDiscountApplication',
      index,
      allocationMethod:
        oneOf(upper(one['allocation_method']), ['ACROSS', 'EACH', 'ONE'] as const) ?? 'ACROSS',
      targetSelection:
        oneOf(upper(one['target_selection']), ['ALL', 'ENTITLED', 'EXPLICIT'] as const) ?? 'ALL',
      targetType: oneOf(upper(one['target_type']), ['LINE_ITEM', 'SHIPPING_LINE'] as const) ?? 'LINE_ITEM',
      code: text(one['code']) ?? '',
      title: text(one['title']) ?? text(one['description']) ?? '',
      description: text(one['description']),
      value:
        one['value_type'] === 'percentage'
          ? { __typename: 'PricingPercentageValue', percentage: Number(value) }
          : { __typename: 'MoneyV2', amount: value, currencyCode: currencies.shop },
    };
  });
}

/** A discount a payload mentions on a line without saying what it is. */
export const unnamedDiscount = (index: number, currencies: Currencies): DiscountApplication => ({
  __typename: 'ManualDiscountApplication',
  index,
  allocationMethod: 'ACROSS',
  targetSelection: 'ALL',
  targetType: 'LINE_ITEM',
  title: 'Discount',
  description: null,
  value: { __typename: 'MoneyV2', amount: '0.0', currencyCode: currencies.shop },
});

function readAllocations(value: unknown, { currencies, applications }: Reading): DiscountAllocation[] {
  return list(value).map((one) => {
    const index = count(one['discount_application_index']) ?? 0;
    return {
      allocatedAmountSet: readSet(one, 'amount', currencies) ?? bag(currencies, '0'),
      discountApplication:
        applications.find((other) => other.index === index) ?? unnamedDiscount(index, currencies),
    };
  });
}

function readDuty(source: Loose, { ids, currencies }: Reading): Duty {
  const shop = object(source['shop_money']);
  const buyer = object(source['presentment_money']);
  const price = bag(currencies, amount(shop?.['amount']) ?? '0', amount(buyer?.['amount']) ?? undefined);
  return {
    id: gidOf('Duty', source, ids),
    harmonizedSystemCode: text(source['harmonized_system_code']),
    countryCodeOfOrigin: countryCode(source['country_code_of_origin']),
    price: {
      shopMoney: { ...price.shopMoney, currencyCode: text(shop?.['currency_code']) ?? currencies.shop },
      presentmentMoney: {
        ...price.presentmentMoney,
        currencyCode: text(buyer?.['currency_code']) ?? currencies.presentment,
      },
    },
    taxLines: readTaxLines(source['tax_lines'], currencies),
  };
}

export interface ReadLine {
  line: LineItem;
  /** The id as the payload writes it, to which its refunds refer. */
  restId: string | null;
  saysCurrent: boolean;
}

export function readLine(source: Loose, reading: Reading): ReadLine {
  const { ids, currencies } = reading;
  const quantity = count(source['quantity']) ?? 1;
  const current = count(source['current_quantity']);
  const title = text(source['title']) ?? text(source['name']) ?? '';
  const variantTitle = text(source['variant_title']) || null;
  const unit = readSet(source, 'price', currencies) ?? bag(currencies, '0');
  const isGiftCard = flag(source['gift_card']) ?? false;
  const line: LineItem = {
    id: gidOf('LineItem', source, ids),
    name: text(source['name']) ?? (variantTitle ? `${title} - ${variantTitle}` : title),
    title,
    variantTitle,
    sku: text(source['sku']) || null,
    vendor: text(source['vendor']),
    product: readProduct(source, ids),
    quantity,
    currentQuantity: current ?? quantity,
    refundableQuantity: current ?? quantity,
    isGiftCard,
    taxable: flag(source['taxable']) ?? !isGiftCard,
    requiresShipping: flag(source['requires_shipping']) ?? true,
    customAttributes: readAttributes(list(source['properties'])),
    originalUnitPriceSet: unit,
    originalTotalSet: timesBag(unit, quantity),
    discountAllocations: readAllocations(source['discount_allocations'], reading),
    taxLines: readTaxLines(source['tax_lines'], currencies),
    duties: list(source['duties']).map((duty) => readDuty(duty, reading)),
  };
  if (line.discountAllocations.length === 0) oldDiscount(line, source, currencies);
  return { line, restId: text(source['id']), saysCurrent: current !== null };
}

/** Before allocations existed (2018), a line's discount stood in total_discount alone. */
function oldDiscount(line: LineItem, source: Loose, currencies: Currencies): void {
  const total = readSet(source, 'total_discount', currencies);
  if (!total || Number(total.shopMoney.amount) === 0) return;
  line.discountAllocations.push({
    allocatedAmountSet: total,
    discountApplication: unnamedDiscount(0, currencies),
  });
}

export function readShipping(source: Loose, reading: Reading): ShippingLine {
  const { ids, currencies } = reading;
  const original = readSet(source, 'price', currencies) ?? bag(currencies, '0');
  const allocations = readAllocations(source['discount_allocations'], reading);
  const taken = sumBags(
    zeroLike(original),
    allocations.map((one) => one.allocatedAmountSet),
  );
  const less = (side: 'shopMoney' | 'presentmentMoney') => ({
    ...original[side],
    amount: minus(original[side].amount, taken[side].amount),
  });
  const discounted =
    allocations.length > 0
      ? { shopMoney: less('shopMoney'), presentmentMoney: less('presentmentMoney') }
      : null;
  const discountedPriceSet = discounted ?? readSet(source, 'discounted_price', currencies) ?? original;
  return {
    id: gidOf('ShippingLine', source, ids),
    title: text(source['title']) ?? text(source['code']) ?? '',
    code: text(source['code']),
    source: text(source['source']),
    carrierIdentifier: text(source['carrier_identifier']),
    custom: false,
    isRemoved: flag(source['is_removed']) ?? false,
    originalPriceSet: original,
    discountedPriceSet,
    currentDiscountedPriceSet: readSet(source, 'current_discounted_price', currencies) ?? discountedPriceSet,
    discountAllocations: allocations,
    taxLines: readTaxLines(source['tax_lines'], currencies),
  };
}

export function readFee(source: Loose, { ids, currencies }: Reading): AdditionalFee {
  const zero = bag(currencies, '0');
  return {
    id: gidOf('AdditionalFee', source, ids),
    name: text(source['name']) ?? 'Fee',
    price: plusBags(zero, readSet(source, 'price', currencies) ?? zero),
    taxLines: readTaxLines(source['tax_lines'], currencies),
  };
}
