import type { Order, OrderGid } from '../../accounting/order.ts';
import { storedOrder } from '../../accounting/stored/order.ts';
import { snapshotContext } from '../../platform/encryptionContexts.ts';
import type { ShopifyAnswer } from '../../shopify/answer.ts';
import { park, type Stop } from '../outcome.ts';
import type { Lease } from '../ledger/lease.server.ts';
import type { RunSignals, SyncPorts } from '../ports.server.ts';
import { exhausted, foreignCurrency, orderNotFound, unreadableOrder, waiting } from '../problems.ts';

interface CurrentOrder {
  order: Order;
  /** False: Shopify does not show it any more, this is how it was. */
  fresh: boolean;
  /** Something happened since that reading, and nobody can tell what: the reading is no answer to it. */
  outdated: boolean;
}

/**
 * The order as it is now. When Shopify does not show it any more (deleted, or older than 60 days), the snapshot of the
 * last reading serves, so that what was begun is finished.
 */
export async function readOrderOrSnapshot(
  ports: SyncPorts,
  lease: Lease,
  signals: RunSignals,
): Promise<CurrentOrder | Stop> {
  const answer = await ports.readOrder(lease.shopId, lease.orderGid as OrderGid, lease.signal);
  if (answer.kind === 'done') return { order: answer.value, fresh: true, outdated: false };
  if (answer.kind === 'refused' && answer.why === 'not_found') {
    const snapshot = await readSnapshot(ports, lease);
    if (!snapshot) return park(orderNotFound());
    return { order: snapshot, fresh: false, outdated: await wasHintedSince(ports, lease) };
  }
  return stopOf(answer, signals);
}

/** Whether a hint about the order came in after it was last read from Shopify. */
async function wasHintedSince({ db }: SyncPorts, { orderSyncId }: Lease): Promise<boolean> {
  const [seen] = await db.$queryRaw<{ since: boolean }[]>`
    select coalesce(max(at) filter (where step = 'hint') >
        max(at) filter (where step = 'read' and detail @> '{"fresh": true}'::jsonb),
      count(*) filter (where step = 'hint') > 0) as since
    from event where order_sync_id = ${orderSyncId}::uuid and step in ('hint', 'read')`;
  return seen?.since ?? false;
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
