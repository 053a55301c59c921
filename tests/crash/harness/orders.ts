import { judgeOrder } from './judge.ts';
import type { CrashShop, CrashWorld } from './world.ts';

/** An order that was paid in Shopify; its webhook is on its way. */
export interface Paid {
  shop: CrashShop;
  orderGid: string;
}

const CENTS = 2 * 1999;

/** Lets one order be paid in a shop, by somebody with this address for mails. */
export function payOrder(world: CrashWorld, shop: CrashShop, email?: string): Paid {
  const order = world.shopify.createOrder(shop.domain, {
    ...(email === undefined ? {} : { customer: { firstName: 'Erika', lastName: 'Mustermann', email } }),
    lines: [{ title: 'Tasse', price: '19.99', quantity: 2 }],
  });
  return { shop, orderGid: order.id };
}

/** How many of these orders the app says are synced. */
export async function countSynced(world: CrashWorld, orders: Paid[]): Promise<number> {
  const rows = await world.db.orderSync.findMany({ where: { state: 'synced' }, select: { orderGid: true } });
  const synced = new Set(rows.map(({ orderGid }) => orderGid));
  return orders.filter(({ orderGid }) => synced.has(orderGid)).length;
}

export interface Tally {
  orders: number;
  /** Booked exactly once, by sevdesk's own books. */
  good: number;
  lost: number;
  doubled: number;
  /** What is wrong, in words; empty when nothing is. */
  faults: string[];
}

/** Compares sevdesk's books with every order that was paid. */
export function tally(world: CrashWorld, orders: Paid[]): Tally {
  const verdicts = orders.map(({ shop, orderGid }) => ({
    orderGid,
    ...judgeOrder(world.sevdesk, {
      shop,
      orderId: orderGid.slice(orderGid.lastIndexOf('/') + 1),
      invoiceCents: CENTS,
      creditCents: null,
    }),
  }));
  return {
    orders: orders.length,
    good: verdicts.filter(({ lost, doubled }) => lost.length + doubled.length === 0).length,
    lost: verdicts.filter(({ lost }) => lost.length > 0).length,
    doubled: verdicts.filter(({ doubled }) => doubled.length > 0).length,
    faults: verdicts.flatMap(({ orderGid, lost, doubled }) =>
      [...lost, ...doubled].map((fault) => `${orderGid}: ${fault}`),
    ),
  };
}
