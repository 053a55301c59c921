import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sampleOrders } from './sampleOrders.ts';
import type { World } from './world.ts';

/** An order that was handed to the Shopify twin, or a file that holds none. */
export type Played =
  | { kind: 'order'; file: string; orderGid: string; orderId: string; orderName: string; at: Date }
  | { kind: 'not_an_order'; file: string; reason: string };

/** Lets the built-in orders happen in the shop. */
export function playSamples(world: World, shop: string): Played[] {
  return sampleOrders.map(({ what, spec, refund }) => {
    const at = new Date();
    const order = world.shopify.createOrder(shop, spec);
    if (refund) world.shopify.refundOrder(shop, order.id, refund);
    return { kind: 'order', file: what, ...named(order), at };
  });
}

/** Lets every order in the folder's JSON files happen in the shop, in name order. */
export function playFolder(world: World, shop: string, folder: string): Played[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (files.length === 0) throw new Error(`There is no .json file in ${folder}.`);
  return files.map((file): Played => {
    const at = new Date();
    const result = world.shopify.importOrder(shop, readFileSync(path.join(folder, file), 'utf8'));
    if (result.kind === 'order') return { kind: 'order', file, ...named(result.order), at };
    return { kind: 'not_an_order', file, reason: `no order: ${result.what}` };
  });
}

const named = (order: { id: string; name: string }) => ({
  orderGid: order.id,
  orderId: order.id.slice(order.id.lastIndexOf('/') + 1),
  orderName: order.name,
});
