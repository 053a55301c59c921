import { entries } from './entry.ts';

export const shopifyProblems = entries({
  'shopify.token': {
    fixedBy: 'merchant',
    action: 'open_app',
    de: {
      title: 'Bitte öffnen Sie die App einmal',
      explanation:
        'Die Zugriffsberechtigung für Ihren Shop ist abgelaufen und lässt sich von hier aus nicht erneuern.',
      fix: 'Öffnen Sie die App einmal in Shopify. Danach läuft alles von selbst weiter.',
    },
    en: {
      title: 'Please open the app once',
      explanation: 'The access to your shop has expired and cannot be renewed from here.',
      fix: 'Open the app once in Shopify. Everything then goes on by itself.',
    },
  },
  'shopify.order_not_found': {
    fixedBy: 'merchant',
    action: 'sync_again',
    de: {
      title: 'Bestellung nicht gefunden',
      explanation:
        'Shopify zeigt die Bestellung nicht mehr. Entweder wurde sie gelöscht, oder sie ist älter als 60 Tage.',
      fix: 'Ist die Bestellung in Shopify noch da, öffnen Sie die App und synchronisieren Sie sie erneut. Sonst können Sie den Eintrag überspringen.',
    },
    en: {
      title: 'Order not found',
      explanation: 'Shopify no longer shows the order. Either it was deleted, or it is older than 60 days.',
      fix: 'If the order is still there in Shopify, open the app and sync it again. Otherwise you can skip the entry.',
    },
  },
  'shopify.order_too_old': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Geändert, aber nicht mehr einsehbar',
      explanation:
        'An dieser Bestellung ist etwas geschehen, zum Beispiel eine Erstattung oder Zahlung. Shopify zeigt der App aber nur Bestellungen der letzten 60 Tage, und nicht alles, was geschehen ist, ließ sich einzeln erfragen. Was gebucht ist, stimmt weiterhin.',
      fix: 'Sehen Sie in Shopify nach, was sich geändert hat, und buchen Sie es in sevdesk von Hand. Danach können Sie den Eintrag überspringen. Sollen solche Änderungen künftig von selbst gebucht werden, melden Sie sich bei uns: Dafür braucht die App Shopifys Freigabe für ältere Bestellungen.',
    },
    en: {
      title: 'Changed, but no longer visible',
      explanation:
        'Something happened to this order, for example a refund or a payment. But Shopify shows the app only orders of the last 60 days, and not all that happened could be asked for by itself. What is booked is still right.',
      fix: 'Look in Shopify what has changed and book it by hand in sevdesk. Then you can skip the entry. If such changes are to be booked by themselves in future, contact us: for that the app needs Shopify’s approval for older orders.',
    },
  },
  'shopify.access_denied': {
    fixedBy: 'merchant',
    action: 'open_app',
    de: {
      title: 'Berechtigung fehlt',
      explanation: 'Shopify verweigert der App den Zugriff auf Daten, die sie für die Buchung braucht.',
      fix: 'Öffnen Sie die App in Shopify und bestätigen Sie die angefragten Berechtigungen.',
    },
    en: {
      title: 'Permission is missing',
      explanation: 'Shopify denies the app access to data it needs for booking.',
      fix: 'Open the app in Shopify and grant the permissions it asks for.',
    },
  },
  'shopify.app_refused': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Shopify lässt die App nicht zu',
      explanation:
        'Shopify verweigert der App selbst den Zugriff, nicht Ihrem Shop. Das kann nur der Betreiber der App beheben.',
      fix: 'Bitte melden Sie sich beim Support. Sobald der Zugriff wieder besteht, läuft alles von selbst weiter.',
    },
    en: {
      title: 'Shopify does not let the app in',
      explanation:
        'Shopify denies access to the app itself, not to your shop. Only the operator of the app can mend that.',
      fix: 'Please contact support. As soon as there is access again, everything goes on by itself.',
    },
  },
  'shopify.shop_closed': {
    fixedBy: 'merchant',
    action: 'sync_again',
    de: {
      title: 'Ihr Shop ist bei Shopify gesperrt',
      explanation:
        'Shopify hat den Shop gesperrt oder eingefroren, zum Beispiel wegen einer offenen Rechnung. So lange zeigt Shopify der App keine Bestellungen.',
      fix: 'Klären Sie das in Shopify unter „Einstellungen“, „Abrechnung“. Danach läuft alles von selbst weiter.',
    },
    en: {
      title: 'Your shop is locked at Shopify',
      explanation:
        'Shopify has locked or frozen the shop, for example because of an unpaid bill. Until that is over, Shopify shows the app no orders.',
      fix: 'Settle it in Shopify under “Settings”, “Billing”. Everything then goes on by itself.',
    },
  },
  'shopify.unreadable': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Antwort von Shopify nicht lesbar',
      explanation: 'Shopify hat die Bestellung in einer Form geschickt, die die App nicht kennt.',
      fix: 'Bitte melden Sie uns den Fall. Sie können die Bestellung später erneut synchronisieren.',
    },
    en: {
      title: 'Shopify’s answer cannot be read',
      explanation: 'Shopify sent the order in a form the app does not know.',
      fix: 'Please tell us about it. You can sync the order again later.',
    },
  },
  'shopify.throttled': {
    fixedBy: 'itself',
    action: 'sync_again',
    de: {
      title: 'Shopify ist ausgelastet',
      explanation: 'Shopify nimmt von der App gerade keine weiteren Anfragen an.',
      fix: 'Warten Sie einige Minuten und synchronisieren Sie die Bestellung erneut, falls sie nicht von selbst weiterläuft.',
    },
    en: {
      title: 'Shopify is busy',
      explanation: 'Shopify takes no further requests from the app right now.',
      fix: 'Wait a few minutes and sync the order again, unless it goes on by itself.',
    },
  },
  'shopify.unavailable': {
    fixedBy: 'itself',
    action: 'sync_again',
    de: {
      title: 'Shopify antwortet nicht',
      explanation: 'Die Bestellung ließ sich auch nach mehreren Versuchen nicht aus Shopify lesen.',
      fix: 'Synchronisieren Sie die Bestellung erneut, sobald Shopify wieder erreichbar ist.',
    },
    en: {
      title: 'Shopify does not answer',
      explanation: 'The order could not be read from Shopify, even after several attempts.',
      fix: 'Sync the order again once Shopify can be reached.',
    },
  },
});
