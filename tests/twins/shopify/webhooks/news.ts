// Which webhooks an action raises, in Shopify's words. Everything one action raises shares an event id; every change of
// an order also raises orders/updated.
import type { OrderChange } from '../importing/changeOrder.ts';
import type { TwinState } from '../state.ts';
import type { EditResult } from '../store/editOrder.ts';
import { numericPart } from '../store/ids.ts';
import { instant } from '../store/instant.ts';
import type { Order, OrderTransaction, Refund } from '../store/order.ts';
import type { Shop } from '../store/shop.ts';
import { restOrder } from './restOrder.ts';
import { restId } from './restParts.ts';
import { restRefund, restTransaction } from './restRefund.ts';

/** One webhook to be sent; `order` is the order as it is after the action. */
export type Item = { topic: string; payload: Record<string, unknown> | 'order' };

/** Only these results of a transaction are reported. */
const REPORTED = new Set(['SUCCESS', 'FAILURE', 'ERROR']);

export const orderItem = (topic: string): Item => ({ topic, payload: 'order' });

export const transactionItems = (order: Order, one: OrderTransaction): Item[] =>
  REPORTED.has(one.status)
    ? [{ topic: 'order_transactions/create', payload: restTransaction(one, order) }]
    : [];

export const refundItems = (order: Order, refund: Refund): Item[] => [
  { topic: 'refunds/create', payload: restRefund(refund, order) },
  ...refund.transactions.flatMap((one) => transactionItems(order, one)),
];

const PAID = new Set(['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED']);

/** What an order raises that appears as it stands. */
export const newOrderItems = (order: Order): Item[] => [
  orderItem('orders/create'),
  ...order.transactions.flatMap((one) => (one.kind === 'REFUND' ? [] : transactionItems(order, one))),
  ...(PAID.has(order.displayFinancialStatus ?? '') ? [orderItem('orders/paid')] : []),
  ...order.refunds.flatMap((refund) => refundItems(order, refund)),
  ...(order.cancelledAt ? [orderItem('orders/cancelled')] : []),
];

/** What an order raises that became another one. */
export const changeItems = (order: Order, change: OrderChange, editId: string, at: string): Item[] => [
  ...change.transactions.flatMap((one) => transactionItems(order, one)),
  ...(change.becamePaid ? [orderItem('orders/paid')] : []),
  ...(change.edit ? [editItem(order, change.edit, editId, at)] : []),
  ...(change.fulfilled ? [orderItem('orders/fulfilled')] : []),
  ...change.refunds.flatMap((refund) => refundItems(order, refund)),
  ...(change.cancelled ? [orderItem('orders/cancelled')] : []),
];

/** The body of orders/edited: no order, only ids and deltas. */
export function editItem(order: Order, edit: EditResult, id: string, at: string): Item {
  const side = (entries: EditResult['additions']) =>
    entries.map(({ line, delta }) => ({ id: restId(line.id), delta: Math.abs(delta) }));
  return {
    topic: 'orders/edited',
    payload: {
      order_edit: {
        id: restId(id),
        app_id: null,
        created_at: at,
        notify_customer: false,
        order_id: restId(order.id),
        staff_note: '',
        user_id: null,
        line_items: { additions: side(edit.additions), removals: side(edit.removals) },
        discounts: { line_item: { additions: [], removals: [] } },
        shipping_lines: { additions: [], removals: [] },
      },
    },
  };
}

export interface News {
  /** Notes the time of the change and sends what it raises. */
  order: (shop: Shop, order: Order, items: Item[]) => Order;
  shop: (shop: Shop, topic: string, payload: Record<string, unknown>) => void;
  /** One topic of an order once more, nothing else. */
  resend: (shop: Shop, order: Order, topic: string) => void;
}

export function createNews(state: TwinState): News {
  const { ids, clock } = state;
  const send = (shop: Shop, order: Order | null, { topic, payload }: Item, eventId: string) =>
    state.webhooks.emit({
      shop: shop.domain,
      topic,
      payload: payload === 'order' ? restOrder(order!, shop.customerDataApproved) : payload,
      eventId,
      orderId: order?.id ?? null,
    });
  return {
    order: (shop, order, items) => {
      const eventId = ids.uuid();
      order.updatedAt = instant(clock.now());
      if (shop.installed) {
        for (const item of [...items, orderItem('orders/updated')]) send(shop, order, item, eventId);
      }
      return order;
    },
    shop: (shop, topic, payload) => send(shop, null, { topic, payload }, ids.uuid()),
    resend: (shop, order, topic) => {
      const item = newOrderItems(order).find((one) => one.topic === topic) ?? orderItem(topic);
      send(shop, order, item, ids.uuid());
    },
  };
}

/** The body of app/uninstalled: the shop. */
export const shopPayload = (shop: Shop) => ({
  id: restId(shop.id),
  name: shop.name,
  email: shop.email,
  domain: shop.domain,
  myshopify_domain: shop.domain,
  country_code: shop.country,
  currency: shop.currency,
  iana_timezone: shop.timezone,
  plan_name: shop.plan.toLowerCase(),
  created_at: shop.createdAt,
});

/** The bodies of the privacy topics about a customer. */
export const customerPayload = (shop: Shop, customerId: string, list: string, orderIds: string[]) => ({
  shop_id: restId(shop.id),
  shop_domain: shop.domain,
  customer: { id: restId(customerId), email: 'customer@example.com', phone: null },
  [list]: orderIds.map(restId),
  ...(list === 'orders_requested' ? { data_request: { id: Number(numericPart(customerId).slice(-6)) } } : {}),
});
