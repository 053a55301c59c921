import type { DocumentView } from '../../orders/read/views.ts';

interface TaxRounding {
  expectedCents: number;
  foundCents: number;
  direction: 'more' | 'less';
  /** Cents between them, above zero. */
  by: number;
}

/** How sevdesk's tax differs from Shopify's on a document; null while it does not, or sevdesk has not computed any. */
export function taxRounding({
  kind,
  taxCents,
  sevdeskTaxCents,
}: Pick<DocumentView, 'kind' | 'taxCents' | 'sevdeskTaxCents'>): TaxRounding | null {
  if (sevdeskTaxCents === null) return null;
  const foundCents = amountShown(kind, sevdeskTaxCents);
  const difference = foundCents - taxCents;
  if (difference === 0) return null;
  const direction = difference > 0 ? 'more' : 'less';
  return { expectedCents: taxCents, foundCents, direction, by: Math.abs(difference) };
}

/** Tax as the page shows it. sevdesk gives a cancellation the sums of its invoice with a minus; the page has none. */
export const taxShown = ({
  kind,
  taxCents,
  sevdeskTaxCents,
}: Pick<DocumentView, 'kind' | 'taxCents' | 'sevdeskTaxCents'>): number =>
  amountShown(kind, sevdeskTaxCents ?? taxCents);

const amountShown = (kind: DocumentView['kind'], amount: number): number =>
  kind === 'cancellation' ? Math.abs(amount) : amount;
