import { afterDiscounts } from '../store/lines.ts';
import { compare, isZeroBag, minusBags, shareBag, zeroLike } from '../store/money.ts';
import { numericPart } from '../store/ids.ts';
import type { LineItem, MoneyBag, Order, Refund } from '../store/order.ts';
import { isReachable } from './access.ts';
import type { RequestContext } from './context.ts';
import {
  findOrder,
  findRefund,
  findTransaction,
  resolveNamespace,
  type Args,
  type Resolver,
} from './lookup.ts';
import { mutations } from './mutations.ts';
import { payments } from './payments.ts';
import { paginate, type PageArgs, type SortKey } from './paginate.ts';
import { transactionFees } from '../store/fees.ts';
import { searchOrders } from './searchOrders.ts';

const sortKeys: Record<string, (order: Order) => string | number> = {
  PROCESSED_AT: (order) => Date.parse(order.processedAt),
  UPDATED_AT: (order) => Date.parse(order.updatedAt),
  CREATED_AT: (order) => Date.parse(order.createdAt),
  ORDER_NUMBER: (order) => order.number,
  TOTAL_PRICE: (order) => Number(order.totalPriceSet.shopMoney.amount),
  ID: () => 0,
};

function orders(_: never, args: Args, context: RequestContext) {
  const query = typeof args['query'] === 'string' ? args['query'] : '';
  const { test, warnings } = searchOrders(query);
  if (warnings.length > 0) context.warnings.push({ path: 'orders', query, warnings });
  const sortKey = sortKeys[String(args['sortKey'])] ?? sortKeys['PROCESSED_AT']!;
  const found = [...context.shop.orders.values()].filter(
    (order) => isReachable(context, order) && test(order),
  );
  return paginate(found, args as PageArgs, (order): SortKey => [sortKey(order), numericPart(order.id)]);
}

const received = (order: Order) => order.totalReceivedSet.shopMoney.amount;

/** A price per piece as Shopify gives it where it says "approximate": rounded to the cent. */
const perPiece = (total: MoneyBag, line: LineItem): MoneyBag => shareBag(total, 1, line.quantity || 1);

/** After line discounts; code discounts only when asked for, discounts of the whole order never (schema). */
function discountedTotal(line: LineItem, withCodes: boolean): MoneyBag {
  const taken = line.discountAllocations.filter(
    ({ discountApplication: one }) =>
      one.allocationMethod !== 'ACROSS' && (withCodes || one.__typename !== 'DiscountCodeApplication'),
  );
  return minusBags(line.originalTotalSet, ...taken.map((one) => one.allocatedAmountSet));
}

function metafield(order: Order, args: Args, context: RequestContext) {
  const namespace = resolveNamespace(args['namespace'], context.apiKey);
  return order.metafields.find((one) => one.namespace === namespace && one.key === args['key']) ?? null;
}

/** Fields that are more than a stored value. */
export const resolvers: Record<string, Resolver> = {
  'QueryRoot.order': (_, args, context) => findOrder(context, args['id']),
  'QueryRoot.orders': orders,
  'QueryRoot.ordersCount': (_, args, context) => {
    const { test } = searchOrders((args['query'] as string | null) ?? '');
    const all = [...context.shop.orders.values()].filter((one) => isReachable(context, one) && test(one));
    return { count: all.length, precision: 'EXACT' };
  },
  'QueryRoot.refund': (_, args, context) => findRefund(context, args['id']),
  'QueryRoot.node': (_, args, context) => findNode(context, args['id']),
  'QueryRoot.nodes': (_, args, context) => (args['ids'] as unknown[]).map((id) => findNode(context, id)),
  'QueryRoot.shop': (_, _args, context) => shopOf(context),
  'QueryRoot.currentAppInstallation': (_, _args, context) => ({
    id: `gid://shopify/AppInstallation/${numericPart(context.shop.id)}`,
    accessScopes: context.scopes.map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
  }),
  'Order.metafield': metafield,
  'Order.fullyPaid': (order: Order) => compare(received(order), order.totalPriceSet.shopMoney.amount) >= 0,
  'Order.unpaid': (order: Order) => compare(received(order), '0') === 0 && !isZeroBag(order.totalPriceSet),
  'Order.netPaymentSet': (order: Order) => minusBags(order.totalReceivedSet, order.totalRefundedSet),
  'Order.closed': (order: Order) => order.closedAt !== null,
  'Order.shippingLine': (order: Order) => order.shippingLines.find((one) => !one.isRemoved) ?? null,
  'Order.shippingLines': (order: Order, args) =>
    args['includeRemovals'] ? order.shippingLines : order.shippingLines.filter((one) => !one.isRemoved),
  'Order.localizedFields': (order: Order, args) =>
    order.localizedFields.filter(
      (one) => !args['purposes'] || (args['purposes'] as string[]).includes(one.purpose),
    ),
  'Order.risk': () => ({ recommendation: 'NONE', assessments: [] }),
  'LineItem.discountedTotalSet': (line: LineItem, args) =>
    discountedTotal(line, args['withCodeDiscounts'] === true),
  'LineItem.discountedUnitPriceSet': (line: LineItem) => perPiece(discountedTotal(line, false), line),
  'LineItem.discountedUnitPriceAfterAllDiscountsSet': (line: LineItem) =>
    perPiece(afterDiscounts(line), line),
  'LineItem.totalDiscountSet': (line: LineItem) =>
    minusBags(line.originalTotalSet, discountedTotal(line, true)),
  'LineItem.merchantEditable': () => true,
  'Refund.order': (refund: Refund, _args, context) =>
    [...context.shop.orders.values()].find((order) => order.refunds.some((one) => one.id === refund.id)),
  'OrderTransaction.order': (one: { id: string }, _args, context) =>
    [...context.shop.orders.values()].find((order) =>
      order.transactions.some((other) => other.id === one.id),
    ),
  'OrderTransaction.fees': transactionFees,
  'OrderTransaction.totalUnsettledSet': (one: { amountSet: MoneyBag }) => zeroLike(one.amountSet),
  ...payments,
  ...mutations,
};

function findNode(context: RequestContext, id: unknown): unknown {
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(String(id))?.[1];
  if (type === 'Order') return withType(findOrder(context, id), type);
  if (type === 'Refund') return withType(findRefund(context, id), type);
  if (type === 'ShopifyPaymentsPayout')
    return withType(context.shop.payouts.find((one) => one.id === id) ?? null, type);
  if (type === 'OrderTransaction') return withType(findTransaction(context, id), type);
  return null;
}

const withType = <T extends object>(value: T | null, __typename: string) =>
  value ? { __typename, ...value } : null;

function shopOf({ shop }: RequestContext) {
  return {
    id: shop.id,
    name: shop.name,
    myshopifyDomain: shop.domain,
    email: shop.email,
    contactEmail: shop.email,
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: [shop.currency],
    ianaTimezone: shop.timezone,
    taxesIncluded: shop.taxesIncluded,
    taxShipping: true,
    plan: {
      displayName: shop.plan,
      publicDisplayName: shop.plan,
      shopifyPlus: shop.plan === 'Plus',
      partnerDevelopment: false,
    },
    shopAddress: {
      id: `gid://shopify/ShopAddress/${numericPart(shop.id)}`,
      company: shop.name,
      address1: 'Musterallee 1',
      zip: '22299',
      city: 'Hamburg',
      countryCodeV2: shop.country,
    },
    shopOwnerName: shop.ownerName,
    createdAt: shop.createdAt,
  };
}
