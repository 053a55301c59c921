// An order that became another one: the shop's order is replaced by what a second payload says of it, and what differs
// is told as Shopify tells it.
import type { Ids } from '../store/ids.ts';
import type { EditResult } from '../store/editOrder.ts';
import type { LineItem, MoneyBag, Order, OrderTransaction, Refund } from '../store/order.ts';

/** What happened between two states of one order, in the words of the webhooks that tell it. */
export interface OrderChange {
  transactions: OrderTransaction[];
  refunds: Refund[];
  becamePaid: boolean;
  cancelled: boolean;
  fulfilled: boolean;
  edit: EditResult | null;
}

const PAID = new Set(['PAID', 'PARTIALLY_REFUNDED', 'REFUNDED']);

/** Compares an order with what it was. Transactions of new refunds are told with those. */
export function changeOf(before: Order, after: Order): OrderChange {
  const refunds = after.refunds.filter(({ id }) => !before.refunds.some((one) => one.id === id));
  const told = new Set(refunds.flatMap(({ transactions }) => transactions.map(({ id }) => id)));
  const isPaid = (order: Order) => PAID.has(order.displayFinancialStatus ?? '');
  return {
    refunds,
    transactions: after.transactions.filter((one) => {
      const known = before.transactions.find(({ id }) => id === one.id);
      return known ? known.status !== one.status : !told.has(one.id);
    }),
    becamePaid: isPaid(after) && !isPaid(before),
    cancelled: after.cancelledAt !== null && before.cancelledAt === null,
    fulfilled:
      after.displayFulfillmentStatus === 'FULFILLED' && before.displayFulfillmentStatus !== 'FULFILLED',
    edit: editOf(before, after),
  };
}

/** Null where neither the ledger nor the lines know of an edit that was not there before. */
function editOf(before: Order, after: Order): EditResult | null {
  const edits = (order: Order) =>
    order.agreements.filter(({ __typename }) => __typename === 'OrderEditAgreement').length;
  const additions: EditResult['additions'] = [];
  const removals: EditResult['removals'] = [];
  for (const line of after.lineItems) {
    const old = before.lineItems.find(({ id }) => id === line.id);
    const more = line.quantity - (old?.quantity ?? 0);
    if (more > 0) additions.push({ line, delta: more });
    const fewer = old ? takenOff(after, line) - takenOff(before, old) : 0;
    if (fewer > 0) removals.push({ line, delta: -fewer });
  }
  const isEdited = edits(after) > edits(before) || additions.length + removals.length > 0;
  return isEdited ? { additions, removals } : null;
}

/** Pieces that are gone without having been given back. */
function takenOff(order: Order, line: LineItem): number {
  const returned = order.refunds
    .flatMap(({ refundLineItems }) => refundLineItems)
    .filter((one) => one.lineItem.id === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return line.quantity - line.currentQuantity - returned;
}

/**
 * Gives the parts of `after` the ids they had before where one of both payloads left them out: what the shop showed
 * under an id goes on under it, so that a payment a payload only speaks of does not become a second one, and a sales
 * ledger that comes only with the second payload is the one that the shop showed before.
 */
export function keepIds(before: Order, after: Order, ids: Ids): void {
  const money = (bag: MoneyBag) => bag.shopMoney.amount;
  adopt(before.lineItems, after.lineItems, ids, (one) => `${one.name} ${money(one.originalUnitPriceSet)}`);
  adopt(before.shippingLines, after.shippingLines, ids, (one) => one.title);
  adopt(
    before.transactions,
    after.transactions,
    ids,
    (one) => `${one.kind} ${one.gateway} ${money(one.amountSet)}`,
  );
  adopt(before.refunds, after.refunds, ids, (one) => one.createdAt);
  adopt(
    before.agreements,
    after.agreements,
    ids,
    (one) => `${one.__typename} ${one.refund?.id ?? one.happenedAt}`,
  );
  for (const agreement of after.agreements) {
    const old = before.agreements.find(({ id }) => id === agreement.id);
    if (old) adopt(old.sales, agreement.sales, ids, (one) => `${one.lineType} ${one.lineItem?.id}`);
  }
  after.metafields = before.metafields;
}

function adopt<One extends { id: string }>(
  before: One[],
  after: One[],
  ids: Ids,
  signature: (one: One) => string,
): void {
  const kept = new Set(after.map(({ id }) => id));
  const free = before.filter(({ id }) => !kept.has(id));
  for (const one of after) {
    const at = free.findIndex(
      (old) => (ids.isMade(one.id) || ids.isMade(old.id)) && signature(old) === signature(one),
    );
    const isNew = !before.some(({ id }) => id === one.id);
    if (isNew && at >= 0) one.id = free.splice(at, 1)[0]!.id;
  }
}
