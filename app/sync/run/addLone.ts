import { add, cents, subtract, sum, ZERO } from '../../accounting/money.ts';
import type { Order, Refund, Transaction } from '../../accounting/order.ts';

// An order as it was read last, with what was read by itself since. What Shopify would say of the whole order by now
// is not made up: its ledger and its totals stay those of the reading, except for the money that moved.

/** The order with a refund that it did not have, or that stands differently by now. */
export function addRefund(order: Order, refund: Refund): Order {
  const before = order.refunds.find(({ gid }) => gid === refund.gid)?.totalRefunded ?? ZERO;
  const { totals } = order;
  return {
    ...order,
    refunds: [...order.refunds.filter(({ gid }) => gid !== refund.gid), refund],
    transactions: withTransactions(order, refund.transactions),
    totals: { ...totals, refunded: add(subtract(totals.refunded, before), refund.totalRefunded) },
  };
}

/** The order with a payment that it did not have, or that stands differently by now. */
export function addPayment(order: Order, payment: Transaction): Order {
  const before = order.transactions.filter(({ gid }) => gid === payment.gid);
  const more = subtract(receivedBy([payment]), receivedBy(before));
  const { totals } = order;
  const outstanding = cents(Math.max(0, subtract(totals.outstanding, more)));
  const fullyPaid = order.fullyPaid || (more > 0 && outstanding === 0);
  return {
    ...order,
    transactions: withTransactions(order, [payment]),
    gateways: [...new Set([...order.gateways, payment.gateway])],
    totals: { ...totals, received: add(totals.received, more), outstanding },
    fullyPaid,
    financialStatus: more > 0 ? (fullyPaid ? 'paid' : 'partially_paid') : order.financialStatus,
  };
}

const withTransactions = (order: Order, newer: Transaction[]): Transaction[] => [
  ...order.transactions.filter((one) => newer.every(({ gid }) => gid !== one.gid)),
  ...newer,
];

const receivedBy = (transactions: Transaction[]) =>
  sum(
    transactions
      .filter(({ kind, status }) => status === 'success' && (kind === 'sale' || kind === 'capture'))
      .map(({ amount }) => amount),
  );
