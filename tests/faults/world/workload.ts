import { compare, minus, sumBags, zeroLike } from '@twins/shopify';
import type { Order } from '@twins/shopify';
import { grossOf, returnedPart } from '@twins/shopify';
import type { RefundSpec } from '@twins/shopify';
import type { Random } from '../machine/random.ts';
import { world } from '../machine/timeline.ts';
import { drawOrder } from './drawOrder.ts';
import type { Sim, SimShop } from './sim.ts';

// What happens in the shops: orders come in, are paid, edited, given back, cancelled. Part of the world, not a fault.

/** Plans a schedule's orders and what becomes of them, all within `withinMs`; answers how many orders. */
export function planOrders(sim: Sim, random: Random, orders: number, withinMs: number): void {
  for (let count = 0; count < orders; count += 1) {
    const shop = random.pick(sim.shops);
    const at = random.int(0, withinMs / 2);
    void sim.timeline
      .wait(at, world)
      .then(() => live(sim, random.fork(`order ${count}`), shop, withinMs - at));
  }
}

/** One order from its beginning. */
function live(sim: Sim, random: Random, shop: SimShop, withinMs: number): void {
  const spec = drawOrder(random);
  const { id, name } = sim.shopify.createOrder(shop.domain, spec);
  const paid = spec.payment ?? 'paid';
  sim.trace.note(`${shop.domain}: order ${name}, ${paid}`);
  const later = (what: string, change: () => unknown) => {
    void sim.timeline
      .wait(random.int(500, withinMs), world)
      .then(() => happen(sim, `${shop.domain}: ${what} ${name}`, change));
  };
  if (paid !== 'paid' && random.chance(0.7))
    later('payment for', () => sim.shopify.payOrder(shop.domain, id));
  if (random.chance(0.35)) later('refund of', () => refund(sim, random, shop, id));
  if (random.chance(0.1)) later('second refund of', () => refund(sim, random, shop, id));
  if (random.chance(0.12)) later('edit of', () => edit(sim, random, shop, id));
  if (random.chance(0.08)) later('cancellation of', () => sim.shopify.cancelOrder(shop.domain, id));
  if (random.chance(0.15))
    later('note on', () => sim.shopify.updateOrder(shop.domain, id, { note: 'eilig' }));
}

/** Shopify refuses what cannot be, e.g. to give back more than there is. */
function happen(sim: Sim, what: string, change: () => unknown): void {
  try {
    change();
    sim.trace.note(what);
  } catch {
    sim.trace.note(`${what}: not possible`);
  }
}

function refund(sim: Sim, random: Random, shop: SimShop, id: string): void {
  const { lineItems } = sim.shopify.order(shop.domain, id)!;
  const line = random.int(0, lineItems.length - 1);
  const goods = { lines: [{ line, quantity: 1 }] };
  const spec: RefundSpec = random.pick<RefundSpec>([
    goods,
    goods,
    { ...goods, shipping: 'full' },
    { shipping: 'full' },
    { amount: '0.50' },
  ]);
  const pending = random.chance(0.1);
  demandPayable(sim.shopify.order(shop.domain, id)!, spec);
  sim.shopify.refundOrder(shop.domain, id, pending ? { ...spec, transaction: 'pending' } : spec);
  if (!pending) return;
  const status = random.pick(['SUCCESS', 'FAILURE'] as const);
  void sim.timeline
    .wait(random.int(1_000, 60_000), world)
    .then(() =>
      happen(sim, `${shop.domain}: pending refund ${status}`, () =>
        sim.shopify.settleRefund(shop.domain, id, status),
      ),
    );
}

/** Shopify gives back no more than came in. */
function demandPayable(order: Order, { lines = [], shipping, amount }: RefundSpec): void {
  const none = zeroLike(order.totalPriceSet);
  const goods = lines.map(({ line, quantity }) => {
    const { subtotal, tax } = returnedPart(order.lineItems[line]!, quantity);
    return grossOf(order, subtotal, tax);
  });
  const freight = shipping ? order.shippingLines.map((one) => one.currentDiscountedPriceSet) : [];
  const due = amount ?? sumBags(none, [...goods, ...freight]).shopMoney.amount;
  const left = minus(order.totalReceivedSet.shopMoney.amount, order.totalRefundedSet.shopMoney.amount);
  if (compare(due, left) > 0) throw new Error('more than there is');
}

function edit(sim: Sim, random: Random, shop: SimShop, id: string): void {
  const more = { addLines: [{ title: 'Nachtrag', price: '5.00' }] };
  sim.shopify.editOrder(
    shop.domain,
    id,
    random.pick([
      more,
      { quantities: [{ line: 0, quantity: 0 }], ...more },
      { quantities: [{ line: 0, quantity: 1 }] },
    ]),
  );
  if (random.chance(0.7)) sim.shopify.payOrder(shop.domain, id);
}
