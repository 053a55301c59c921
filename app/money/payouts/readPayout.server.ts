import type { DatabaseOrTx } from '../../platform/database.server.ts';
import type { ShopifyAnswer } from '../../shopify/answer.ts';
import type { BalanceTransaction, Payout, PayoutReader } from '../../shopify/readPayouts.server.ts';
import type { PartKind, PayoutSums } from './partKinds.ts';
import { takeApart, type PayoutFault } from './payoutParts.ts';

/** Where the money of a part is in this app. */
interface PartOrder {
  orderId: string;
  orderName: string;
  /** booked: on documents. gift_card: for a gift card, a liability. open: on nothing yet. */
  place: 'booked' | 'gift_card' | 'open';
  /** What this app knows to have moved is another amount than Shopify paid out: both are named. */
  differsBy: number;
}

export interface ShownPart {
  gid: string;
  /** Null where the payout could not be taken apart. */
  kind: PartKind | null;
  /** Shopify's own word. */
  type: string;
  day: string;
  amountCents: number;
  feeCents: number;
  netCents: number;
  reason: string | null;
  /** As Shopify names it; the order itself where this app knows it. */
  orderName: string | null;
  order: PartOrder | null;
}

export interface ShownPayout {
  payout: Payout;
  parts: ShownPart[];
  /** Null where the parts do not explain the payout; then `fault` says why. */
  sums: PayoutSums | null;
  fault: PayoutFault | null;
}

/** A payout, taken apart, each part with the order whose money it is. Nothing is stored. */
export async function readPayout(
  { db, payouts }: { db: DatabaseOrTx; payouts: PayoutReader },
  shopId: string,
  id: string,
  signal?: AbortSignal,
): Promise<ShopifyAnswer<ShownPayout>> {
  const answer = await payouts.read(shopId, id, signal);
  if (answer.kind !== 'done') return answer;
  const { payout, transactions } = answer.value;
  const apart = takeApart(payout, transactions);
  const orders = await ordersOf(db, shopId, transactions);
  const shown = (
    { gid, type, day, amount, fee, net, ...source }: BalanceTransaction,
    kind: PartKind | null,
  ) => {
    const order = source.transactionGid === null ? null : (orders.get(source.transactionGid) ?? null);
    return {
      gid,
      kind,
      type,
      day,
      amountCents: amount,
      feeCents: fee,
      netCents: net,
      reason: source.reason,
      orderName: order?.orderName ?? source.orderName,
      order: order && { ...order, differsBy: Number(amount) - order.movedCents },
    };
  };
  return {
    kind: 'done',
    value: {
      payout,
      parts:
        apart.kind === 'whole'
          ? apart.parts.map(({ source, kind }) => shown(source, kind))
          : transactions.map((source) => shown(source, null)),
      sums: apart.kind === 'whole' ? apart.sums : null,
      fault: apart.kind === 'parked' ? apart.why : null,
    },
  };
}

type Known = Omit<PartOrder, 'differsBy'> & { movedCents: number };

async function ordersOf(
  db: DatabaseOrTx,
  shopId: string,
  transactions: BalanceTransaction[],
): Promise<Map<string, Known>> {
  const gids = transactions.flatMap(({ transactionGid }) => transactionGid ?? []);
  if (gids.length === 0) return new Map();
  const rows = await db.movement.findMany({
    where: { shopId, transactionGid: { in: gids } },
    include: { orderSync: { select: { orderId: true, orderName: true } } },
  });
  return new Map(
    rows.map(({ transactionGid, orderSync, amountCents, giftCardsCents, openCents }) => [
      transactionGid,
      {
        ...orderSync,
        movedCents: Number(amountCents),
        place: openCents !== 0n ? 'open' : giftCardsCents === amountCents ? 'gift_card' : 'booked',
      },
    ]),
  );
}
