import type { LineProduct, Order } from '../order.ts';
import type { AccountingSettings, Nature } from '../settings.ts';
import type { TaxedAmount } from './contract.ts';

/**
 * What a line is, by the merchant's choices. What is shipped is goods; but a ticket stays a ticket when it is posted (the
 * paper is not what is bought). What is not shipped is what its product type, tag or vendor says, else undecided.
 */
export function natureOf(
  amount: TaxedAmount,
  order: Order,
  { productNatures, unshippedLines }: AccountingSettings,
): Nature | 'undecided' {
  const product = order.lines.find((line) => line.gid === amount.gid)?.product;
  const told = product && productNatures.find((each) => fits(each, product));
  if (amount.requiresShipping) return told?.nature === 'tickets' ? 'tickets' : 'goods';
  return told?.nature ?? unshippedLines;
}

type ProductNature = AccountingSettings['productNatures'][number];

/** Whether a merchant's word on a type, tag or vendor is about a product. */
export function fits({ by, value }: Pick<ProductNature, 'by' | 'value'>, product: LineProduct): boolean {
  const labels = { product_type: [product.type], tag: product.tags, vendor: [product.vendor] }[by];
  return labels.some((label) => isSame(label, value));
}

/** Shopify compares types, tags and vendors without regard to case. */
const isSame = (label: string | null | undefined, value: string): boolean =>
  label?.trim().toLowerCase() === value.trim().toLowerCase();
