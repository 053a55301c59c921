import { randomBytes } from 'node:crypto';
import { Session } from '@shopify/shopify-api';
import { describe, expect, it } from 'vitest';
import { meet } from '../../../tests/support/lockConflict.ts';
import {
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import type { Order } from '../../accounting/order.ts';
import type { Tx } from '../../platform/database.server.ts';
import { tokenContext } from '../../platform/encryptionContexts.ts';
import { refused } from '../../shopify/answer.ts';
import { saveTokens } from '../../shopify/saveTokens.server.ts';
import { createSessionStorage } from '../../shopify/sessionStorage.server.ts';
import type { SyncPorts } from '../ports.server.ts';
import { sweep } from '../schedule/sweep.server.ts';

// Two people at one door: a run is turned away with the old token or key while the merchant brings the new one.

const world = useSyncWorld();
const noToken = refused('token', 'no token');
const tokens = {
  accessToken: 'shpat_new',
  expires: null,
  refreshToken: null,
  refreshTokenExpires: null,
  scope: '',
};

async function arrived(shop: SyncShop): Promise<Order> {
  const order = newOrder();
  world.putOrder(shop, order);
  await world.hint(shop, order.gid);
  return order;
}

const shopRow = (shop: SyncShop) => world.ports.db.shop.findUniqueOrThrow({ where: { id: shop.id } });

const openApp = ({ domain }: SyncShop) =>
  createSessionStorage({ ...world.ports, apiKey: 'client-id' }).storeSession(
    new Session({
      id: `offline_${domain}`,
      shop: domain,
      state: '',
      isOnline: false,
      accessToken: 'shpat_new',
    }),
  );

/** A run that comes upon an exchange which is about to be committed. */
const runInto = (shop: SyncShop, order: Order, ports: SyncPorts, exchange: (tx: Tx) => Promise<unknown>) =>
  meet(
    world.ports.db,
    async (tx) => void (await exchange(tx)),
    () => world.run(shop, order.gid, ports),
  );

describe('an access token that Shopify no longer takes', () => {
  const turnedAway = (meanwhile: () => Promise<unknown> = () => Promise.resolve()): SyncPorts => ({
    ...world.ports,
    readOrder: async () => {
      await meanwhile();
      return noToken;
    },
  });

  it('pauses nothing when the app was opened while it was refused', async () => {
    const shop = await world.newShop();
    const order = await arrived(shop);
    await world.run(
      shop,
      order.gid,
      turnedAway(() => openApp(shop)),
    );
    expect(await shopRow(shop)).toMatchObject({ pausedBy: null });
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
  });

  it('pauses nothing when the app is opened in that very moment', async () => {
    const shop = await world.newShop();
    const order = await arrived(shop);
    await runInto(shop, order, turnedAway(), async (tx) => {
      await tx.$executeRaw`update shop set paused_by = null where id = ${shop.id}::uuid`;
      await saveTokens(tx, world.ports.encryption, shop, tokens);
    });
    expect(await shopRow(shop)).toMatchObject({ pausedBy: null });
    await world.drain(shop);
    expectBookedOnce(world, shop, order);
  });

  it('holds up no order that found the pause and said so only after the app was opened', async () => {
    const shop = await world.newShop();
    const [first, second] = [await arrived(shop), await arrived(shop)];
    await world.run(shop, first.gid, turnedAway());
    await world.run(shop, second.gid);
    expect(await rowOf(world, shop, second)).toMatchObject({ state: 'waiting', reason: 'shopify.token' });
    await openApp(shop);
    const changedAt = new Date('2099-01-01');
    await world.ports.db.orderSync.updateMany({ where: { shopId: shop.id }, data: { changedAt } });
    expect(await sweep(world.ports)).toMatchObject({ lifted: 2 });
    await world.drain(shop);
    for (const order of [first, second]) expectBookedOnce(world, shop, order);
  });

  it('pauses the shop when nobody opened the app', async () => {
    const shop = await world.newShop();
    const order = await arrived(shop);
    await world.run(shop, order.gid, turnedAway());
    expect(await shopRow(shop)).toMatchObject({ pausedBy: 'shopify_token' });
    expect(await sweep(world.ports)).toMatchObject({ lifted: 0 });
  });
});

describe('a key that sevdesk turns away', () => {
  it('is not taken for the one that is entered in that very moment', async () => {
    const shop = await world.newShop();
    const order = await arrived(shop);
    world.twin.revokeTokens({ account: shop.account });
    const key = randomBytes(16).toString('hex');
    const tokenEncrypted = world.ports.encryption.encrypt(key, tokenContext(shop.id));
    await runInto(
      shop,
      order,
      world.ports,
      (tx) =>
        tx.$executeRaw`update sevdesk_connection set token_encrypted = ${tokenEncrypted} where shop_id = ${shop.id}::uuid`,
    );
    expect(await shopRow(shop)).toMatchObject({ pausedBy: null });
    expect(await world.ports.db.sevdeskConnection.findUnique({ where: { shopId: shop.id } })).toMatchObject({
      state: 'ok',
    });
  });
});
