import { allTaxRules } from './taxRules.ts';

/** A booking account ("Buchungskonto") that documents or receipts may stand on. */
export interface BookingAccount {
  accountDatevId: number;
  accountNumber: string;
  accountName: string;
  description: string;
  allowedTaxRules: { id: number; name: string; description: string; rates: readonly number[] }[];
  allowedReceiptTypes: ('REVENUE' | 'EXPENSE')[];
}

const ZERO = [0] as const;
const nonTaxable = {
  id: 16,
  name: 'NICHT_STEUERBAR_EXPENSE',
  description: 'z.B. Privateinlagen oder Eigenverbrauch',
  rates: ZERO,
};

/** Rule 11 stands in it for a Kleinunternehmer and nobody else: there is no other way to see the regime. */
const revenue: BookingAccount = {
  accountDatevId: 3631,
  accountNumber: '8400',
  accountName: 'Einnahmen / Erlöse',
  description: 'Verkauf von Waren und Dienstleistungen',
  allowedTaxRules: allTaxRules()
    .filter((rule) => rule.rates !== null)
    .map(({ id, code, name, rates }) => ({ id, name: code, description: name, rates: rates! })),
  allowedReceiptTypes: ['REVENUE'],
};

/** As recorded (receipt_guidance.json) [MEASURED:rs]. */
const moneyTraffic: BookingAccount = {
  accountDatevId: 4285,
  accountNumber: '4970',
  accountName: 'Nebenkosten des Geldverkehrs',
  description: 'z.B. Kontogebühren und Gebühren für Kreditkarten',
  allowedTaxRules: [
    {
      id: 9,
      name: 'VORST_ABZUGSF_AUFW',
      description: 'Vorsteuerabziehbare Aufwendungen',
      rates: [0, 700, 1900],
    },
    {
      id: 12,
      name: 'REV_CHARGE_13B_MIT_VORST_ABZUG_0',
      description:
        'Reverse Charge gem. §13b Abs. 2 UStG mit Vorsteuerabzug 0% (19%) z.B. Dienstleistungen aus dem Drittland, Bauleistungen',
      rates: ZERO,
    },
    {
      id: 13,
      name: 'REV_CHARGE_13B_OHNE_VORST_ABZUG_0',
      description:
        'Reverse Charge gem. §13b UStG ohne Vorsteuerabzug 0% (19%) z.B. Kleinunternehmer, Versicherungsvertreter, Ärzte',
      rates: ZERO,
    },
    {
      id: 14,
      name: 'REV_CHARGE_13B_EU_0',
      description:
        'Reverse Charge gem. §13b Abs. 1 EU Umsätze 0% (19%) z.B. Dienstleistung aus den EU Staaten',
      rates: ZERO,
    },
  ],
  allowedReceiptTypes: ['EXPENSE'],
};

/** As recorded (receipt_guidance.json) [MEASURED:rs]. */
const transitory: BookingAccount = {
  accountDatevId: 2578,
  accountNumber: '1590',
  accountName: 'Durchlaufende Posten',
  description: 'Einnahmen, die weitergereicht werden und somit nicht ins Gewicht fallen',
  allowedTaxRules: [
    nonTaxable,
    { id: 22, name: 'NICHT_STEUERBAR_REVENUE', description: 'z.B. Durchlaufende Posten', rates: ZERO },
  ],
  allowedReceiptTypes: ['REVENUE', 'EXPENSE'],
};

export const bookingAccounts: readonly BookingAccount[] = [revenue, moneyTraffic, transitory];
