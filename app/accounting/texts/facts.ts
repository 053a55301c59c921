import { cents, rate, type Rate } from '../money.ts';
import { countryName, day, euros, moment, percent, type Language } from './format.ts';

export type { Language } from './format.ts';

// How a fact of a problem or of the evidence is written: its name tells what it is.

type Facts = Record<string, string | number | boolean | null>;

const WORDS: Record<string, Record<Language, string>> = {
  none: { de: 'keine', en: 'none' },
  regular: { de: 'Regelbesteuerung', en: 'regular taxation' },
  small_business: { de: 'Kleinunternehmer (§ 19 UStG)', en: 'small business (sec. 19 UStG)' },
  military_mail: { de: 'Feldpost', en: 'military mail' },
  north_cyprus: { de: 'Nordzypern', en: 'Northern Cyprus' },
  buesingen: { de: 'Büsingen', en: 'Büsingen' },
  helgoland: { de: 'Helgoland', en: 'Heligoland' },
  canary_islands: { de: 'Kanarische Inseln', en: 'Canary Islands' },
  ceuta: { de: 'Ceuta', en: 'Ceuta' },
  melilla: { de: 'Melilla', en: 'Melilla' },
  livigno: { de: 'Livigno', en: 'Livigno' },
  campione: { de: 'Campione d’Italia', en: 'Campione d’Italia' },
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
  shipping_address: { de: 'Lieferadresse', en: 'delivery address' },
  billing_address: { de: 'Rechnungsadresse', en: 'billing address' },
  pickup: { de: 'Abholung', en: 'pick-up' },
  point_of_sale: { de: 'Verkauf an der Kasse', en: 'sale at the till' },
  gross: { de: 'Gesamtbetrag', en: 'total' },
  tax: { de: 'Umsatzsteuer', en: 'VAT' },
  currency: { de: 'Währung', en: 'currency' },
  tax_rule: { de: 'Steuerregel', en: 'tax rule' },
  net_prices: { de: 'Nettopreise', en: 'net prices' },
};

/** Names whose values are codes of ours. */
const CODED = /^(what|area|special|destinationFrom|\w+Regime)$/;

/**
 * The fact of a name as text, null when it is missing. `{x}` also finds the amount `xCents`, for facts that are an
 * amount in one case and a word in another.
 */
export function fact(name: string, facts: Facts, language: Language): string | null {
  const key = facts[name] === undefined ? `${name}Cents` : name;
  const value = facts[key];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return figure(key, value, language);
  if (typeof value === 'boolean') return value ? yes[language] : no[language];
  return words(key, value, language);
}

const yes = { de: 'ja', en: 'yes' };
const no = { de: 'nein', en: 'no' };

function figure(name: string, value: number, language: Language): string {
  if (name.endsWith('Cents')) return euros(cents(value), language);
  if (isA(name, 'rate')) return percent(rate(value), language);
  return String(value);
}

function words(name: string, value: string, language: Language): string {
  if (isA(name, 'country')) return countryName(value, language);
  if (isA(name, 'rates')) return rateList(value, language);
  if (CODED.test(name)) return WORDS[value]?.[language] ?? value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return day(value, language);
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? moment(value, language) : value;
}

/** `rate` and `expectedRate` are rates. */
const isA = (name: string, what: string): boolean =>
  name === what || name.endsWith(what.charAt(0).toUpperCase() + what.slice(1));

const rateList = (value: string, language: Language): string =>
  WORDS[value]?.[language] ??
  value
    .split(',')
    .map((each) => percent(Number(each) as Rate, language))
    .join(', ');
