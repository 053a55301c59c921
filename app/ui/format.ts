import type { Language } from './language.ts';

// Figures and times as the merchant reads them. The same text must come out on the server and in the browser, so the
// time zone is always given and the narrow spaces that some versions of the locale data use are made ordinary ones.

const locales: Record<Language, string> = { de: 'de-DE', en: 'en-GB' };

const plain = (text: string) => text.replaceAll(/[\u202f\u2009]/g, '\u00a0');

/** Makes a format once for each set of `words`: making one takes a hundred times as long as using it. */
function once<Words extends string[], Format>(make: (...words: Words) => Format) {
  const made = new Map<string, Format>();
  return (...words: Words): Format => {
    const key = words.join(' ');
    const known = made.get(key);
    if (known) return known;
    const format = make(...words);
    made.set(key, format);
    return format;
  };
}

const moneyFormat = once(
  (language: Language, currency: string) =>
    new Intl.NumberFormat(locales[language], { style: 'currency', currency }),
);
const numberFormat = once((language: Language) => new Intl.NumberFormat(locales[language]));
const rateFormat = once(
  (language: Language) =>
    new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: 2 }),
);
const dayFormat = once(
  (language: Language, timeZone: string) =>
    new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone }),
);
const timeFormat = once(
  (language: Language, timeZone: string, timeStyle: 'short' | 'medium') =>
    new Intl.DateTimeFormat(locales[language], {
      dateStyle: 'medium',
      timeStyle,
      hourCycle: 'h23',
      timeZone,
    }),
);

/** An amount of integer cents: "1.234,50 €". Other currencies than those with two decimals do not occur. */
export function formatMoney(cents: number, currency: string, language: Language): string {
  return plain(moneyFormat(language, currency).format(cents / 100));
}

export function formatNumber(value: number, language: Language): string {
  return plain(numberFormat(language).format(value));
}

/** A tax rate in hundredths of a percent: 1900 is "19 %". */
export function formatRate(hundredths: number, language: Language): string {
  return plain(rateFormat(language).format(hundredths / 10_000));
}

/** "24.11.2026" or "24/11/2026". A bare day (yyyy-mm-dd) is that day everywhere. */
export function formatDay(at: string, language: Language, timeZone: string): string {
  const bare = /^\d{4}-\d{2}-\d{2}$/.test(at);
  return plain(dayFormat(language, bare ? 'UTC' : timeZone).format(new Date(at)));
}

/** "24.11.2026, 14:05", with seconds on demand. */
export function formatDateTime(
  at: string,
  language: Language,
  timeZone: string,
  timeStyle: 'short' | 'medium' = 'short',
): string {
  return plain(timeFormat(language, timeZone, timeStyle).format(new Date(at)));
}

/** The unit in which a duration reads best, and how many: 65 s are 65 seconds, 4000 s are 67 minutes. */
export function splitDuration(ms: number): { unit: 'day' | 'hour' | 'minute' | 'second'; count: number } {
  const seconds = ms / 1000;
  if (seconds < 10) return { unit: 'second', count: Math.max(1, Math.round(seconds * 10)) / 10 };
  if (seconds < 90) return { unit: 'second', count: Math.round(seconds) };
  if (seconds < 90 * 60) return { unit: 'minute', count: Math.round(seconds / 60) };
  if (seconds < 48 * 3600) return { unit: 'hour', count: Math.round(seconds / 3600) };
  return { unit: 'day', count: Math.round(seconds / 86_400) };
}
