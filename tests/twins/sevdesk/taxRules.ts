import { formerOssRates, ossRates } from './ossRates.ts';

// The tax rules of bookkeeping system 2.0 [SPEC]: codes, and which rates a position may carry under each. The codes of
// 1, 2, 3 and 11 are known, the others stand in for them.

export interface TaxRuleFacts {
  id: number;
  code: string;
  name: string;
  /** Hundredths of a percent; null = the rates of the country of delivery (One Stop Shop). */
  rates: readonly number[] | null;
  /** The taxType of system 1.0 that is still mapped "for a transition period" [SPEC; MEASURED:netz for ss]. */
  legacy: string | null;
}

const rule = (
  id: number,
  code: string,
  name: string,
  rates: readonly number[] | null,
  legacy: string | null = null,
): TaxRuleFacts => ({ id, code, name, rates, legacy });

const GERMAN = [0, 700, 1900] as const;
const ZERO = [0] as const;

const rules = new Map(
  [
    rule(1, 'USTPFL_UMS_EINN', 'Umsatzsteuerpflichtige Umsätze', GERMAN, 'default'),
    rule(2, 'AUSFUHREN', 'Ausfuhren', ZERO),
    rule(3, 'INNERGEM_LIEF', 'Innergemeinschaftliche Lieferungen', GERMAN, 'eu'),
    rule(4, 'STFREIE_UMS_P4', 'Steuerfreie Umsätze §4 UStG', ZERO),
    rule(5, 'REV_CHARGE', 'Reverse Charge gem. §13b UStG', ZERO),
    rule(11, 'KLEINUNTERNEHMER_P19', 'Steuer nicht erhoben nach §19 UStG', ZERO, 'ss'),
    rule(17, 'NICHT_IM_INLAND_STEUERBAR', 'Nicht im Inland steuerbare Leistung', ZERO, 'noteu'),
    rule(18, 'OSS_GOODS', 'One Stop Shop (Waren)', null),
    rule(19, 'OSS_ELECTRONIC', 'One Stop Shop (elektronische Dienstleistungen)', null),
    rule(20, 'OSS_OTHER', 'One Stop Shop (sonstige Dienstleistungen)', null),
    rule(21, 'REV_CHARGE_18B', 'Reverse Charge gem. §18b UStG', ZERO),
  ].map((entry) => [entry.id, entry] as const),
);

export const allTaxRules = (): TaxRuleFacts[] => [...rules.values()];
export const findTaxRule = (id: number): TaxRuleFacts | undefined => rules.get(id);
export const findLegacyTaxType = (taxType: string): TaxRuleFacts | undefined =>
  allTaxRules().find((entry) => entry.legacy === taxType);
export const isOss = (facts: TaxRuleFacts): boolean => facts.rates === null;

/**
 * Whether a position of this rate may stand under the rule; `country` is the lower-case code of delivery. `day` is the
 * document's where former rates count, else null.
 */
export const allowsRate = (facts: TaxRuleFacts, rate: number, country: string, day: string | null): boolean =>
  (facts.rates ?? ossRates(country)).includes(rate) ||
  (isOss(facts) && day !== null && formerOssRates(country, day).includes(rate));

/**
 * Whether finalising accepts the rule on this account. MEASURED:nerd for rule 11 on a regular account (draft fine,
 * sendBy answers 7100); the mirror image, a taxed rule on a Kleinunternehmer's account, follows from ReceiptGuidance
 * not offering it there.
 */
export const fitsRegime = (ruleId: number, regime: 'regular' | 'small_business'): boolean =>
  regime === 'regular' ? ruleId !== 11 : ![1, 3, 18, 19, 20].includes(ruleId);
