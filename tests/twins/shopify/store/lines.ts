import type { LineSpec, OrderSpec, ShippingSpec } from './specs.ts';
import type { Ids } from './ids.ts';
import {
  bag,
  isZero,
  minus,
  minusBags,
  plus,
  spread,
  sumBags,
  taxOn,
  timesBag,
  type Currencies,
} from './money.ts';
import type { DiscountApplication, LineItem, MoneyBag, ShippingLine, TaxLine } from './order.ts';

/** What lines need to know of the order they stand in. */
export interface LineContext {
  ids: Ids;
  currencies: Currencies;
  taxesIncluded: boolean;
}

export function taxLine(
  { currencies, taxesIncluded }: LineContext,
  price: string,
  tax: { taxRate?: number | null; taxTitle?: string; untaxed?: boolean; channelLiable?: boolean },
): TaxLine[] {
  const rate = tax.taxRate === undefined ? 0.19 : tax.taxRate;
  if (rate === null) return [];
  return [
    {
      title: tax.taxTitle ?? 'DE MwSt',
      rate,
      ratePercentage: Math.round(rate * 1_000_000) / 10_000,
      source: 'Shopify',
      channelLiable: tax.channelLiable ?? false,
      priceSet: bag(currencies, tax.untaxed ? '0' : taxOn(price, rate, taxesIncluded)),
    },
  ];
}

/** A line's price after every discount, as the order's prices are: with or without tax. */
export const afterDiscounts = (line: LineItem): MoneyBag =>
  minusBags(line.originalTotalSet, ...line.discountAllocations.map((one) => one.allocatedAmountSet));

const discount = (
  index: number,
  currencies: Currencies,
  amount: string,
  rest: Pick<DiscountApplication, '__typename' | 'allocationMethod' | 'targetSelection' | 'targetType'> &
    Partial<DiscountApplication>,
): DiscountApplication => ({
  index,
  value: { __typename: 'MoneyV2', amount, currencyCode: currencies.shop },
  ...rest,
});

const productOf = (ids: Ids, { vendor, productType, productTags }: LineSpec): LineItem['product'] =>
  vendor === undefined && productType === undefined && productTags === undefined
    ? null
    : {
        id: ids.gid('Product'),
        productType: productType ?? '',
        tags: productTags ?? [],
        vendor: vendor ?? '',
      };

/** The order's lines with their discounts and taxes; line discounts first, then the code over what is left. */
export function buildLines(
  context: LineContext,
  specs: LineSpec[],
  code: OrderSpec['discountCode'],
  applications: DiscountApplication[],
): LineItem[] {
  const { ids, currencies } = context;
  const lines = specs.map((spec) => {
    const quantity = spec.quantity ?? 1;
    const unitPrice = bag(currencies, spec.price);
    const title = spec.title ?? 'Tasse';
    const line: LineItem = {
      id: ids.gid('LineItem'),
      name: spec.variantTitle ? `${title} - ${spec.variantTitle}` : title,
      title,
      variantTitle: spec.variantTitle ?? null,
      sku: spec.sku ?? null,
      vendor: spec.vendor ?? null,
      product: productOf(ids, spec),
      quantity,
      currentQuantity: quantity,
      refundableQuantity: quantity,
      isGiftCard: spec.giftCard ?? false,
      taxable: !(spec.giftCard ?? false) && spec.taxRate !== null,
      requiresShipping: spec.requiresShipping ?? !(spec.giftCard ?? false),
      customAttributes: Object.entries(spec.attributes ?? {}).map(([key, value]) => ({ key, value })),
      originalUnitPriceSet: unitPrice,
      // In the buyer's currency too the price of a piece is rounded first, then multiplied.
      originalTotalSet: timesBag(unitPrice, quantity),
      discountAllocations: [],
      taxLines: [],
      duties: (spec.duties ?? []).map((duty) => ({
        id: ids.gid('Duty'),
        harmonizedSystemCode: null,
        countryCodeOfOrigin: null,
        price: bag(currencies, duty.amount),
        taxLines: taxLine(context, duty.amount, { taxRate: duty.taxRate ?? null }),
      })),
    };
    if (spec.discount && !isZero(spec.discount)) {
      const application = discount(applications.length, currencies, spec.discount, {
        __typename: 'ManualDiscountApplication',
        allocationMethod: 'ONE',
        targetSelection: 'EXPLICIT',
        targetType: 'LINE_ITEM',
        title: 'Rabatt',
        description: null,
      });
      applications.push(application);
      line.discountAllocations.push({
        allocatedAmountSet: bag(currencies, spec.discount),
        discountApplication: application,
      });
    }
    return line;
  });
  if (code) allocateCode(context, lines, code, applications);
  for (const [index, line] of lines.entries()) {
    const spec = specs[index]!;
    line.taxLines = spec.giftCard ? [] : taxLine(context, afterDiscounts(line).shopMoney.amount, spec);
  }
  return lines;
}

function allocateCode(
  { currencies }: LineContext,
  lines: LineItem[],
  code: NonNullable<OrderSpec['discountCode']>,
  applications: DiscountApplication[],
): void {
  const application = discount(applications.length, currencies, code.amount, {
    __typename: 'DiscountCodeApplication',
    allocationMethod: 'ACROSS',
    targetSelection: 'ALL',
    targetType: 'LINE_ITEM',
    code: code.code,
  });
  applications.push(application);
  const entitled = lines.filter((line) => !line.isGiftCard);
  const parts = spread(
    code.amount,
    entitled.map((line) => afterDiscounts(line).shopMoney.amount),
  );
  for (const [index, line] of entitled.entries()) {
    line.discountAllocations.push({
      allocatedAmountSet: bag(currencies, parts[index]!),
      discountApplication: application,
    });
  }
}

export function buildShipping(
  context: LineContext,
  spec: ShippingSpec,
  applications: DiscountApplication[],
): ShippingLine {
  const { ids, currencies } = context;
  const allocations: ShippingLine['discountAllocations'] = [];
  if (spec.discount && !isZero(spec.discount)) {
    const application = discount(applications.length, currencies, spec.discount, {
      __typename: 'AutomaticDiscountApplication',
      allocationMethod: 'EACH',
      targetSelection: 'ALL',
      targetType: 'SHIPPING_LINE',
      title: 'Versandrabatt',
    });
    applications.push(application);
    allocations.push({
      allocatedAmountSet: bag(currencies, spec.discount),
      discountApplication: application,
    });
  }
  const discounted = minus(spec.price, spec.discount ?? '0');
  return {
    id: ids.gid('ShippingLine'),
    title: spec.title ?? 'Standardversand',
    code: spec.code === undefined ? 'Standard' : spec.code,
    source: 'shopify',
    carrierIdentifier: null,
    custom: false,
    isRemoved: false,
    originalPriceSet: bag(currencies, spec.price),
    discountedPriceSet: bag(currencies, discounted),
    currentDiscountedPriceSet: bag(currencies, discounted),
    discountAllocations: allocations,
    taxLines: taxLine(context, discounted, spec),
  };
}

/** Tax lines of the same title and rate added up, as an order shows them. */
export function groupTaxLines(zero: MoneyBag, lines: TaxLine[]): TaxLine[] {
  const groups = new Map<string, TaxLine[]>();
  for (const line of lines) {
    const key = `${line.title} ${line.rate}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].map((group) => ({
    ...group[0]!,
    priceSet: sumBags(
      zero,
      group.map((line) => line.priceSet),
    ),
  }));
}

export const tipLine = (context: LineContext, tip: string): LineItem => ({
  id: context.ids.gid('LineItem'),
  name: 'Tip',
  title: 'Tip',
  variantTitle: null,
  sku: null,
  vendor: null,
  product: null,
  quantity: 1,
  currentQuantity: 1,
  refundableQuantity: 1,
  isGiftCard: false,
  taxable: false,
  requiresShipping: false,
  customAttributes: [],
  originalUnitPriceSet: bag(context.currencies, plus(tip)),
  originalTotalSet: bag(context.currencies, plus(tip)),
  discountAllocations: [],
  taxLines: [],
  duties: [],
});
