import type { Language } from './format.ts';

// Codes that the tax decision and the checks of sevdesk's answers put into facts, in the words of the reader. The codes
// are taken from here: one without words does not compile.

type Words = Record<Language, string>;

/** How a business is taxed. */
export const REGIMES = {
  regular: { de: 'Regelbesteuerung', en: 'regular taxation' },
  small_business: { de: 'Kleinunternehmer (§ 19 UStG)', en: 'small business (sec. 19 UStG)' },
} as const satisfies Record<string, Words>;

/** Areas with tax rules of their own. */
export const AREAS = {
  military_mail: { de: 'Feldpost', en: 'military mail' },
  north_cyprus: { de: 'Nordzypern', en: 'Northern Cyprus' },
  buesingen: { de: 'Büsingen', en: 'Büsingen' },
  helgoland: { de: 'Helgoland', en: 'Heligoland' },
  canary_islands: { de: 'Kanarische Inseln', en: 'Canary Islands' },
  ceuta: { de: 'Ceuta', en: 'Ceuta' },
  melilla: { de: 'Melilla', en: 'Melilla' },
  livigno: { de: 'Livigno', en: 'Livigno' },
  campione: { de: 'Campione d’Italia', en: 'Campione d’Italia' },
  san_marino: { de: 'San Marino', en: 'San Marino' },
  vatican_city: { de: 'Vatikanstadt', en: 'Vatican City' },
  mount_athos: { de: 'Berg Athos', en: 'Mount Athos' },
  aland: { de: 'Åland-Inseln', en: 'Åland Islands' },
  greenland: { de: 'Grönland', en: 'Greenland' },
  faroe_islands: { de: 'Färöer', en: 'Faroe Islands' },
  french_overseas: { de: 'Französisches Überseegebiet', en: 'French overseas territory' },
  monaco: { de: 'Monaco', en: 'Monaco' },
  corsica: { de: 'Korsika', en: 'Corsica' },
  madeira: { de: 'Madeira', en: 'Madeira' },
  azores: { de: 'Azoren', en: 'Azores' },
  northern_ireland: { de: 'Nordirland', en: 'Northern Ireland' },
} as const satisfies Record<string, Words>;

/** What told the country of a supply. */
export const ORIGINS = {
  shipping_address: { de: 'Lieferadresse', en: 'delivery address' },
  billing_address: { de: 'Rechnungsadresse', en: 'billing address' },
  pickup: { de: 'Abholung', en: 'pick-up' },
  point_of_sale: { de: 'Verkauf an der Kasse', en: 'sale at the till' },
  event: { de: 'Ort der Veranstaltung', en: 'place of the event' },
  no_address: {
    de: 'keine Adresse (Deutschland und übrige EU werden hier gleich besteuert)',
    en: 'no address (Germany and the rest of the EU are taxed alike here)',
  },
} as const satisfies Record<string, Words>;

export type RegimeName = keyof typeof REGIMES;
export type AreaName = keyof typeof AREAS;
export type OriginName = keyof typeof ORIGINS;
export type DifferenceName = keyof typeof DIFFERENCES;

/** In what a document in sevdesk may differ from its plan. */
const DIFFERENCES = {
  gross: { de: 'Gesamtbetrag', en: 'total' },
  tax: { de: 'Umsatzsteuer', en: 'VAT' },
  currency: { de: 'Währung', en: 'currency' },
  tax_rule: { de: 'Steuerregel', en: 'tax rule' },
  net_prices: { de: 'Nettopreise', en: 'net prices' },
} as const satisfies Record<string, Words>;

export const NONE: Words = { de: 'keine', en: 'none' };

export const WORDS: ReadonlyMap<string, Words> = new Map(
  [REGIMES, AREAS, ORIGINS, DIFFERENCES].flatMap((words) => Object.entries<Words>(words)),
);
