import type english from '../locales/en.default.json';

/** Every text of the extensions. A test holds the German file to the same keys. */
export type TextKey = keyof typeof english;

/** Shopify's `i18n.translate`, which picks the language of the admin, held to our keys. */
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;
