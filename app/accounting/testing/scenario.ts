import { negate } from '../money.ts';
import type { Order } from '../order.ts';
import { addUp } from './addUp.ts';
import { buildOrder, type OrderSpec } from './buildOrder.ts';
import { cancel, editOrder, exchange, pay, refund, settleRefund } from './changeOrder.ts';
import type { EditSpec } from './recharge.ts';
import type { RefundSpec } from './takeBack.ts';

// A scenario is an order and all that happens to it, as plain data: it can be printed, replayed and cut down. Amounts are
// given as shares where they depend on what happened before, so that every cut-down scenario still makes sense.

/** Which shop it is, and which law applies. */
export type Profile = 'german' | 'oss_france' | 'export' | 'small_business';

export type ScenarioEvent =
  /** The connector runs and writes to sevdesk all that it plans. */
  | { kind: 'sync' }
  /** The buyer pays a share (of 100) of what is open. */
  | { kind: 'pay'; share: number; gateway: string }
  | ({ kind: 'refund'; goodwill: number } & Pick<RefundSpec, 'lines' | 'shipping' | 'money'>)
  /** A share (of 100) of the money that was received goes back, without saying for what. */
  | { kind: 'refund_amount'; share: number }
  /** What the shop owes after a removal goes back, without a line. */
  | { kind: 'refund_owed' }
  | { kind: 'settle_refund'; status: 'success' | 'failure' }
  | ({ kind: 'edit' } & EditSpec)
  | { kind: 'exchange'; line: number; price: number }
  | { kind: 'cancel' };

export interface Scenario {
  seed: number;
  profile: Profile;
  order: OrderSpec;
  settings: Record<string, unknown>;
  quantityRounding: 'per_line' | 'per_unit';
  events: ScenarioEvent[];
}

export const startOf = (scenario: Scenario): Order => buildOrder(scenario.order);

/** What an event makes of an order. The order itself when the event cannot happen to it. */
export function happen(order: Order, event: ScenarioEvent): Order {
  const owed = negate(order.totals.outstanding);
  switch (event.kind) {
    case 'sync':
      return order;
    case 'pay': {
      const amount = Math.ceil((order.totals.outstanding * event.share) / 100);
      return amount > 0 ? pay(order, { amount, gateway: event.gateway }) : order;
    }
    case 'refund':
      return refundPieces(order, event);
    case 'refund_amount': {
      const amount = Math.min(Math.floor((order.totals.received * event.share) / 100), refundable(order));
      return amount > 0 ? refund(order, { amount }) : order;
    }
    case 'refund_owed':
      return owed > 0 && owed <= refundable(order) ? refundOwed(order, owed) : order;
    case 'settle_refund':
      return settleRefund(order, event.status);
    case 'edit':
      return order.cancelledAt === null ? editPieces(order, event) : order;
    case 'exchange':
      return order.cancelledAt === null ? exchangePiece(order, event) : order;
    case 'cancel':
      return order.cancelledAt === null ? cancel(order) : order;
  }
}

const refundable = ({ totals }: Order): number => totals.received - totals.refunded;

/** Money back for something that was taken off before: the ledger knows it already, so the refund adds nothing to it. */
function refundOwed(order: Order, amount: number): Order {
  const refunded = refund(order, { amount });
  const [last, entry] = [refunded.refunds.at(-1)!, refunded.agreements.at(-1)!];
  return addUp({
    ...refunded,
    refunds: [...refunded.refunds.slice(0, -1), { ...last, adjustments: [] }],
    agreements: [...refunded.agreements.slice(0, -1), { ...entry, sales: [] }],
  });
}

/** Pieces that are still there; for a line that is not, nothing. */
const existing = (order: Order, pieces: { line: number; quantity: number }[] = []) =>
  pieces
    .map(({ line, quantity }) => ({
      line,
      quantity: Math.min(quantity, order.lines[line]?.currentQuantity ?? 0),
    }))
    .filter(({ quantity }) => quantity > 0);

function refundPieces(order: Order, event: Extract<ScenarioEvent, { kind: 'refund' }>): Order {
  const lines = existing(order, event.lines);
  const [parcel] = order.shippingLines;
  const isLeft =
    parcel && parcel.discountedPrice > 0 && !order.refunds.some((one) => one.shippingLines.length > 0);
  const shipping = isLeft ? event.shipping : undefined;
  if (lines.length === 0 && shipping === undefined) return order;
  if (order.refunds.some((one) => one.transactions.some(({ status }) => status === 'pending'))) return order;
  const money = order.totals.received === 0 ? 'none' : event.money;
  const exact = refund(order, { lines, shipping, money });
  const worth = order.totals.total === 0 ? 0 : (exact.refunds.at(-1)!.transactions[0]?.amount ?? 0);
  const amount = Math.max(worth + event.goodwill, 0);
  if (amount > refundable(order))
    return refundable(order) === 0 ? refund(order, { lines, shipping, money: 'none' }) : order;
  return event.goodwill === 0 || money === 'none' ? exact : refund(order, { lines, shipping, money, amount });
}

function editPieces(order: Order, event: Extract<ScenarioEvent, { kind: 'edit' }>): Order {
  const pieces = (event.pieces ?? []).filter(
    ({ line, by }) => isGoods(order, line) && order.lines[line]!.currentQuantity + by >= 0,
  );
  const discount = (event.discount ?? []).filter(({ line, by }) => {
    const of = order.lines[line];
    return (
      isGoods(order, line) && of!.currentQuantity === of!.quantity && of!.originalTotal - of!.discount >= by
    );
  });
  return editOrder(order, { ...event, pieces, discount });
}

const isGoods = ({ lines }: Order, line: number): boolean =>
  lines[line] !== undefined && !lines[line].isGiftCard && !lines[line].isTip;

function exchangePiece(order: Order, event: Extract<ScenarioEvent, { kind: 'exchange' }>): Order {
  const line = order.lines[event.line];
  if (!line || !isGoods(order, event.line) || line.currentQuantity === 0 || order.totals.outstanding !== 0)
    return order;
  const rate = line.taxLines[0]?.rate ?? null;
  const spec = { lines: [{ line: event.line, quantity: 1 }], add: [{ price: event.price, rate }] };
  const owed = negate(exchange(order, spec).totals.outstanding);
  return owed > 0 && owed <= refundable(order)
    ? exchange(order, { ...spec, money: owed })
    : exchange(order, spec);
}
