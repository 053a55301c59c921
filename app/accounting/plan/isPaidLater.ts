import type { Order } from '../order.ts';
import type { AccountingSettings } from '../settings.ts';

/**
 * Whether the order is bought on account and the merchant wants its invoice before the money: a payment that is marked by
 * hand (bank transfer, cash on delivery), payment terms, which leave a pending one (recorded:
 * draft-order-complete-payment-terms-pending), or an order without any transaction.
 */
export function isPaidLater({ transactions, financialStatus }: Order, settings: AccountingSettings): boolean {
  if (settings.manualPayments !== 'when_ordered') return false;
  // Orders that an app or an ERP wrote have no status at all before they are paid (recorded: order-create-math-matrix).
  if (transactions.length === 0) return financialStatus === 'pending' || financialStatus === 'unknown';
  return transactions.some(({ manual, kind, status }) => {
    const comes = status === 'pending' || status === 'awaiting_response' || status === 'success';
    return manual && kind === 'sale' && comes;
  });
}
