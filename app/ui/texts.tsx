import { createInstance, type TFunction } from 'i18next';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { formatDateTime, formatDay, formatMoney, formatNumber, formatRate, splitDuration } from './format.ts';
import type { Language } from './language.ts';
import type { TextBundle } from './texts/bundle.ts';

// All texts of the pages. A language is loaded before the first page is drawn with it: on the server at start, in
// the browser before hydration. Components then put texts in without waiting.

const loaded = new Map<Language, { polaris: TextBundle['polaris']; t: TFunction }>();

/** Loads a language once. */
export async function loadTexts(language: Language): Promise<void> {
  if (loaded.has(language)) return;
  const { default: bundle } =
    language === 'de' ? await import('./texts/de.ts') : await import('./texts/en.ts');
  const instance = createInstance();
  await instance.init({
    lng: language,
    defaultNS: 'app',
    resources: { [language]: { app: bundle.app } },
    interpolation: { escapeValue: false },
  });
  loaded.set(language, { polaris: bundle.polaris, t: instance.t });
}

export interface Texts {
  language: Language;
  /** The shop's, in which all days and times are told. */
  timeZone: string;
  t: TFunction;
  polaris: TextBundle['polaris'];
  money: (cents: number, currency?: string) => string;
  number: (value: number) => string;
  rate: (hundredthsOfPercent: number) => string;
  day: (at: string) => string;
  dateTime: (at: string) => string;
  /** "24.11.2026, 14:05:09", for steps that are seconds apart. */
  dateTimeSeconds: (at: string) => string;
  /** "3 seconds" */
  duration: (ms: number) => string;
}

/** The texts of a language that was loaded before, with times in `timeZone`. */
export function textsOf(language: Language, timeZone: string): Texts {
  const { polaris, t } = loaded.get(language)!;
  return {
    language,
    timeZone,
    t,
    polaris,
    money: (cents, currency = 'EUR') => formatMoney(cents, currency, language),
    number: (value) => formatNumber(value, language),
    rate: (value) => formatRate(value, language),
    day: (at) => formatDay(at, language, timeZone),
    dateTime: (at) => formatDateTime(at, language, timeZone),
    dateTimeSeconds: (at) => formatDateTime(at, language, timeZone, 'medium'),
    duration: (ms) => {
      const { unit, count } = splitDuration(ms);
      return t(`duration.${unit}`, { count, value: formatNumber(count, language) });
    },
  };
}

const TextsContext = createContext<Texts | null>(null);

/** The texts in the merchant's language. */
export function useTexts(): Texts {
  return useContext(TextsContext)!;
}

/** Gives the texts to everything inside; when the language changes, the former one stays until the new is loaded. */
export function TextsProvider(props: { language: Language; timeZone: string; children: ReactNode }) {
  const { language, timeZone, children } = props;
  const [shown, show] = useState(language);
  useEffect(() => {
    document.documentElement.lang = language;
    if (language !== shown) void loadTexts(language).then(() => show(language));
  }, [language, shown]);

  const texts = useMemo(() => textsOf(shown, timeZone), [shown, timeZone]);
  return <TextsContext.Provider value={texts}>{children}</TextsContext.Provider>;
}
