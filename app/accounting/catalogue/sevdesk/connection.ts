import { entries } from '../entry.ts';

/** The connection to sevdesk and the accounts that payments go to. */
export const sevdeskConnectionProblems = entries({
  'sevdesk.key_rejected': {
    fixedBy: 'merchant',
    action: 'connect_sevdesk',
    de: {
      title: 'sevdesk lehnt den API-Token ab',
      explanation:
        'Der API-Token gilt nicht mehr. Das passiert, wenn er erneuert oder sein Benutzer gelöscht wurde.',
      fix: 'Kopieren Sie in sevdesk unter „Einstellungen › Benutzer“ den API-Token und tragen Sie ihn in der App ein. Alles Offene läuft dann weiter.',
    },
    en: {
      title: 'sevdesk rejects the API token',
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
      fix: 'No action needed: as soon as sevdesk answers again, the app tries again. You can also start it yourself.',
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
});
