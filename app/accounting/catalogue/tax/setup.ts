import { entries } from '../entry.ts';

/** Settings of shop, app and sevdesk that do not fit together, and orders that fit no single rule. */
export const taxSetupProblems = entries({
  'tax.ships_from': {
    fixedBy: 'adviser',
    action: 'settings_taxes',
    de: {
      title: 'Versand aus einem anderen Land',
      explanation:
        'In den Einstellungen steht, dass Ihre Waren aus {country} verschickt werden. Die App kennt nur die Steuerregeln für den Versand aus Deutschland.',
      fix: 'Versenden Sie aus Deutschland, stellen Sie das in den Steuereinstellungen ein. Sonst buchen Sie diese Bestellungen von Hand.',
    },
    en: {
      title: 'Shipped from another country',
      explanation:
        'The settings say that your goods leave from {country}. The app knows the tax rules for goods shipped from Germany only.',
      fix: 'If you ship from Germany, say so in the tax settings. Otherwise book these orders by hand.',
    },
  },
  'tax.regime_mismatch': {
    fixedBy: 'merchant',
    action: 'settings_taxes',
    de: {
      title: 'App und sevdesk besteuern verschieden',
      explanation:
        'Ihre Einstellung in der App lautet: {shopRegime}. Ihr sevdesk-Konto sagt dagegen: {sevdeskRegime}.',
      fix: 'Wählen Sie in den Steuereinstellungen der App dieselbe Besteuerung wie in den Einstellungen von sevdesk und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'The app and sevdesk tax differently',
      explanation: 'Your setting in the app is: {shopRegime}. Your sevdesk account says: {sevdeskRegime}.',
      fix: 'In the tax settings of the app choose the same taxation as in the settings of sevdesk and sync the order again.',
    },
  },
  'tax.mixed_rules': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Zwei Steuerregeln in einer Bestellung',
      explanation:
        'Die Bestellung mischt Waren und Leistungen ohne Versand, für die in sevdesk verschiedene Steuerregeln gelten ({rules}). Ein Beleg kann nur eine haben.',
      fix: 'Buchen Sie diese Bestellung von Hand als zwei Rechnungen. Sind die Artikel ohne Versand in Wahrheit Waren, ändern Sie das in den Steuereinstellungen.',
    },
    en: {
      title: 'Two tax rules in one order',
      explanation:
        'The order mixes goods and items without shipping, which fall under different tax rules in sevdesk ({rules}). One document can have only one.',
      fix: 'Book this order by hand as two invoices. If the items without shipping are in fact goods, change that in the tax settings.',
    },
  },
  'tax.nature_undecided': {
    fixedBy: 'merchant',
    action: 'settings_taxes',
    de: {
      title: 'Was ist ein Artikel ohne Versand?',
      explanation:
        '„{item}“ (Produktart: {productType}) wird nicht verschickt. Bei einem Käufer in {country} hängt die Steuer auf {amountCents} davon ab, ob das eine Ware, eine digitale Leistung, eine andere Dienstleistung oder eine Eintrittskarte ist.',
      fix: 'Wählen Sie in den Steuereinstellungen, was Ihre Artikel ohne Versand sind, im Ganzen oder je Produktart, Tag oder Anbieter. Synchronisieren Sie die Bestellung danach erneut.',
    },
    en: {
      title: 'What is an item without shipping?',
      explanation:
        '“{item}” (product type: {productType}) is not shipped. For a buyer in {country} the tax on {amountCents} depends on whether it is goods, a digital service, another service or a ticket.',
      fix: 'In the tax settings, choose what your items without shipping are, as a whole or by product type, tag or vendor. Then sync the order again.',
    },
  },
  'tax.small_business_taxed': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Umsatzsteuer trotz Kleinunternehmerregelung',
      explanation:
        'Shopify hat {taxCents} Umsatzsteuer berechnet, obwohl Sie als Kleinunternehmer keine ausweisen dürfen. Ausgewiesene Steuer müssten Sie an das Finanzamt abführen.',
      fix: 'Schalten Sie in Shopify unter „Einstellungen › Steuern und Zollgebühren“ die Steuern ab. Haben Sie die Grenze überschritten, stellen Sie in der App und in sevdesk auf Regelbesteuerung um.',
    },
    en: {
      title: 'VAT despite the small business scheme',
      explanation:
        'Shopify charged {taxCents} VAT, although as a small business (Kleinunternehmer) you must not show any. Tax shown on an invoice has to be paid to the tax office.',
      fix: 'Turn tax off in Shopify under “Settings › Taxes and duties”. If you have crossed the limit, switch to regular taxation in the app and in sevdesk.',
    },
  },
  'tax.small_business_abroad': {
    fixedBy: 'adviser',
    action: 'settings_taxes',
    de: {
      title: 'Kleinunternehmerregelung gilt hier nicht',
      explanation:
        'Dieser Verkauf wird in {country} besteuert und nicht in Deutschland. Die deutsche Kleinunternehmerregelung reicht dorthin nicht.',
      fix: 'Klären Sie mit Ihrer Steuerberatung, wie dieser Verkauf zu behandeln ist, und buchen Sie ihn von Hand. Prüfen Sie in den Steuereinstellungen auch Ihre Angabe zum One-Stop-Shop.',
    },
    en: {
      title: 'The small business scheme does not reach here',
      explanation:
        'This sale is taxed in {country} and not in Germany. The German small business scheme does not reach there.',
      fix: 'Ask your tax adviser how to treat this sale and book it by hand. Also check your One Stop Shop details in the tax settings.',
    },
  },
  'tax.oss_not_registered': {
    fixedBy: 'merchant',
    action: 'settings_taxes',
    de: {
      title: 'Steuersatz eines anderen EU-Landes ohne One-Stop-Shop',
      explanation:
        'Shopify hat {taxCents} Umsatzsteuer von {country} berechnet. Laut Ihren Einstellungen waren Sie am {day} aber nicht für den One-Stop-Shop (OSS) registriert.',
      fix: 'Sind Sie registriert, tragen Sie den Beginn in den Steuereinstellungen ein und synchronisieren Sie erneut. Sonst stellen Sie Shopify für die EU auf deutsche Steuersätze um („Befreiung für Mikrounternehmen“).',
    },
    en: {
      title: 'Rate of another EU country without One Stop Shop',
      explanation:
        'Shopify charged {taxCents} VAT of {country}. According to your settings you were not registered for the One Stop Shop (OSS) on {day}.',
      fix: 'If you are registered, enter the start date in the tax settings and sync again. Otherwise switch Shopify to German rates for the EU (“micro-business exemption”).',
    },
  },
  'tax.german_rate_under_oss': {
    fixedBy: 'merchant',
    action: 'settings_taxes',
    de: {
      title: 'Deutscher Steuersatz trotz One-Stop-Shop',
      explanation:
        'Am {day} waren Sie laut Ihren Einstellungen für den One-Stop-Shop (OSS) registriert. Shopify hat für {country} aber {taxCents} nach deutschem Steuersatz berechnet.',
      fix: 'Stellen Sie in Shopify unter „Einstellungen › Steuern und Zollgebühren › Europäische Union“ die Registrierung auf One-Stop-Shop. Stimmt Ihr OSS-Beginn nicht, ändern Sie ihn in der App.',
    },
    en: {
      title: 'German rate despite One Stop Shop',
      explanation:
        'According to your settings you were registered for the One Stop Shop (OSS) on {day}. But for {country} Shopify charged {taxCents} at a German rate.',
      fix: 'In Shopify, set the registration under “Settings › Taxes and duties › European Union” to One Stop Shop. If your OSS start date is wrong, change it in the app.',
    },
  },
});
