import { importOrder, reimportOrder } from '../importing/importOrder.ts';
import { requireOrder, requireShop, type TwinState } from '../state.ts';
import type { StoreOperations } from '../types.ts';
import {
  changeItems,
  customerPayload,
  editItem,
  newOrderItems,
  orderItem,
  refundItems,
  shopPayload,
  transactionItems,
  type News,
} from '../webhooks/news.ts';
import { restId } from '../webhooks/restParts.ts';
import { cancelOrder } from './cancelOrder.ts';
import { createOrder } from './createOrder.ts';
import { payOut } from './payouts.ts';
import { editOrder } from './editOrder.ts';
import { instant } from './instant.ts';
import { minus } from './money.ts';
import type { Order } from './order.ts';
import { addTransaction, currenciesOf } from './payments.ts';
import { refundOrder } from './refundOrder.ts';
import { settleRefund } from './settleRefund.ts';
import { openShop, type Shop } from './shop.ts';

/** What merchants, buyers and Shopify itself do, with the webhooks each raises. */
export function storeOperations(state: TwinState, news: News): StoreOperations {
  return { ...shopOperations(state, news), ...orderOperations(state, news), ...faultOperations(state) };
}

type ShopOperations = Pick<
  StoreOperations,
  | 'addShop'
  | 'installShop'
  | 'uninstallShop'
  | 'redactShop'
  | 'requestCustomerData'
  | 'redactCustomer'
  | 'setScopes'
  | 'setCustomerDataApproval'
>;

function shopOperations(state: TwinState, news: News): ShopOperations {
  const shopOf = (domain: string) => requireShop(state, domain);
  return {
    addShop: (spec) => {
      state.shops.set(spec.domain, openShop(spec, state.ids, state.clock.now(), state.app.scopes));
    },
    installShop: (domain, scopes) => {
      Object.assign(shopOf(domain), { installed: true, scopes: scopes ?? state.app.scopes });
    },
    uninstallShop: (domain) => {
      const shop = shopOf(domain);
      state.tokens.revoke(domain);
      Object.assign(shop, { installed: false, scopes: [] });
      news.shop(shop, 'app/uninstalled', shopPayload(shop));
    },
    redactShop: (domain) => {
      const shop = shopOf(domain);
      news.shop(shop, 'shop/redact', { shop_id: restId(shop.id), shop_domain: domain });
    },
    requestCustomerData: (domain, customerId, orderIds) => {
      const shop = shopOf(domain);
      news.shop(
        shop,
        'customers/data_request',
        customerPayload(shop, customerId, 'orders_requested', orderIds),
      );
    },
    redactCustomer: (domain, customerId, orderIds) => {
      const shop = shopOf(domain);
      news.shop(shop, 'customers/redact', customerPayload(shop, customerId, 'orders_to_redact', orderIds));
    },
    setScopes: (domain, scopes) => {
      const shop = shopOf(domain);
      const previous = shop.scopes;
      shop.scopes = scopes;
      const updated_at = instant(state.clock.now());
      news.shop(shop, 'app/scopes_update', { id: restId(shop.id), previous, current: scopes, updated_at });
    },
    setCustomerDataApproval: (domain, approved) => {
      shopOf(domain).customerDataApproved = approved;
    },
  };
}

type OrderOperations = Pick<
  StoreOperations,
  | 'createOrder'
  | 'importOrder'
  | 'changeOrder'
  | 'payOrder'
  | 'addTransaction'
  | 'refundOrder'
  | 'settleRefund'
  | 'cancelOrder'
  | 'payOut'
  | 'editOrder'
  | 'fulfillOrder'
  | 'updateOrder'
  | 'deleteOrder'
  | 'order'
  | 'orders'
>;

function orderOperations(state: TwinState, news: News): OrderOperations {
  const { ids, clock } = state;
  const now = () => instant(clock.now());
  const find = (domain: string, orderId: string): [Shop, Order] => {
    const shop = requireShop(state, domain);
    return [shop, requireOrder(shop, orderId)];
  };
  const enter: StoreOperations['addTransaction'] = (domain, orderId, spec) => {
    const [shop, order] = find(domain, orderId);
    const wasPaid = order.displayFinancialStatus === 'PAID';
    const one = addTransaction(order, spec, ids, now(), currenciesOf(order));
    const becamePaid = !wasPaid && order.displayFinancialStatus === 'PAID';
    return news.order(shop, order, [
      ...transactionItems(order, one),
      ...(becamePaid ? [orderItem('orders/paid')] : []),
    ]);
  };
  return {
    payOut: (domain, more = []) => payOut(requireShop(state, domain), more, ids, clock.now()),
    createOrder: (domain, spec) => {
      const shop = requireShop(state, domain);
      const order = createOrder(shop, spec, ids, clock.now());
      shop.orders.set(order.id, order);
      return news.order(shop, order, newOrderItems(order));
    },
    importOrder: (domain, text, options = {}) => {
      const shop = requireShop(state, domain);
      const processedAt = options.processedAt === undefined ? null : new Date(options.processedAt);
      const result = importOrder(text, { shop, ids, now: clock.now(), processedAt });
      if (result.kind !== 'order') return result;
      shop.orders.set(result.order.id, result.order);
      if (options.notify !== false) news.order(shop, result.order, newOrderItems(result.order));
      return result;
    },
    changeOrder: (domain, orderId, text) => {
      const [shop, before] = find(domain, orderId);
      const context = { shop, ids, now: clock.now(), processedAt: null };
      const result = reimportOrder(text, before, context);
      if (result.kind !== 'order') return result;
      const { order, change } = result;
      shop.orders.set(orderId, order);
      news.order(shop, order, changeItems(order, change, ids.gid('OrderEdit'), now()));
      return { kind: 'order', order, renumbered: false };
    },
    payOrder: (domain, orderId, payment = {}) => {
      const [, order] = find(domain, orderId);
      const open = minus(order.totalPriceSet.shopMoney.amount, order.totalReceivedSet.shopMoney.amount);
      return enter(domain, orderId, {
        kind: order.displayFinancialStatus === 'AUTHORIZED' ? 'CAPTURE' : 'SALE',
        amount: payment.amount ?? open,
        ...(payment.gateway ? { gateway: payment.gateway } : {}),
      });
    },
    addTransaction: enter,
    refundOrder: (domain, orderId, spec) => {
      const [shop, order] = find(domain, orderId);
      return news.order(shop, order, refundItems(order, refundOrder(order, spec, ids, now())));
    },
    settleRefund: (domain, orderId, status = 'SUCCESS') => {
      const [shop, order] = find(domain, orderId);
      const refund = settleRefund(order, status, now());
      return news.order(
        shop,
        order,
        refund.transactions.flatMap((one) => transactionItems(order, one)),
      );
    },
    cancelOrder: (domain, orderId, spec = {}) => {
      const [shop, order] = find(domain, orderId);
      const refund = cancelOrder(order, spec, ids, now());
      return news.order(shop, order, [
        orderItem('orders/cancelled'),
        ...(refund ? refundItems(order, refund) : []),
      ]);
    },
    editOrder: (domain, orderId, spec) => {
      const [shop, order] = find(domain, orderId);
      const edit = editOrder(order, spec, ids, now());
      return news.order(shop, order, [editItem(order, edit, ids.gid('OrderEdit'), now())]);
    },
    fulfillOrder: (domain, orderId) => {
      const [shop, order] = find(domain, orderId);
      order.displayFulfillmentStatus = 'FULFILLED';
      order.fulfillments.push({
        id: ids.gid('Fulfillment'),
        status: 'SUCCESS',
        createdAt: now(),
        deliveredAt: null,
      });
      return news.order(shop, order, [orderItem('orders/fulfilled')]);
    },
    updateOrder: (domain, orderId, change) => {
      const [shop, order] = find(domain, orderId);
      if (change.note !== undefined) order.note = change.note;
      if (change.tags) order.tags = change.tags;
      return news.order(shop, order, []);
    },
    deleteOrder: (domain, orderId) => {
      const [shop] = find(domain, orderId);
      shop.orders.delete(orderId);
      news.shop(shop, 'orders/delete', { id: restId(orderId) });
    },
    order: (domain, orderId) => requireShop(state, domain).orders.get(orderId) ?? null,
    orders: (domain) => [...requireShop(state, domain).orders.values()],
  };
}

type FaultOperations = Pick<
  StoreOperations,
  'revokeTokens' | 'expireTokens' | 'throttle' | 'failNext' | 'clearFaults'
>;

function faultOperations(state: TwinState): FaultOperations {
  const { tokens, clock } = state;
  return {
    revokeTokens: (domain) => tokens.revoke(domain),
    expireTokens: (domain) => tokens.expire(domain, clock.now()),
    throttle: (domain, available = 0) => {
      requireShop(state, domain).bucket = { available, at: clock.now().getTime() };
    },
    failNext: (fault) => {
      state.requestFaults.push({ ...fault, left: fault.count ?? 1 });
    },
    clearFaults: () => {
      state.requestFaults = [];
      state.webhooks.clearFaults();
    },
  };
}
