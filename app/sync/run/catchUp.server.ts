import type { Order } from '../../accounting/order.ts';
import type { ShopifyFailure } from '../../shopify/answer.ts';
import type { Lease } from '../ledger/lease.server.ts';
import type { SyncPorts } from '../ports.server.ts';
import { addPayment, addRefund } from './addLone.ts';
import { namedSince, type Named } from './namedSince.server.ts';

export interface CaughtUp {
  order: Order;
  /** False: something happened that nobody can tell; the order is not what it was, and nobody knows what it is. */
  caughtUp: boolean;
}

/** An order that Shopify changes because of a refund or a payment is changed within moments of it. */
const TOGETHER_MS = 2 * 60_000;

/**
 * An order that Shopify no longer shows, as it was read last, and with what webhooks have named since: refunds and payments
 * are asked for by themselves. Other things (an edit, a cancellation, what a webhook says nothing of) cannot be asked for,
 * nor what Shopify does not show by itself either: then it is not caught up. A failure is one that passes.
 */
export async function catchUp(
  ports: SyncPorts,
  lease: Lease,
  snapshot: Order,
): Promise<CaughtUp | ShopifyFailure> {
  const { since, hinted } = await hintsOf(ports, lease);
  if (!hinted) return { order: snapshot, caughtUp: true };
  const named = await namedSince(ports, lease, since);
  let order = snapshot;
  for (const gid of gidsOf(named, isRefund)) {
    const known = order.refunds.find((one) => one.gid === gid);
    if (known && !isOnItsWay(known.transactions)) continue;
    const answer = await ports.readLone.refund(lease.shopId, gid, lease.signal);
    if (answer.kind === 'done') order = addRefund(order, answer.value);
    else if (!isNotShown(answer)) return answer;
  }
  for (const gid of gidsOf(named, isPayment)) {
    const known = order.transactions.filter((one) => one.gid === gid);
    if (known.length > 0 && !isOnItsWay(known)) continue;
    const answer = await ports.readLone.payment(lease.shopId, gid, lease.signal);
    if (answer.kind === 'done') order = addPayment(order, answer.value);
    else if (!isNotShown(answer)) return answer;
  }
  return { order, caughtUp: named.length > 0 && named.every((one) => isKnown(order, one)) };
}

/** Since when hints are not answered yet, and whether there are any. */
async function hintsOf({ db }: SyncPorts, { orderSyncId }: Lease) {
  const [seen] = await db.$queryRaw<{ since: Date | null; hinted: boolean }[]>`
    with whole as (
      select max(at) as at from event where order_sync_id = ${orderSyncId}::uuid and step = 'read'
        and (detail @> '{"fresh": true}'::jsonb or detail @> '{"caughtUp": true}'::jsonb)
    )
    select whole.at as since, exists (
      select 1 from event where order_sync_id = ${orderSyncId}::uuid and step = 'hint'
        and (whole.at is null or event.at > whole.at)) as hinted
    from whole`;
  return { since: seen?.since ?? null, hinted: seen?.hinted ?? false };
}

const isRefund = (one: Named) => one.what === 'refund';
/** A refund's own transactions come with it. */
const isPayment = (one: Named) =>
  one.what === 'transaction' && (one.kind === 'sale' || one.kind === 'capture');

const gidsOf = (named: Named[], is: (one: Named) => boolean): Set<string> =>
  new Set(named.filter(is).flatMap((one) => ('gid' in one ? [one.gid] : [])));

const isOnItsWay = (transactions: Order['transactions']): boolean =>
  transactions.some(({ status }) => status !== 'success' && status !== 'failure' && status !== 'error');

const isNotShown = (answer: ShopifyFailure): boolean =>
  answer.kind === 'refused' && ['not_found', 'access_denied', 'invalid', 'unreadable'].includes(answer.why);

/** Whether the order says by now what a webhook said. */
function isKnown(order: Order, named: Named): boolean {
  switch (named.what) {
    case 'refund':
      return order.refunds.some(({ gid }) => gid === named.gid);
    case 'transaction':
      return order.transactions.some(({ gid }) => gid === named.gid);
    case 'touched':
      return movedAt(order).some((at) => Math.abs(at - named.at) <= TOGETHER_MS);
    case 'paid':
      return order.fullyPaid;
    case 'anything':
      return false;
  }
}

const movedAt = ({ refunds, transactions }: Order): number[] => [
  ...refunds.map(({ createdAt }) => Date.parse(createdAt)),
  ...transactions.map(({ processedAt }) => Date.parse(processedAt)),
];
