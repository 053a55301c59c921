import { cents, negate, sum, ZERO, type Cents, type Rate } from '../money.ts';
import type { Sale, SaleKind, TaxLine } from '../order.ts';

interface Charge {
  kind: SaleKind;
  price: Cents;
  taxLines: TaxLine[];
  quantity?: number;
  lineGid?: string;
  shippingGid?: string;
  dutyGid?: string;
}

/** A ledger entry for something charged at a price with its tax lines. */
export function chargeSale(charge: Charge, taxesIncluded: boolean, number: (type: string) => string): Sale {
  const tax = sum(charge.taxLines.map((line) => line.amount));
  return {
    gid: number('Sale'),
    kind: charge.kind,
    action: 'order',
    quantity: charge.quantity ?? null,
    lineGid: charge.lineGid ?? null,
    shippingGid: charge.shippingGid ?? null,
    dutyGid: charge.dutyGid ?? null,
    total: cents(charge.price + (taxesIncluded ? 0 : tax)),
    tax,
    taxes: charge.taxLines.map((line) => ({ rate: line.rate, amount: line.amount })),
  };
}

/** A ledger entry for something taken back: negative. Shopify leaves the shipping line of a return unnamed. */
export function returnSale(
  of: {
    kind: SaleKind;
    lineGid?: string;
    dutyGid?: string;
    quantity?: number;
    rate: Rate | null;
    gross: Cents;
    tax: Cents;
  },
  number: (type: string) => string,
): Sale {
  return {
    gid: number('Sale'),
    kind: of.kind,
    action: 'return',
    quantity: of.quantity === undefined ? null : -of.quantity,
    lineGid: of.lineGid ?? null,
    shippingGid: null,
    dutyGid: of.dutyGid ?? null,
    total: negate(of.gross),
    tax: negate(of.tax),
    taxes: of.tax === ZERO ? [] : [{ rate: of.rate, amount: negate(of.tax) }],
  };
}
