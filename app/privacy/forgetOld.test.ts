import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { createLog } from '../platform/log.server.ts';
import { forgetOld, KEEP_DAYS } from './forgetOld.server.ts';

const database = useDatabase();
const now = new Date('2026-11-24T10:00:00Z');
const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY);
const never = new AbortController().signal;
const ports = () => ({
  db: database.db,
  clock: { now: () => now, sleep: () => Promise.resolve() },
  log: createLog({ level: 'silent', secrets: [] }),
});

let shopId: string;
beforeEach(async () => {
  const { db } = database;
  await db.shop.deleteMany();
  await db.$executeRaw`delete from graphile_worker._private_jobs`;
  shopId = (await db.shop.create({ data: { domain: 'forgetful.myshopify.com' } })).id;
});

const deliver = (days: number[]) =>
  database.db.webhookDelivery.createMany({
    data: days.map((age) => ({
      shopDomain: 'forgetful.myshopify.com',
      shopId,
      webhookId: String(age),
      topic: 'orders/paid',
      receivedAt: daysAgo(age),
    })),
  });
const begin = (kind: string, age: number, more: { enqueued?: number; until?: Date; open?: boolean } = {}) =>
  database.db.reconciliationRun.create({
    data: {
      shopId,
      kind,
      from: daysAgo(age),
      startedAt: daysAgo(age),
      finishedAt: more.open ? null : daysAgo(age),
      watermark: daysAgo(age),
      enqueued: more.enqueued ?? 0,
      until: more.until ?? null,
    },
  });
const runs = async () =>
  (await database.db.reconciliationRun.findMany({ orderBy: { startedAt: 'asc' } })).map(
    ({ kind, startedAt }) => `${kind} ${(now.getTime() - startedAt.getTime()) / DAY}`,
  );

describe('what is past its period', () => {
  it('goes: deliveries after their days, not before', async () => {
    await deliver([1, KEEP_DAYS.webhook_delivery - 0.1, KEEP_DAYS.webhook_delivery + 0.1, 100]);
    expect(await forgetOld(ports(), never)).toMatchObject({ webhook_delivery: 2 });
    expect(await database.db.webhookDelivery.count()).toBe(2);
  });

  it('goes in batches, however much it is', async () => {
    await database.db.$executeRaw`
      insert into webhook_delivery (shop_domain, webhook_id, shop_id, topic, received_at)
      select 'forgetful.myshopify.com', 'old ' || i, ${shopId}::uuid, 'orders/paid', ${daysAgo(40)}::timestamptz
      from generate_series(1, 12000) i`;
    await deliver([1]);
    expect(await forgetOld(ports(), never)).toMatchObject({ webhook_delivery: 12_000 });
    expect(await database.db.webhookDelivery.count()).toBe(1);
  });

  it('stays when the worker is told to stop', async () => {
    await deliver([100]);
    await forgetOld(ports(), AbortSignal.abort());
    expect(await database.db.webhookDelivery.count()).toBe(1);
  });

  it('goes: the timeline of orders after half a year; the order and its dead letter stay', async () => {
    const order = await database.db.orderSync.create({
      data: {
        shopId,
        orderGid: 'gid://shopify/Order/1',
        orderId: '1',
        firstSeenAt: daysAgo(300),
        changedAt: daysAgo(300),
        listedAt: daysAgo(300),
      },
    });
    const event = (age: number) => ({
      shopId,
      orderSyncId: order.id,
      at: daysAgo(age),
      step: 'hint',
      outcome: 'done',
    });
    await database.db.event.createMany({ data: [event(300), event(181), event(179), event(1)] });
    const letter = (state: string, age: number) => ({
      shopId,
      orderSyncId: order.id,
      class: 'data',
      hint: {},
      error: {},
      steps: [],
      retryCount: 0,
      state,
      createdAt: daysAgo(age),
    });
    await database.db.deadLetter.createMany({
      data: [letter('open', 300), letter('requeued', 300), letter('resolved', 300), letter('archived', 20)],
    });
    expect(await forgetOld(ports(), never)).toMatchObject({ event: 2, dead_letter: 1 });
    expect(await database.db.orderSync.count()).toBe(1);
    expect((await database.db.deadLetter.findMany()).map(({ state }) => state).toSorted()).toEqual([
      'archived',
      'open',
      'requeued',
    ]);
  });

  it('goes: comparisons, but not the newest of a kind, one under way, or one that found something lately', async () => {
    await begin('recent', 0.3);
    await begin('recent', 0.2, { enqueued: 3 });
    await begin('recent', 0.1);
    await begin('recent', 0.08);
    await begin('recent', 0.001, { open: true });
    await begin('backfill', 50);
    await begin('backfill', 40, { until: daysAgo(39) });
    await begin('backfill', 20, { until: daysAgo(19) });
    await begin('sevdesk', 30);
    await begin('deep', 30, { open: true });
    await forgetOld(ports(), never);
    // The backfill of 50 days ago has no end: it says that the beginning is covered.
    expect(await runs()).toEqual([
      'backfill 50',
      'sevdesk 30',
      'deep 30',
      'backfill 20',
      'recent 0.2',
      'recent 0.08',
      'recent 0.001',
    ]);
  });

  it('goes: jobs that failed for good', async () => {
    const { db } = database;
    const job = (key: string, attempts: number, age: number) =>
      db.$executeRaw`
      with added as (
        select (graphile_worker.add_job('sync_order', '{}'::json, job_key := ${key}, max_attempts := 3)).id)
      select id::text from added`.then(
        () => db.$executeRaw`
        update graphile_worker._private_jobs set attempts = ${attempts}::int, updated_at = ${daysAgo(age)}::timestamptz
        where key = ${key}`,
      );
    await job('failed', 3, 8);
    await job('failed lately', 3, 1);
    await job('waiting', 0, 8);
    expect(await forgetOld(ports(), never)).toMatchObject({ failed_job: 1 });
    const left = await db.$queryRaw<{ key: string }[]>`
      select key from graphile_worker._private_jobs order by key`;
    expect(left.map(({ key }) => key)).toEqual(['failed lately', 'waiting']);
  });
});
