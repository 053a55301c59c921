import { describe, expect, it } from 'vitest';
import { useReconcileWorld } from '../../tests/support/reconcileWorld.ts';
import { webhookHealth } from './webhookHealth.server.ts';

const world = useReconcileWorld();
const MINUTE = 60_000;

async function comparedShop() {
  const shop = await world.newShop();
  await world.reconcile(shop);
  world.pass(5 * MINUTE);
  return shop;
}
const health = ({ id }: { id: string }) => webhookHealth(world.ports.db, id, world.sync.clock.now());

describe('the health of webhooks', () => {
  it('is quiet where nothing was sold', async () => {
    const shop = await comparedShop();
    expect(await health(shop)).toMatchObject({
      state: 'quiet',
      foundOnly: 0,
      lastDeliveryAt: null,
      comparedAt: expect.any(Date),
    });
  });

  it('is good where every order came by webhook', async () => {
    const shop = await comparedShop();
    for (let count = 0; count < 3; count++) await world.deliver(shop, world.sell(shop));
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    expect(await health(shop)).toMatchObject({ state: 'ok', foundOnly: 0 });
  });

  it('says that the shop sold and no webhook came', async () => {
    const shop = await comparedShop();
    world.sell(shop);
    world.sell(shop);
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    expect(await health(shop)).toMatchObject({ state: 'silent', foundOnly: 2, lastDeliveryAt: null });
  });

  it('says that some did not come, while others do', async () => {
    const shop = await comparedShop();
    world.sell(shop);
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    world.pass(MINUTE);
    await world.deliver(shop, world.sell(shop));
    expect(await health(shop)).toMatchObject({ state: 'gaps', foundOnly: 1 });
  });

  it('does not count a webhook that was only late', async () => {
    const shop = await comparedShop();
    const order = world.sell(shop);
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    world.pass(20 * MINUTE);
    await world.deliver(shop, order);
    expect(await health(shop)).toMatchObject({ state: 'ok', foundOnly: 0 });
  });

  it('does not count orders from before the app was installed, nor those of yesterday', async () => {
    const shop = await world.newShop();
    world.sell(shop);
    const installedAt = new Date(world.sync.clock.now().getTime() + MINUTE);
    await world.ports.db.shop.update({ where: { id: shop.id }, data: { installedAt } });
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    expect(await health(shop)).toMatchObject({ state: 'quiet', foundOnly: 0 });
    world.sell(shop);
    world.pass(5 * MINUTE);
    await world.reconcile(shop);
    expect(await health(shop)).toMatchObject({ foundOnly: 1 });
    world.pass(25 * 60 * MINUTE);
    expect(await health(shop)).toMatchObject({ foundOnly: 0 });
  });
});
