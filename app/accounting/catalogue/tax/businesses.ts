import { entries } from '../entry.ts';

/** Sales to businesses in the EU and their VAT IDs. */
export const taxBusinessProblems = entries({
  'tax.intra_community_off': {
    fixedBy: 'merchant',
    action: 'settings_taxes',
    de: {
      title: 'Steuerfreier Verkauf an EU-Firmen ist ausgeschaltet',
      explanation:
        'Shopify hat auf {untaxedCents} nach {country} keine Umsatzsteuer berechnet, weil der Kunde eine Umsatzsteuer-ID hat. In Ihren Einstellungen sind steuerfreie innergemeinschaftliche Lieferungen ausgeschaltet.',
      fix: 'Schalten Sie diese Lieferungen in den Steuereinstellungen ein, wenn Sie steuerfrei an Firmen in der EU verkaufen. Sonst schalten Sie in Shopify die Steuerbefreiung für EU-Firmen ab.',
    },
    en: {
      title: 'Tax-free sales to EU companies are turned off',
      explanation:
        'Shopify charged no VAT on {untaxedCents} to {country} because the customer has a VAT ID. In your settings tax-free intra-community supplies are turned off.',
      fix: 'Turn these supplies on in the tax settings if you sell tax-free to companies in the EU. Otherwise turn off the exemption for EU companies in Shopify.',
    },
  },
  'tax.vat_id_missing': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Umsatzsteuer-ID fehlt',
      explanation:
        'Shopify hat auf {untaxedCents} nach {country} keine Umsatzsteuer berechnet. Das ist nur bei Firmen mit gültiger Umsatzsteuer-ID erlaubt, und in der Bestellung steht keine.',
      fix: 'Tragen Sie die Umsatzsteuer-ID beim Kunden in Shopify ein und synchronisieren Sie die Bestellung erneut. Hat der Kunde keine, entfernen Sie die Steuerbefreiung und buchen Sie diese Bestellung von Hand.',
    },
    en: {
      title: 'VAT ID is missing',
      explanation:
        'Shopify charged no VAT on {untaxedCents} to {country}. That is only allowed for companies with a valid VAT ID, and the order has none.',
      fix: 'Enter the VAT ID at the customer in Shopify and sync the order again. If the customer has none, remove the tax exemption and book this order by hand.',
    },
  },
  'tax.vat_id_malformed': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Umsatzsteuer-ID ist falsch geschrieben',
      explanation:
        'Die Umsatzsteuer-ID {vatId} kann so nicht vergeben worden sein: Aufbau oder Prüfziffer stimmen nicht. Ohne gültige ID sind {untaxedCents} nach {country} nicht steuerfrei.',
      fix: 'Fragen Sie den Kunden nach der richtigen Umsatzsteuer-ID, berichtigen Sie sie in Shopify (mit Länderkürzel, zum Beispiel ATU12345675) und synchronisieren Sie die Bestellung erneut.',
    },
    en: {
      title: 'VAT ID is misspelt',
      explanation:
        'The VAT ID {vatId} cannot have been issued: its form or check digit is wrong. Without a valid id {untaxedCents} to {country} are not exempt.',
      fix: 'Ask the customer for the right VAT ID, correct it in Shopify (with the country code, for example ATU12345675) and sync the order again.',
    },
  },
  'tax.vat_id_not_eu': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Keine Umsatzsteuer-ID aus der EU',
      explanation:
        'Die Steuernummer {vatId} stammt nicht aus einem EU-Land oder gilt nicht für diese Art von Verkauf. {untaxedCents} nach {country} sind damit nicht steuerfrei.',
      fix: 'Fragen Sie den Kunden nach einer Umsatzsteuer-ID aus der EU, tragen Sie sie in Shopify ein und synchronisieren Sie die Bestellung erneut. Sonst buchen Sie die Bestellung von Hand mit Umsatzsteuer.',
    },
    en: {
      title: 'No VAT ID of the EU',
      explanation:
        'The tax number {vatId} is not from an EU country or does not hold for this kind of sale. So {untaxedCents} to {country} are not exempt.',
      fix: 'Ask the customer for a VAT ID of the EU, enter it in Shopify and sync the order again. Otherwise book the order by hand with VAT.',
    },
  },
  'tax.vat_id_german': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Deutsche Umsatzsteuer-ID bei Lieferung ins Ausland',
      explanation:
        'Der Kunde kauft mit der deutschen Umsatzsteuer-ID {vatId}. Für eine steuerfreie Lieferung über {untaxedCents} nach {country} braucht er die ID eines anderen EU-Landes.',
      fix: 'Fragen Sie den Kunden nach seiner ausländischen Umsatzsteuer-ID, tragen Sie sie in Shopify ein und synchronisieren Sie erneut. Sonst buchen Sie die Bestellung von Hand mit deutscher Umsatzsteuer.',
    },
    en: {
      title: 'German VAT ID for a delivery abroad',
      explanation:
        'The customer buys under the German VAT ID {vatId}. A tax-free delivery of {untaxedCents} to {country} needs the id of another EU country.',
      fix: 'Ask the customer for its foreign VAT ID, enter it in Shopify and sync again. Otherwise book the order by hand with German VAT.',
    },
  },
  'tax.vat_id_invalid': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Umsatzsteuer-ID ist nicht gültig',
      explanation:
        'Die EU-Datenbank (VIES) hat die Umsatzsteuer-ID {vatId} am {checkedAt} Uhr als ungültig gemeldet. Ohne gültige ID sind {untaxedCents} nach {country} nicht steuerfrei.',
      fix: 'Fragen Sie den Kunden nach der richtigen Umsatzsteuer-ID, berichtigen Sie sie in Shopify und synchronisieren Sie die Bestellung erneut. Sonst buchen Sie sie von Hand mit Umsatzsteuer.',
    },
    en: {
      title: 'VAT ID is not valid',
      explanation:
        'On {checkedAt} the EU database (VIES) reported the VAT ID {vatId} as not valid. Without a valid id {untaxedCents} to {country} are not exempt.',
      fix: 'Ask the customer for the right VAT ID, correct it in Shopify and sync the order again. Otherwise book it by hand with VAT.',
    },
  },
  'tax.business_taxed_abroad': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Ausländische Steuer bei einer EU-Firma',
      explanation:
        'Der Kunde ist eine Firma mit gültiger Umsatzsteuer-ID. Shopify hat ihm am {day} {taxCents} Umsatzsteuer von {country} berechnet; der One-Stop-Shop gilt aber nur für Privatkunden.',
      fix: 'Prüfen Sie in Shopify, ob die Umsatzsteuer-ID beim Kauf berücksichtigt wird. Diese Bestellung klären Sie mit dem Kunden und buchen sie von Hand: steuerfrei oder mit deutscher Umsatzsteuer.',
    },
    en: {
      title: 'Foreign tax for an EU company',
      explanation:
        'The customer is a company with a valid VAT ID. On {day} Shopify charged {taxCents} VAT of {country}; but the One Stop Shop is for private customers only.',
      fix: 'In Shopify, check that the VAT ID is taken into account at checkout. Settle this order with the customer and book it by hand: tax-free or with German VAT.',
    },
  },
  'tax.business_taxed_service': {
    fixedBy: 'merchant',
    action: 'open_order',
    de: {
      title: 'Steuer auf eine Leistung an eine EU-Firma',
      explanation:
        'Der Kunde in {country} ist eine Firma mit gültiger Umsatzsteuer-ID und schuldet die Steuer selbst. Shopify hat ihm trotzdem {taxCents} berechnet.',
      fix: 'Prüfen Sie in Shopify, ob die Umsatzsteuer-ID beim Kauf berücksichtigt wird. Erstatten Sie dem Kunden die Steuer und buchen Sie diese Bestellung von Hand.',
    },
    en: {
      title: 'Tax on a service to an EU company',
      explanation:
        'The customer in {country} is a company with a valid VAT ID and owes the tax itself. Shopify charged {taxCents} nevertheless.',
      fix: 'In Shopify, check that the VAT ID is taken into account at checkout. Refund the tax to the customer and book this order by hand.',
    },
  },
  'tax.vat_check_unavailable': {
    fixedBy: 'itself',
    action: 'sync_again',
    de: {
      title: 'Umsatzsteuer-ID konnte nicht geprüft werden',
      explanation:
        'Die EU-Datenbank (VIES) hat trotz mehrerer Versuche nicht geantwortet. Ohne ihre Bestätigung bucht die App keinen steuerfreien Verkauf.',
      fix: 'Synchronisieren Sie die Bestellung später erneut. Ist VIES länger gestört, buchen Sie sie nach Rücksprache mit Ihrer Steuerberatung von Hand.',
    },
    en: {
      title: 'VAT ID could not be checked',
      explanation:
        'The EU database (VIES) did not answer despite several attempts. Without its confirmation the app books no tax-free sale.',
      fix: 'Sync the order again later. If VIES is down for longer, ask your tax adviser and book it by hand.',
    },
  },
});
