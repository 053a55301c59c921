import type { PeriodFacts, TaxEvidence } from '../documents.ts';
import { fact, type Language } from './facts.ts';
import { month } from './format.ts';

type Facts = TaxEvidence['facts'];
type Words = Record<Language, string>;

/** Why a document has its date. In the place of the braces: the day. */
const DATED_BY: Record<PeriodFacts['datedBy'], Words> = {
  payment: {
    de: 'weil die Zahlung am {day} vollständig war',
    en: 'because the payment was complete on {day}',
  },
  delivery: {
    de: 'weil die Ware am {day} verschickt wurde, im Monat der Zahlung',
    en: 'because the goods left on {day}, in the month of the payment',
  },
  order: {
    de: 'weil am {day} bestellt wurde (Rechnung vor der Zahlung)',
    en: 'because the order was placed on {day} (invoice before payment)',
  },
  change: {
    de: 'weil die Bestellung am {day} geändert wurde',
    en: 'because the order was changed on {day}',
  },
  money_back: {
    de: 'weil das Geld am {day} zurückgezahlt war',
    en: 'because the money had been paid back on {day}',
  },
  cancellation: {
    de: 'weil die Rechnung am {day} aufgehoben wurde',
    en: 'because the invoice was cancelled on {day}',
  },
};

const DELIVERY: Record<PeriodFacts['deliveryFrom'], Words> = {
  fulfilment: { de: 'Tag des Versands', en: 'day of dispatch' },
  payment: { de: 'Tag der Zahlung', en: 'day of payment' },
  document: { de: 'Rechnungsdatum', en: 'invoice date' },
  not_sent_yet: {
    de: 'Rechnungsdatum, weil die Ware bis dahin nicht verschickt war',
    en: 'invoice date, because the goods had not left by then',
  },
};

const LABEL = {
  period: { de: 'Umsatzsteuer-Zeitraum', en: 'VAT period' },
  delivery: { de: 'Lieferdatum', en: 'Delivery date' },
  deposit: { de: 'Anzahlung in einem früheren Monat', en: 'Deposit in an earlier month' },
};

const DEPOSIT: Words = {
  de: '{amount} bis {day}. Die Steuer darauf entsteht schon mit der Zahlung; sagen Sie es Ihrer Steuerberatung.',
  en: '{amount} by {day}. The tax on it arises with the payment already; tell your tax adviser.',
};

/** In which VAT period a document falls and why, for what the planner noted; nothing for older evidence. */
export function explainPeriod(facts: Facts, language: Language): { label: string; value: string }[] {
  const { datedBy, documentDay, deliveryFrom } = facts;
  if (!datedBy || !documentDay) return [];
  const why = DATED_BY[datedBy];
  const dayText = fact('documentDay', facts, language) ?? '';
  const lines = [
    {
      label: LABEL.period[language],
      value: `${month(documentDay, language)}, ${why[language].replace('{day}', dayText)}`,
    },
  ];
  const delivery = deliveryFrom && DELIVERY[deliveryFrom];
  if (delivery) lines.push({ label: LABEL.delivery[language], value: delivery[language] });
  const amount = fact('depositCents', facts, language);
  if (amount !== null) {
    const until = fact('depositDay', facts, language) ?? '';
    const value = DEPOSIT[language].replace('{amount}', amount).replace('{day}', until);
    lines.push({ label: LABEL.deposit[language], value });
  }
  return lines;
}
