/** An amount in integer cents of one currency. Never a fraction. */
export type Cents = number & { readonly __unit: 'cents' };

/** Brands an integer as cents. Throws on a fraction or an unsafe integer: that is a bug, not bad input. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an integer number of cents`);
  return (value === 0 ? 0 : value) as Cents;
}

export const ZERO = cents(0);

/**
 * Reads a decimal string ("1341615.95", "-3.5", "23600") as cents.
 * Null when it is no decimal number or has more than two significant decimals.
 */
export function parseCents(text: string): Cents | null {
  const match = /^(-?)(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, whole, decimals = ''] = match;
  const value = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
  return cents(sign === '-' ? -value : value);
}

/** The decimal string of an amount, always with two decimals: "-3.50". */
export function toDecimal(amount: Cents): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function sum(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) total += amount;
  return cents(total);
}

export const add = (...amounts: Cents[]): Cents => sum(amounts);
export const subtract = (from: Cents, ...amounts: Cents[]): Cents => cents(from - sum(amounts));
export const negate = (amount: Cents): Cents => cents(0 - amount);

/**
 * Divides an amount in proportion to weights, to the cent: what does not divide evenly goes to the largest remainders,
 * the first of equals before the others. Weights are not negative; all zero means everything on the first.
 */
export function apportion(total: Cents, weights: number[]): Cents[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return weights.map((_, index) => (index === 0 ? total : ZERO));
  const size = BigInt(Math.abs(total));
  const shares = weights.map((weight) => Number((size * BigInt(weight)) / BigInt(all)));
  const rests = weights.map((weight) => (size * BigInt(weight)) % BigInt(all));
  const order = rests.map((_, index) => index).sort((a, b) => Number(rests[b]! - rests[a]!));
  const missing = Number(size) - shares.reduce((sum, share) => sum + share, 0);
  for (const index of order.slice(0, missing)) shares[index]! += 1;
  return shares.map((share) => cents(share * Math.sign(total)));
}

/**
 * A tax rate in hundredths of a percent: 1900 is 19 %, 2550 is Finland's 25.5 %.
 * Integers, so that rates can be compared.
 */
export type Rate = number & { readonly __unit: 'rate' };

export function rate(hundredthsOfPercent: number): Rate {
  if (!Number.isSafeInteger(hundredthsOfPercent)) throw new RangeError(`${hundredthsOfPercent} is no rate`);
  return hundredthsOfPercent as Rate;
}

/** Shopify's float rate (0.19, 0.055000000000000004) as a {@link Rate}; null when it is no plausible rate. */
export function parseRate(fraction: number): Rate | null {
  const value = Math.round(fraction * 10_000);
  const exact = Math.abs(value - fraction * 10_000) < 0.01;
  return exact && value >= 0 && value <= 10_000 ? rate(value) : null;
}

/** The tax inside a gross amount, rounded half up in size to the cent: 39.98 at 19 % holds 6.38. */
export function taxInGross(gross: Cents, taxRate: Rate): Cents {
  return divideRounded(gross * taxRate, 10_000 + taxRate);
}

/** The tax on a net amount, rounded half up in size to the cent. */
export function taxOnNet(net: Cents, taxRate: Rate): Cents {
  return divideRounded(net * taxRate, 10_000);
}

function divideRounded(numerator: number, denominator: number): Cents {
  const size = BigInt(Math.abs(numerator));
  const by = BigInt(denominator);
  const rounded = Number((size * 2n + by) / (by * 2n));
  return cents(rounded * Math.sign(numerator));
}
