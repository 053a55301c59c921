import { describe, expect, it } from 'vitest';
import { booksOf, documentsOf, newOrder, rowOf, useSyncWorld } from '../../../tests/support/syncWorld.ts';

const world = useSyncWorld();

/** A sale at the till or by draft order: no address at all, so a simplified invoice (§ 33 UStDV). */
const without = () => {
  const order = newOrder();
  return { ...order, channel: 'shopify_draft_order', billingAddress: null, shippingAddress: null };
};

// Reported (2026-07-24): sendBy is refused with 422 where neither document nor contact has an address. Whether name and
// country are one, nobody has said: both are played.
describe('an order without any address', () => {
  it.each([true, false])(
    'is invoiced: its contact has its country first (name is an address: %s)',
    async (nameIsAddress) => {
      const shop = await world.newShop({ nameIsAddress });
      const order = without();
      expect(await world.sync(shop, order)).toEqual(['synced']);
      expect(documentsOf(world, shop, order).invoices).toMatchObject([{ finalised: 1 }]);
    },
  );

  it('is refused by name where sevdesk takes neither, and no draft stays behind', async () => {
    const shop = await world.newShop({ nameIsAddress: false });
    const order = without();
    const match = { method: 'POST' as const, path: '/ContactAddress', account: shop.account };
    world.twin.addFault({ fault: { kind: '400_before' }, match });
    expect((await world.sync(shop, order)).at(-1)).toBe('parked');
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'sevdesk.address_missing' });
    expect(booksOf(world, shop).invoices).toEqual([]);
  });
});
