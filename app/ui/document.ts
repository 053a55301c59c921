import type { Language } from './language.ts';

// The document around the pages. It is written as text and React is given only what is inside #root, because App
// Bridge (and browser extensions) put elements of their own into head and body before the page comes alive; React
// would take a document with foreign elements for broken and draw everything anew.

export interface DocumentHead {
  language: Language;
  title: string;
  /** Null outside the admin. */
  appBridge: { url: string; apiKey: string } | null;
  styles: string[];
}

export const ROOT_ID = 'root';

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/**
 * Everything before the page. App Bridge is the first script: Shopify measures the speed of pages with it. The styles
 * stand before it, so that it waits for them: it looks at the page, which then was laid out without them and jumped.
 */
export function documentStart({ language, title, appBridge, styles }: DocumentHead): string {
  const script = appBridge
    ? `<script src="${escape(appBridge.url)}" data-api-key="${escape(appBridge.apiKey)}"></script>`
    : '';
  const links = styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`).join('');
  return (
    `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">${links}${script}` +
    `<title>${escape(title)}</title></head><body><div id="${ROOT_ID}">`
  );
}

export const documentEnd = '</div></body></html>';
