import { afterEach, describe, expect, it } from 'vitest';
import { useSyncWorld, newOrder, rowOf, type SyncShop } from '../../tests/support/syncWorld.ts';
import { buildOrder } from '../accounting/testing/buildOrder.ts';
import { enqueue, orderJobKey, priority } from '../platform/queue/jobs.server.ts';
import { systemClock } from '../platform/clock.ts';
import type { Runtime } from '../platform/runtime.server.ts';
import { startWorker, type Worker } from './startWorker.server.ts';
import type { WorkerPorts } from './ports.server.ts';

// One worker as it is, the database, and the pace of a real account: three requests a second.

const world = useSyncWorld({ start: systemClock.now() });
const BACKLOG = 100_000;
/** "A few seconds", on a machine that does other things too. */
const FEW_SECONDS_MS = 5_000;

let worker: Worker | null = null;
afterEach(async () => {
  await worker?.stop();
  worker = null;
});

async function start(): Promise<void> {
  const ports: WorkerPorts = {
    ...world.ports,
    clock: systemClock,
    listOrders: () => Promise.resolve({ kind: 'done', value: { orders: [], next: null } }),
    // Shopify has every order of the backlog, and takes its time for each.
    readOrder: async (shopId, gid, signal) => {
      const known = await world.ports.readOrder(shopId, gid, signal);
      await systemClock.sleep(100);
      if (known.kind === 'done') return known;
      const id = gid.slice(gid.lastIndexOf('/') + 1);
      return {
        kind: 'done',
        value: buildOrder({ id, lines: [{ price: 1000 }], with: { gid, name: `#${id}` } }),
      };
    },
  };
  const { db, encryption } = world.ports;
  const config = { databaseUrl: world.databaseUrl, workerConcurrency: 10, workerPort: null, mail: null };
  const shopify = { apiKey: 'client-id', secrets: ['client-secret'] };
  const shared = { db, encryption, clock: systemClock, config: { ...config, shopify } } as Runtime;
  worker = await startWorker(shared, {
    ports: () => ports,
    fail: (why, error) => expect.fail(`${why} ${String(error)}`),
  });
}

/** A shop at a real pace. */
async function newShop(): Promise<SyncShop> {
  const shop = await world.newShop();
  await world.ports.db.sevdeskConnection.update({
    where: { shopId: shop.id },
    data: { requestsPerSecond: 3 },
  });
  return shop;
}

/** A webhook for an order that was just paid; answers how long it took until it was booked. */
async function bookLive(shop: SyncShop): Promise<number> {
  const order = newOrder();
  world.putOrder(shop, order);
  const began = Date.now();
  const payload = { shopId: shop.id, orderGid: order.gid };
  await enqueue(world.ports.db, 'sync_order', payload, { key: orderJobKey(shop.id, order.gid) });
  while (Date.now() - began < 60_000) {
    await systemClock.sleep(50);
    const row = await rowOf(world, shop, order).catch(() => null);
    if (row?.state === 'synced') return Date.now() - began;
  }
  return Date.now() - began;
}

/** Rows as hints leave them, all due. */
const due = (shop: SyncShop, priority: number) => world.ports.db.$executeRaw`
  insert into order_sync (shop_id, order_gid, order_id, state, reason, next_attempt_at, priority, first_seen_at,
    changed_at, listed_at)
  select ${shop.id}::uuid, 'gid://shopify/Order/' || i, i::text, 'waiting', 'wait.queued', now(), ${priority}::int, now(),
    now(), now()
  from generate_series(1, ${BACKLOG}::int) i`;

/** Jobs as that many webhooks leave them, which come in at some thousands a second. */
async function jobs(shop: SyncShop): Promise<void> {
  for (let first = 1; first < BACKLOG; first += 5_000) {
    await world.ports.db.$executeRaw`
      insert into graphile_worker._private_jobs (task_id, payload, key, priority)
      select (select id from graphile_worker._private_tasks where identifier = 'sync_order'),
        json_build_object('shopId', ${shop.id}::text, 'orderGid', 'gid://shopify/Order/' || i),
        'order:' || ${shop.id}::text || ':gid://shopify/Order/' || i, 0
      from generate_series(${first}::int, ${first}::int + 4999) i`;
    await systemClock.sleep(300);
  }
}

/** Whether the backlog itself is worked off, at the pace of its account. */
async function isMoving(shop: SyncShop): Promise<boolean> {
  for (let waited = 0; waited < 60; waited++) {
    if ((await world.ports.db.orderSync.count({ where: { shopId: shop.id, state: 'synced' } })) > 0)
      return true;
    await systemClock.sleep(500);
  }
  return false;
}

describe('a backlog of 100,000 orders of one shop', () => {
  it.each([
    ['of webhooks', true],
    ['of a backfill', false],
  ])(
    '%s delays the live order of another by no more than a few seconds',
    async (_, webhooks) => {
      const [busy, other] = [await newShop(), await newShop()];
      await start();
      const alone = await bookLive(other);
      await due(busy, webhooks ? priority.live : priority.backfill);
      if (webhooks) await jobs(busy);
      await world.ports.db.$executeRaw`analyze order_sync, graphile_worker._private_jobs`;
      await systemClock.sleep(2_000);
      const times: number[] = [];
      for (let count = 0; count < 5; count++) times.push(await bookLive(other));
      // The middle one: whatever else the machine does at a moment is not the backlog's doing.
      const usual = times.toSorted((a, b) => a - b)[2]!;
      expect(usual - alone, `alone ${alone}, beside the backlog ${times.join(', ')} ms`).toBeLessThan(
        FEW_SECONDS_MS,
      );
      expect(await isMoving(busy)).toBe(true);
    },
    400_000,
  );
});
