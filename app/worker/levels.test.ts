import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock } from '../platform/clock.ts';
import { renderMetrics } from '../platform/metrics.server.ts';
import { watchLevels } from './levels.server.ts';

const database = useDatabase();
const MINUTE = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms);

async function shown(name: string): Promise<number> {
  const { body } = await renderMetrics();
  const line = body.split('\n').find((one) => one.startsWith(`sevdesk_connector_${name} `));
  return Number(line?.split(' ').at(-1));
}

describe('the levels of an installation', () => {
  beforeAll(async () => {
    const { db } = database;
    watchLevels(db, systemClock);
    const shop = await db.shop.create({ data: { domain: 'levels.myshopify.com' } });
    const order = (
      nth: number,
      data: { nextAttemptAt: Date | null; priority?: number; leaseUntil?: Date },
    ) => ({
      shopId: shop.id,
      orderGid: `gid://shopify/Order/${nth}`,
      orderId: String(nth),
      ...{ firstSeenAt: ago(0), changedAt: ago(0), listedAt: ago(0) },
      ...data,
    });
    await db.orderSync.createMany({
      data: [
        order(1, { nextAttemptAt: ago(5 * MINUTE) }),
        order(2, { nextAttemptAt: ago(10 * MINUTE), priority: 20 }),
        order(3, { nextAttemptAt: ago(60 * MINUTE), leaseUntil: ago(-MINUTE) }),
        order(4, { nextAttemptAt: ago(-MINUTE) }),
        order(5, { nextAttemptAt: null }),
      ],
    });
    const first = await db.orderSync.findFirstOrThrow();
    const letter = { shopId: shop.id, orderSyncId: first.id, hint: {}, error: {}, retryCount: 5, steps: [] };
    await db.deadLetter.createMany({
      data: [
        { ...letter, class: 'transient', createdAt: ago(120 * MINUTE) },
        { ...letter, class: 'transient', createdAt: ago(30 * MINUTE), state: 'resolved' },
      ],
    });
    await db.breaker.createMany({
      data: ['account:1', 'account:2', 'host'].map((key) => ({
        key,
        state: key === 'account:1' ? 'open' : 'closed',
        changedAt: ago(0),
      })),
    });
    await db.workerHeartbeat.create({
      data: { poolId: randomUUID(), host: 'here', pid: 1, startedAt: ago(MINUTE), seenAt: ago(0) },
    });
    await db.$executeRaw`select graphile_worker.add_job('sync_order', run_at := now() - interval '90 seconds')::text`;
  });

  it('count the orders that are due and nobody runs, and how long the oldest has waited', async () => {
    expect(await shown('orders_due')).toBe(2);
    expect(await shown('orders_due_age_seconds')).toBeCloseTo(600, -1);
  });

  it('count the jobs that nobody takes', async () => {
    expect(await shown('jobs_ready')).toBe(1);
    expect(await shown('jobs_ready_age_seconds')).toBeCloseTo(90, -1);
  });

  it('count open dead letters, open breakers and living workers', async () => {
    expect(await shown('dead_letters_open{class="transient"}')).toBe(1);
    expect(await shown('dead_letters_open_age_seconds{class="transient"}')).toBeCloseTo(7_200, -1);
    expect(await shown('breakers_open{scope="account"}')).toBe(1);
    expect(await shown('breakers_open{scope="host"}')).toBe(0);
    expect(await shown('workers_alive')).toBe(1);
  });
});
