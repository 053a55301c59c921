import type { Order } from '../order.ts';
import type { AccountingSettings } from '../settings.ts';

/**
 * Whether the order is bought on account and the merchant wants its invoice before the money: a payment that is marked by
 * hand (bank transfer, cash on delivery), or payment terms, which leave no transaction at all.
 */
export function isPaidLater({ transactions, financialStatus }: Order, settings: AccountingSettings): boolean {
  if (settings.manualPayments !== 'when_ordered') return false;
  if (transactions.length === 0) return financialStatus === 'pending';
  return transactions.some(({ manual, kind, status }) => {
    const comes = status === 'pending' || status === 'awaiting_response' || status === 'success';
    return manual && kind === 'sale' && comes;
  });
}
