/// <reference types="vite/client" />
import { expect, it } from 'vitest';
import german from './locales/de.json';
import english from './locales/en.default.json';
import configuration from './shopify.extension.toml?raw';

const placeholders = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].join();
const sources = import.meta.glob<string>(['./src/*.{ts,tsx}', '!./src/*.test.tsx'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

it('says everything in both languages, with the same values in it', () => {
  expect(Object.keys(german)).toEqual(Object.keys(english));
  const differing = Object.entries(english).filter(([key, text]) => {
    const translated = german[key as keyof typeof german];
    return translated === '' || placeholders(translated) !== placeholders(text);
  });
  expect(differing).toEqual([]);
});

it('has no text that nothing shows', () => {
  const code = Object.values(sources).join();
  expect(code).toContain('s-admin-block');
  const unused = Object.keys(english).filter(
    (key) => !code.includes(`'${key}'`) && !configuration.includes(`"t:${key}"`),
  );
  expect(unused).toEqual([]);
});

it('is in files as Shopify wants them: exactly one language is the default', () => {
  expect(Object.keys(import.meta.glob('./locales/*'))).toEqual([
    './locales/de.json',
    './locales/en.default.json',
  ]);
});
