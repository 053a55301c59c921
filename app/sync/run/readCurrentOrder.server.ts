import type { Order, OrderGid } from '../../accounting/order.ts';
import { snapshotPlace } from '../../platform/encryptionContexts.ts';
import type { ShopifyAnswer } from '../../shopify/answer.ts';
import { park, type Stop } from '../outcome.ts';
import type { Lease } from '../ledger/lease.server.ts';
import type { RunSignals, SyncPorts } from '../ports.server.ts';
import { exhausted, foreignCurrency, orderNotFound, unreadableOrder, waiting } from '../problems.ts';

/**
 * The order as it is now. When Shopify does not show it any more (deleted, or older than 60 days), the snapshot of the
 * last reading serves, so that what was begun is finished.
 */
export async function readOrderOrSnapshot(
  ports: SyncPorts,
  lease: Lease,
  signals: RunSignals,
): Promise<{ order: Order; fresh: boolean } | Stop> {
  const answer = await ports.readOrder(lease.shopId, lease.orderGid as OrderGid, lease.signal);
  if (answer.kind === 'done') return { order: answer.value, fresh: true };
  if (answer.kind === 'refused' && answer.why === 'not_found') {
    const snapshot = await readSnapshot(ports, lease);
    return snapshot ? { order: snapshot, fresh: false } : park(orderNotFound());
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
  return JSON.parse(
    ports.encryption.decrypt(row.snapshotEncrypted, snapshotPlace(shopId, orderGid)),
  ) as Order;
}

function stopOf(answer: Exclude<ShopifyAnswer<Order>, { kind: 'done' }>, signals: RunSignals): Stop {
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
