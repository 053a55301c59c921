import { render } from 'preact';
import { afterEach, beforeEach, vi } from 'vitest';
import german from '../../locales/de.json';
import english from '../../locales/en.default.json';
import type { TextKey } from '../texts.ts';

// What the tests of the extensions share: Shopify's own harness draws the extension, the texts are the real ones, and
// the app is a list of answers with a record of what it was asked.

export const texts = { de: german, en: english };
export type Language = keyof typeof texts;

/** Shopify's `translate` over our own files: puts the values in where the text names them in double braces. */
const translateTo = (language: Language) =>
  ((key: TextKey, values: Record<string, string | number> = {}) =>
    texts[language][key].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]))) as never;

interface Asked {
  method: string;
  path: string;
  body: unknown;
}

interface Harness {
  setUp(): void;
  tearDown(): void;
  fetch: typeof globalThis.fetch;
  shopify: { i18n: { translate: unknown }; data: { selected: { id: string }[] } };
}

/** An app that gives these answers one after the other (the last one for ever) and remembers the requests. */
export function useApp(extension: Harness) {
  const asked: Asked[] = [];
  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
    extension.setUp();
  });
  afterEach(async () => {
    // The harness only empties the page; Preact would go on from what it drew there, and wait for its last effects.
    render(null, document.body);
    await pass();
    extension.tearDown();
    vi.useRealTimers();
  });

  return {
    asked,
    /** Opens the admin in that language, on these orders. */
    open(language: Language, ...orderIds: string[]) {
      extension.shopify.i18n.translate = translateTo(language);
      extension.shopify.data.selected = orderIds.map((id) => ({ id: `gid://shopify/Order/${id}` }));
    },
    answers(...answers: (object | number | 'never' | 'no network')[]) {
      const rest = [...answers];
      extension.fetch = (path, init) => {
        const body: unknown = init?.body ? JSON.parse(init.body as string) : null;
        asked.push({ method: init?.method ?? 'GET', path: path as string, body });
        const answer = rest.length > 1 ? rest.shift()! : rest[0]!;
        if (answer === 'never') return new Promise(() => undefined);
        if (answer === 'no network') return Promise.reject(new TypeError('Failed to fetch'));
        return Promise.resolve(
          typeof answer === 'number' ? new Response(null, { status: answer }) : Response.json(answer),
        );
      };
    },
  };
}

/** Lets `ms` pass, with everything that is waiting in it; at least the frame after which Preact runs its effects. */
export const pass = (ms = 50) => vi.advanceTimersByTimeAsync(ms);

/** What stands on the screen, and the labels that would be read out. */
export const shown = () => document.body.textContent ?? '';

export const find = (selector: string) => document.querySelector<HTMLElement>(selector);

/** The button that says so. */
export function button(text: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('s-button')].find(
    (one) => one.textContent === text,
  );
  if (!found) throw new Error(`there is no button "${text}" in: ${shown()}`);
  return found;
}

export const isOff = (element: HTMLElement) => element.hasAttribute('disabled');
