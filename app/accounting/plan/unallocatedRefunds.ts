import { cents, subtract, type Cents } from '../money.ts';
import { worthOf } from './change.ts';
import type { Context } from './context.ts';
import { amountOf, returnedFor, type Movement } from './movement.ts';

/** Money that was returned beyond what its refund names: it pays for an earlier removal, or for an overpayment. */
export const unallocatedRefunds = (context: Context): Cents => amountOf(unallocatedMovements(context));

export function unallocatedMovements({ money, history }: Context): Movement[] {
  const beyond = history.changes.flatMap((change) => {
    const [last] = (money.returned.get(change.gid) ?? []).toReversed();
    const amount = cents(Math.max(subtract(returnedFor(money, change), worthOf(change)), 0));
    return last && amount > 0 ? [{ ...last, amount }] : [];
  });
  return [...money.unexplained, ...beyond];
}
