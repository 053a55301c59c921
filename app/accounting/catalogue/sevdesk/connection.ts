import { entries } from '../entry.ts';

/** The connection to sevdesk and the accounts that payments go to. */
export const sevdeskConnectionProblems = entries({
  'sevdesk.not_connected': {
    fixedBy: 'merchant',
    action: 'connect_sevdesk',
    de: {
      title: 'sevdesk ist nicht verbunden',
      explanation: 'Die App hat keinen Zugang zu Ihrem sevdesk-Konto.',
      fix: 'Verbinden Sie Ihr sevdesk-Konto. Offene Bestellungen werden dann von selbst gebucht.',
    },
    en: {
      title: 'sevdesk is not connected',
      explanation: 'The app has no access to your sevdesk account.',
      fix: 'Connect your sevdesk account. Open orders are then booked by themselves.',
    },
  },
  'sevdesk.key_rejected': {
    fixedBy: 'merchant',
    action: 'connect_sevdesk',
    de: {
      title: 'sevdesk lehnt den API-Schlüssel ab',
      explanation:
        'Der Schlüssel gilt nicht mehr. Das passiert, wenn er erneuert oder sein Benutzer gelöscht wurde.',
      fix: 'Kopieren Sie in sevdesk unter „Einstellungen › Benutzer“ den API-Token und tragen Sie ihn in der App ein. Alles Offene läuft dann weiter.',
    },
    en: {
      title: 'sevdesk rejects the API key',
      explanation: 'The key is no longer valid. This happens when it was renewed or its user was deleted.',
      fix: 'In sevdesk, copy the API token under “Settings › Users” and enter it in the app. Everything open then goes on.',
    },
  },
  'sevdesk.other_account': {
    fixedBy: 'merchant',
    action: 'connect_sevdesk',
    de: {
      title: 'Begonnen in einem anderen sevdesk-Konto',
      explanation:
        'Die Belege dieser Bestellung liegen in einem anderen sevdesk-Konto als dem jetzt verbundenen.',
      fix: 'Verbinden Sie das frühere Konto wieder oder buchen Sie den Rest dieser Bestellung dort von Hand.',
    },
    en: {
      title: 'Begun in another sevdesk account',
      explanation: 'The documents of this order are in another sevdesk account than the one connected now.',
      fix: 'Connect the former account again, or book the rest of this order there by hand.',
    },
  },
  'sevdesk.system_version': {
    fixedBy: 'merchant',
    action: 'open_sevdesk',
    de: {
      title: 'Alte Buchhaltung in sevdesk',
      explanation:
        'Ihr sevdesk-Konto arbeitet noch mit Version {version} der Buchhaltung. Die App braucht „sevdesk-Update 2.0“.',
      fix: 'Lassen Sie Ihr Konto von sevdesk auf die Version 2.0 umstellen und verbinden Sie es danach erneut.',
    },
    en: {
      title: 'Old bookkeeping in sevdesk',
      explanation:
        'Your sevdesk account still runs version {version} of the bookkeeping. The app needs “sevdesk update 2.0”.',
      fix: 'Have sevdesk move your account to version 2.0 and connect it again afterwards.',
    },
  },
  'sevdesk.unavailable': {
    fixedBy: 'itself',
    action: 'sync_again',
    de: {
      title: 'sevdesk antwortet nicht',
      explanation: 'Auch nach mehreren Versuchen kam von sevdesk keine brauchbare Antwort.',
      fix: 'Sie müssen nichts tun: Sobald sevdesk wieder antwortet, versucht die App es erneut. Sie können es auch selbst anstoßen.',
    },
    en: {
      title: 'sevdesk does not answer',
      explanation: 'Even after several attempts sevdesk gave no usable answer.',
      fix: 'Nothing to do: as soon as sevdesk answers again, the app tries again. You can also start it yourself.',
    },
  },
  'sevdesk.rate_limited': {
    fixedBy: 'itself',
    action: 'sync_again',
    de: {
      title: 'sevdesk begrenzt die Anfragen',
      explanation: 'sevdesk hat zu viele Anfragen in kurzer Zeit gezählt und weitere abgewiesen.',
      fix: 'Warten Sie einige Minuten. Nutzen noch andere Programme Ihr sevdesk-Konto, lassen Sie sie seltener abfragen.',
    },
    en: {
      title: 'sevdesk limits the requests',
      explanation: 'sevdesk counted too many requests in a short time and turned further ones away.',
      fix: 'Wait a few minutes. If other programs use your sevdesk account, have them ask less often.',
    },
  },
  'sevdesk.account_online': {
    fixedBy: 'merchant',
    action: 'settings_payments',
    de: {
      title: 'Dieses Zahlungskonto ist ein Bankkonto',
      explanation:
        'Für die Zahlungsart ist ein Konto gewählt, das sevdesk mit einer Bank abgleicht. Dort kann die App keine Zahlungen anlegen, ohne dass sie doppelt erscheinen.',
      fix: 'Wählen Sie in den Zahlungseinstellungen ein Verrechnungskonto oder lassen Sie die App eines anlegen.',
    },
    en: {
      title: 'This payment account is a bank account',
      explanation:
        'The account chosen for the payment method is one that sevdesk matches with a bank. The app cannot enter payments there without doubling them.',
      fix: 'In the payment settings choose a clearing account, or have the app create one.',
    },
  },
  'sevdesk.account_missing': {
    fixedBy: 'merchant',
    action: 'settings_payments',
    de: {
      title: 'Zahlungskonto fehlt in sevdesk',
      explanation:
        'Das Verrechnungskonto, das Sie für diese Zahlungsart gewählt haben, gibt es in sevdesk nicht mehr.',
      fix: 'Wählen Sie in den Zahlungseinstellungen ein anderes Konto und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'Payment account is missing in sevdesk',
      explanation: 'The clearing account you chose for this payment method no longer exists in sevdesk.',
      fix: 'Choose another account in the payment settings and sync the order again.',
    },
  },
});
