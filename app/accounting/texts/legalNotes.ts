import type { TaxEvidence } from '../documents.ts';
import type { AccountingSettings } from '../settings.ts';
import { countryName, type Language } from './format.ts';

/**
 * What the law wants to be said on the document about its tax (§ 14 (4) no. 8, § 14a UStG, § 34a UStDV). Empty for
 * plain German sales. Merchants cannot leave these out.
 */
export function legalNotes(
  evidence: TaxEvidence,
  settings: AccountingSettings,
  language: Language,
): string[] {
  const notes = [ruleNote(evidence, language)];
  if (evidence.rule === 3 || evidence.rule === 21) notes.push(...vatIds(evidence, settings, language));
  if (positive(evidence, 'zeroRatedCents')) notes.push(zeroRate[language]);
  if (positive(evidence, 'giftCardCents')) notes.push(giftCards[language]);
  return notes.filter((note) => note !== null);
}

const positive = ({ facts }: TaxEvidence, name: 'zeroRatedCents' | 'giftCardCents'): boolean =>
  facts[name] > 0;

const zeroRate = {
  de: 'Umsatzsteuersatz 0 % nach § 12 Abs. 3 UStG.',
  en: 'VAT rate of 0% under sec. 12 para. 3 UStG.',
};

const giftCards = {
  de: 'Gutscheine werden erst beim Einlösen versteuert (Mehrzweckgutschein, § 3 Abs. 15 UStG).',
  en: 'Gift cards are taxed when they are used (multi-purpose voucher, sec. 3 para. 15 UStG).',
};

function ruleNote({ rule, facts }: TaxEvidence, language: Language): string | null {
  const german = language === 'de';
  switch (rule) {
    case 2:
      return german
        ? 'Steuerfreie Ausfuhrlieferung nach § 4 Nr. 1 Buchst. a in Verbindung mit § 6 UStG.'
        : 'Export delivery, exempt from VAT under sec. 4 no. 1 lit. a and sec. 6 UStG.';
    case 3:
      return german
        ? 'Steuerfreie innergemeinschaftliche Lieferung nach § 4 Nr. 1 Buchst. b in Verbindung mit § 6a UStG.'
        : 'Intra-community supply, exempt from VAT under sec. 4 no. 1 lit. b and sec. 6a UStG.';
    case 11:
      return german
        ? 'Umsatzsteuerfrei: Es gilt die Steuerbefreiung für Kleinunternehmer nach § 19 UStG.'
        : 'No VAT: the exemption for small businesses under sec. 19 UStG applies.';
    case 17:
      return german
        ? 'Die Leistung ist in Deutschland nicht steuerbar (§ 3a UStG).'
        : 'The service is not subject to VAT in Germany (sec. 3a UStG).';
    case 18:
    case 19:
    case 20: {
      const country = countryName(facts.country, language);
      return german
        ? `Die Umsatzsteuer fällt in diesem Land an: ${country}. Wir führen sie über den One-Stop-Shop (OSS) ab.`
        : `The VAT is due in this country: ${country}. We pay it through the One Stop Shop (OSS).`;
    }
    case 21:
      return german
        ? 'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge, Art. 196 MwStSystRL).'
        : 'Reverse charge: the recipient owes the VAT (art. 196 of directive 2006/112/EC).';
    case 1:
    case 4:
    case 5:
      return null;
  }
}

/** Both parties' VAT ids (§ 14a (1) and (3) UStG). Without ours here, the one of sevdesk's letterhead must do. */
function vatIds({ facts }: TaxEvidence, { ownVatId }: AccountingSettings, language: Language): string[] {
  const theirs = { de: 'Ihre USt-IdNr.', en: 'Your VAT id' }[language];
  const ours = { de: 'Unsere USt-IdNr.', en: 'Our VAT id' }[language];
  const lines = [`${theirs}: ${facts.vatId}`];
  if (ownVatId) lines.push(`${ours}: ${ownVatId}`);
  return [lines.join('\n')];
}
