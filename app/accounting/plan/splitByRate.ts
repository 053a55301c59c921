import { cents, subtract, sum, type Cents, type Rate } from '../money.ts';
import type { Item, ItemTax } from './item.ts';

interface Share {
  tax: ItemTax & { rate: Rate };
  /** Gross amounts whose tax, rounded to the cent, is this tax. */
  low: number;
  high: number;
  gross: number;
}

/**
 * Shipping (a duty, a fee) of a basket with several rates is taxed at each of them, in the share of the goods; Shopify
 * says the taxes but not the shares. A position has one rate: so the amount is divided such that each share holds the tax
 * that Shopify charged. Where no such division exists the item stays whole, for the tax decision to
 * refuse.
 */
export function splitByRate(item: Item): Item[] {
  const taxes = mergeByRate(item.taxes);
  if (item.kind === 'line' || taxes.length < 2) return [item];
  const untaxed = taxes.find((tax) => tax.rate === 0 && tax.amount === 0);
  const shares = taxes.filter((tax) => tax !== untaxed).map(shareOf);
  if (!shares.every((share) => share !== null) || !divide(item.gross, shares, untaxed !== undefined))
    return [item];
  const parts = shares.map((share) => ({ ...item, gross: cents(share.gross), taxes: [share.tax] }));
  const rest = subtract(item.gross, ...parts.map((part) => part.gross));
  const all = untaxed ? [...parts, { ...item, gross: rest, taxes: [untaxed] }] : parts;
  return all.filter((part) => part.gross > 0);
}

function mergeByRate(taxes: ItemTax[]): ItemTax[] {
  const merged: ItemTax[] = [];
  for (const tax of taxes) {
    const same = merged.find((other) => other.rate === tax.rate);
    if (same) same.amount = sum([same.amount, tax.amount]);
    else merged.push({ ...tax });
  }
  return merged;
}

function shareOf(tax: ItemTax): Share | null {
  const { rate, amount } = tax;
  if (!rate || amount < 0) return null;
  const grossFor = (halfCents: number) => (halfCents * (10_000 + rate)) / (2 * rate);
  return {
    tax: { ...tax, rate },
    low: Math.max(Math.ceil(grossFor(2 * amount - 1)), 0),
    high: Math.ceil(grossFor(2 * amount + 1)) - 1,
    gross: Math.round(grossFor(2 * amount)),
  };
}

/**
 * Moves the shares within their bounds until they add up, the lowest rate first: its bounds are the widest, a cent of tax
 * says least about it. With an untaxed rest the shares may stay below the whole.
 */
function divide(whole: Cents, shares: Share[], restAllowed: boolean): boolean {
  let missing = whole - shares.reduce((total, share) => total + share.gross, 0);
  if (missing > 0 && restAllowed) return true;
  for (const share of shares.toSorted((a, b) => a.tax.rate - b.tax.rate)) {
    const step =
      missing > 0 ? Math.min(missing, share.high - share.gross) : Math.max(missing, share.low - share.gross);
    share.gross += step;
    missing -= step;
  }
  return missing === 0;
}
