import { entries } from '../entry.ts';

/** Addresses that do not tell which country's tax is due, and tax that does not belong to the place. */
export const taxPlaceProblems = entries({
  'tax.no_address': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Keine Adresse',
      explanation:
        'Die Bestellung hat weder eine Liefer- noch eine Rechnungsadresse mit Land. Ohne Land steht nicht fest, welche Umsatzsteuer gilt.',
      fix: 'Tragen Sie die Adresse in der Bestellung in Shopify nach und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'No address',
      explanation:
        'The order has neither a delivery nor a billing address with a country. Without a country it is not known which VAT applies.',
      fix: 'Add the address to the order in Shopify and sync the order again.',
    },
  },
  'tax.no_delivery_address': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Keine Lieferadresse',
      explanation:
        'Die Bestellung enthält Waren zum Versand, nennt aber nur eine Rechnungsadresse ({country}). Ob dorthin geliefert oder hier übergeben wird, entscheidet über die Steuer.',
      fix: 'Tragen Sie die Lieferadresse in der Bestellung in Shopify nach und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'No delivery address',
      explanation:
        'The order contains goods to be shipped but names only a billing address ({country}). Whether they go there or are handed over here decides the tax.',
      fix: 'Add the delivery address to the order in Shopify and sync the order again.',
    },
  },
  'tax.unknown_country': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Unbekanntes Land',
      explanation: 'Das Land der Adresse („{code}“) ist der App nicht bekannt.',
      fix: 'Berichtigen Sie die Adresse in der Bestellung in Shopify und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'Unknown country',
      explanation: 'The country of the address (“{code}”) is not known to the app.',
      fix: 'Correct the address of the order in Shopify and sync the order again.',
    },
  },
  'tax.postcode_missing': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Postleitzahl fehlt',
      explanation:
        'Die Adresse in {country} hat keine Postleitzahl. Nordirland gehört bei Waren zur EU, das übrige Vereinigte Königreich nicht; ohne Postleitzahl lässt sich das nicht unterscheiden.',
      fix: 'Tragen Sie die Postleitzahl in der Bestellung in Shopify nach und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'Postcode is missing',
      explanation:
        'The address in {country} has no postcode. For goods Northern Ireland belongs to the EU and the rest of the United Kingdom does not; without a postcode they cannot be told apart.',
      fix: 'Add the postcode to the order in Shopify and sync the order again.',
    },
  },
  'tax.area_unclear': {
    fixedBy: 'adviser',
    action: 'open_order',
    de: {
      title: 'Gebiet mit eigenen Steuerregeln',
      explanation: 'Die Adresse ({country}, {area}) verrät nicht, in welchem Steuergebiet die Ware ankommt.',
      fix: 'Klären Sie mit Ihrer Steuerberatung, welche Umsatzsteuer gilt, und buchen Sie diese Bestellung von Hand.',
    },
    en: {
      title: 'Area with tax rules of its own',
      explanation: 'The address ({country}, {area}) does not tell in which tax area the goods arrive.',
      fix: 'Ask your tax adviser which VAT applies and book this order by hand.',
    },
  },
  'tax.export_taxed': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Steuer auf einen Verkauf außerhalb der EU',
      explanation:
        'Der Verkauf nach {country} über {grossCents} ist in Deutschland nicht steuerpflichtig. Shopify hat trotzdem {taxCents} Steuer berechnet.',
      fix: 'Prüfen Sie in Shopify unter „Einstellungen › Steuern und Zollgebühren“, ob für {country} Steuern erhoben werden sollen. Sind Sie dort registriert, buchen Sie diese Bestellung nach Rücksprache mit Ihrer Steuerberatung von Hand.',
    },
    en: {
      title: 'Tax on a sale outside the EU',
      explanation:
        'The sale to {country} of {grossCents} is not subject to VAT in Germany. Shopify charged {taxCents} tax nevertheless.',
      fix: 'In Shopify, check under “Settings › Taxes and duties” whether tax should be collected for {country}. If you are registered there, ask your tax adviser and book this order by hand.',
    },
  },
  'tax.northern_ireland': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Nordirland gehört bei Waren zur EU',
      explanation:
        'Die Lieferung nach Nordirland über {untaxedCents} ist keine Ausfuhr. Shopify hat keine Umsatzsteuer berechnet, und der Kunde hat keine Umsatzsteuer-ID (XI…) angegeben.',
      fix: 'Ist der Kunde ein Unternehmen, tragen Sie seine Umsatzsteuer-ID in Shopify ein und synchronisieren Sie erneut. Sonst buchen Sie die Bestellung von Hand mit britischer Umsatzsteuer über den One-Stop-Shop.',
    },
    en: {
      title: 'Northern Ireland belongs to the EU for goods',
      explanation:
        'The delivery to Northern Ireland of {untaxedCents} is no export. Shopify charged no VAT, and the customer gave no VAT ID (XI…).',
      fix: 'If the customer is a business, enter its VAT ID in Shopify and sync again. Otherwise book the order by hand with British VAT through the One Stop Shop.',
    },
  },
  'tax.northern_ireland_oss': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Nordirland über den One-Stop-Shop',
      explanation:
        'Die Lieferung nach Nordirland über {grossCents} enthält {taxCents} britische Umsatzsteuer, die über den One-Stop-Shop zu melden ist. sevdesk kennt diesen Steuersatz dort nicht.',
      fix: 'Buchen Sie diese Bestellung von Hand und melden Sie die Steuer im One-Stop-Shop unter Nordirland (XI).',
    },
    en: {
      title: 'Northern Ireland through the One Stop Shop',
      explanation:
        'The delivery to Northern Ireland of {grossCents} holds {taxCents} British VAT, which has to be reported through the One Stop Shop. sevdesk does not know this rate there.',
      fix: 'Book this order by hand and report the VAT in the One Stop Shop under Northern Ireland (XI).',
    },
  },
  'tax.service_place_unclear': {
    fixedBy: 'adviser',
    action: 'open_order',
    de: {
      title: 'Land der Besteuerung unklar',
      explanation:
        'Shopify hat für eine Leistung an einen Kunden in {country} {taxCents} berechnet. Der Satz gilt dort wie in Deutschland; welchem Land die Steuer zusteht, ist deshalb nicht zu erkennen.',
      fix: 'Klären Sie mit Ihrer Steuerberatung, wo diese Leistung besteuert wird, und buchen Sie die Bestellung von Hand.',
    },
    en: {
      title: 'Country of taxation unclear',
      explanation:
        'For a service to a customer in {country} Shopify charged {taxCents}. The rate is in force there as well as in Germany, so it cannot be seen which country the tax belongs to.',
      fix: 'Ask your tax adviser where this service is taxed and book the order by hand.',
    },
  },
  'tax.service_consumer_third': {
    fixedBy: 'adviser',
    action: 'open_order',
    de: {
      title: 'Leistung ohne Steuer an eine Privatperson',
      explanation:
        'Shopify hat auf {untaxedCents} für eine Leistung nach {country} keine Steuer berechnet. In der Bestellung steht keine Firma, und Leistungen an Privatpersonen werden meist in Deutschland besteuert.',
      fix: 'Ist der Kunde ein Unternehmen, tragen Sie die Firma in der Rechnungsadresse nach und synchronisieren Sie erneut. Sonst klären Sie den Fall mit Ihrer Steuerberatung.',
    },
    en: {
      title: 'Untaxed service to a private person',
      explanation:
        'Shopify charged no tax on {untaxedCents} for a service to {country}. The order names no company, and services to private persons are mostly taxed in Germany.',
      fix: 'If the customer is a business, add the company to the billing address and sync again. Otherwise ask your tax adviser.',
    },
  },
});
