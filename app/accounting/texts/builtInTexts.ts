import type { DocumentKind } from '../documents.ts';
import type { Cents } from '../money.ts';
import { euros, type Language } from './format.ts';
import type { PlaceholderValues } from './placeholders.ts';

// The texts a merchant has without writing any. Placeholders in braces are filled in by the caller.

interface Texts {
  header: string;
  intro: string;
  foot: string;
}

const TEXTS: Record<Language, Record<DocumentKind, Texts>> = {
  de: {
    invoice: {
      header: 'Rechnung zur Bestellung {order}',
      intro: 'vielen Dank für Ihre Bestellung {order} vom {date}. Wir berechnen Ihnen:',
      foot: 'Wir wünschen Ihnen viel Freude mit Ihrer Bestellung.',
    },
    credit_note: {
      header: 'Rechnungskorrektur zur Rechnung {invoice} vom {invoiceDate}',
      intro: 'zu Ihrer Bestellung {order} vom {date} schreiben wir Ihnen gut:',
      foot: 'Diese Korrektur berichtigt die Rechnung {invoice} vom {invoiceDate} zu Ihrer Bestellung {order}.',
    },
    cancellation: {
      header: 'Stornorechnung zur Bestellung {order}',
      intro: 'die Rechnung {invoice} vom {invoiceDate} zu Ihrer Bestellung {order} ist hiermit aufgehoben:',
      foot: 'Bitte verwenden Sie die ursprüngliche Rechnung nicht mehr.',
    },
  },
  en: {
    invoice: {
      header: 'Invoice for order {order}',
      intro: 'thank you for your order {order} of {date}. We invoice you for the following:',
      foot: 'We hope you enjoy your order.',
    },
    credit_note: {
      header: 'Credit note for invoice {invoice} of {invoiceDate}',
      intro: 'for your order {order} of {date} we credit you with the following:',
      foot: 'This credit note corrects invoice {invoice} of {invoiceDate} for your order {order}.',
    },
    cancellation: {
      header: 'Cancellation of the invoice for order {order}',
      intro: 'invoice {invoice} of {invoiceDate} for your order {order} is hereby cancelled:',
      foot: 'Please do not use the original invoice any more.',
    },
  },
};

const GREETING = { de: 'Guten Tag', en: 'Hello' };

export function builtInTexts(
  kind: DocumentKind,
  open: Cents,
  { name, gateway }: PlaceholderValues,
  language: Language,
): Texts {
  const texts = TEXTS[language][kind];
  const greeting = name === '' ? `${GREETING[language]},` : `${GREETING[language]} {name},`;
  const payment = kind === 'invoice' ? [paymentNote(open, gateway !== '', language)] : [];
  return {
    header: texts.header,
    intro: `${greeting}\n\n${texts.intro}`,
    foot: [...payment, texts.foot].join('\n\n'),
  };
}

/** A paid invoice must not ask for money again. */
function paymentNote(open: Cents, known: boolean, language: Language): string {
  const german = language === 'de';
  const gateway = known ? ' ({gateway})' : '';
  if (open <= 0) {
    return german
      ? `Der Betrag ist bereits bezahlt${gateway}. Bitte überweisen Sie nichts.`
      : `The amount has already been paid${gateway}. Please do not transfer anything.`;
  }
  const outstanding = euros(open, language);
  return german
    ? `Zu zahlen sind noch ${outstanding}${gateway}. Bitte geben Sie dabei die Bestellnummer {order} an.`
    : `${outstanding} is still to be paid${gateway}. Please state the order number {order}.`;
}
