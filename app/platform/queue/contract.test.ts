import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../../tests/support/database.ts';
import { enqueue, orderJobKey, priority } from './jobs.server.ts';
import {
  addJobFor,
  deferOrderJobs,
  deleteFailedJobs,
  dropJobsOf,
  enqueueOrdersOf,
  noJobDueUnder,
  noJobUnder,
  readReadyJobs,
  takeDeferredOrders,
} from './statements.server.ts';
import prisma from '@prisma/client';

// What this program takes for granted of graphile-worker's own tables and functions. They are not the library's public
// face: whoever raises its version runs this first, reads what fails, and then writes the new version here.
const WRITTEN_FOR = '0.18.0';

const { Prisma } = prisma;
const database = useDatabase();
const IN_A_MINUTE = `now() + interval '1 minute'`;
const gid = (nth: number) => `gid://shopify/Order/${nth}`;

interface Job {
  key: string | null;
  priority: number;
  payload: { shopId: string; orderGid: string };
}

const jobsOf = (shopId: string) => database.db.$queryRaw<Job[]>`
  select key, priority::int, payload from graphile_worker._private_jobs
  where payload->>'shopId' = ${shopId} order by id`;

const holds = async (condition: ReturnType<typeof noJobUnder>): Promise<boolean> => {
  const [row] = await database.db.$queryRaw<{ holds: boolean }[]>(Prisma.sql`select ${condition} as holds`);
  return row!.holds;
};

describe('graphile-worker, as the statements of this room need it', () => {
  let shopId = '';
  beforeEach(() => {
    shopId = randomUUID();
  });
  const enqueueOrder = (nth: number, options: { runAt?: Date } = {}) =>
    enqueue(
      database.db,
      'sync_order',
      { shopId, orderGid: gid(nth) },
      {
        key: orderJobKey(shopId, gid(nth)),
        ...options,
      },
    );

  it(`is the version that they were written for, ${WRITTEN_FOR}`, () => {
    const { version } = JSON.parse(readFileSync('node_modules/graphile-worker/package.json', 'utf8')) as {
      version: string;
    };
    expect(version).toBe(WRITTEN_FOR);
  });

  it('has the columns that are read and written', async () => {
    const rows = await database.db.$queryRaw<{ name: string }[]>`
      select attname::text as name from pg_attribute
      where attrelid = 'graphile_worker._private_jobs'::regclass and attnum > 0 and not attisdropped`;
    expect(rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(
        'id task_id payload priority run_at attempts max_attempts last_error key locked_at locked_by is_available created_at updated_at'.split(
          ' ',
        ),
      ),
    );
  });

  it('takes the fields of a job specification in this order', async () => {
    const rows = await database.db.$queryRaw<{ name: string }[]>`
      select attname::text as name from pg_attribute
      where attrelid = 'graphile_worker.job_spec'::regclass and attnum > 0 order by attnum`;
    expect(rows.map(({ name }) => name)).toEqual([
      'identifier',
      'payload',
      'queue_name',
      'run_at',
      'max_attempts',
      'job_key',
      'priority',
      'flags',
    ]);
  });

  it('keeps one job under a key, however often it is asked for', async () => {
    await enqueueOrder(1);
    await enqueueOrder(1);
    expect(await jobsOf(shopId)).toHaveLength(1);
  });

  it('enqueues a live job for each wanted order in one call', async () => {
    await database.db.$executeRawUnsafe(
      `with wanted as (select * from (values ('${shopId}', '${gid(1)}'), ('${shopId}', '${gid(2)}')) w(shop_id, order_gid))
       ${enqueueOrdersOf('wanted')}`,
    );
    expect(await jobsOf(shopId)).toEqual(
      [1, 2].map((nth) => ({
        key: orderJobKey(shopId, gid(nth)),
        priority: priority.live,
        payload: { shopId, orderGid: gid(nth) },
      })),
    );
  });

  it('enqueues one job for each row of a selection', async () => {
    const job = addJobFor('reconcile_shop', {
      payload: Prisma.sql`json_build_object('shopId', shop)`,
      key: Prisma.sql`'reconcile:' || shop`,
      priority: priority.reconciliation,
      maxAttempts: 1,
    });
    await database.db.$queryRaw(Prisma.sql`select ${job} from (values (${shopId}::text)) shops(shop)`);
    expect(await jobsOf(shopId)).toMatchObject([{ key: `reconcile:${shopId}`, priority: 10 }]);
  });

  it('knows whether a job stands under a key, and whether it is due by then', async () => {
    const key = Prisma.sql`${orderJobKey(shopId, gid(1))}::text`;
    const due = () => holds(Prisma.raw(noJobDueUnder([`'${orderJobKey(shopId, gid(1))}'`], IN_A_MINUTE)));
    expect(await holds(noJobUnder(key))).toBe(true);
    await enqueueOrder(1, { runAt: new Date(Date.now() + 3_600_000) });
    expect(await holds(noJobUnder(key))).toBe(false);
    expect(await due()).toBe(true);
    await enqueueOrder(1, { runAt: new Date() });
    expect(await due()).toBe(false);
  });

  it('moves the jobs of one shop behind those of others, and hands them out in pieces', async () => {
    for (const nth of [1, 2, 3]) await enqueueOrder(nth);
    await deferOrderJobs(database.db, shopId);
    expect((await jobsOf(shopId)).map((job) => job.priority)).toEqual([5, 5, 5]);
    const first = await takeDeferredOrders(database.db, shopId, 2);
    const rest = await takeDeferredOrders(database.db, shopId, 2);
    expect([...first, ...rest].toSorted()).toEqual([gid(1), gid(2), gid(3)]);
    expect(await jobsOf(shopId)).toEqual([]);
  });

  it('drops the jobs of one shop and of no other', async () => {
    await enqueueOrder(1);
    await dropJobsOf(database.db, randomUUID());
    expect(await jobsOf(shopId)).toHaveLength(1);
    await dropJobsOf(database.db, shopId);
    expect(await jobsOf(shopId)).toEqual([]);
  });

  it('forgets jobs that failed for good, and only those', async () => {
    await enqueueOrder(1);
    await enqueueOrder(2);
    await database.db.$executeRaw`
      update graphile_worker._private_jobs set attempts = max_attempts where key = ${orderJobKey(shopId, gid(1))}`;
    await database.db.$executeRaw(deleteFailedJobs(new Date(Date.now() + 60_000), 100));
    expect((await jobsOf(shopId)).map((job) => job.payload.orderGid)).toEqual([gid(2)]);
  });

  it('counts the jobs that are ready', async () => {
    const before = await readReadyJobs(database.db);
    await enqueueOrder(1, { runAt: new Date(Date.now() - 60_000) });
    const after = await readReadyJobs(database.db);
    expect(after.count).toBe(before.count + 1);
    expect(after.age).toBeGreaterThanOrEqual(60);
  });
});
