import { findTaxRule, type TaxRuleFacts } from '../taxRules.ts';
import type { Json } from './common.ts';

// Things every account has alike. Payment methods, unity and the shape of a tax rule as recorded [MEASURED:rs]; the
// rows of StaticCountry, Category and CommunicationWayKey after the facts, because nobody recorded them.

const unities = [
  { id: 1, name: 'Stk', translationCode: 'UNITY_PIECE', uneceTradeUnitCode: 'C62' },
  { id: 2, name: 'pauschal', translationCode: 'UNITY_BLANKET', uneceTradeUnitCode: 'LS' },
  { id: 9, name: 'Std', translationCode: 'UNITY_HOURS', uneceTradeUnitCode: 'HUR' },
];

export const allUnities = (): Json[] => unities.map((unity) => unityJson(unity.id)!);

export function unityJson(id: number): Json | null {
  const unity = unities.find((entry) => entry.id === id);
  if (!unity) return null;
  return {
    id: String(unity.id),
    objectName: 'Unity',
    additionalInformation: null,
    create: null,
    update: '1970-01-01T01:00:01+01:00',
    name: unity.name,
    translationCode: unity.translationCode,
    unitySystem: 'general',
    uneceTradeUnitCode: unity.uneceTradeUnitCode,
  };
}

const transfer =
  'Bitte überweisen Sie den Rechnungsbetrag unter Angabe der Rechnungsnummer auf das unten angegebene Konto. Der Rechnungsbetrag ist bis zum [%ZAHLUNGSZIEL%] fällig.';
const paymentMethods: [number, string, string, string][] = [
  [21919, 'SEPA Überweisung', transfer, '58'],
  [
    21920,
    'SEPA Lastschrift',
    'Der Betrag wird innerhalb der nächsten 30 Tage von Ihrem Konto eingezogen.',
    '59',
  ],
  [21921, 'Bargeld', 'Die Zahlung erfolgte per Barzahlung.', '10'],
  [21922, 'Schuldenausgleich zwischen beiden Parteien', transfer, '97'],
  [21923, 'Scheck', transfer, '20'],
  [114251, 'Online-Zahlung (z.B. PayPal)', 'Die Zahlung erfolgt online.', '68'],
];

export const allPaymentMethods = (): Json[] =>
  paymentMethods.map(([id, name, text, electronicInvoiceId]) => ({
    id: String(id),
    objectName: 'PaymentMethod',
    additionalInformation: null,
    create: '2020-10-26T18:57:14+01:00',
    update: '2024-10-28T22:20:24+01:00',
    name,
    text,
    electronicInvoiceId,
    translationCode: `PAYMENT_METHOD_${electronicInvoiceId}`,
  }));

export const isPaymentMethod = (id: number): boolean => paymentMethods.some(([known]) => known === id);

const categories: { id: number; name: string; objectType: 'Contact' | 'ContactAddress' }[] = [
  { id: 2, name: 'Lieferant', objectType: 'Contact' },
  { id: 3, name: 'Kunde', objectType: 'Contact' },
  { id: 4, name: 'Partner', objectType: 'Contact' },
  { id: 28, name: 'Interessent', objectType: 'Contact' },
  { id: 43, name: 'Arbeit', objectType: 'ContactAddress' },
  { id: 47, name: 'Rechnungsanschrift', objectType: 'ContactAddress' },
  { id: 48, name: 'Lieferanschrift', objectType: 'ContactAddress' },
];

export const isCategory = (id: number, objectType: 'Contact' | 'ContactAddress'): boolean =>
  categories.some((category) => category.id === id && category.objectType === objectType);

export const allCategories = (objectType: string | null): Json[] =>
  categories
    .filter((category) => objectType === null || category.objectType === objectType)
    .map(({ id, name, objectType: type }) => ({
      id: String(id),
      objectName: 'Category',
      additionalInformation: null,
      name,
      objectType: type,
      priority: '100',
      color: null,
      postingAccount: null,
    }));

const keys = ['Privat', 'Arbeit', 'Fax', 'Mobil', '', 'Autobox', 'Newsletter', 'Invoicing'];
export const isCommunicationWayKey = (id: number): boolean => id >= 1 && id <= keys.length;
export const allCommunicationWayKeys = (): Json[] =>
  keys.map((name, index) => ({ id: String(index + 1), objectName: 'CommunicationWayKey', name }));

/** A tax rule as it stands expanded inside a cancellation (write_invoice_cancel). */
export const taxRuleJson = (rule: TaxRuleFacts): Json => ({
  id: String(rule.id),
  objectName: 'TaxRule',
  additionalInformation: null,
  name: rule.name,
  description: rule.name,
  code: rule.code,
  countryClient: { id: '1', objectName: 'StaticCountry' },
  countryContactType: 'DE',
});

export const taxRuleById = (id: number): Json => taxRuleJson(findTaxRule(id)!);
