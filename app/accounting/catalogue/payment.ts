import { entries } from './entry.ts';

// What is the matter with the money of an order.

export const paymentProblems = entries({
  'payment.gateway_unmapped': {
    fixedBy: 'merchant',
    action: 'settings_payments',
    de: {
      title: 'Zahlungsart ohne Verrechnungskonto',
      explanation: 'Für die Zahlungsart „{gateway}“ ist kein Verrechnungskonto in sevdesk gewählt.',
      fix: 'Wählen Sie das Konto unter „Zahlungen“. Die Bestellung wird danach von selbst gebucht.',
    },
    en: {
      title: 'Payment method without a clearing account',
      explanation: 'No clearing account in sevdesk has been chosen for the payment method “{gateway}”.',
      fix: 'Choose the account under “Payments”. The order is then booked by itself.',
    },
  },
  'payment.partly_paid': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Erst teilweise bezahlt',
      explanation: 'Von {totalCents} sind {receivedCents} eingegangen, {openCents} fehlen noch.',
      fix: 'Sie müssen nichts tun, sobald der Rest bezahlt wird. Kommt er nicht, erlassen oder erstatten Sie den Unterschied in Shopify.',
    },
    en: {
      title: 'Only partly paid',
      explanation: 'Of {totalCents}, {receivedCents} have come in, {openCents} are still missing.',
      fix: 'No action needed once the rest is paid. If it is not, waive or refund the difference in Shopify.',
    },
  },
  'payment.overpaid': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Zu viel bezahlt',
      explanation:
        'Eingegangen sind {receivedCents}, das sind {overpaidCents} mehr, als die Bestellung kostet.',
      fix: 'Erstatten Sie den Überschuss in Shopify oder berichtigen Sie die Bestellung dort. Die Rechnung über die bestellten Artikel wird davon nicht aufgehalten.',
    },
    en: {
      title: 'Paid too much',
      explanation: '{receivedCents} have come in, that is {overpaidCents} more than the order costs.',
      fix: 'Refund the excess in Shopify or correct the order there. The invoice of what was ordered does not wait for it.',
    },
  },
  'payment.refund_owed': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Erstattung steht noch aus',
      explanation: 'Durch eine Änderung oder Rückgabe stehen dem Käufer noch {amountCents} zu.',
      fix: 'Zahlen Sie den Betrag in Shopify zurück. Die Gutschrift entsteht dann von selbst.',
    },
    en: {
      title: 'Refund still due',
      explanation: 'Because of an edit or a return the buyer is still owed {amountCents}.',
      fix: 'Pay the amount back in Shopify. The credit note then follows by itself.',
    },
  },
  'payment.refund_differs': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Erstattung weicht von der Rückgabe ab',
      explanation:
        'Zurückgezahlt wurden {returnedCents}, die erstatteten Artikel sind aber {creditCents} wert, und Shopify nennt für den Unterschied keinen Grund.',
      fix: 'Prüfen Sie die Erstattung in Shopify. Ist sie richtig, entscheiden Sie auf der Seite der Bestellung, wie der zurückgezahlte Betrag gebucht wird.',
    },
    en: {
      title: 'Refund differs from the return',
      explanation:
        '{returnedCents} were paid back, but the refunded items are worth {creditCents}, and Shopify gives no reason for the difference.',
      fix: 'Check the refund in Shopify. If it is right, decide on the order’s page how the amount paid back is booked.',
    },
  },
  'payment.refund_unexplained': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Rückzahlung ohne Grund',
      explanation:
        'Es wurden {amountCents} zurückgezahlt, ohne dass Shopify sagt, wofür: keine Artikel, kein Versand, keine Änderung der Bestellung.',
      fix: 'Prüfen Sie die Rückzahlung in Shopify und entscheiden Sie auf der Seite der Bestellung, wie sie gebucht wird.',
    },
    en: {
      title: 'Money returned without a reason',
      explanation:
        '{amountCents} were paid back without Shopify saying what for: no items, no shipping, no edit of the order.',
      fix: 'Check the repayment in Shopify and decide on the order’s page how it is booked.',
    },
  },
  'payment.gift_card_split': {
    fixedBy: 'adviser',
    action: 'open_sevdesk',
    de: {
      title: 'Gutschein und Ware auf mehrere Arten bezahlt',
      explanation:
        'Die Bestellung enthält Gutscheine über {giftCardCents} und wurde auf mehrere Arten bezahlt. Welche Zahlung für die Gutscheine war, sagt Shopify nicht; die Zahlungsarten liegen auf verschiedenen Verrechnungskonten.',
      fix: 'Buchen Sie diese Bestellung von Hand in sevdesk.',
    },
    en: {
      title: 'Gift card and goods paid in several ways',
      explanation:
        'The order holds gift cards of {giftCardCents} and was paid in several ways. Shopify does not say which payment was for the gift cards, and the payment methods have different clearing accounts.',
      fix: 'Book this order by hand in sevdesk.',
    },
  },
});
