import { expect, it } from 'vitest';
import {
  booksOf,
  documentsOf,
  expectBookedOnce,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import { refund } from '../../accounting/testing/changeOrder.ts';
import { switchSync } from '../../merchant/switchSync.server.ts';
import { homeFigures } from '../read/homeFigures.server.ts';
import { syncAgain } from './syncAgain.server.ts';
import { goLive, startTrial } from './trialRun.server.ts';

// A trial run: everything as for real, but nothing is written to sevdesk.

const world = useSyncWorld();
const person = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });
const wholeSeconds = (at: Date) => new Date(Math.floor(at.getTime() / 1000) * 1000);

/** How many things stand in the shop's sevdesk account. */
function written(shop: SyncShop): number {
  const { invoices, creditNotes, contacts } = booksOf(world, shop);
  return invoices.length + creditNotes.length + contacts.length;
}

async function newTrial(): Promise<SyncShop> {
  const shop = await world.newShop();
  await startTrial(world.ports, person(shop));
  return shop;
}

it('says what would have been booked, keeps the evidence, and writes nothing', async () => {
  const shop = await newTrial();
  const before = written(shop);
  const order = newOrder();
  expect(await world.sync(shop, order)).toEqual(['skipped']);
  const row = await rowOf(world, shop, order);
  expect(row).toMatchObject({
    state: 'skipped',
    reason: 'skip.trial',
    problemFacts: { amountCents: order.totals.total },
    taxRule: 1,
  });
  expect(row.evidenceEncrypted).not.toBeNull();
  expect(written(shop)).toBe(before);
  expect(await world.ports.db.document.count({ where: { shopId: shop.id } })).toBe(0);
  expect((await homeFigures(world.ports, shop.id)).trial).toMatchObject({ orders: 1 });
});

it('parks what could not be booked, as for real', async () => {
  const shop = await newTrial();
  const order = newOrder({ with: { name: '#1', currency: 'CHF' } });
  await world.sync(shop, order);
  expect(await rowOf(world, shop, order)).toMatchObject({
    state: 'parked',
    problemCode: 'order.currency_unsupported',
  });
});

it('books nothing either when a person syncs an order again', async () => {
  const shop = await newTrial();
  const before = written(shop);
  const order = newOrder();
  await world.sync(shop, order);
  await syncAgain(world.ports, person(shop), { orders: [order.gid] });
  expect(await world.drain(shop)).toEqual(['skipped']);
  expect(written(shop)).toBe(before);
});

it('leaves an order that was booked before as it is', async () => {
  const shop = await world.newShop();
  const order = newOrder();
  await world.sync(shop, order);
  await startTrial(world.ports, person(shop));
  expect(await world.sync(shop, order)).toEqual(['synced']);
  expectBookedOnce(world, shop, order);
});

it('can come before anything is booked at all, and ends with the choice of a moment', async () => {
  const shop = await world.newShop();
  const { db } = world.ports;
  const shopNow = () => db.shop.findUniqueOrThrow({ where: { id: shop.id } });
  await db.shop.update({ where: { id: shop.id }, data: { syncFrom: null } });
  const now = wholeSeconds(world.clock.now());
  expect(await switchSync(world.ports, person(shop), now, { trial: true })).toMatchObject({ kind: 'on' });
  expect((await shopNow()).trialSince).not.toBeNull();
  expect(await goLive(world.ports, person(shop), now)).toMatchObject({ kind: 'on', from: now });
  expect(await shopNow()).toMatchObject({ trialSince: null, syncFrom: now });
});

it('books from the chosen moment on when it ends, each order once', async () => {
  const shop = await newTrial();
  const [early, late] = [newOrder(), newOrder()];
  early.processedAt = '2026-11-20T10:00:00Z';
  early.transactions = early.transactions.map((one) => ({ ...one, processedAt: '2026-11-20T10:00:00Z' }));
  await world.sync(shop, early);
  await world.sync(shop, late);
  const from = new Date('2026-11-23T23:00:00Z');
  expect(await goLive(world.ports, person(shop), from)).toMatchObject({ kind: 'on' });
  expect(await goLive(world.ports, person(shop), from)).toMatchObject({ kind: 'on' });
  await world.drain(shop);
  expect(await rowOf(world, shop, early)).toMatchObject({ state: 'skipped', reason: 'skip.before_start' });
  expect(await rowOf(world, shop, late)).toMatchObject({ state: 'synced' });
  expectBookedOnce(world, shop, late);
});

it('books of an order that it parked what is certain, by itself, when it ends', async () => {
  const shop = await newTrial();
  const order = newOrder({
    lines: [
      { price: 1999, quantity: 1 },
      { price: 1000, quantity: 1, rate: 700 },
    ],
    shipping: [],
  });
  // Nobody can say of which of the two so much was given back.
  const doubtful = refund(order, { amount: 500 });
  expect(await world.sync(shop, doubtful)).toEqual(['parked']);
  expect(written(shop)).toBe(0);
  await goLive(world.ports, person(shop), new Date('2026-11-23T23:00:00Z'));
  expect((await world.drain(shop)).at(-1)).toBe('parked');
  expect(documentsOf(world, shop, order).invoices).toMatchObject([{ grossCents: 2999 }]);
  expect(documentsOf(world, shop, order).creditNotes).toEqual([]);
});

it('that ends while an order is being looked at does not leave it out', async () => {
  // 1. a run begins and sees the trial run  2. the merchant ends it  3. the run ends: "would be booked"
  const shop = await newTrial();
  const order = newOrder();
  world.putOrder(shop, order);
  await world.hint(shop, order.gid);
  const { ports } = world;
  const slow = {
    ...ports,
    readOrder: async (...args: Parameters<typeof ports.readOrder>) => {
      await goLive(ports, person(shop), wholeSeconds(new Date('2026-11-23T00:00:00Z')));
      return ports.readOrder(...args);
    },
  };
  expect(await world.run(shop, order.gid, slow)).toBe('skipped');
  await world.drain(shop);
  expectBookedOnce(world, shop, order);
});
