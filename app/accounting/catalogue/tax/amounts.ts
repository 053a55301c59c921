import { entries } from '../entry.ts';

/** What is wrong with the tax figures of an order, wherever it goes. */
export const taxAmountProblems = entries({
  'tax.missing': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Umsatzsteuer fehlt',
      explanation:
        'Shopify hat auf {untaxedCents} keine Umsatzsteuer berechnet, obwohl die Lieferung nach {country} steuerpflichtig ist.',
      fix: 'Prüfen Sie in Shopify, ob für {country} Steuern erhoben werden („Einstellungen › Steuern und Zollgebühren“) und ob das Produkt als steuerpflichtig gekennzeichnet ist. Diese Bestellung korrigieren Sie in Shopify oder buchen sie von Hand in sevdesk. Wenn Sie Kleinunternehmer sind, stellen Sie das in den Steuereinstellungen der App ein.',
    },
    en: {
      title: 'VAT is missing',
      explanation:
        'Shopify charged no VAT on {untaxedCents}, although the delivery to {country} is subject to VAT.',
      fix: 'In Shopify, check that tax is collected for {country} (“Settings › Taxes and duties”) and that the product is marked as taxable. Correct this order in Shopify or book it by hand in sevdesk. If you are a small business (Kleinunternehmer), say so in the tax settings of the app.',
    },
  },
  'tax.exempt_domestic': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Steuerbefreiung gilt in Deutschland nicht',
      explanation:
        'Der Kunde oder die Bestellung ist in Shopify als steuerbefreit markiert. Auf {untaxedCents} wurde deshalb keine Umsatzsteuer berechnet, obwohl in Deutschland geliefert wird.',
      fix: 'Entfernen Sie die Steuerbefreiung beim Kunden in Shopify. Gibt es für die Befreiung einen gesetzlichen Grund, klären Sie die Buchung mit Ihrer Steuerberatung und buchen Sie diese Bestellung von Hand.',
    },
    en: {
      title: 'Tax exemption does not hold in Germany',
      explanation:
        'The customer or the order is marked as tax exempt in Shopify. So no VAT was charged on {untaxedCents}, although the delivery is within Germany.',
      fix: 'Remove the tax exemption from the customer in Shopify. If there is a legal reason for it, ask your tax adviser how to book it and book this order by hand.',
    },
  },
  'tax.partly_taxed': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Nur ein Teil der Bestellung ist versteuert',
      explanation:
        'Bei dieser Lieferung ({country}) enthalten {taxedCents} Umsatzsteuer, {untaxedCents} dagegen nicht. Auf einem Beleg muss alles gleich behandelt werden, auch der Versand.',
      fix: 'Prüfen Sie in Shopify, ob am Produkt und beim Versand Steuern erhoben werden („Einstellungen › Steuern und Zollgebühren“). Diese Bestellung korrigieren Sie in Shopify oder buchen sie von Hand in sevdesk.',
    },
    en: {
      title: 'Only part of the order is taxed',
      explanation:
        'In this delivery ({country}) {taxedCents} contain VAT while {untaxedCents} do not. Everything on one document must be treated alike, shipping included.',
      fix: 'In Shopify, check that tax is charged on the product and on shipping (“Settings › Taxes and duties”). Correct this order in Shopify or book it by hand in sevdesk.',
    },
  },
  'tax.tip_untaxed': {
    fixedBy: 'merchant',
    action: 'settings_taxes',
    de: {
      title: 'Trinkgeld ohne Umsatzsteuer',
      explanation:
        'Die Bestellung enthält {amountCents} Trinkgeld ohne Umsatzsteuer. Ob das stimmt, hängt davon ab, wer es bekommt: Trinkgeld für das Personal ist kein Umsatz, Trinkgeld für das Unternehmen schon.',
      fix: 'Wenn Sie das Trinkgeld an Ihr Personal weitergeben, wählen Sie das in den Steuereinstellungen und synchronisieren die Bestellung erneut. Sonst buchen Sie sie von Hand in sevdesk.',
    },
    en: {
      title: 'Tip without VAT',
      explanation:
        'The order contains a tip of {amountCents} without VAT. Whether that is right depends on who gets it: tips for the staff are no turnover, tips for the business are.',
      fix: 'If you pass tips on to your staff, choose so in the tax settings and sync the order again. Otherwise book it by hand in sevdesk.',
    },
  },
  'tax.several_rates': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Mehrere Steuersätze auf einer Position',
      explanation:
        'Eine Position über {grossCents} enthält {count} verschiedene Steuern, zusammen {taxCents}. Ein deutscher Beleg kennt je Position nur einen Steuersatz.',
      fix: 'Prüfen Sie in Shopify die Steuereinstellungen des Ziellandes. Diese Bestellung buchen Sie von Hand in sevdesk.',
    },
    en: {
      title: 'Several tax rates on one item',
      explanation:
        'An item of {grossCents} carries {count} different taxes, {taxCents} in total. A German document knows only one rate for each item.',
      fix: 'Check the tax settings of the destination in Shopify. Book this order by hand in sevdesk.',
    },
  },
  'tax.rate_unreadable': {
    fixedBy: 'operator',
    action: 'contact_support',
    de: {
      title: 'Steuersatz nicht lesbar',
      explanation:
        'Shopify nennt für eine Position über {grossCents} die Steuer {taxCents}, aber keinen gültigen Steuersatz dazu.',
      fix: 'Buchen Sie die Bestellung von Hand in sevdesk und melden Sie uns den Fall, damit wir ihn prüfen.',
    },
    en: {
      title: 'Tax rate cannot be read',
      explanation:
        'For an item of {grossCents} Shopify states a tax of {taxCents} but no valid tax rate with it.',
      fix: 'Book the order by hand in sevdesk and tell us about it, so that we can look into it.',
    },
  },
  'tax.amount_differs': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Steuerbetrag passt nicht zum Steuersatz',
      explanation:
        'Shopify nennt für eine Position über {grossCents} bei {rate} eine Steuer von {taxCents}. In diesem Betrag stecken bei {rate} aber {expectedCents}.',
      fix: 'Prüfen Sie, ob eine andere App die Steuer der Bestellung verändert hat. Buchen Sie diese Bestellung von Hand in sevdesk.',
    },
    en: {
      title: 'Tax amount does not match the tax rate',
      explanation:
        'For an item of {grossCents} at {rate} Shopify states a tax of {taxCents}. At {rate} that amount contains {expectedCents}.',
      fix: 'Check whether another app changed the tax of the order. Book this order by hand in sevdesk.',
    },
  },
  'tax.rate_not_in_force': {
    fixedBy: 'merchant',
    action: 'settings_taxes',
    de: {
      title: 'Diesen Steuersatz gab es nicht',
      explanation:
        'Shopify hat mit {rate} gerechnet. Am {day} galten für {country} diese Steuersätze: {allowedRates}.',
      fix: 'Prüfen Sie in Shopify unter „Einstellungen › Steuern und Zollgebühren“ die Sätze für {country} und in der App, ob Ihre Angaben zum One-Stop-Shop stimmen. Diese Bestellung korrigieren Sie in Shopify oder buchen sie von Hand.',
    },
    en: {
      title: 'There was no such tax rate',
      explanation: 'Shopify used {rate}. On {day} these rates were in force for {country}: {allowedRates}.',
      fix: 'In Shopify, check the rates for {country} under “Settings › Taxes and duties”, and in the app whether your One Stop Shop details are right. Correct this order in Shopify or book it by hand.',
    },
  },
  'tax.rate_refused': {
    fixedBy: 'adviser',
    action: 'open_sevdesk',
    de: {
      title: 'sevdesk nimmt diesen Steuersatz nicht an',
      explanation:
        'Am {day} galt in Deutschland {rate}. sevdesk lässt für deutsche Umsätze über die Schnittstelle nur 0 %, 7 % und 19 % zu.',
      fix: 'Buchen Sie diese Bestellung von Hand in sevdesk oder stimmen Sie sich mit Ihrer Steuerberatung ab.',
    },
    en: {
      title: 'sevdesk does not accept this tax rate',
      explanation:
        'On {day} the rate in Germany was {rate}. For German sales sevdesk takes only 0%, 7% and 19% through its interface.',
      fix: 'Book this order by hand in sevdesk or ask your tax adviser.',
    },
  },
  'tax.gift_card_taxed': {
    fixedBy: 'adviser',
    action: 'open_order',
    de: {
      title: 'Gutschein mit Umsatzsteuer verkauft',
      explanation:
        'Auf einen Gutschein über {grossCents} hat Shopify {taxCents} Umsatzsteuer berechnet. Ein Mehrzweckgutschein wird aber erst beim Einlösen versteuert; sonst würde doppelt versteuert.',
      fix: 'Nehmen Sie in Shopify beim Gutschein die Steuer heraus. Verkaufen Sie bewusst Einzweckgutscheine, klären Sie die Buchung mit Ihrer Steuerberatung.',
    },
    en: {
      title: 'Gift card sold with VAT',
      explanation:
        'Shopify charged {taxCents} VAT on a gift card of {grossCents}. A multi-purpose voucher is only taxed when it is used; otherwise tax would be paid twice.',
      fix: 'Turn off tax for the gift card in Shopify. If you sell single-purpose vouchers on purpose, ask your tax adviser how to book them.',
    },
  },
  'tax.gift_card_mixed': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Gutschein und Auslandslieferung in einer Bestellung',
      explanation:
        'Die Bestellung enthält Gutscheine über {amountCents} und eine Lieferung nach {country}. Der Gutschein ist noch kein Umsatz und darf nicht auf demselben Beleg als Auslandsumsatz erscheinen.',
      fix: 'Buchen Sie diese Bestellung von Hand in sevdesk: die Lieferung als Rechnung, den Gutschein als Zahlung ohne Umsatz.',
    },
    en: {
      title: 'Gift card and delivery abroad in one order',
      explanation:
        'The order contains gift cards of {amountCents} and a delivery to {country}. The gift card is no turnover yet and must not appear as a sale abroad on the same document.',
      fix: 'Book this order by hand in sevdesk: the delivery as an invoice, the gift card as a payment without turnover.',
    },
  },
  'tax.marketplace': {
    fixedBy: 'adviser',
    action: 'open_order',
    de: {
      title: 'Ein Marktplatz führt die Steuer ab',
      explanation:
        'Laut Shopify schuldet nicht Ihr Shop, sondern ein Marktplatz die Steuer von {taxCents} auf {grossCents}. Ihr Umsatz ist dann eine Lieferung an den Marktplatz.',
      fix: 'Klären Sie mit Ihrer Steuerberatung, wie Sie Verkäufe über diesen Marktplatz buchen. Über „Regeln“ können Sie diesen Verkaufskanal ausnehmen.',
    },
    en: {
      title: 'A marketplace pays the tax',
      explanation:
        'According to Shopify not your shop but a marketplace owes the tax of {taxCents} on {grossCents}. Your sale is then a supply to the marketplace.',
      fix: 'Ask your tax adviser how to book sales through this marketplace. Under “Rules” you can leave this sales channel out.',
    },
  },
});
