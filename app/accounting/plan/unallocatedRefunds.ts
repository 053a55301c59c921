import { add, cents, subtract, type Cents } from '../money.ts';
import { worthOf } from './change.ts';
import type { Context } from './context.ts';
import { amountOf, returnedFor } from './movement.ts';

/** Money that was returned beyond what its refund names: it pays for an earlier removal, or for an overpayment. */
export const unallocatedRefunds = ({ money, history }: Context): Cents =>
  add(
    amountOf(money.unexplained),
    ...history.changes.map((change) =>
      cents(Math.max(subtract(returnedFor(money, change), worthOf(change)), 0)),
    ),
  );
