import { entries } from './entry.ts';

// What is the matter with an order itself: its figures, its changes, its buyer.

const figures = entries({
  'order.currency_unsupported': {
    fixedBy: 'merchant',
    action: 'none',
    de: {
      title: 'Andere Währung als Euro',
      explanation:
        'Der Shop rechnet in {currency} ab. Die App bucht nur in Euro, weil sevdesk für Rechnungen keinen Umrechnungskurs kennt.',
      fix: 'Buchen Sie diese Bestellung von Hand in sevdesk. Dass Kunden in anderen Währungen bezahlen, ist kein Hindernis; es kommt auf die Währung des Shops an.',
    },
    en: {
      title: 'Currency other than euro',
      explanation:
        'The shop accounts in {currency}. The app only books in euros, because sevdesk has no exchange rate for invoices.',
      fix: 'Book this order by hand in sevdesk. Buyers may pay in other currencies; what counts is the currency of the shop.',
    },
  },
  'order.other_entity': {
    fixedBy: 'merchant',
    action: 'none',
    de: {
      title: 'Verkauf eines anderen Unternehmens',
      explanation:
        'Laut Shopify hat „{entity}“ verkauft, nicht das Hauptunternehmen des Shops. Die verbundene Buchhaltung gehört zum Hauptunternehmen.',
      fix: 'Buchen Sie die Bestellung in der Buchhaltung dieses Unternehmens.',
    },
    en: {
      title: 'Sale of another company',
      explanation:
        'According to Shopify “{entity}” made this sale, not the main company of the shop. The connected books belong to the main company.',
      fix: 'Book the order in the books of that company.',
    },
  },
  'order.totals_mismatch': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Die Summe geht nicht auf',
      explanation:
        'Artikel, Rabatte, Versand und Nebenkosten ergeben {foundCents}, Shopify nennt aber {expectedCents}. Den Unterschied von {differenceCents} kann die App nicht zuordnen.',
      fix: 'Die Bestellung wird nicht gebucht, damit keine falsche Rechnung entsteht. Bitte melden Sie sich bei uns oder buchen Sie sie von Hand.',
    },
    en: {
      title: 'The sum does not add up',
      explanation:
        'Items, discounts, shipping and extras make {foundCents}, but Shopify says {expectedCents}. The app cannot place the difference of {differenceCents}.',
      fix: 'The order is not booked, so that no wrong invoice comes about. Please contact us or book it by hand.',
    },
  },
  'order.tax_totals_mismatch': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Die Steuersumme geht nicht auf',
      explanation:
        'Die Steuer der einzelnen Artikel ergibt {foundCents}, Shopify nennt für die Bestellung {expectedCents}. Das ist mehr, als Rundung erklärt.',
      fix: 'Die Bestellung wird nicht gebucht. Bitte melden Sie sich bei uns oder buchen Sie sie von Hand.',
    },
    en: {
      title: 'The tax does not add up',
      explanation:
        'The tax of the single items makes {foundCents}, Shopify says {expectedCents} for the order. That is more than rounding explains.',
      fix: 'The order is not booked. Please contact us or book it by hand.',
    },
  },
  'order.negative_amount': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Negativer Betrag in der Bestellung',
      explanation:
        'Ein Teil der Bestellung kostet {amountCents}. Eine Rechnung darf keinen negativen Posten haben.',
      fix: 'Die Bestellung wird nicht gebucht. Bitte melden Sie sich bei uns oder buchen Sie sie von Hand.',
    },
    en: {
      title: 'Negative amount in the order',
      explanation: 'A part of the order costs {amountCents}. An invoice must not hold a negative item.',
      fix: 'The order is not booked. Please contact us or book it by hand.',
    },
  },
  'order.ledger_missing': {
    fixedBy: 'operator',
    action: 'sync_again',
    de: {
      title: 'Kontrolle nicht möglich',
      explanation:
        'Zu dieser Bestellung über {totalCents} hat Shopify kein Verkaufsjournal geliefert. Ohne diese zweite Kontrolle wird nicht gebucht.',
      fix: 'Synchronisieren Sie die Bestellung erneut. Bleibt es dabei, melden Sie sich bitte bei uns.',
    },
    en: {
      title: 'Control not possible',
      explanation:
        'Shopify has given no sales ledger for this order of {totalCents}. Without this second control nothing is booked.',
      fix: 'Sync the order again. If it stays like this, please contact us.',
    },
  },
  'order.ledger_mismatch': {
    fixedBy: 'operator',
    action: 'sync_again',
    de: {
      title: 'Bestellung und Verkaufsjournal widersprechen sich',
      explanation:
        'Shopifys Verkaufsjournal und die Bestellung weichen um {differenceCents} voneinander ab ({expectedCents} und {foundCents}).',
      fix: 'Oft ist die Bestellung gerade in Änderung: Synchronisieren Sie sie in ein paar Minuten erneut. Bleibt es dabei, melden Sie sich bitte bei uns.',
    },
    en: {
      title: 'Order and sales ledger disagree',
      explanation:
        'Shopify’s sales ledger and the order differ by {differenceCents} ({expectedCents} and {foundCents}).',
      fix: 'Often the order is just being changed: sync it again in some minutes. If it stays like this, please contact us.',
    },
  },
});

const unknown = entries({
  'order.ledger_unknown': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Unbekannter Vorgang im Verkaufsjournal',
      explanation:
        'Shopifys Verkaufsjournal enthält einen Vorgang über {amountCents}, dessen Art diese App nicht kennt. Er kann alles Mögliche bedeuten und wird nicht gebucht.',
      fix: 'Bitte melden Sie sich bei uns, oder buchen Sie diesen Vorgang in sevdesk von Hand. Alles andere an der Bestellung wird gebucht, sobald ihre Rechnung steht.',
    },
    en: {
      title: 'Unknown entry in the sales ledger',
      explanation:
        'Shopify’s sales ledger holds an entry of {amountCents} of a kind that this app does not know. It may mean anything and is not booked.',
      fix: 'Please contact us, or book this entry by hand in sevdesk. Everything else about the order is booked once its invoice stands.',
    },
  },
});

const contents = entries({
  'order.gift_card_sold': {
    fixedBy: 'adviser',
    action: 'settings_taxes',
    de: {
      title: 'Gutschein verkauft',
      explanation:
        'Die Bestellung enthält einen Gutschein über {amountCents}. Ob er beim Verkauf oder erst beim Einlösen zu versteuern ist, haben Sie noch nicht festgelegt.',
      fix: 'Klären Sie mit Ihrer Steuerberatung, ob Ihre Gutscheine Mehrzweckgutscheine sind, und stellen Sie das unter „Steuern“ ein. Einzweckgutscheine buchen Sie bitte von Hand.',
    },
    en: {
      title: 'Gift card sold',
      explanation:
        'The order holds a gift card of {amountCents}. You have not yet decided whether it is taxed when sold or when used.',
      fix: 'Ask your tax adviser whether your gift cards are multi-purpose vouchers and set that under “Taxes”. Please book single-purpose vouchers by hand.',
    },
  },
  'order.address_missing': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Name oder Anschrift fehlt',
      explanation:
        'Die Rechnung über {grossCents} braucht Name, Straße und Ort des Käufers; etwas davon fehlt in der Bestellung. Verzichtbar sind sie nur bis 250 € und nicht bei steuerfreien Lieferungen in die EU oder im OSS-Verfahren.',
      fix: 'Ergänzen Sie die Rechnungsadresse in Shopify und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'Name or address is missing',
      explanation:
        'The invoice of {grossCents} needs the buyer’s name, street and town; some of it is missing in the order. They can only be left out up to €250, and not for tax-free supplies within the EU or under OSS.',
      fix: 'Complete the billing address in Shopify and sync the order again.',
    },
  },
});

const changes = entries({
  'order.changed_after_booking': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Nach dem Buchen verändert',
      explanation:
        'In sevdesk steht ein Beleg über {bookedCents}. Was dieser Beleg abdeckt, ist in Shopify inzwischen {foundCents} wert, ohne dass eine Änderung oder Erstattung es erklärt.',
      fix: 'Der Beleg in sevdesk bleibt, wie er ist. Prüfen Sie die Bestellung in Shopify und melden Sie sich bei uns, wenn Sie die Abweichung nicht erklären können.',
    },
    en: {
      title: 'Changed after booking',
      explanation:
        'sevdesk holds a document of {bookedCents}. What it stands for is worth {foundCents} in Shopify by now, and no edit or refund explains it.',
      fix: 'The document in sevdesk stays as it is. Check the order in Shopify and contact us if you cannot explain the difference.',
    },
  },
  'order.cancelled_refunded': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Storniert und erstattet',
      explanation:
        'Die Bestellung wurde storniert und {amountCents} vollständig erstattet, bevor eine Rechnung entstanden ist. Es gibt keinen Umsatz zu buchen.',
      fix: 'Nichts zu tun. Zahlung und Erstattung heben sich auf dem Verrechnungskonto auf.',
    },
    en: {
      title: 'Cancelled and refunded',
      explanation:
        'The order was cancelled and {amountCents} refunded in full before an invoice was made. There is no turnover to book.',
      fix: 'No action needed. Payment and refund cancel out on the clearing account.',
    },
  },
  'order.cancelled_draft': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Storniert, Rechnung ist noch Entwurf',
      explanation:
        'Die Bestellung wurde storniert. In sevdesk liegt noch ein Rechnungsentwurf über {amountCents}, der keine Nummer hat.',
      fix: 'Löschen Sie den Entwurf in sevdesk. Eine Stornorechnung ist nicht nötig.',
    },
    en: {
      title: 'Cancelled, invoice is still a draft',
      explanation:
        'The order was cancelled. sevdesk still holds a draft invoice of {amountCents}, which has no number.',
      fix: 'Delete the draft in sevdesk. It needs no cancellation invoice.',
    },
  },
});

const afterwards = entries({
  'order.after_cancellation': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Nach dem Storno verändert',
      explanation:
        'Die Rechnung ist in sevdesk storniert. Danach ist die Bestellung wieder {totalCents} wert, und {receivedCents} sind eingegangen.',
      fix: 'Erstatten Sie das Geld in Shopify und legen Sie für die neuen Artikel eine neue Bestellung an.',
    },
    en: {
      title: 'Changed after the cancellation',
      explanation:
        'The invoice is cancelled in sevdesk. Afterwards the order is worth {totalCents} again, and {receivedCents} have come in.',
      fix: 'Refund the money in Shopify and create a new order for the new items.',
    },
  },
});

const refunds = entries({
  'order.refund_rate_unknown': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Erstattung ohne Steuersatz',
      explanation:
        'Bei {amountCents} der Erstattung sagt Shopify nicht, zu welchem Artikel sie gehören, und die Rechnung enthält mehrere Steuersätze.',
      fix: 'Entscheiden Sie auf der Seite der Bestellung, zu welchem Steuersatz oder zu welchen Positionen der Betrag gehört. Haben Sie die Gutschrift schon von Hand geschrieben, tragen Sie dort ihre Nummer ein. Alles andere an der Bestellung ist gebucht.',
    },
    en: {
      title: 'Refund without a tax rate',
      explanation:
        'For {amountCents} of the refund Shopify does not say which item they belong to, and the invoice has several tax rates.',
      fix: 'Decide on the order’s page to which rate or which items the amount belongs. If you wrote the credit note by hand already, enter its number there. Everything else about the order is booked.',
    },
  },
  'order.refund_exceeds_invoice': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Mehr erstattet als berechnet',
      explanation:
        'Gutzuschreiben sind {refundCents}, auf den Rechnungen sind dafür aber höchstens {remainingCents} übrig. sevdesk nimmt keine Gutschrift an, die über die Rechnung hinausgeht.',
      fix: 'Prüfen Sie die Erstattung in Shopify. War sie gewollt, schreiben Sie die Gutschrift in sevdesk und tragen Sie auf der Seite der Bestellung ihre Nummer ein, oder lassen Sie diese Erstattung dort aus.',
    },
    en: {
      title: 'More refunded than invoiced',
      explanation:
        '{refundCents} are to be credited, but at most {remainingCents} are left on the invoices for it. sevdesk takes no credit note beyond its invoice.',
      fix: 'Check the refund in Shopify. If it was meant, write the credit note in sevdesk and enter its number on the order’s page, or leave this refund out there.',
    },
  },
  'order.refund_tax_differs': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Steuer der Erstattung passt nicht',
      explanation:
        'Nach dem Steuersatz der Rechnung enthält die Erstattung {expectedCents} Umsatzsteuer, Shopify nennt {foundCents}. Das ist mehr, als Rundung erklärt.',
      fix: 'Bitte melden Sie sich bei uns, oder schreiben Sie die Gutschrift in sevdesk und tragen Sie auf der Seite der Bestellung ihre Nummer ein.',
    },
    en: {
      title: 'Tax of the refund does not fit',
      explanation:
        'By the rate of the invoice the refund holds {expectedCents} of VAT, Shopify says {foundCents}. That is more than rounding explains.',
      fix: 'Please contact us, or write the credit note in sevdesk and enter its number on the order’s page.',
    },
  },
});

export const orderProblems = { ...figures, ...unknown, ...contents, ...changes, ...afterwards, ...refunds };
