import { subtract, type Cents } from '../money.ts';
import type { Instant, Refund } from '../order.ts';
import type { Problem } from '../problem.ts';
import { grossOf, type Item } from './item.ts';

/** Something put on the order or taken off it. `update`: only its price changed, the thing itself stays. */
export type Entry = Item & { update: boolean };

/** What happened to an order after it was placed: an edit, a refund, a return, an exchange. */
export interface Change {
  /** The refund, else the ledger entry: the source of a credit note. */
  gid: string;
  /** The ledger entry: the source of a follow-up invoice. Null for a refund that a kept snapshot does not know. */
  agreementGid: string | null;
  happenedAt: Instant;
  added: Entry[];
  removed: Entry[];
  /** Of a refund: how much less (or, negative, more) goes back than the removed items are worth. */
  kept: Cents;
  refund: Refund | null;
  /** Why nothing can be made of it: it contradicts itself, or is not understood. */
  problem: Problem | null;
}

export interface History {
  /** The ledger entries of the placed order, and what they charge. */
  placed: { gids: string[]; items: Item[] };
  /** In the order of time. */
  changes: Change[];
}

/** What a change takes off the order, gift cards included. */
export const worthOf = (change: Change): Cents => subtract(grossOf(change.removed), change.kept);

/** Whether a list of covered entries names the change, by its refund or by its ledger entry. */
export const isIn = (covered: string[], change: Change): boolean =>
  covered.includes(change.gid) || (change.agreementGid !== null && covered.includes(change.agreementGid));

/** A refund of money that names nothing. */
export const isAmountOnly = ({ refund, removed, added }: Change): boolean =>
  refund !== null && removed.length === 0 && added.length === 0;
