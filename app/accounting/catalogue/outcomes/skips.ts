import { entries } from '../entry.ts';

/** The order is left out on purpose. "Sync again" overrules the rules and settings behind it. */
export const skips = entries({
  'skip.test_order': {
    fixedBy: 'merchant',
    action: 'settings_rules',
    de: {
      title: 'Testbestellung',
      explanation: 'Die Bestellung wurde im Testmodus bezahlt. Es ist kein Geld geflossen.',
      fix: 'Nichts zu tun. Möchten Sie Testbestellungen buchen, ändern Sie das unter „Regeln“.',
    },
    en: {
      title: 'Test order',
      explanation: 'The order was paid in test mode. No money has moved.',
      fix: 'No action needed. If you want test orders booked, change that under “Rules”.',
    },
  },
  'skip.pos_order': {
    fixedBy: 'merchant',
    action: 'settings_rules',
    de: {
      title: 'Verkauf an der Kasse',
      explanation:
        'Die Bestellung stammt aus Shopify POS. Kassenverkäufe werden über den Kassenabschluss gebucht.',
      fix: 'Nichts zu tun. Möchten Sie Kassenverkäufe einzeln buchen, ändern Sie das unter „Regeln“.',
    },
    en: {
      title: 'Sale at the till',
      explanation: 'The order comes from Shopify POS. Sales at the till are booked with the daily closing.',
      fix: 'No action needed. If you want them booked one by one, change that under “Rules”.',
    },
  },
  'skip.zero_total': {
    fixedBy: 'merchant',
    action: 'settings_rules',
    de: {
      title: 'Bestellung über 0,00 €',
      explanation: 'Die Bestellung kostet nichts. Eine Rechnung ist dafür nicht nötig.',
      fix: 'Nichts zu tun. Möchten Sie auch solche Bestellungen buchen, ändern Sie das unter „Regeln“.',
    },
    en: {
      title: 'Order of €0.00',
      explanation: 'The order costs nothing. It needs no invoice.',
      fix: 'No action needed. If you want such orders booked too, change that under “Rules”.',
    },
  },
  'skip.tag': {
    fixedBy: 'merchant',
    action: 'settings_rules',
    de: {
      title: 'Durch einen Tag ausgenommen',
      explanation: 'Die Bestellung trägt den Tag „{tag}“, das Sie unter „Regeln“ ausgenommen haben.',
      fix: 'Soll sie doch gebucht werden, entfernen Sie den Tag in Shopify oder die Regel in der App.',
    },
    en: {
      title: 'Left out by a tag',
      explanation: 'The order carries the tag “{tag}”, which you left out under “Rules”.',
      fix: 'To book it all the same, remove the tag in Shopify or the rule in the app.',
    },
  },
  'skip.channel': {
    fixedBy: 'merchant',
    action: 'settings_rules',
    de: {
      title: 'Durch den Verkaufskanal ausgenommen',
      explanation:
        'Die Bestellung kommt über „{channel}“. Diesen Kanal haben Sie unter „Regeln“ ausgenommen.',
      fix: 'Soll sie doch gebucht werden, entfernen Sie die Regel in der App.',
    },
    en: {
      title: 'Left out by its sales channel',
      explanation: 'The order came through “{channel}”. You left this channel out under “Rules”.',
      fix: 'To book it all the same, remove the rule in the app.',
    },
  },
  'skip.gateway': {
    fixedBy: 'merchant',
    action: 'settings_rules',
    de: {
      title: 'Durch die Zahlungsart ausgenommen',
      explanation:
        'Die Bestellung wurde mit „{gateway}“ bezahlt. Diese Zahlungsart haben Sie unter „Regeln“ ausgenommen.',
      fix: 'Soll sie doch gebucht werden, entfernen Sie die Regel in der App.',
    },
    en: {
      title: 'Left out by its payment method',
      explanation: 'The order was paid with “{gateway}”. You left this payment method out under “Rules”.',
      fix: 'To book it all the same, remove the rule in the app.',
    },
  },
  'skip.cancelled_unpaid': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Storniert, nie bezahlt',
      explanation: 'Die Bestellung wurde storniert, bevor Geld geflossen ist. Es gibt nichts zu buchen.',
      fix: 'Nichts zu tun.',
    },
    en: {
      title: 'Cancelled, never paid',
      explanation: 'The order was cancelled before any money moved. There is nothing to book.',
      fix: 'No action needed.',
    },
  },
  'skip.before_start': {
    fixedBy: 'merchant',
    action: 'sync_again',
    de: {
      title: 'Vor dem Startdatum',
      explanation: 'Die Bestellung ist älter als der Tag, ab dem Sie mit der App buchen.',
      fix: 'Nichts zu tun, wenn sie schon anders gebucht ist. Sonst holen Sie sie mit „Erneut synchronisieren“ nach.',
    },
    en: {
      title: 'Before the start date',
      explanation: 'The order is older than the day from which you book with the app.',
      fix: 'No action needed if it is booked otherwise. Else catch up on it with “Sync again”.',
    },
  },
  'skip.trial': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Probelauf: würde gebucht',
      explanation:
        'Im Probelauf wird nichts in sevdesk geschrieben. Im Betrieb wären {amountCents} gebucht worden.',
      fix: 'Nichts zu tun. Sobald Sie auf der Übersicht den Probelauf beenden, wird die Bestellung gebucht, wenn sie ab dem gewählten Zeitpunkt bezahlt wurde.',
    },
    en: {
      title: 'Trial run: would be booked',
      explanation:
        'In a trial run nothing is written to sevdesk. For real, {amountCents} would have been booked.',
      fix: 'No action needed. As soon as you end the trial run on the overview, the order is booked if it was paid from the moment you choose on.',
    },
  },
  'skip.by_hand': {
    fixedBy: 'merchant',
    action: 'sync_again',
    de: {
      title: 'Von Hand übersprungen',
      explanation: 'Sie oder eine Kollegin haben diese Bestellung übersprungen.',
      fix: 'Nichts zu tun. Mit „Erneut synchronisieren“ nehmen Sie die Entscheidung zurück.',
    },
    en: {
      title: 'Skipped by hand',
      explanation: 'You or a colleague skipped this order.',
      fix: 'No action needed. “Sync again” takes the decision back.',
    },
  },
  'skip.gift_card_only': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Nur Gutscheine verkauft',
      explanation:
        'Ein Mehrzweckgutschein ist beim Verkauf noch kein Umsatz. Versteuert wird er beim Einlösen.',
      fix: 'Nichts zu tun. Das Geld liegt als Verbindlichkeit auf dem Verrechnungskonto Ihrer Zahlungsart.',
    },
    en: {
      title: 'Only gift cards sold',
      explanation: 'A multi-purpose voucher is no turnover when sold. It is taxed when it is used.',
      fix: 'No action needed. The money is a liability on the clearing account of its payment method.',
    },
  },
  'skip.voided': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Zahlung aufgehoben',
      explanation: 'Die Zahlung wurde freigegeben, ohne eingezogen zu werden. Es gibt nichts zu buchen.',
      fix: 'Nichts zu tun.',
    },
    en: {
      title: 'Payment voided',
      explanation: 'The payment was released without being collected. There is nothing to book.',
      fix: 'No action needed.',
    },
  },
  'skip.not_an_order': {
    fixedBy: 'itself',
    action: 'none',
    de: {
      title: 'Keine Bestellung',
      explanation:
        'Die Meldung von Shopify gehört zu keiner Bestellung dieses Shops, zum Beispiel eine Testmeldung.',
      fix: 'Nichts zu tun.',
    },
    en: {
      title: 'Not an order',
      explanation: 'The notice from Shopify belongs to no order of this shop, for example a test notice.',
      fix: 'No action needed.',
    },
  },
});
