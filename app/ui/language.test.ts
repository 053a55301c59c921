import { expect, it } from 'vitest';
import { languageOfHeader, languageOfLocale, languageOfRequest } from './language.ts';

it('speaks German to every German locale and English to all others', () => {
  expect(['de', 'de-DE', 'DE-at', 'en', 'en-US', 'fr', 'nl'].map(languageOfLocale)).toEqual([
    'de',
    'de',
    'de',
    'en',
    'en',
    'en',
    'en',
  ]);
  expect([null, undefined, '', ' '].map(languageOfLocale)).toEqual([null, null, null, null]);
});

it('takes the first wish of the browser', () => {
  expect(languageOfHeader('de-DE,de;q=0.9,en;q=0.8')).toBe('de');
  expect(languageOfHeader('en-GB;q=0.9')).toBe('en');
  expect(languageOfHeader(null)).toBeNull();
});

it('follows the Shopify admin before the browser, and is German when nobody says', () => {
  const request = (url: string, accept?: string) =>
    new Request(url, accept ? { headers: { 'Accept-Language': accept } } : {});
  expect(languageOfRequest(request('https://app.example/app?locale=en', 'de-DE'))).toBe('en');
  expect(languageOfRequest(request('https://app.example/app', 'en-GB'))).toBe('en');
  expect(languageOfRequest(request('https://app.example/app'))).toBe('de');
});
