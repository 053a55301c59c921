import { entries } from '../entry.ts';

/** Payments, credit notes and cancellations that sevdesk does not take as planned. */
export const sevdeskMoneyProblems = entries({
  'sevdesk.already_paid_elsewhere': {
    fixedBy: 'merchant',
    action: 'accept_payment',
    de: {
      title: 'Rechnung ist in sevdesk doppelt bezahlt',
      explanation:
        'Auf die Rechnung ist in sevdesk mehr gebucht, als sie kostet: neben der Zahlung der App noch eine, zum Beispiel aus dem Bankabgleich.',
      fix: 'Lösen Sie eine der Zahlungen in sevdesk und synchronisieren Sie die Bestellung erneut. Stehen Zahlungen dieser Art einzeln auf Ihrem Kontoauszug, wählen Sie unter „Zahlungen“ den Abgleich mit dem Kontoumsatz. Soll beides so stehen, wählen Sie „Zahlung aus sevdesk übernehmen“.',
    },
    en: {
      title: 'Invoice is paid twice in sevdesk',
      explanation:
        'In sevdesk more is booked on the invoice than it costs: beside the payment by the app another one, for example from bank matching.',
      fix: 'Release one of the payments in sevdesk and sync the order again. If such payments stand on your statement one by one, choose matching with the bank entry under “Payments”. If both shall stand, choose “Accept the payment in sevdesk”.',
    },
  },
  'sevdesk.entry_missing': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Kein passender Kontoumsatz',
      explanation:
        'Die Zahlung über {amountCents} vom {day} soll mit Ihrem Kontoumsatz abgeglichen werden. In sevdesk ist kein Umsatz, der dazu passt.',
      fix: 'Ordnen Sie die Zahlung in sevdesk dem Beleg zu und synchronisieren Sie die Bestellung erneut. Oder wählen Sie unter „Zahlungen“ ein Verrechnungskonto für diese Zahlungsart.',
    },
    en: {
      title: 'No matching bank entry',
      explanation:
        'The payment of {amountCents} of {day} is to be matched with your statement. There is no entry in sevdesk that fits.',
      fix: 'Assign the payment to the document in sevdesk and sync the order again. Or choose a clearing account for this payment method under “Payments”.',
    },
  },
  'sevdesk.entry_several': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Kontoumsatz nicht eindeutig',
      explanation:
        'Zur Zahlung über {amountCents} gibt es in sevdesk mögliche Umsätze ({count}), aber keiner nennt die Bestellung oder ist sonst sicher der richtige.',
      fix: 'Ordnen Sie den richtigen Umsatz in sevdesk dem Beleg zu und synchronisieren Sie die Bestellung erneut. Die App bucht dann nichts doppelt.',
    },
    en: {
      title: 'Bank entry not certain',
      explanation:
        'There are possible entries in sevdesk for the payment of {amountCents} ({count}), but none names the order or is otherwise surely the right one.',
      fix: 'Assign the right entry to the document in sevdesk and sync the order again. The app then books nothing twice.',
    },
  },
  'sevdesk.booking_differs': {
    fixedBy: 'merchant',
    action: 'accept_payment',
    de: {
      title: 'Gebuchte Zahlung weicht ab',
      explanation: 'Als bezahlt sollten {expectedCents} gebucht sein, sevdesk zeigt {foundCents}.',
      fix: 'Prüfen Sie die Zahlungen des Belegs in sevdesk. Sind sie richtig, wählen Sie „Zahlung aus sevdesk übernehmen“. Sonst berichtigen Sie sie und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'Booked payment differs',
      explanation: '{expectedCents} should be booked as paid, sevdesk shows {foundCents}.',
      fix: 'Check the payments of the document in sevdesk. If they are right, choose “Accept the payment in sevdesk”. Otherwise correct them and sync the order again.',
    },
  },
  'sevdesk.booking_refused': {
    fixedBy: 'merchant',
    action: 'settings_payments',
    de: {
      title: 'sevdesk lehnt die Zahlung ab',
      explanation:
        'Die Rechnung ist geschrieben, aber sevdesk hat die Zahlung nicht angenommen. Begründung von sevdesk: „{message}“',
      fix: 'Prüfen Sie in den Zahlungseinstellungen das Verrechnungskonto und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'sevdesk refuses the payment',
      explanation: 'The invoice is written, but sevdesk did not accept the payment. Its reason: “{message}”',
      fix: 'Check the clearing account in the payment settings and sync the order again.',
    },
  },
  'sevdesk.booking_unclear': {
    fixedBy: 'merchant',
    action: 'accept_payment',
    de: {
      title: 'Unklar, ob die Zahlung gebucht ist',
      explanation:
        'Beim Buchen von {amountCents} kam von sevdesk keine klare Antwort. Damit die Zahlung nicht doppelt erscheint, bucht die App sie nicht noch einmal.',
      fix: 'Sehen Sie in sevdesk nach, ob die Zahlung gebucht ist, und buchen Sie sie sonst von Hand. Wählen Sie danach „Zahlung aus sevdesk übernehmen“.',
    },
    en: {
      title: 'Unclear whether the payment is booked',
      explanation:
        'When booking {amountCents} sevdesk gave no clear answer. So that the payment does not appear twice, the app does not book it again.',
      fix: 'Look in sevdesk whether the payment is booked, and otherwise book it by hand. Then choose “Accept the payment in sevdesk”.',
    },
  },
  'sevdesk.credit_note_exceeds': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Gutschrift ist höher als die Rechnung',
      explanation:
        'Mit dieser Gutschrift würden die Gutschriften zusammen mehr ergeben als die Rechnung. sevdesk schreibt: „{message}“',
      fix: 'Prüfen Sie in sevdesk, ob zu dieser Rechnung schon Gutschriften von Hand geschrieben wurden.',
    },
    en: {
      title: 'Credit note exceeds the invoice',
      explanation:
        'With this credit note the credit notes would come to more than the invoice. sevdesk writes: “{message}”',
      fix: 'Check in sevdesk whether credit notes for this invoice were already written by hand.',
    },
  },
  'sevdesk.credit_rate_differs': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Gutschrift passt nicht zur Rechnung',
      explanation:
        'Steuerregel oder Steuersatz der Gutschrift sind andere als auf der Rechnung. sevdesk schreibt: „{message}“',
      fix: 'Schreiben Sie die Gutschrift in sevdesk von Hand und melden Sie uns den Fall, damit wir ihn prüfen.',
    },
    en: {
      title: 'Credit note does not match the invoice',
      explanation:
        'The tax rule or rate of the credit note is not that of the invoice. sevdesk writes: “{message}”',
      fix: 'Write the credit note in sevdesk by hand and tell us about it, so that we can look into it.',
    },
  },
  'sevdesk.credit_note_exists': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Zu dieser Rechnung gibt es schon eine Gutschrift',
      explanation: 'sevdesk kann die Rechnung deshalb nicht stornieren: „{message}“',
      fix: 'Prüfen Sie die Gutschrift in sevdesk. Deckt sie die Stornierung ab, überspringen Sie den Eintrag.',
    },
    en: {
      title: 'This invoice already has a credit note',
      explanation: 'So sevdesk cannot cancel the invoice: “{message}”',
      fix: 'Check the credit note in sevdesk. If it covers the cancellation, skip the entry.',
    },
  },
  'sevdesk.cancel_partly_paid': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Rechnung ist teilweise bezahlt',
      explanation: 'Eine teilweise bezahlte Rechnung lässt sich in sevdesk nicht stornieren: „{message}“',
      fix: 'Lösen Sie in sevdesk die gebuchte Zahlung von der Rechnung und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'Invoice is partly paid',
      explanation: 'A partly paid invoice cannot be cancelled in sevdesk: “{message}”',
      fix: 'Release the booked payment from the invoice in sevdesk and sync the order again.',
    },
  },
});
