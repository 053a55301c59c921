import type { TaxEvidence, TaxReason } from '../documents.ts';
import { explainPeriod } from './explainPeriod.ts';
import type { FactName } from './factNames.ts';
import { fact, type Language } from './facts.ts';

/** Why the tax is what it is, as merchant and adviser read it. */
export interface EvidenceText {
  reason: string;
  /** The facts behind it, in a fixed order; only those that say something. */
  facts: { label: string; value: string }[];
}

const REASONS: Record<TaxReason, Record<Language, string>> = {
  domestic: { de: 'Verkauf innerhalb Deutschlands', en: 'Sale within Germany' },
  domestic_pickup: {
    de: 'In Deutschland abgeholt: deutsche Umsatzsteuer, wo immer der Käufer wohnt',
    en: 'Picked up in Germany: German VAT, wherever the buyer lives',
  },
  small_business: { de: 'Kleinunternehmer (§ 19 UStG)', en: 'Small business (sec. 19 UStG)' },
  below_threshold: {
    de: 'Verkauf in die EU ohne One-Stop-Shop: deutscher Steuersatz bis zur Schwelle von 10.000 €',
    en: 'Sale to the EU without One Stop Shop: German rate up to the threshold of €10,000',
  },
  business_taxed_here: {
    de: 'Verkauf an eine EU-Firma mit deutscher Umsatzsteuer',
    en: 'Sale to an EU company with German VAT',
  },
  oss_goods: {
    de: 'Versand an Privatkunden in der EU (OSS)',
    en: 'Goods to private customers in the EU (OSS)',
  },
  oss_digital: {
    de: 'Digitale Leistung an Privatkunden in der EU (OSS)',
    en: 'Digital service to private customers in the EU (OSS)',
  },
  oss_services: {
    de: 'Dienstleistung an Privatkunden in der EU (OSS)',
    en: 'Service to private customers in the EU (OSS)',
  },
  services_at_seat: {
    de: 'Dienstleistung an Privatkunden, besteuert am Sitz in Deutschland',
    en: 'Service to private customers, taxed at the seat in Germany',
  },
  intra_community: {
    de: 'Steuerfreie Lieferung an eine Firma in der EU',
    en: 'Tax-free supply to a company in the EU',
  },
  reverse_charge_service: {
    de: 'Leistung an eine Firma in der EU: Der Empfänger schuldet die Steuer',
    en: 'Service to a company in the EU: the recipient owes the tax',
  },
  export: { de: 'Ausfuhr in ein Land außerhalb der EU', en: 'Export to a country outside the EU' },
  third_country_digital: {
    de: 'Digitale Leistung außerhalb der EU, in Deutschland nicht steuerbar',
    en: 'Digital service outside the EU, not taxable in Germany',
  },
  third_country_service: {
    de: 'Dienstleistung an eine Firma außerhalb der EU, in Deutschland nicht steuerbar',
    en: 'Service to a company outside the EU, not taxable in Germany',
  },
  event_in_germany: {
    de: 'Eintritt zu einer Veranstaltung in Deutschland, hier besteuert',
    en: 'Admission to an event in Germany, taxed here',
  },
  gift_cards: {
    de: 'Mehrzweckgutscheine: kein Umsatz beim Verkauf',
    en: 'Multi-purpose vouchers: no turnover when sold',
  },
};

const LABELS: [name: FactName, label: Record<Language, string>][] = [
  ['day', { de: 'Steuersätze vom', en: 'Rates of' }],
  ['country', { de: 'Land', en: 'Country' }],
  ['special', { de: 'Sondergebiet', en: 'Special area' }],
  ['destinationFrom', { de: 'Land bestimmt nach', en: 'Country taken from' }],
  ['rates', { de: 'Steuersätze', en: 'Rates' }],
  ['taxCents', { de: 'Umsatzsteuer laut Shopify', en: 'VAT according to Shopify' }],
  ['ossFrom', { de: 'One-Stop-Shop seit', en: 'One Stop Shop since' }],
  ['vatId', { de: 'USt-IdNr. des Käufers', en: 'Buyer’s VAT ID' }],
  ['vatIdValid', { de: 'In VIES gültig', en: 'Valid in VIES' }],
  ['vatIdCheckedAt', { de: 'Geprüft am', en: 'Checked on' }],
  ['vatIdReference', { de: 'Nummer der Abfrage', en: 'Consultation number' }],
  [
    'retainedCents',
    {
      de: 'Einbehalten, nach dem Wert der Positionen auf die Steuersätze verteilt',
      en: 'Retained, shared over the rates by the value of the line items',
    },
  ],
  ['ratesRead', { de: 'Stand der Steuersatztabelle', en: 'State of the rate table' }],
];

/** The evidence of a tax decision in words. */
export function explainEvidence({ reason, facts }: TaxEvidence, language: Language): EvidenceText {
  return {
    reason: REASONS[reason][language],
    facts: [
      ...explainPeriod(facts, language),
      ...LABELS.flatMap(([name, label]) => {
        const value = fact(name, facts, language);
        return value === null ? [] : [{ label: label[language], value }];
      }),
    ],
  };
}
