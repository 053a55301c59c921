/** The languages of the pages. */
export type Language = 'de' | 'en';

/** German for any German locale ("de", "de-AT"), English for every other one, null when there is none. */
export function languageOfLocale(locale: string | null | undefined): Language | null {
  if (!locale?.trim()) return null;
  return /^de\b/i.test(locale.trim()) ? 'de' : 'en';
}

/** The browser's first wish out of Accept-Language. */
export function languageOfHeader(header: string | null): Language | null {
  return languageOfLocale(header?.split(',')[0]?.split(';')[0]);
}

/**
 * What the request asks for: Shopify's admin names the user's language as `locale` when it loads the app; a browser
 * that was led here otherwise has its own wish. Later requests of the same page need not say it again, because all
 * texts are put in by the page itself, which keeps its language.
 */
export function languageOfRequest(request: Request): Language {
  const locale = new URL(request.url).searchParams.get('locale');
  return languageOfLocale(locale) ?? languageOfHeader(request.headers.get('Accept-Language')) ?? 'de';
}
