import { cents, rate, type Rate } from '../money.ts';
import { FACTS, type FactName, type FactSort } from './factNames.ts';
import { countryName, day, euros, moment, percent, type Language } from './format.ts';
import { NONE, WORDS } from './words.ts';

export type { Language } from './format.ts';

/** Facts as they may come from the database: of an older release, and so perhaps not all of them. */
export type Facts = { readonly [Name in FactName]?: string | number | boolean | null | undefined };

export const isFactName = (name: string): name is FactName => Object.hasOwn(FACTS, name);

/** The fact of a name as text, null when it is missing. */
export function fact(name: FactName, facts: Facts, language: Language): string | null {
  const value = facts[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return figure(FACTS[name], value, language);
  if (typeof value === 'boolean') return value ? yes[language] : no[language];
  return words(FACTS[name], value, language);
}

const yes = { de: 'ja', en: 'yes' };
const no = { de: 'nein', en: 'no' };

function figure(sort: FactSort, value: number, language: Language): string {
  if (sort === 'cents') return euros(cents(value), language);
  return sort === 'rate' ? percent(rate(value), language) : String(value);
}

function words(sort: FactSort, value: string, language: Language): string {
  switch (sort) {
    case 'country':
      return countryName(value, language);
    case 'rates':
      return rateList(value, language);
    case 'area':
    case 'origin':
    case 'regime':
    case 'difference':
      return WORDS.get(value)?.[language] ?? value;
    case 'day':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? day(value, language) : value;
    case 'moment':
      return /^\d{4}-\d{2}-\d{2}T/.test(value) ? moment(value, language) : value;
    case 'cents':
    case 'count':
    case 'either':
    case 'flag':
    case 'rate':
    case 'text':
      return value;
  }
}

const rateList = (value: string, language: Language): string =>
  value === 'none'
    ? NONE[language]
    : value
        .split(',')
        .map((each) => percent(Number(each) as Rate, language))
        .join(', ');
