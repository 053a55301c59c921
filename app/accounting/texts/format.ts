import { toDecimal, type Cents, type Rate } from '../money.ts';

// How figures, days and countries are written in the two languages of the app.

export type Language = 'de' | 'en';

/** 1234.56 euros: "1.234,56 €" and "€1,234.56". */
export function euros(amount: Cents, language: Language): string {
  const [whole = '', decimals = ''] = toDecimal(amount).replace('-', '').split('.');
  const sign = amount < 0 ? '-' : '';
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'de' ? '.' : ',');
  return language === 'de' ? `${sign}${grouped},${decimals} €` : `${sign}€${grouped}.${decimals}`;
}

/** 2550 is "25,5 %" and "25.5%". */
export function percent(rate: Rate, language: Language): string {
  const figure = String(rate / 100);
  return language === 'de' ? `${figure.replace('.', ',')} %` : `${figure}%`;
}

const dayFormats = {
  de: new Intl.DateTimeFormat('de-DE', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
};

/** A calendar day: "24.11.2026" and "24 Nov 2026". */
export const day = (value: string, language: Language): string =>
  dayFormats[language].format(new Date(`${value}T00:00:00Z`));

const monthFormats = {
  de: new Intl.DateTimeFormat('de-DE', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

/** The month of a calendar day: "November 2026". */
export const month = (value: string, language: Language): string =>
  monthFormats[language].format(new Date(`${value}T00:00:00Z`));

const momentFormats = {
  de: new Intl.DateTimeFormat('de-DE', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Berlin',
  }),
  en: new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'Europe/Berlin',
  }),
};

/** An instant in German time: "24.11.2026, 14:05" and "24 Nov 2026, 14:05". */
export const moment = (value: string, language: Language): string =>
  momentFormats[language].format(new Date(value));

const countries = {
  de: new Intl.DisplayNames('de', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** A country by its ISO code; what is no code comes back as it is. */
export const countryName = (code: string, language: Language): string =>
  /^[A-Z]{2}$/.test(code) ? (countries[language].of(code) ?? code) : code;
