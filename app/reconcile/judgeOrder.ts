import type { OrderSummary } from '../shopify/listOrders.server.ts';
import { skipped } from '../sync/problems.ts';
import { digestOfSummary, isNewer, saysTheSame } from '../sync/ledger/digest.ts';

/** What the ledger knows of an order that the list names. */
export interface KnownOrder {
  readDigest: string | null;
  foundDigest: string | null;
  reason: string | null;
  /** A hint is noted that a run is still to answer. */
  willBeRead: boolean;
  /** A run is under way, and may have read the order already. */
  isRunning: boolean;
}

export type Finding =
  /** Nothing to do. */
  | { kind: 'same' }
  /** Nobody has heard of it, or of what happened to it. `silent`: a webhook should have told. */
  | { kind: 'missing' | 'changed'; digest: string; silent: boolean };

const same: Finding = { kind: 'same' };

/** How long a webhook may be on its way before its absence means something. */
const ON_ITS_WAY_MS = 60_000;

/** Whether the ledger is behind what Shopify's list says about an order. */
export function judgeOrder(
  summary: OrderSummary,
  known: KnownOrder | null,
  shop: { syncFrom: Date; installedAt: Date },
  now: Date,
): Finding {
  const digest = digestOfSummary(summary);
  const touchedAt = Date.parse(summary.updatedAt);
  const isExpected = touchedAt >= shop.installedAt.getTime() && touchedAt < now.getTime() - ON_ITS_WAY_MS;
  if (!known) return { kind: 'missing', digest, silent: isExpected };
  // It will be read anyway. A run that is under way is no such promise: it may have read before the change.
  if (known.willBeRead && !known.isRunning) return same;
  const isUncovered = known.reason === skipped.beforeStart.code && !isBeforeStart(summary, shop.syncFrom);
  if (isUncovered && !known.isRunning) return { kind: 'changed', digest, silent: false };
  if (known.readDigest === digest || isNewer(known.readDigest, digest)) return same;
  // Asked for because of this very state: a reading that comes to another digest is not asked for again and again.
  if (known.foundDigest === digest) return same;
  return { kind: 'changed', digest, silent: isExpected && !saysTheSame(known.readDigest, digest) };
}

/** As the engine judges it: the merchant may have moved the start of booking to an earlier day since. */
const isBeforeStart = ({ paidAt, processedAt }: OrderSummary, syncFrom: Date): boolean =>
  new Date(paidAt ?? processedAt) < syncFrom && new Date(processedAt) < syncFrom;
