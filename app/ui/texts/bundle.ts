import type { AppProviderProps } from '@shopify/polaris';
import type german from './de.json';

/** Everything a page says in one language. German is the original: English must have the same keys. */
export interface TextBundle {
  app: typeof german;
  polaris: Exclude<AppProviderProps['i18n'], unknown[]>;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: { app: typeof german };
  }
}
