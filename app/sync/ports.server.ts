import type { Plan, PlanInput } from '../accounting/documents.ts';
import type { Order, OrderGid } from '../accounting/order.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.server.ts';
import type { Encryption } from '../platform/encryption.server.ts';
import type { Log } from '../platform/log.server.ts';
import type { SevdeskClient } from '../sevdesk/client.ts';
import type { ShopifyAnswer } from '../shopify/answer.ts';
import type { LoneReader } from '../shopify/fetchLone.server.ts';
import type { VatAnswer, VatQuestion } from '../vies/askVies.server.ts';

// The sync engine: brings one order in sevdesk to where it should be. runOrder.server.ts is the way through it,
// ledger.server.ts what it remembers, steps/ what it does in sevdesk, and views.ts what the pages see of it.

/** Everything the engine touches outside of itself, so that a simulation can hand in its own world. */
export interface SyncPorts {
  db: Database;
  clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  encryption: Encryption;
  log: Log;
  /** The order as it is now, read with the shop's own token. */
  readOrder(shopId: string, orderGid: OrderGid, signal: AbortSignal): Promise<ShopifyAnswer<Order>>;
  /** A refund or payment by itself, where Shopify no longer shows its order. */
  readLone: LoneReader;
  openSevdesk(access: SevdeskAccess): SevdeskClient;
  plan(input: PlanInput): Plan;
  /** Asks VIES. Unclear when it does not answer: the order then waits, nothing is guessed. */
  checkVat(question: VatQuestion, signal: AbortSignal): Promise<VatAnswer>;
}

interface SevdeskAccess {
  token: string;
  /** The pace and the breaker hang on the account, not on the shop. */
  accountKey: string;
  requestsPerSecond: number;
  /** Ends a request that is under way when the run may not go on. */
  signal: AbortSignal;
  /** Whether a request may still leave, asked last. */
  mayLeave?: () => boolean;
  /** The moment that is booked already for the request at hand; null when none is. */
  takeSlot?: () => Date | null;
}

/** How a run is asked to end early. */
export interface RunSignals {
  /** Finish the step at hand, then stop (SIGTERM). */
  soft: AbortSignal;
  /** Break off, even in the middle of a request. */
  hard: AbortSignal;
}
