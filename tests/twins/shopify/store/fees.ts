import type { OrderTransaction } from './order.ts';

// What a payment costs. Schema: `OrderTransaction.fees` is filled for Shopify Payments only. The rate is that of the plan
// "Basic" for European cards (2.1 % and 0.30, without tax), a price list and no recorded answer; a refund gives none back.

const RATE = 0.021;
const FLAT = 0.3;

interface TransactionFee {
  id: string;
  type: string;
  rate: string;
  rateName: string;
  flatFeeName: string;
  flatFee: { amount: string; currencyCode: string };
  amount: { amount: string; currencyCode: string };
  taxAmount: { amount: string; currencyCode: string };
}

/** The fee of one payment in whole cents; 0 where there is none. */
export function feeOf({ gateway, kind, status, test, amountSet }: OrderTransaction): number {
  const isCharged = gateway === 'shopify_payments' && status === 'SUCCESS' && !test;
  if (!isCharged || (kind !== 'SALE' && kind !== 'CAPTURE')) return 0;
  return Math.round(Number(amountSet.shopMoney.amount) * 100 * RATE + FLAT * 100);
}

export function transactionFees(one: OrderTransaction): TransactionFee[] {
  const fee = feeOf(one);
  if (fee === 0) return [];
  const money = (cents: number) => ({
    amount: (cents / 100).toFixed(2),
    currencyCode: one.amountSet.shopMoney.currencyCode,
  });
  return [
    {
      id: one.id.replace('OrderTransaction', 'TransactionFee'),
      type: 'processing_fee',
      rate: String(RATE),
      rateName: 'domestic',
      flatFeeName: 'domestic',
      flatFee: money(FLAT * 100),
      amount: money(fee),
      taxAmount: money(0),
    },
  ];
}
