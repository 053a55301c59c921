import { randomUUID } from 'node:crypto';
import { big, instant, text, uuid } from '../../platform/sql/codecs.ts';
import { statement } from '../../platform/sql/statement.ts';
import type { RunSignals, SyncPorts } from '../ports.server.ts';

const LEASE_MS = 30_000;
const RENEW_MS = 10_000;

/** Runs of one shop at a time: enough to use up the pace of its sevdesk account, too few to crowd out other shops. */
export const RUNS_PER_SHOP = 3;

/** The right to act for one order. Every write shows owner and fence; a newer lease makes them worthless. */
export interface Lease {
  orderSyncId: string;
  shopId: string;
  orderGid: string;
  owner: string;
  fence: bigint;
  /** The revision this run answers for. */
  revision: bigint;
  /** Aborted once the lease is lost or has run out, or when the process breaks off. */
  signal: AbortSignal;
  /** By the clock, for a process that was asleep and has not heard of anything yet. */
  isGood(): boolean;
  release(): void;
}

const TAKE = statement('ledger.take_lease', {
  params: { shopId: uuid, orderGid: text, owner: text, now: instant, until: instant },
  row: { id: uuid, fence: big, revision: big },
  sql: `
    update order_sync o set lease_owner = :owner, lease_until = :until, fence = o.fence + 1
    where o.shop_id = :shopId and o.order_gid = :orderGid and o.next_attempt_at <= :now
      and (o.lease_until is null or o.lease_until <= :now)
      and (select count(*) from order_sync b where b.shop_id = o.shop_id and b.lease_until > :now) < ${RUNS_PER_SHOP}
    returning o.id, o.fence, o.wanted_revision as revision`,
});

const RENEW = statement('ledger.renew_lease', {
  params: { id: uuid, owner: text, fence: big, until: instant },
  row: { id: uuid },
  sql: `
    update order_sync set lease_until = :until where id = :id and lease_owner = :owner and fence = :fence
    returning id`,
});

/**
 * Takes the lease of a due order, or answers null: somebody else runs it, nothing is due, or the shop's runs are all
 * under way. Whoever ends a run of that shop then wakes the next one.
 */
export async function takeLease(
  ports: SyncPorts,
  shopId: string,
  orderGid: string,
  signals: RunSignals,
): Promise<Lease | null> {
  const now = ports.clock.now();
  const owner = randomUUID();
  const taken = await ports.db.sql.first(TAKE, { shopId, orderGid, owner, now, until: until(now) });
  if (!taken) return null;
  const lease = {
    orderSyncId: taken.id,
    shopId,
    orderGid,
    owner,
    fence: taken.fence,
    revision: taken.revision,
  };
  return { ...lease, ...keepLease(ports, lease, now, signals) };
}

const until = (now: Date) => new Date(now.getTime() + LEASE_MS);

type Held = Pick<Lease, 'orderSyncId' | 'owner' | 'fence'>;

/** Renews the lease until it is released; tells the run when it is lost. */
function keepLease(ports: SyncPorts, held: Held, takenAt: Date, signals: RunSignals) {
  const lost = new AbortController();
  const released = new AbortController();
  const signal = AbortSignal.any([lost.signal, signals.hard]);
  let goodUntil = until(takenAt);

  const renew = async () => {
    while (!released.signal.aborted) {
      await ports.clock.sleep(RENEW_MS, released.signal);
      const now = ports.clock.now();
      const renewed = await renewLease(ports, held, now).catch((error: unknown) => {
        ports.log.warn('lease.renew_failed', { error });
        return null;
      });
      if (renewed) goodUntil = until(now);
      if (renewed === false || ports.clock.now() >= goodUntil) return lost.abort(new Error('lease lost'));
    }
  };
  // The only way out of the loop by exception is the sleep that release() ends.
  renew().catch(() => undefined);
  return {
    signal,
    isGood: () => !signal.aborted && ports.clock.isSure?.() !== false && ports.clock.now() < goodUntil,
    release: () => released.abort(new Error('released')),
  };
}

async function renewLease(
  ports: SyncPorts,
  { orderSyncId: id, owner, fence }: Held,
  now: Date,
): Promise<boolean> {
  return (await ports.db.sql.first(RENEW, { id, owner, fence, until: until(now) })) !== null;
}
