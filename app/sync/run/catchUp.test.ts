import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  documentsOf,
  newOrder,
  rowOf,
  useSyncWorld,
  type SyncShop,
} from '../../../tests/support/syncWorld.ts';
import { cents } from '../../accounting/money.ts';
import type { Order, Refund } from '../../accounting/order.ts';
import { editOrder, pay, refund, settleRefund } from '../../accounting/testing/changeOrder.ts';
import { bodyContext } from '../../platform/encryptionContexts.ts';
import { recordHint } from '../schedule/recordHint.server.ts';

const world = useSyncWorld();

/** A webhook comes in, and is worked off. */
async function tell(shop: SyncShop, order: Order, topic: string, body: object) {
  const at = world.clock.now();
  const where = { shopDomain: shop.domain, webhookId: randomUUID() };
  await world.ports.db.webhookDelivery.create({
    data: {
      ...where,
      shopId: shop.id,
      topic,
      orderGid: order.gid,
      receivedAt: at,
      bodyEncrypted: world.ports.encryption.encrypt(JSON.stringify(body), bodyContext(where)),
    },
  });
  const hint = { shopId: shop.id, orderGid: order.gid, cause: topic, at };
  await world.ports.db.$transaction((tx) => recordHint(tx, hint));
  return world.drain(shop);
}

const named = (thing: { gid: string }) => ({ admin_graphql_api_id: thing.gid });
const last = <T>(list: T[]): T => list.at(-1)!;
/** The three webhooks of a refund, in any order. */
const tellOfRefund = {
  refund: (shop: SyncShop, order: Order) => tell(shop, order, 'refunds/create', named(last(order.refunds))),
  transaction: (shop: SyncShop, order: Order) =>
    tell(shop, order, 'order_transactions/create', { ...named(last(order.transactions)), kind: 'refund' }),
  touched: (shop: SyncShop, order: Order) =>
    tell(shop, order, 'orders/updated', { updated_at: last(order.refunds).createdAt }),
};

async function soldLongAgo(spec: Parameters<typeof newOrder>[0] = {}) {
  const shop = await world.newShop();
  const order = newOrder(spec);
  await world.sync(shop, order);
  world.clock.jump(1_000);
  world.answerWith({ kind: 'refused', why: 'not_found', retryAfterMs: null, message: 'older than 60 days' });
  return { shop, order };
}

describe('an order that Shopify no longer shows', () => {
  it.each([
    ['refund', 'transaction', 'touched'],
    ['touched', 'transaction', 'refund'],
  ] as const)('is credited by its refund, which Shopify shows by itself (%s, %s, %s)', async (...told) => {
    const { shop, order } = await soldLongAgo();
    const returned = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    world.showParts(shop, returned);
    let result: unknown[] = [];
    for (const one of told) result = await tellOfRefund[one](shop, returned);
    expect(result).toEqual(['synced']);
    const { creditNotes } = documentsOf(world, shop, order);
    expect(creditNotes).toHaveLength(1);
    expect(creditNotes[0]).toMatchObject({ grossCents: 1999, paidCents: 1999 });
    expect(await rowOf(world, shop, order)).toMatchObject({ state: 'synced', problemCode: null });
  });

  it('is credited by one refund after the other', async () => {
    const { shop, order } = await soldLongAgo();
    const first = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    world.showParts(shop, first);
    expect(await tellOfRefund.refund(shop, first)).toEqual(['synced']);
    // The webhook of the first one is forgotten by then.
    await world.ports.db.webhookDelivery.deleteMany();
    world.clock.jump(20 * 86_400_000);
    const second = refund(first, { shipping: 490 });
    world.showParts(shop, second);
    expect(await tellOfRefund.refund(shop, second)).toEqual(['synced']);
    const { creditNotes } = documentsOf(world, shop, order);
    expect(creditNotes.map(({ grossCents }) => grossCents)).toEqual([1999, 490]);
  });

  it('waits for money that is on its way back, and is credited when it has arrived', async () => {
    const { shop, order } = await soldLongAgo();
    const pending = refund(order, { lines: [{ line: 0, quantity: 1 }], money: 'pending' });
    world.showParts(shop, pending);
    expect(await tellOfRefund.refund(shop, pending)).toEqual(['waiting']);
    const arrived = settleRefund(pending, 'success');
    world.showParts(shop, arrived);
    expect(await tellOfRefund.transaction(shop, arrived)).toEqual(['synced']);
    expect(documentsOf(world, shop, order).creditNotes).toHaveLength(1);
  });

  it('is parked by name where Shopify does not show the refund either', async () => {
    const { shop, order } = await soldLongAgo();
    const returned = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    expect(await tellOfRefund.refund(shop, returned)).toEqual(['parked']);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'shopify.order_too_old' });
    expect(documentsOf(world, shop, order).creditNotes).toEqual([]);
  });

  it('gets what is certain and is parked by name for what nobody can tell', async () => {
    const { shop, order } = await soldLongAgo();
    const returned = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    world.showParts(shop, returned);
    expect(await tell(shop, order, 'orders/edited', { order_edit: { order_id: 1 } })).toEqual(['parked']);
    expect(await tellOfRefund.refund(shop, returned)).toEqual(['parked']);
    expect(documentsOf(world, shop, order).creditNotes).toHaveLength(1);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'shopify.order_too_old' });
  });

  it('is not touched for a change that came long after the refund', async () => {
    const { shop, order } = await soldLongAgo();
    const returned = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    world.showParts(shop, returned);
    expect(await tellOfRefund.refund(shop, returned)).toEqual(['synced']);
    const { createdAt } = last(returned.refunds);
    const later = new Date(Date.parse(createdAt) + 3_600_000).toISOString();
    expect(await tell(shop, order, 'orders/updated', { updated_at: later })).toEqual(['parked']);
    expect(await rowOf(world, shop, order)).toMatchObject({ problemCode: 'shopify.order_too_old' });
  });

  it('asks what nobody can place, as ever: money that is not what the goods cost', async () => {
    const { shop, order } = await soldLongAgo({
      lines: [
        { price: 1999, quantity: 1 },
        { price: 1000, quantity: 1, rate: 700 },
      ],
      shipping: [],
    });
    const returned = refund(order, { amount: 500 });
    const odd: Refund = { ...last(returned.refunds), adjustments: [], totalRefunded: cents(500) };
    world.showParts(shop, { ...returned, refunds: [odd] });
    expect(await tellOfRefund.refund(shop, { ...returned, refunds: [odd] })).not.toEqual(['synced']);
    expect(documentsOf(world, shop, order).creditNotes).toEqual([]);
  });

  it('is booked when the money for it comes in', async () => {
    const { shop, order } = await soldLongAgo({ payments: [] });
    const paid = pay(order, { amount: order.totals.total, gateway: 'manual', at: '2026-11-24T10:30:00Z' });
    world.showParts(shop, paid);
    const payment = last(paid.transactions);
    const said = { ...named(payment), kind: 'sale' };
    expect(await tell(shop, paid, 'order_transactions/create', said)).toEqual(['synced']);
    expect(await tell(shop, paid, 'orders/paid', {})).toEqual(['synced']);
    const { invoices } = documentsOf(world, shop, order);
    expect(invoices).toHaveLength(1);
    expect(invoices[0]).toMatchObject({ grossCents: order.totals.total, paidCents: order.totals.total });
  });

  it('is read again later where Shopify does not answer', async () => {
    const { shop, order } = await soldLongAgo();
    const returned = refund(order, { lines: [{ line: 0, quantity: 1 }] });
    const { readLone, ...rest } = world.ports;
    let asked = 0;
    const ports = {
      ...rest,
      readLone: {
        ...readLone,
        refund: async () => {
          asked += 1;
          if (asked === 1) return { kind: 'unclear', cause: 'timeout', message: 'no answer' } as const;
          return { kind: 'done', value: last(returned.refunds) } as const;
        },
      },
    };
    const at = world.clock.now();
    const where = { shopDomain: shop.domain, webhookId: randomUUID() };
    const bodyEncrypted = rest.encryption.encrypt(
      JSON.stringify(named(last(returned.refunds))),
      bodyContext(where),
    );
    await rest.db.webhookDelivery.create({
      data: {
        ...where,
        shopId: shop.id,
        topic: 'refunds/create',
        orderGid: order.gid,
        receivedAt: at,
        bodyEncrypted,
      },
    });
    await world.hint(shop, order.gid);
    expect(await world.drain(shop, ports)).toEqual(['retry', 'synced']);
    expect(documentsOf(world, shop, order).creditNotes).toHaveLength(1);
  });

  it('that was edited is never answered from memory', async () => {
    const { shop, order } = await soldLongAgo();
    const edited = editOrder(order, { pieces: [{ line: 0, by: -1 }] });
    expect(await tell(shop, edited, 'orders/edited', {})).toEqual(['parked']);
  });
});
