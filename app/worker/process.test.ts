import { describe, expect, it } from 'vitest';
import { useWorkerWorld } from '../../tests/support/workerWorld.ts';

// The worker as an operator runs it, with kill -9 and a database that drops its connections.

const world = useWorkerWorld();
const invoices = () => world.sevdesk.state().accounts[0]!.invoices;
const allSynced = async () =>
  (await world.db.orderSync.count({ where: { state: { not: 'synced' } } })) === 0 && (await jobsLeft()) === 0;
const jobsLeft = async () => {
  const [row] = await world.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from graphile_worker.jobs where key like 'order:%' or key like 'due:%'`;
  return row!.count;
};
const locked = async () => {
  const [row] = await world.db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from graphile_worker._private_jobs where locked_by is not null`;
  return row!.count;
};

function expectEachBookedOnce(orders: string[]): void {
  for (const gid of orders) {
    const id = gid.slice(gid.lastIndexOf('/') + 1);
    const own = invoices().filter(({ marker }) => marker?.includes(id));
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ status: 1000, finalised: 1, grossCents: 3998, paidCents: 3998 });
    expect(own[0]!.bookings).toHaveLength(1);
  }
}

describe('the worker process', () => {
  it('books what comes in, and told to stop leaves nothing locked and no heartbeat behind', async () => {
    const worker = await world.startWorker();
    const orders = [await world.payOrder(), await world.payOrder(), await world.payOrder()];
    await world.until('all are synced', allSynced);
    expectEachBookedOnce(orders);
    await world.until('a job has proven that jobs move', async () => {
      return (await world.db.workerHeartbeat.count({ where: { jobSeenAt: { not: null } } })) === 1;
    });
    worker.supervisor.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(worker.output()).toContain('worker stopped');
    expect(await locked()).toBe(0);
    expect(await world.db.workerHeartbeat.count()).toBe(0);
  });

  it('killed in the middle of an order is started again, and the order ends as one invoice, paid once', async () => {
    world.sevdesk.setLatency({ ms: 400 });
    const worker = await world.startWorker();
    const order = await world.payOrder();
    await world.until('the draft is asked for', async () => {
      return (await world.db.document.count({ where: { orderGid: order, state: 'write_requested' } })) === 1;
    });
    process.kill(await worker.pid(), 'SIGKILL');
    await world.until('another process has started', () => {
      return Promise.resolve(worker.output().split('worker started').length === 3);
    });
    world.sevdesk.setLatency({ ms: 0 });
    await world.letTimePass();
    await world.until('it is synced', allSynced);
    expectEachBookedOnce([order]);
    expect(await locked()).toBe(0);
  });

  it('shares the work with another one, and loses nothing when the database drops every connection', async () => {
    await Promise.all([world.startWorker(), world.startWorker()]);
    const orders: string[] = [];
    for (let round = 0; round < 3; round++) {
      for (let count = 0; count < 5; count++) orders.push(await world.payOrder());
      await world.db.$queryRaw`
        select pg_terminate_backend(pid)::text from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`;
    }
    await world.until('all are synced', async () => {
      await world.letTimePass();
      return (
        (await world.db.orderSync.count({ where: { orderGid: { in: orders } } })) === orders.length &&
        allSynced()
      );
    });
    expectEachBookedOnce(orders);
    expect(invoices().length).toBeGreaterThanOrEqual(orders.length);
  });
});
