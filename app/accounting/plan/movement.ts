import type { Day } from '../documents.ts';
import { sum, type Cents } from '../money.ts';

/** Money that moved, in the shop's currency. */
export interface Movement {
  gid: string;
  gateway: string;
  day: Day;
  /** When it moved, in milliseconds. */
  at: number;
  /** In the shop's currency, at the exchange rate of the order. */
  amount: Cents;
  /** What it was more (or, negative, less) than that by the exchange rate of its own day. */
  exchange: Cents;
  /** In the buyer's currency; null where it is not known. */
  presentment: string | null;
}

export interface Money {
  /** In the order of time, less what went back as cash change. */
  received: Movement[];
  /** By refund. */
  returned: Map<string, Movement[]>;
  /** Returned without a refund that says why. */
  unexplained: Movement[];
  /** Refunds whose money is still on its way. */
  pending: Set<string>;
}

export const amountOf = (money: { amount: Cents }[]): Cents => sum(money.map((movement) => movement.amount));

/** Money that went back with one refund. */
export const returnedFor = (money: Money, change: { gid: string }): Cents =>
  amountOf(money.returned.get(change.gid) ?? []);
