import { describe, expect, it } from 'vitest';
import { countStatements, type Counted } from '../../../tests/support/countStatements.ts';
import { expectBookedOnce, newOrder, useSyncWorld, type SyncShop } from '../../../tests/support/syncWorld.ts';
import type { Order } from '../../accounting/order.ts';
import { syncOrder } from './syncOrder.server.ts';

// What an order costs, counted instead of timed: a number that grows is a read done twice, or a write that could have gone
// with another.

const world = useSyncWorld();
const never = new AbortController().signal;

/** The whole job of one webhook: noted, read, planned, drafted, finalised, booked, settled. */
async function counted(shop: SyncShop, order: Order): Promise<Counted> {
  world.putOrder(shop, order);
  const about = { shopId: shop.id, orderGid: order.gid };
  return countStatements(() => syncOrder(world.ports, about, { soft: never, hard: never }));
}

describe('the statements of an order', () => {
  it('of a new customer, from its job to its paid invoice', async () => {
    const shop = await world.newShop();
    const order = newOrder();
    const { statements, commits } = await counted(shop, order);
    expectBookedOnce(world, shop, order);
    expect({ sent: statements.length, commits, statements }).toEqual({ sent: 16, commits: 13, statements });
  });
});
