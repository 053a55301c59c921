import { entries } from '../entry.ts';

/** The order goes on by itself once the reason is gone. */
export const waits = entries({
  'wait.payment': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Wartet auf Zahlung',
      explanation:
        'Die Bestellung ist noch nicht vollständig bezahlt. Die Rechnung entsteht mit dem Zahlungseingang.',
      fix: 'Sie müssen nichts tun. Bei Zahlung auf Rechnung markieren Sie die Bestellung in Shopify als bezahlt, sobald das Geld da ist.',
    },
    en: {
      title: 'Waiting for payment',
      explanation: 'The order is not fully paid yet. The invoice is made when the payment comes in.',
      fix: 'No action needed. For bank transfers, mark the order as paid in Shopify once the money has arrived.',
    },
  },
  'wait.bank_entry': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Wartet auf den Kontoumsatz',
      explanation:
        'Die Zahlung über {amountCents} wird mit Ihrem Kontoumsatz in sevdesk abgeglichen. Der Umsatz ist noch nicht da.',
      fix: 'Sie müssen nichts tun. Ist er bis zum {day} nicht da, fragt die App nach.',
    },
    en: {
      title: 'Waiting for the bank entry',
      explanation:
        'The payment of {amountCents} is matched with the entry on your statement in sevdesk. The entry is not there yet.',
      fix: 'Nothing to do. If it is not there by {day}, the app asks.',
    },
  },
  'wait.refund_pending': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Erstattung ist unterwegs',
      explanation: 'Shopify hat die Erstattung angelegt, das Geld ist aber noch nicht zurückgezahlt.',
      fix: 'Sie müssen nichts tun. Die Gutschrift folgt, sobald die Rückzahlung gelungen ist.',
    },
    en: {
      title: 'Refund is on its way',
      explanation: 'Shopify has recorded the refund, but the money has not been paid back yet.',
      fix: 'No action needed. The credit note follows as soon as the repayment has succeeded.',
    },
  },
  'wait.queued': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Eingereiht',
      explanation: 'Die Bestellung ist aufgenommen und kommt in Kürze an die Reihe.',
      fix: 'Sie müssen nichts tun.',
    },
    en: {
      title: 'Queued',
      explanation: 'The order has been taken in and will be handled shortly.',
      fix: 'No action needed.',
    },
  },
  'wait.retry': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Neuer Versuch folgt',
      explanation: 'Eine Anfrage ist fehlgeschlagen. Die App versucht es von selbst noch einmal.',
      fix: 'Sie müssen nichts tun.',
    },
    en: {
      title: 'Will be tried again',
      explanation: 'A request failed. The app tries again by itself.',
      fix: 'No action needed.',
    },
  },
  'wait.paused': {
    fixedBy: 'merchant',
    action: 'open_app',
    de: {
      title: 'Angehalten',
      explanation:
        'Sie haben die Synchronisation angehalten. Neue Bestellungen werden gesammelt, aber nicht gebucht.',
      fix: 'Setzen Sie die Synchronisation auf der Startseite der App fort. Alles Gesammelte wird dann nachgeholt.',
    },
    en: {
      title: 'Paused',
      explanation: 'You have paused the sync. New orders are collected but not booked.',
      fix: 'Resume the sync on the home page of the app. Everything collected is then booked.',
    },
  },
  'wait.sync_off': {
    fixedBy: 'merchant',
    action: 'open_app',
    de: {
      title: 'Synchronisation ist noch aus',
      explanation: 'Die App zeigt Ihnen nur die Vorschau. Nach sevdesk wird noch nichts geschrieben.',
      fix: 'Sehen Sie sich die Vorschau an und schalten Sie die Synchronisation auf der Startseite der App ein.',
    },
    en: {
      title: 'Sync is still off',
      explanation: 'The app only shows you the preview. Nothing is written to sevdesk yet.',
      fix: 'Look at the preview and switch the sync on on the home page of the app.',
    },
  },
  'wait.not_installed': {
    fixedBy: 'merchant',
    action: 'open_app',
    de: {
      title: 'App ist nicht installiert',
      explanation: 'Die App ist in diesem Shop zurzeit nicht installiert.',
      fix: 'Installieren Sie die App in Shopify erneut. Offene Bestellungen werden dann nachgeholt.',
    },
    en: {
      title: 'App is not installed',
      explanation: 'The app is currently not installed in this shop.',
      fix: 'Install the app in Shopify again. Open orders are then caught up.',
    },
  },
  'wait.not_connected': {
    fixedBy: 'merchant',
    action: 'connect_sevdesk',
    de: {
      title: 'sevdesk ist noch nicht verbunden',
      explanation: 'Ohne Verbindung zu sevdesk kann die Bestellung nicht gebucht werden.',
      fix: 'Verbinden Sie Ihr sevdesk-Konto. Offene Bestellungen werden dann von selbst gebucht.',
    },
    en: {
      title: 'sevdesk is not connected yet',
      explanation: 'Without a connection to sevdesk the order cannot be booked.',
      fix: 'Connect your sevdesk account. Open orders are then booked by themselves.',
    },
  },
  'wait.vat_check': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Umsatzsteuer-ID wird geprüft',
      explanation:
        'Der Verkauf an eine EU-Firma braucht eine Bestätigung der Umsatzsteuer-ID durch die EU-Datenbank (VIES). Die Antwort steht noch aus.',
      fix: 'Sie müssen nichts tun. Die Bestellung wird gebucht, sobald die Antwort da ist.',
    },
    en: {
      title: 'VAT ID is being checked',
      explanation:
        'The sale to an EU company needs its VAT ID confirmed by the EU database (VIES). The answer is still outstanding.',
      fix: 'No action needed. The order is booked as soon as the answer is there.',
    },
  },
  'wait.sevdesk_down': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'sevdesk ist nicht erreichbar',
      explanation:
        'sevdesk antwortet zurzeit nicht zuverlässig. Die App wartet und prüft jede Minute, ob es wieder geht.',
      fix: 'Sie müssen nichts tun. Alle wartenden Bestellungen werden danach von selbst gebucht.',
    },
    en: {
      title: 'sevdesk cannot be reached',
      explanation: 'sevdesk does not answer reliably at the moment. The app waits and checks every minute.',
      fix: 'No action needed. All waiting orders are then booked by themselves.',
    },
  },
  'wait.sevdesk_pause': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'sevdesk bittet um eine Pause',
      explanation: 'sevdesk nimmt gerade keine weiteren Anfragen an. Die App wartet die verlangte Zeit ab.',
      fix: 'Sie müssen nichts tun.',
    },
    en: {
      title: 'sevdesk asks for a pause',
      explanation: 'sevdesk takes no further requests right now. The app waits as long as it was asked to.',
      fix: 'No action needed.',
    },
  },
  'wait.draft': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Entwurf wartet auf Sie',
      explanation:
        'Die Rechnung liegt als Entwurf in sevdesk, weil Sie Rechnungen selbst prüfen und abschließen möchten.',
      fix: 'Prüfen Sie den Entwurf in sevdesk und schließen Sie ihn ab. Die Zahlung bucht die App danach von selbst.',
    },
    en: {
      title: 'Draft waits for you',
      explanation:
        'The invoice is a draft in sevdesk, because you want to check and finish invoices yourself.',
      fix: 'Check the draft in sevdesk and finish it. The app then books the payment by itself.',
    },
  },
});
