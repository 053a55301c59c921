import { apportion, cents, rate, sum, taxInGross, taxOnNet, ZERO, type Cents } from '../money.ts';
import type {
  AdditionalFee,
  Duty,
  Instant,
  OrderLine,
  ShippingLine,
  TaxLine,
  Transaction,
} from '../order.ts';

// The parts of an order for tests. Amounts are plain numbers of cents, rates hundredths of a percent (1900 is 19 %).

export interface LineSpec {
  name?: string;
  sku?: string;
  /** Of one unit, as the shop's prices are: with tax, unless the order says otherwise. */
  price: number;
  quantity?: number;
  /** Off the whole line. */
  discount?: number;
  /** Null: no tax line at all. Default 19 %. */
  rate?: number | null;
  /** A rate that stands beside an amount of zero, as under reverse charge. */
  exempt?: boolean;
  giftCard?: boolean;
  tip?: boolean;
  /** False for digital goods and services. */
  shipped?: boolean;
  duties?: { price: number; rate?: number | null }[];
}

export interface ShippingSpec {
  title?: string;
  price: number;
  discount?: number;
  rate?: number | null;
  exempt?: boolean;
  /** Several rates with the weights of their goods; instead of `rate`. */
  rates?: { rate: number; weight: number }[];
  /** Taxes as Shopify states them, whatever the price; instead of computed ones. */
  taxes?: { rate: number | null; amount: number }[];
}

export interface FeeSpec {
  name: string;
  price: number;
  rate?: number | null;
}

export interface PaymentSpec {
  amount: number;
  gateway?: string;
  kind?: Transaction['kind'];
  status?: Transaction['status'];
  manual?: boolean;
  at?: Instant;
  rounding?: number;
  /** In the buyer's currency, as a decimal string. */
  presentment?: string;
}

/** Gives the next id of a type. */
export type Numbering = (type: string) => string;

export function buildLine(
  spec: LineSpec,
  orderDiscount: Cents,
  taxesIncluded: boolean,
  number: Numbering,
): OrderLine {
  const quantity = spec.quantity ?? 1;
  const originalTotal = cents(spec.price * quantity);
  const discount = sum([cents(spec.discount ?? 0), orderDiscount]);
  const untaxed = spec.giftCard || spec.tip;
  const price = cents(originalTotal - discount);
  return {
    gid: number('LineItem'),
    name: spec.name ?? (spec.giftCard ? 'Geschenkgutschein' : spec.tip ? 'Tip' : 'Tasse blau'),
    sku: spec.sku ?? null,
    quantity,
    currentQuantity: quantity,
    isGiftCard: spec.giftCard ?? false,
    isTip: spec.tip ?? false,
    taxable: !untaxed,
    requiresShipping: spec.shipped ?? !untaxed,
    unitPrice: cents(spec.price),
    originalTotal,
    discount,
    taxLines: taxLines(
      price,
      spec.rate === undefined && untaxed ? null : spec.rate,
      taxesIncluded,
      spec.exempt,
    ),
    duties: (spec.duties ?? []).map((duty): Duty => {
      const amount = cents(duty.price);
      return {
        gid: number('Duty'),
        price: amount,
        taxLines: taxLines(amount, duty.rate ?? null, taxesIncluded),
      };
    }),
  };
}

export function buildShipping(spec: ShippingSpec, taxesIncluded: boolean, number: Numbering): ShippingLine {
  const discountedPrice = cents(spec.price - (spec.discount ?? 0));
  const weights = spec.rates?.map((share) => share.weight) ?? [];
  const bases = apportion(discountedPrice, weights);
  const shared = spec.rates?.flatMap((share, index) => taxLines(bases[index]!, share.rate, taxesIncluded));
  const stated = spec.taxes?.map((tax): TaxLine => ({
    title: 'DE MwSt',
    rate: tax.rate === null ? null : rate(tax.rate),
    amount: cents(tax.amount),
    channelLiable: false,
  }));
  return {
    gid: number('ShippingLine'),
    title: spec.title ?? 'DHL Paket',
    originalPrice: cents(spec.price),
    discountedPrice,
    isRemoved: false,
    taxLines: stated ?? shared ?? taxLines(discountedPrice, spec.rate, taxesIncluded, spec.exempt),
  };
}

export function buildFee(spec: FeeSpec, taxesIncluded: boolean, number: Numbering): AdditionalFee {
  const price = cents(spec.price);
  return {
    gid: number('AdditionalFee'),
    name: spec.name,
    price,
    taxLines: taxLines(price, spec.rate, taxesIncluded),
  };
}

/** Shopify rounds the tax of each line by itself (recorded payloads: no exception). */
export function taxLines(
  price: Cents,
  taxRate: number | null = 1900,
  taxesIncluded: boolean,
  exempt = false,
): TaxLine[] {
  if (taxRate === null) return [];
  const charged = taxesIncluded ? taxInGross(price, rate(taxRate)) : taxOnNet(price, rate(taxRate));
  return [{ title: 'DE MwSt', rate: rate(taxRate), amount: exempt ? ZERO : charged, channelLiable: false }];
}

export function buildTransaction(spec: PaymentSpec, id: string, at: Instant): Transaction {
  const gateway = spec.gateway ?? 'shopify_payments';
  return {
    gid: `gid://shopify/OrderTransaction/${id}`,
    kind: spec.kind ?? 'sale',
    status: spec.status ?? 'success',
    test: false,
    gateway,
    gatewayName: gateway,
    manual: spec.manual ?? false,
    processedAt: spec.at ?? at,
    amount: cents(spec.amount),
    rounding: cents(spec.rounding ?? 0),
    presentmentAmount: spec.presentment ?? null,
    fees: [],
  };
}
