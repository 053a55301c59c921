// Decimal arithmetic of the twin: ten-thousandths in bigint, so that odd amounts of odd payloads survive. Its own, not
// the product's: what checks the product must not share its mistakes.
import type { MoneyBag, TaxLine } from './order.ts';

const SCALE = 10_000n;

/** The amount in ten-thousandths. Throws when `text` is no decimal number. */
function toUnits(text: string): bigint {
  const match = /^\s*([+-]?)(\d+)(?:\.(\d*))?\s*$/.exec(text);
  if (!match) throw new Error(`"${text}" is no amount`);
  const [, sign, whole = '0', fraction = ''] = match;
  const units = BigInt(whole) * SCALE + BigInt(fraction.slice(0, 4).padEnd(4, '0'));
  return sign === '-' ? -units : units;
}

/** As Shopify's GraphQL writes decimals: at least one digit after the point, no needless zeros ("24.0", "6.38"). */
function fromUnits(units: bigint): string {
  const size = units < 0n ? -units : units;
  const fraction = (size % SCALE).toString().padStart(4, '0').replace(/0+$/, '') || '0';
  return `${units < 0n ? '-' : ''}${size / SCALE}.${fraction}`;
}

export const decimal = (text: string | number): string => fromUnits(toUnits(String(text)));
export const isDecimal = (value: unknown): value is string | number =>
  (typeof value === 'string' || typeof value === 'number') && /^\s*[+-]?\d+(\.\d*)?\s*$/.test(String(value));

export const plus = (...amounts: string[]): string =>
  fromUnits(amounts.reduce((sum, a) => sum + toUnits(a), 0n));
export const minus = (from: string, ...amounts: string[]): string => plus(from, ...amounts.map(negative));
const negative = (amount: string): string => fromUnits(-toUnits(amount));
const times = (amount: string, count: number): string => fromUnits(toUnits(amount) * BigInt(count));
export const compare = (a: string, b: string): number => Number(toUnits(a) - toUnits(b));
export const isZero = (amount: string): boolean => toUnits(amount) === 0n;

/** amount * numerator / denominator, rounded half up in size to the cent. */
export function share(amount: string, numerator: bigint, denominator: bigint): string {
  if (denominator === 0n) return '0.0';
  const product = toUnits(amount) * numerator;
  const negativeResult = product < 0n !== denominator < 0n;
  const size = product < 0n ? -product : product;
  const by = (denominator < 0n ? -denominator : denominator) * 100n;
  const cents = (size * 2n + by) / (by * 2n);
  return fromUnits((negativeResult ? -cents : cents) * 100n);
}

const rateParts = (rate: number): [bigint, bigint] => [BigInt(Math.round(rate * 1_000_000)), 1_000_000n];

/** The tax contained in `gross`, or, when prices are net, the tax to add to `net`; rounded per line as Shopify does. */
export function taxOn(amount: string, rate: number, included: boolean): string {
  const [part, whole] = rateParts(rate);
  return share(amount, part, included ? whole + part : whole);
}

/** An amount of the shop's currency in the buyer's. */
const convert = (amount: string, rate: number): string => share(amount, ...rateParts(rate));

/** Splits `total` over `weights` to the cent; what rounding leaves goes to the largest remainders. */
export function spread(total: string, weights: string[]): string[] {
  const cents = weights.map(toUnits);
  const sum = cents.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return weights.map(() => '0.0');
  const wanted = toUnits(total) / 100n;
  const parts = cents.map((weight) => (wanted * weight) / sum);
  let left = wanted - parts.reduce((a, b) => a + b, 0n);
  const order = cents.map((weight, index) => ({ index, rest: (wanted * weight) % sum }));
  order.sort((a, b) => (a.rest < b.rest ? 1 : a.rest > b.rest ? -1 : a.index - b.index));
  for (const { index } of order) {
    if (left === 0n) break;
    parts[index] = parts[index]! + 1n;
    left -= 1n;
  }
  return parts.map((part) => fromUnits(part * 100n));
}

/** Which two currencies an order has, to build its money bags. */
export interface Currencies {
  shop: string;
  presentment: string;
  /** Units of the buyer's currency per unit of the shop's. */
  rate: number;
}

export const bag = (currencies: Currencies, shopAmount: string, presentmentAmount?: string): MoneyBag => ({
  shopMoney: { amount: decimal(shopAmount), currencyCode: currencies.shop },
  presentmentMoney: {
    amount: decimal(
      presentmentAmount ??
        (currencies.shop === currencies.presentment ? shopAmount : convert(shopAmount, currencies.rate)),
    ),
    currencyCode: currencies.presentment,
  },
});

const each = (first: MoneyBag, compute: (side: 'shopMoney' | 'presentmentMoney') => string): MoneyBag => ({
  shopMoney: { ...first.shopMoney, amount: compute('shopMoney') },
  presentmentMoney: { ...first.presentmentMoney, amount: compute('presentmentMoney') },
});

/** Sum of bags that share their currencies; `zero` gives the currencies and is not counted. */
export const sumBags = (zero: MoneyBag, bags: MoneyBag[]): MoneyBag =>
  each(zero, (side) => plus('0', ...bags.map((one) => one[side].amount)));

export const plusBags = (first: MoneyBag, ...rest: MoneyBag[]): MoneyBag => sumBags(first, [first, ...rest]);
export const negativeBag = (one: MoneyBag): MoneyBag => each(one, (side) => negative(one[side].amount));
export const minusBags = (first: MoneyBag, ...rest: MoneyBag[]): MoneyBag =>
  plusBags(first, ...rest.map(negativeBag));
export const zeroLike = (one: MoneyBag): MoneyBag => each(one, () => '0.0');

/** A price per piece times the pieces. */
export const timesBag = (unit: MoneyBag, pieces: number): MoneyBag =>
  each(unit, (side) => times(unit[side].amount, pieces));

/** `part` of `whole` pieces of a bag, to the cent in both currencies. */
export const shareBag = (one: MoneyBag, part: number, whole: number): MoneyBag =>
  each(one, (side) => share(one[side].amount, BigInt(part), BigInt(whole)));

/** `of` scaled by shop amount / shop total, e.g. the tax in a part of a shipping price. */
export const proportion = (of: MoneyBag, part: string, whole: string): MoneyBag =>
  each(of, (side) => share(of[side].amount, toUnits(part), toUnits(whole)));

export const isZeroBag = (one: MoneyBag): boolean => isZero(one.shopMoney.amount);

export const taxSum = (zero: MoneyBag, lines: TaxLine[]): MoneyBag =>
  sumBags(
    zero,
    lines.map((line) => line.priceSet),
  );
