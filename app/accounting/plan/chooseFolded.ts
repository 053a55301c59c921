import { subtract, type Cents } from '../money.ts';
import { worthOf, type Change } from './change.ts';
import { grossOf } from './item.ts';

/**
 * Which removals an invoice that is still to be written simply leaves out: those that came before the payment, which
 * therefore was for the smaller order. A removal after the payment stays on the invoice until its money goes back; then
 * it is a credit note. Payment and removals are matched by amount: the shortest run of removals that leaves exactly what
 * was paid; when none does, the order as it stands today is what the buyer has to pay.
 *
 * @param charged everything the order ever charged
 * @param paid money received
 * @param removals without money of their own, oldest first
 */
export function chooseFolded(charged: Cents, paid: Cents, removals: Change[]): Change[] {
  // What was free weighs nothing either way: gone is gone.
  const free = removals.filter((removal) => grossOf(removal.removed) === 0);
  let left = charged;
  if (left === paid) return free;
  for (const [index, removal] of removals.entries()) {
    left = subtract(left, worthOf(removal));
    if (left === paid) return [...new Set([...removals.slice(0, index + 1), ...free])];
  }
  return removals;
}
