import type { Order } from '../order.ts';
import type { AccountingSettings } from '../settings.ts';
import type { Language } from './format.ts';

/** Countries whose buyers read German when the checkout tells no language. */
const GERMAN_SPEAKING = new Set(['DE', 'AT', 'LI']);

/**
 * The language of a buyer's documents: that of the checkout when it is German or English. Where the checkout tells
 * none, the country decides; everything else gets the merchant's fallback.
 */
export function buyerLanguage(order: Order, settings: AccountingSettings): Language {
  const [spoken = ''] = (order.buyer.locale ?? '').toLowerCase().split(/[-_]/);
  if (spoken === 'de' || spoken === 'en') return spoken;
  const country = order.billingAddress?.countryCode ?? order.shippingAddress?.countryCode ?? '';
  return spoken === '' && GERMAN_SPEAKING.has(country) ? 'de' : settings.fallbackLanguage;
}
