import { orderDetail } from '../orders/read/orderDetail.server.ts';
import { syncAgain } from '../orders/actions/syncAgain.server.ts';
import { forExtension, refuse, type ExtensionCall } from '../extension/forExtension.server.ts';
import { orderStatus } from '../extension/orderStatus.server.ts';
import { syncsAreTooMany } from '../extension/syncsAreTooMany.server.ts';

/** How one order stands in sevdesk, for the card and the action on its page. */
export const loader = forExtension(async (call) => {
  const order = await find(call);
  return order ? Response.json(orderStatus(order, call.language)) : refuse(404);
});

/** Asks for another run over the order. One that is under way or due already is not asked for twice. */
export const action = forExtension(async (call) => {
  if (call.request.method !== 'POST') return refuse(405);
  const order = await find(call);
  if (!order) return refuse(404);
  if (!order.busy) {
    if (await syncsAreTooMany(call.ports, call.shop.id)) return refuse(429);
    await syncAgain(call.ports, call.acting, { orders: [order.orderGid] });
  }
  const asked = await find(call);
  return asked ? Response.json(orderStatus(asked, call.language)) : refuse(404);
});

/** The shop's own order of that number; a foreign one is as unknown as one that does not exist. */
async function find({ params, ports, shop }: ExtensionCall) {
  const { orderId = '' } = params;
  return /^\d{1,20}$/.test(orderId) ? orderDetail(ports, shop.id, orderId) : null;
}
