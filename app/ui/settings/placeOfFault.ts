import type { FaultyField, MerchantSettings } from '../../merchant/settings.ts';
import type { SectionName } from './section.tsx';

/** In which section of the page each choice stands. A new one does not compile before it has its place. */
const SECTIONS: Record<keyof MerchantSettings | 'alertEmail', SectionName> = {
  finalise: 'invoices',
  deliveryDate: 'invoices',
  fallbackLanguage: 'invoices',
  showSku: 'invoices',
  mailInvoice: 'invoices',
  guestContact: 'invoices',
  shopifyInvoices: 'invoices',
  manualPayments: 'payments',
  regime: 'taxes',
  ossFrom: 'taxes',
  shipsFrom: 'taxes',
  intraCommunity: 'taxes',
  giftCards: 'taxes',
  unshippedLines: 'taxes',
  productNatures: 'taxes',
  tips: 'taxes',
  domesticZeroRate: 'taxes',
  ownVatId: 'taxes',
  skip: 'rules',
  texts: 'texts',
  alerts: 'alerts',
  alertEmail: 'alerts',
  language: 'pages',
  reviewed: 'operation',
};

/** The section in which a fault is to be mended; null for a field that this release does not know. */
export function sectionOf({ path }: FaultyField): SectionName | null {
  const [field = ''] = path.split('.');
  return Object.hasOwn(SECTIONS, field) ? SECTIONS[field as keyof typeof SECTIONS] : null;
}

/** Takes the reader to the field of a fault: the section, and in it the field that is marked as wrong. */
export function showFault(fault: FaultyField, faults: FaultyField[]): void {
  const section = sectionOf(fault);
  const place = section && document.getElementById(section);
  if (!place) return;
  const beside = faults.filter((one) => sectionOf(one) === section);
  const wrong = place.querySelectorAll<HTMLElement>('[aria-invalid="true"]');
  const field = wrong[beside.indexOf(fault)] ?? wrong[0];
  (field ?? place).scrollIntoView({ block: 'center' });
  field?.focus({ preventScroll: true });
}
