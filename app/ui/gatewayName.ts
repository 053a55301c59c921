import type { TFunction } from 'i18next';

const known = [
  'shopify_payments',
  'paypal',
  'manual',
  'gift_card',
  'shopify_store_credit',
  'bogus',
  'cash',
  'klarna',
] as const;

/** A gateway as merchants know it: by the usual name, else as Shopify shows it, else its key made readable. */
export function gatewayName(gateway: string, label: string | null, t: TFunction): string {
  const usual = known.find((key) => key === gateway);
  if (usual) return t(`gateway.${usual}`);
  if (label) return label;
  const words = gateway.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
