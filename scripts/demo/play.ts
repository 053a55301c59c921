import type { Scenario } from './readScenarios.ts';
import { sampleOrders } from './sampleOrders.ts';
import type { World } from './world.ts';

/** An order that was handed to the Shopify twin, or a file that holds none. */
export type Played =
  | {
      kind: 'order';
      file: string;
      shop: string;
      orderGid: string;
      orderId: string;
      orderName: string;
      at: Date;
    }
  | { kind: 'not_an_order'; file: string; reason: string };

/** Lets the built-in orders happen in the shop. */
export function playSamples(world: World, shop: string): Played[] {
  return sampleOrders.map(({ what, spec, refund }) => {
    const at = new Date();
    const order = world.shopify.createOrder(shop, spec);
    if (refund) world.shopify.refundOrder(shop, order.id, refund);
    return { kind: 'order', file: what, shop, ...named(order), at };
  });
}

/** Lets an order of the folder happen, as it was first or as it ends. */
export function playFirst(world: World, shop: string, scenario: Scenario): Played {
  const at = new Date();
  const text = scenario.before?.text ?? scenario.text;
  const result = world.shopify.importOrder(shop, text);
  const { file } = scenario;
  if (result.kind === 'order') return { kind: 'order', file, shop, ...named(result.order), at };
  return { kind: 'not_an_order', file, reason: `no order: ${result.what}` };
}

/** Lets what became of an order happen; Shopify tells what differs. */
export function playRest(world: World, shop: string, played: Played, scenario: Scenario): Played {
  if (played.kind !== 'order') return playFirst(world, shop, { ...scenario, before: null });
  const at = new Date();
  const result = world.shopify.changeOrder(played.shop, played.orderGid, scenario.text);
  if (result.kind === 'order') return { ...played, at };
  throw new Error(
    `${scenario.file} is no order (${result.what}), although ${scenario.before?.file} is one; it must say how that order ends.`,
  );
}

const named = (order: { id: string; name: string }) => ({
  orderGid: order.id,
  orderId: order.id.slice(order.id.lastIndexOf('/') + 1),
  orderName: order.name,
});
