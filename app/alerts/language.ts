/** Language of what is written to a shop: the merchant's choice, else the one of the admin that looked last. */
export function languageOfShop(chosen: 'de' | 'en' | null, locale: string): 'de' | 'en' {
  return chosen ?? (/^de\b/i.test(locale) ? 'de' : 'en');
}
