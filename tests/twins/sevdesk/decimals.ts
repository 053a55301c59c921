// Numbers as sevdesk writes them: strings with the trailing zeros dropped ("18.4", "29"), read exactly.

/** Units of one ten-thousandth: prices and quantities may have more decimals than cents. */
export type TenThousandths = bigint;

/** A decimal string or JSON number in ten-thousandths; null when it is none. */
export function readDecimal(value: unknown): TenThousandths | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return null;
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,4})0*)?$/.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '0', decimals = ''] = match;
  const size = BigInt(whole) * 10_000n + BigInt(decimals.padEnd(4, '0'));
  return sign === '-' ? -size : size;
}

/** An amount in cents; null when it is no amount of whole cents. */
export function readCents(value: unknown): number | null {
  const exact = readDecimal(value);
  return exact === null || exact % 100n !== 0n ? null : Number(exact / 100n);
}

/** Rounds half away from zero, as PHP's round does. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (size * 2n + denominator) / (denominator * 2n);
  return numerator < 0n ? -rounded : rounded;
}

/** 6545 -> "65.45", 1840 -> "18.4", 2900 -> "29" (MEASURED:rs, trailing zeros dropped). */
export const decimalText = (cents: number): string => String(cents / 100);

export const tenThousandthsText = (value: TenThousandths): string => String(Number(value) / 10_000);
