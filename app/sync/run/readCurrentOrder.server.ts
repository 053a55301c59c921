import type { Order, OrderGid } from '../../accounting/order.ts';
import { storedOrder } from '../../accounting/stored/order.ts';
import { snapshotContext } from '../../platform/encryptionContexts.ts';
import type { ShopifyFailure } from '../../shopify/answer.ts';
import { park, type Stop } from '../outcome.ts';
import type { Lease } from '../ledger/lease.server.ts';
import type { RunSignals, SyncPorts } from '../ports.server.ts';
import { catchUp } from './catchUp.server.ts';
import { exhausted, foreignCurrency, orderNotFound, unreadableOrder, waiting } from '../problems.ts';

interface CurrentOrder {
  order: Order;
  /** False: Shopify does not show it any more, this is how it was. */
  fresh: boolean;
  /** False: something happened since that reading, and nobody can tell what: the order is no answer to it. */
  caughtUp: boolean;
}

/**
 * The order as it is now. When Shopify does not show it any more (deleted, or older than 60 days), the snapshot of the
 * last reading serves, so that what was begun is finished, and refunds and payments that came since are asked for by
 * themselves.
 */
export async function readOrderOrSnapshot(
  ports: SyncPorts,
  lease: Lease,
  signals: RunSignals,
): Promise<CurrentOrder | Stop> {
  const answer = await ports.readOrder(lease.shopId, lease.orderGid as OrderGid, lease.signal);
  if (answer.kind === 'done') return { order: answer.value, fresh: true, caughtUp: true };
  if (answer.kind === 'refused' && answer.why === 'not_found') {
    const snapshot = await readSnapshot(ports, lease);
    if (!snapshot) return park(orderNotFound());
    const caught = await catchUp(ports, lease, snapshot);
    if ('kind' in caught) return stopOf(caught, signals);
    return { ...caught, fresh: false };
  }
  return stopOf(answer, signals);
}

async function readSnapshot(
  ports: SyncPorts,
  { orderSyncId, shopId, orderGid }: Lease,
): Promise<Order | null> {
  const row = await ports.db.orderSync.findUnique({
    where: { id: orderSyncId },
    select: { snapshotEncrypted: true },
  });
  if (!row?.snapshotEncrypted) return null;
  return storedOrder.read(ports.encryption.decrypt(row.snapshotEncrypted, snapshotContext(shopId, orderGid)));
}

function stopOf(answer: ShopifyFailure, signals: RunSignals): Stop {
  const { message } = answer;
  if (answer.kind === 'unclear') {
    if (answer.cause === 'aborted') return signals.hard.aborted ? { stop: 'interrupted' } : { stop: 'lost' };
    const failure = {
      class: 'transient' as const,
      problem: exhausted.shopify,
      message: `${answer.cause} ${message}`,
    };
    return { stop: 'fail', failure: { ...failure, retryAfterMs: null, atLeastMs: 0 } };
  }
  switch (answer.why) {
    case 'throttled': {
      const failure = {
        class: 'rate_limited' as const,
        problem: exhausted.shopifyRate,
        message,
        atLeastMs: 0,
      };
      return { stop: 'fail', failure: { ...failure, retryAfterMs: answer.retryAfterMs } };
    }
    case 'token':
      return { stop: 'token_refused' };
    case 'access_denied':
      return { stop: 'hold', reason: waiting.shopifyScope };
    case 'operator':
      return { stop: 'hold', reason: waiting.shopifyApp };
    case 'shop_closed':
      return { stop: 'hold', reason: waiting.shopClosed };
    case 'foreign_currency':
      return park(foreignCurrency(answer.message));
    case 'not_found':
    case 'invalid':
    case 'unreadable':
      return park(unreadableOrder());
  }
}
