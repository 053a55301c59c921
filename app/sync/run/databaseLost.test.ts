import { expect, it } from 'vitest';
import { beforeStatements } from '../../../tests/support/beforeStatements.ts';
import { expectBookedOnce, newOrder, rowOf, useSyncWorld } from '../../../tests/support/syncWorld.ts';
import type { Database } from '../../platform/database.server.ts';
import { sweep } from '../schedule/sweep.server.ts';

const world = useSyncWorld();

const CUT = { code: '57P01', message: 'Connection terminated unexpectedly' };
/** A deadlock or a serialization failure. */
const CONFLICT = { code: '40001', message: 'could not serialize access' };

/** The database, but the n-th statement from now on fails. */
function losing(db: Database, nth: number, how = CUT): Database {
  let count = 0;
  return beforeStatements(db, () => {
    if ((count += 1) === nth) throw Object.assign(new Error(how.message), { code: how.code });
  });
}

it('a connection that breaks is no fault of the order: it is tried again and booked once', async () => {
  const shop = await world.newShop();
  for (let nth = 2; nth < 15; nth += 1) {
    const order = newOrder({ buyer: { customerId: '8' } });
    world.putOrder(shop, order);
    await world.hint(shop, order.gid);
    const ports = { ...world.ports, db: losing(world.ports.db, nth) };
    const ended = await world.run(shop, order.gid, ports).catch(() => 'not saved');
    expect(['retry', 'synced', 'not saved']).toContain(ended);
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
  }
});

it('a statement that lost against another one is no bug: the order is tried again as often as after any outage', async () => {
  const shop = await world.newShop();
  const order = newOrder();
  world.putOrder(shop, order);
  await world.hint(shop, order.gid);
  for (let runs = 1; runs <= 5; runs += 1) {
    const ports = { ...world.ports, db: losing(world.ports.db, 5, CONFLICT) };
    expect(await world.run(shop, order.gid, ports)).toBe('retry');
    world.clock.jumpTo((await rowOf(world, shop, order)).nextAttemptAt!);
  }
  await world.drain(shop);
  expectBookedOnce(world, shop, order);
});

it('an order that the database failed six times goes again by itself two minutes later', async () => {
  const shop = await world.newShop();
  const order = newOrder();
  world.putOrder(shop, order);
  await world.hint(shop, order.gid);
  for (let runs = 1; runs <= 6; runs += 1) {
    const ports = { ...world.ports, db: losing(world.ports.db, 5) };
    await world.run(shop, order.gid, ports);
    const { nextAttemptAt } = await rowOf(world, shop, order);
    if (nextAttemptAt) world.clock.jumpTo(nextAttemptAt);
  }
  expect(await rowOf(world, shop, order)).toMatchObject({ state: 'parked', problemCode: 'sync.gave_up' });
  const failedAt = world.clock.now().getTime();
  world.clock.jumpTo(new Date(failedAt + 110_000));
  expect(await sweep(world.ports)).toMatchObject({ requeued: 0 });
  world.clock.jumpTo(new Date(failedAt + 121_000));
  expect(await sweep(world.ports)).toMatchObject({ requeued: 1 });
  await world.drain(shop);
  expectBookedOnce(world, shop, order);
});
