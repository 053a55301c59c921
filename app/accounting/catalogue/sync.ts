import { entries } from './entry.ts';

export const syncProblems = entries({
  'sync.gave_up': {
    fixedBy: 'merchant',
    action: 'sync_again',
    de: {
      title: 'Alle Versuche sind fehlgeschlagen',
      explanation: 'Nach {attempts} Versuchen ist die Bestellung nicht gebucht. Letzter Fehler: {error}',
      fix: 'Synchronisieren Sie die Bestellung erneut. Hilft das nicht, melden Sie sich bei uns.',
    },
    en: {
      title: 'All attempts failed',
      explanation: 'After {attempts} attempts the order is not booked. Last error: {error}',
      fix: 'Sync the order again. If that does not help, contact us.',
    },
  },
  'sync.changed_after_skip': {
    fixedBy: 'merchant',
    action: 'sync_again',
    de: {
      title: 'Nach dem Überspringen geändert',
      explanation:
        'Sie oder eine Kollegin haben diese Bestellung übersprungen. Danach ist in Shopify etwas geschehen, zum Beispiel eine Zahlung oder eine Erstattung.',
      fix: 'Soll die Bestellung jetzt gebucht werden, synchronisieren Sie sie erneut. Sonst überspringen Sie sie noch einmal.',
    },
    en: {
      title: 'Changed after it was skipped',
      explanation:
        'You or a colleague skipped this order. Afterwards something happened in Shopify, for example a payment or a refund.',
      fix: 'If the order is to be booked now, sync it again. Otherwise skip it once more.',
    },
  },
  'sync.program_error': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Fehler in der App',
      explanation:
        'Beim Buchen ist in der App ein unerwarteter Fehler aufgetreten. In sevdesk wurde nichts doppelt angelegt.',
      fix: 'Synchronisieren Sie die Bestellung erneut. Tritt der Fehler wieder auf, melden Sie sich bitte bei uns.',
    },
    en: {
      title: 'Error in the app',
      explanation:
        'An unexpected error occurred in the app while booking. Nothing was created twice in sevdesk.',
      fix: 'Sync the order again. If the error comes back, please contact us.',
    },
  },
});
