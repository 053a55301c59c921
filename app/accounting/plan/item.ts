import type { Position } from '../documents.ts';
import { subtract, sum, taxInGross, type Cents, type Rate } from '../money.ts';

export interface ItemTax {
  rate: Rate | null;
  amount: Cents;
  channelLiable: boolean;
}

/** One thing that a document charges or credits: a line, shipping, a tip, a duty, a fee, an adjustment. */
export interface Item {
  kind: Position['source']['kind'];
  gid: string | null;
  name: string;
  text: string | null;
  quantity: number;
  /** With tax. Never negative: whether it is charged or credited is said by where it stands. */
  gross: Cents;
  taxes: ItemTax[];
  requiresShipping: boolean;
  isGiftCard: boolean;
}

export const taxOf = (item: { taxes: { amount: Cents }[] }): Cents =>
  sum(item.taxes.map((tax) => tax.amount));

export const grossOf = (items: { gross: Cents }[]): Cents => sum(items.map((item) => item.gross));

/** Items that are turnover. A gift card is none when it is sold (§ 3 (15) UStG): it is money, spent later. */
export const turnoverOf = <Any extends Item>(items: Any[]): Any[] => items.filter((item) => !item.isGiftCard);

export const giftCardsOf = (items: Item[]): Cents => grossOf(items.filter((item) => item.isGiftCard));

export const sameItem = (a: Pick<Item, 'kind' | 'gid'>, b: Pick<Item, 'kind' | 'gid'>): boolean =>
  a.kind === b.kind && a.gid === b.gid;

/**
 * A part of an item, with the tax of the part. Shopify divides a line's tax over its units so that the sum is right,
 * which leaves single parts a cent off the tax of their own amount. A document of the part alone states the tax of its
 * amount, as sevdesk computes it. What is off by more than `within` cents is left as it stands, for the tax decision to refuse.
 */
export function partOf<Part extends Item>(part: Part, whole: Item, within = 1): Part {
  const charged = whole.taxes.filter((tax) => tax.amount !== 0);
  const [line] = charged;
  if (!line || charged.length > 1 || line.rate === null) return part;
  if (part.taxes.some((tax) => tax.amount !== 0 && tax.rate !== line.rate)) return part;
  const amount = taxInGross(part.gross, line.rate);
  if (Math.abs(amount - taxOf(part)) > within) return part;
  return { ...part, taxes: [{ ...line, amount }] };
}

/** What is left of an item (with negative figures: what it was before) when an amount with its tax goes. */
export function withoutPart(item: Item, part: { gross: Cents; tax: Cents; quantity: number }): Item {
  const charged = item.taxes.findIndex((tax) => tax.amount !== 0);
  const taxes = item.taxes.map((tax, index) =>
    index === Math.max(charged, 0) ? { ...tax, amount: subtract(tax.amount, part.tax) } : tax,
  );
  return { ...item, quantity: item.quantity - part.quantity, gross: subtract(item.gross, part.gross), taxes };
}
