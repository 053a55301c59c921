import type { TaxRule } from '../documents.ts';
import type { Rate } from '../money.ts';
import { countryName, percent, type Language } from '../texts/format.ts';

/** The line beside the tax on the document: what the tax is, or why there is none. */
export function taxText(rule: TaxRule, rates: Rate[], country: string, language: Language): string {
  const german = language === 'de';
  switch (rule) {
    case 1:
      return `${german ? 'Umsatzsteuer' : 'VAT'}${single(rates, language)}`;
    case 18:
    case 19:
    case 20:
      return `${german ? 'Umsatzsteuer' : 'VAT'} ${countryName(country, language)}${single(rates, language)}`;
    case 2:
      return german
        ? 'Steuerfreie Ausfuhrlieferung (§ 4 Nr. 1a UStG)'
        : 'Export delivery, exempt from VAT (sec. 4 no. 1a UStG)';
    case 3:
      return german
        ? 'Steuerfreie innergemeinschaftliche Lieferung (§ 4 Nr. 1b UStG)'
        : 'Intra-community supply, exempt from VAT (sec. 4 no. 1b UStG)';
    case 11:
      return german
        ? 'Steuerbefreit nach § 19 UStG (Kleinunternehmer)'
        : 'Exempt from VAT as a small business (sec. 19 UStG)';
    case 21:
      return german
        ? 'Steuerschuldnerschaft des Leistungsempfängers'
        : 'Reverse charge: VAT is owed by the recipient';
    case 4:
    case 5:
    case 17:
      return german ? 'In Deutschland nicht steuerbar' : 'Not subject to VAT in Germany';
  }
}

/** " 19 %" when the whole document has one rate above zero, else nothing: each position shows its own. */
function single(rates: Rate[], language: Language): string {
  const charged = new Set(rates.filter((rate) => rate > 0));
  const [only] = charged;
  return charged.size === 1 && only !== undefined ? ` ${percent(only, language)}` : '';
}
