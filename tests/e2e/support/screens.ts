import type { Language } from './merchant.ts';
import { test } from './test.ts';

// The screens on which merchants use the app.

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1';

export const screens = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, userAgent: PHONE },
};
export type Screen = keyof typeof screens;

/** What the page says in German and in English. */
export type Say = (german: string, english: string) => string;

/** Declares tests twice: in German on a phone, in English on a desktop. */
export function onBothScreens(declare: (language: Language, say: Say) => void): void {
  for (const [language, screen] of [
    ['de', 'phone'],
    ['en', 'desktop'],
  ] as const) {
    test.describe(`${language}, ${screen}`, () => {
      test.use(screens[screen]);
      declare(language, (german, english) => (language === 'de' ? german : english));
    });
  }
}
