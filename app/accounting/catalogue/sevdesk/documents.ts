import { entries } from '../entry.ts';

/** Documents in sevdesk that are not what they should be. */
export const sevdeskDocumentProblems = entries({
  'sevdesk.refused': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'sevdesk lehnt den Beleg ab',
      explanation: 'sevdesk hat den Beleg nicht angenommen. Begründung von sevdesk: „{message}“',
      fix: 'Beheben Sie, was sevdesk bemängelt, und synchronisieren Sie die Bestellung erneut. Hilft das nicht, melden Sie sich bei uns.',
    },
    en: {
      title: 'sevdesk refuses the document',
      explanation: 'sevdesk did not accept the document. Its reason: “{message}”',
      fix: 'Put right what sevdesk objects to and sync the order again. If that does not help, contact us.',
    },
  },
  'sevdesk.address_missing': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'sevdesk verlangt eine Anschrift',
      explanation:
        'Die Bestellung hat weder Straße noch Ort, und sevdesk hat die Rechnung ohne Anschrift nicht angenommen. sevdesk schreibt: „{message}“',
      fix: 'Tragen Sie die Anschrift in Shopify an der Bestellung ein, oder in sevdesk beim Kontakt des Käufers. Synchronisieren Sie die Bestellung danach erneut.',
    },
    en: {
      title: 'sevdesk asks for an address',
      explanation:
        'The order has neither street nor town, and sevdesk did not accept the invoice without an address. sevdesk writes: “{message}”',
      fix: 'Enter the address at the order in Shopify, or at the buyer’s contact in sevdesk. Then sync the order again.',
    },
  },
  'sevdesk.booking_rules': {
    fixedBy: 'merchant',
    action: 'settings_taxes',
    de: {
      title: 'sevdesk lässt diese Steuerregel nicht zu',
      explanation:
        'Der Beleg passt nicht zu den Steuereinstellungen Ihres sevdesk-Kontos. sevdesk schreibt: „{message}“',
      fix: 'Prüfen Sie, ob die Besteuerung in sevdesk und in der App übereinstimmt (Kleinunternehmer oder Regelbesteuerung), und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'sevdesk does not allow this tax rule',
      explanation:
        'The document does not fit the tax settings of your sevdesk account. sevdesk writes: “{message}”',
      fix: 'Check that the taxation in sevdesk and in the app agree (small business or regular taxation) and sync the order again.',
    },
  },
  'sevdesk.duplicate': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Beleg ist in sevdesk mehrfach vorhanden',
      explanation:
        'In sevdesk tragen {count} Belege den Vermerk dieser Bestellung. Die App legt keinen weiteren an und ändert auch keinen davon.',
      fix: 'Stornieren Sie in sevdesk die überzähligen Rechnungen oder löschen Sie überzählige Entwürfe. Synchronisieren Sie die Bestellung danach erneut.',
    },
    en: {
      title: 'Document exists several times in sevdesk',
      explanation:
        'In sevdesk {count} documents carry the note of this order. The app neither adds another one nor changes any of them.',
      fix: 'In sevdesk, cancel the invoices or delete the drafts that are too many. Then sync the order again.',
    },
  },
  'sevdesk.surplus_draft': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Überzähliger Entwurf in sevdesk',
      explanation:
        'In sevdesk liegt neben dem Beleg dieser Bestellung noch ein Entwurf mit demselben Vermerk. Zusammen sind es {count} Belege. Gebucht ist nur einer, der Entwurf zählt nicht mit.',
      fix: 'Löschen Sie den Entwurf in sevdesk und schließen Sie ihn nicht ab, sonst entsteht eine zweite Rechnung. Synchronisieren Sie die Bestellung danach erneut.',
    },
    en: {
      title: 'Draft too many in sevdesk',
      explanation:
        'Beside the document of this order, sevdesk holds a draft with the same note. Together there are {count} documents. Only one is booked; the draft does not count.',
      fix: 'Delete the draft in sevdesk and do not finish it, or there will be a second invoice. Then sync the order again.',
    },
  },
  'sevdesk.sums_differ': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'sevdesk kommt auf eine andere Summe',
      explanation:
        'Die Rechnung sollte {expectedCents} ergeben, sevdesk rechnet {foundCents}. Der Entwurf wurde gelöscht, bevor er eine Nummer bekam.',
      fix: 'Buchen Sie diese Bestellung von Hand und melden Sie uns den Fall, damit wir ihn prüfen.',
    },
    en: {
      title: 'sevdesk arrives at another total',
      explanation:
        'The invoice should come to {expectedCents}, sevdesk computes {foundCents}. The draft was deleted before it got a number.',
      fix: 'Book this order by hand and tell us about it, so that we can look into it.',
    },
  },
  'sevdesk.tax_differs': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'sevdesk kommt auf eine andere Steuer',
      explanation:
        'Shopify hat {expectedCents} Umsatzsteuer berechnet, sevdesk rechnet {foundCents}. Das ist mehr, als das Runden erklärt. Der Entwurf wurde gelöscht, bevor er eine Nummer bekam.',
      fix: 'Buchen Sie diese Bestellung von Hand und melden Sie uns den Fall, damit wir ihn prüfen.',
    },
    en: {
      title: 'sevdesk arrives at another tax',
      explanation:
        'Shopify charged {expectedCents} VAT, sevdesk computes {foundCents}. That is more than rounding can explain. The draft was deleted before it got a number.',
      fix: 'Book this order by hand and tell us about it, so that we can look into it.',
    },
  },
  'sevdesk.draft_differs': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'sevdesk hat den Beleg anders angelegt',
      explanation:
        'Im Entwurf steht bei „{what}“ {found} statt {expected}. Der Entwurf wurde gelöscht, bevor er eine Nummer bekam.',
      fix: 'Synchronisieren Sie die Bestellung erneut. Bleibt es dabei, buchen Sie sie von Hand und melden uns den Fall.',
    },
    en: {
      title: 'sevdesk created the document differently',
      explanation:
        'The draft says {found} instead of {expected} for “{what}”. The draft was deleted before it got a number.',
      fix: 'Sync the order again. If it stays so, book it by hand and tell us about it.',
    },
  },
  'sevdesk.draft_changed': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Entwurf wurde in sevdesk geändert',
      explanation:
        'Der Entwurf dieser Bestellung wurde in sevdesk bearbeitet und stimmt nicht mehr mit Shopify überein. Die App lässt ihn unberührt.',
      fix: 'Schließen Sie den Entwurf in sevdesk selbst ab, oder löschen Sie ihn und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'Draft was changed in sevdesk',
      explanation:
        'The draft of this order was edited in sevdesk and no longer agrees with Shopify. The app leaves it alone.',
      fix: 'Finish the draft in sevdesk yourself, or delete it and sync the order again.',
    },
  },
  'sevdesk.found_differs': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Beleg in sevdesk weicht ab',
      explanation:
        'In sevdesk gibt es schon einen Beleg mit dem Vermerk dieser Bestellung. Dort steht bei „{what}“ {found} statt {expected}.',
      fix: 'Prüfen Sie den Beleg in sevdesk. Ist er falsch, stornieren oder löschen Sie ihn und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'Document in sevdesk differs',
      explanation:
        'sevdesk already has a document with the note of this order. It says {found} instead of {expected} for “{what}”.',
      fix: 'Check the document in sevdesk. If it is wrong, cancel or delete it and sync the order again.',
    },
  },
  'sevdesk.document_changed': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Beleg wurde in sevdesk geändert',
      explanation: 'Der Beleg {number} stimmt nicht mehr mit dem überein, was die App angelegt hat.',
      fix: 'Prüfen Sie in sevdesk, wer den Beleg geändert hat. Die App ändert ihn nicht zurück.',
    },
    en: {
      title: 'Document was changed in sevdesk',
      explanation: 'Document {number} no longer agrees with what the app created.',
      fix: 'Check in sevdesk who changed the document. The app does not change it back.',
    },
  },
  'sevdesk.document_gone': {
    fixedBy: 'adviser',
    action: 'open_sevdesk',
    de: {
      title: 'Beleg ist aus sevdesk verschwunden',
      explanation:
        'Den Beleg {number} gibt es in sevdesk nicht mehr. Ausgestellte Rechnungen dürfen nicht gelöscht werden.',
      fix: 'Klären Sie mit Ihrer Steuerberatung, warum der Beleg fehlt. Die App legt ihn nicht von selbst neu an.',
    },
    en: {
      title: 'Document has gone from sevdesk',
      explanation: 'Document {number} no longer exists in sevdesk. Issued invoices must not be deleted.',
      fix: 'Ask your tax adviser why the document is missing. The app does not create it again by itself.',
    },
  },
  'sevdesk.cancelled_by_hand': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Rechnung wurde in sevdesk storniert',
      explanation:
        'Die Rechnung {number} wurde in sevdesk von Hand storniert. Die App stellt keine zweite aus.',
      fix: 'War das Absicht, überspringen Sie den Eintrag. Sonst schreiben Sie die neue Rechnung in sevdesk von Hand.',
    },
    en: {
      title: 'Invoice was cancelled in sevdesk',
      explanation: 'Invoice {number} was cancelled by hand in sevdesk. The app does not issue a second one.',
      fix: 'If that was intended, skip the entry. Otherwise write the new invoice in sevdesk by hand.',
    },
  },
});
