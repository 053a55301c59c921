import type { AccountFacts, Position } from '../documents.ts';
import { cents, type Rate } from '../money.ts';
import { shorten } from '../texts/shorten.ts';
import { taxOf, type Item } from './item.ts';

/** Longest name that sevdesk's column takes. */
const NAME_LENGTH = 255;

/**
 * An item as a position at its gross. The quantity stays where the price of one divides evenly; else it goes into the
 * name, because quantity times a rounded unit price would miss the total. Accounts that round the tax of each unit
 * (not settled whether there are any) always get quantity 1.
 */
export function makePosition(item: Item, rate: Rate, rounding: AccountFacts['quantityRounding']): Position {
  const counted = item.quantity === 1 || (rounding === 'per_line' && item.gross % item.quantity === 0);
  const quantity = counted ? item.quantity : 1;
  const name = counted ? item.name : `${item.quantity} × ${item.name}`;
  return {
    name: shorten(name, NAME_LENGTH),
    text: item.text,
    quantity,
    unitGross: cents(item.gross / quantity),
    gross: item.gross,
    tax: taxOf(item),
    rate,
    source: { kind: item.kind, gid: item.gid },
  };
}

/**
 * Whether an item is shown. Goods given away (100 % discount) stay, at 0.00: an invoice names the quantity and kind of
 * everything delivered (§ 14 (4) no. 5 UStG), and a later return finds its line. A shipping, tip or fee of nothing is
 * nothing.
 */
export const isShown = (item: Item): boolean => item.gross !== 0 || item.kind === 'line';
