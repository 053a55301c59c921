import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useWorkerWorld } from '../support/workerWorld.ts';

const world = useWorkerWorld();
const ORDERS = 20;
/** What docs/scaling.md says a process may open: pool and intake of a web process, pool and queue of a worker. */
const MOST_CONNECTIONS = { web: 10 + 3, worker: 10 + 2 };

it.skipIf(!existsSync('build/server/index.js'))(
  'two web and four worker processes on one Postgres book each order once, within their connections (needs npm run build)',
  async () => {
    const [webs] = await Promise.all([
      Promise.all([world.startWeb(), world.startWeb()]),
      Promise.all([world.startWorker(), world.startWorker(), world.startWorker(), world.startWorker()]),
    ]);
    // 1. Each order's webhook reaches both web processes. 2. Four workers take what comes.
    const orders = await Promise.all(Array.from({ length: ORDERS }, () => world.payOrderWithWebhooks(webs)));
    let most = 0;
    await world.until('all are synced', async () => {
      most = Math.max(most, await connections());
      return (await world.db.orderSync.count({ where: { state: 'synced' } })) === ORDERS;
    });
    const { invoices } = world.sevdesk.state().accounts[0]!;
    for (const gid of orders) {
      const own = invoices.filter(({ marker }) => marker?.includes(gid.slice(gid.lastIndexOf('/') + 1)));
      expect(own).toHaveLength(1);
      expect(own[0]).toMatchObject({ status: 1000, finalised: 1, paidCents: 3998 });
      expect(own[0]!.bookings).toHaveLength(1);
    }
    expect(invoices).toHaveLength(ORDERS);
    expect(await world.db.webhookDelivery.count()).toBe(2 * ORDERS);
    expect(most).toBeLessThanOrEqual(2 * MOST_CONNECTIONS.web + 4 * MOST_CONNECTIONS.worker);
  },
  300_000,
);

/** Of everybody but this test. */
async function connections(): Promise<number> {
  const [row] = await world.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;
  return row!.count;
}
