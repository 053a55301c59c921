import { subtract, type Cents } from '../money.ts';
import { worthOf, type Change } from './change.ts';
import { grossOf, sameItem } from './item.ts';

export interface FoldInput {
  /** What the buyer had to pay before the removals. */
  toPay: Cents;
  received: Cents;
  /** Money returned that names nothing. */
  returned: Cents;
  /** Removals without money of their own, oldest first. */
  removals: Change[];
}

/**
 * Which removals an invoice that is still to be written simply leaves out: those that came before the payment, which
 * therefore was for the smaller order. A removal after the payment stays on the invoice until its money goes back; then
 * it is a credit note. Payment and removals are matched by amount: the shortest run of removals that leaves what was paid,
 * or what was paid and kept. When none does, as many as the payment does not reach.
 */
export function chooseFolded({ toPay, received, returned, removals }: FoldInput): Change[] {
  const left = [toPay];
  for (const removal of removals) left.push(subtract(left.at(-1)!, worthOf(removal)));
  const exact = [received, subtract(received, returned)].map((paid) => left.indexOf(paid));
  const length = exact.find((index) => index >= 0) ?? left.findLastIndex((rest) => rest >= received);
  const run = removals.slice(0, Math.max(length, 0));
  // What was free weighs nothing either way: gone is gone. But where a lower price before it stays out of the invoice,
  // the pieces still have a price there.
  const isPriced = (removal: Change) =>
    removals
      .slice(run.length, removals.indexOf(removal))
      .some((earlier) => worthOf(earlier) !== 0 && touchesSame(earlier, removal));
  const free = removals.filter((removal) => grossOf(removal.removed) === 0 && !isPriced(removal));
  return [...new Set([...run, ...free])];
}

const touchesSame = (one: Change, other: Change): boolean =>
  one.removed.some((item) => other.removed.some((part) => sameItem(part, item)));
