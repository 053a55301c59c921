import { feeOf } from './fees.ts';
import type { Ids } from './ids.ts';
import { instant } from './instant.ts';
import type { Order, OrderTransaction } from './order.ts';

// Payouts of Shopify Payments. Fields and filters are the schema's. What a live payout looks like nobody has recorded: that
// money which leaves the balance is negative, that a fee is positive and already off `net`, and that a refund has none, is
// taken from the fields' descriptions. The payout itself stands among its transactions as TRANSFER.

interface Money {
  amount: string;
  currencyCode: string;
}

export interface Payout {
  id: string;
  legacyResourceId: string;
  issuedAt: string;
  status: 'SCHEDULED' | 'IN_TRANSIT' | 'PAID' | 'FAILED' | 'CANCELED';
  transactionType: 'DEPOSIT' | 'WITHDRAWAL';
  externalTraceId: string | null;
  net: Money;
}

export interface BalanceTransaction {
  id: string;
  type: string;
  sourceOrderTransactionId: string | null;
  transactionDate: string;
  test: boolean;
  amount: Money;
  fee: Money;
  net: Money;
  adjustmentReason: string | null;
  associatedOrder: { id: string; name: string } | null;
  associatedPayout: { id: string; status: string };
}

/** A movement on the balance that no order made: a dispute, an adjustment, a reserve. Amounts as decimals. */
export interface BalanceSpec {
  type: string;
  amount: string;
  fee?: string;
  reason?: string;
}

/** What of a shop a payout concerns. */
interface Paying {
  currency: string;
  orders: Map<string, Order>;
  payouts: Payout[];
  balance: BalanceTransaction[];
}

/** Pays out what came in since the last payout, and whatever else is said to be on the balance. */
export function payOut(shop: Paying, more: BalanceSpec[], ids: Ids, now: Date): Payout {
  const money = (cents: number): Money => ({ amount: (cents / 100).toFixed(2), currencyCode: shop.currency });
  const id = ids.next();
  const associatedPayout = { id: `gid://shopify/ShopifyPaymentsPayout/${id}`, status: 'PAID' };
  const paidOut = new Set(shop.balance.map((one) => one.sourceOrderTransactionId));
  const entry = (
    type: string,
    cents: number,
    fee: number,
    rest: Partial<BalanceTransaction>,
  ): BalanceTransaction => ({
    id: ids.gid('ShopifyPaymentsBalanceTransaction'),
    type,
    sourceOrderTransactionId: null,
    transactionDate: instant(now),
    test: false,
    amount: money(cents),
    fee: money(fee),
    net: money(cents - fee),
    adjustmentReason: null,
    associatedOrder: null,
    associatedPayout,
    ...rest,
  });
  const parts = [...shop.orders.values()].flatMap(({ id: orderId, name, transactions }) =>
    transactions
      .filter((one) => isOnBalance(one) && !paidOut.has(numeric(one)))
      .map((one) => {
        const sign = one.kind === 'REFUND' ? -1 : 1;
        const cents = sign * Math.round(Number(one.amountSet.shopMoney.amount) * 100);
        const of = { associatedOrder: { id: orderId, name }, sourceOrderTransactionId: numeric(one) };
        return entry(sign === 1 ? 'CHARGE' : 'REFUND', cents, feeOf(one), {
          ...of,
          transactionDate: one.processedAt ?? one.createdAt,
        });
      }),
  );
  const others = more.map(({ type, amount, fee = '0', reason = null }) =>
    entry(type, Math.round(Number(amount) * 100), Math.round(Number(fee) * 100), {
      adjustmentReason: reason,
    }),
  );
  const all = [...parts, ...others];
  const net = all.reduce((sum, one) => sum + Math.round(Number(one.net.amount) * 100), 0);
  const payout: Payout = {
    id: associatedPayout.id,
    legacyResourceId: id,
    issuedAt: instant(now),
    status: 'PAID',
    transactionType: net < 0 ? 'WITHDRAWAL' : 'DEPOSIT',
    externalTraceId: `TRACE${id.slice(-8)}`,
    net: money(net),
  };
  shop.balance.push(...all, entry('TRANSFER', -net, 0, {}));
  shop.payouts.push(payout);
  return payout;
}

const numeric = ({ id }: OrderTransaction): string => id.split('/').at(-1)!;

const isOnBalance = ({ gateway, kind, status, test }: OrderTransaction): boolean =>
  gateway === 'shopify_payments' &&
  status === 'SUCCESS' &&
  !test &&
  (kind === 'SALE' || kind === 'CAPTURE' || kind === 'REFUND');
