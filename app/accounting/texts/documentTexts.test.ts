import { describe, expect, it } from 'vitest';
import type { DocumentKind, TaxFacts } from '../documents.ts';
import { cents, ZERO } from '../money.ts';
import type { Order, Transaction } from '../order.ts';
import { parseSettings } from '../settings.ts';
import { decideTax } from '../tax/decideTax.ts';
import { sketchInput, type Sketch } from '../tax/testing/sketchOrder.ts';
import { someTaxFacts } from '../testing/taxFacts.ts';
import { documentTexts, withInvoiceNumber } from './documentTexts.ts';
import { explainEvidence } from './explainEvidence.ts';
import { buyerLanguage } from './language.ts';
import type { Language } from './format.ts';

const OSS = '2021-07-01';
const FRENCH = { vatId: 'FR40303265045', vies: 'valid' } as const;

interface Wish {
  sketch?: Sketch;
  order?: Partial<Order>;
  settings?: object;
  kind?: DocumentKind;
  language?: Language;
}

function write({
  sketch = { to: 'DE 10115', sold: '119.00@19' },
  order,
  settings,
  kind,
  language = 'de',
}: Wish) {
  const input = sketchInput(sketch);
  const decision = decideTax(input);
  if (decision.kind !== 'decided') throw new Error(`not decided: ${JSON.stringify(decision)}`);
  const corrects = kind && kind !== 'invoice' ? { invoiceDate: '2026-11-24' } : {};
  const texts = documentTexts({
    ...corrects,
    order: { ...input.order, ...order },
    settings: { ...input.settings, ...parseSettings(settings), ownVatId: parseSettings(settings).ownVatId },
    evidence: decision.evidence,
    kind: kind ?? 'invoice',
    language,
  });
  return withInvoiceNumber(texts, 'RE-1001');
}

const paid = (gatewayName: string, change: Partial<Transaction> = {}): Transaction => ({
  gid: 'gid://shopify/OrderTransaction/1',
  kind: 'sale',
  status: 'success',
  test: false,
  gateway: gatewayName.toLowerCase(),
  gatewayName,
  manual: false,
  processedAt: '2026-11-24T09:00:00Z',
  amount: cents(11900),
  rounding: ZERO,
  presentmentAmount: null,
  fees: [],
  ...change,
});

describe('the built-in texts', () => {
  it('an invoice thanks, says that it is paid, and names the order', () => {
    expect(write({ order: { transactions: [paid('PayPal')] } })).toEqual({
      header: 'Rechnung zur Bestellung #1001',
      intro:
        'Guten Tag Erika Mustermann,\n\nvielen Dank für Ihre Bestellung #1001 vom 24.11.2026. Wir berechnen Ihnen:',
      foot:
        'Der Betrag ist bereits bezahlt (PayPal). Bitte überweisen Sie nichts.\n\n' +
        'Wir wünschen Ihnen viel Freude mit Ihrer Bestellung.',
    });
  });

  it('in English', () => {
    expect(write({ order: { transactions: [paid('PayPal')] }, language: 'en' })).toEqual({
      header: 'Invoice for order #1001',
      intro:
        'Hello Erika Mustermann,\n\nthank you for your order #1001 of 24 Nov 2026. We invoice you for the following:',
      foot: 'The amount has already been paid (PayPal). Please do not transfer anything.\n\nWe hope you enjoy your order.',
    });
  });

  it('a credit note', () => {
    expect(write({ kind: 'credit_note' })).toEqual({
      header: 'Rechnungskorrektur zur Rechnung RE-1001 vom 24.11.2026',
      intro:
        'Guten Tag Erika Mustermann,\n\nzu Ihrer Bestellung #1001 vom 24.11.2026 schreiben wir Ihnen gut:',
      foot: 'Diese Korrektur berichtigt die Rechnung RE-1001 vom 24.11.2026 zu Ihrer Bestellung #1001.',
    });
    expect(write({ kind: 'credit_note', language: 'en' })).toEqual({
      header: 'Credit note for invoice RE-1001 of 24 Nov 2026',
      intro:
        'Hello Erika Mustermann,\n\nfor your order #1001 of 24 Nov 2026 we credit you with the following:',
      foot: 'This credit note corrects invoice RE-1001 of 24 Nov 2026 for your order #1001.',
    });
  });

  it('a cancellation', () => {
    expect(write({ kind: 'cancellation' })).toEqual({
      header: 'Stornorechnung zur Bestellung #1001',
      intro:
        'Guten Tag Erika Mustermann,\n\ndie Rechnung RE-1001 vom 24.11.2026 zu Ihrer Bestellung #1001 ist hiermit aufgehoben:',
      foot: 'Bitte verwenden Sie die ursprüngliche Rechnung nicht mehr.',
    });
    expect(write({ kind: 'cancellation', language: 'en' })).toEqual({
      header: 'Cancellation of the invoice for order #1001',
      intro:
        'Hello Erika Mustermann,\n\ninvoice RE-1001 of 24 Nov 2026 for your order #1001 is hereby cancelled:',
      foot: 'Please do not use the original invoice any more.',
    });
  });

  it('asks for what is still to be paid, never for what is not', () => {
    const open = { fullyPaid: false, gateways: ['Vorkasse'] };
    const { totals } = sketchInput({ sold: '119.00@19' }).order;
    const owed = { ...open, totals: { ...totals, outstanding: cents(7000) } };
    expect(write({ order: owed }).foot).toMatch(
      /^Zu zahlen sind noch 70,00 € \(Vorkasse\)\. Bitte geben Sie dabei die Bestellnummer #1001 an\.\n\n/,
    );
    expect(write({ order: owed, language: 'en' }).foot).toMatch(
      /^€70\.00 is still to be paid \(Vorkasse\)\. Please state the order number #1001\.\n\n/,
    );
    expect(write({ order: { ...owed, fullyPaid: true } }).foot).toMatch(/^Der Betrag ist bereits bezahlt/);
    expect(write({ order: { ...open, totals: { ...totals, outstanding: ZERO } } }).foot).toMatch(
      /^Der Betrag ist bereits bezahlt/,
    );
  });

  it('names every way the money came, once, and none that failed', () => {
    const transactions = [
      paid('Gutschein'),
      paid('Klarna', { status: 'failure' }),
      paid('Shopify Payments', { kind: 'authorization' }),
      paid('Visa', { kind: 'capture' }),
      paid('Gutschein'),
      paid('Amazon Pay', { kind: 'refund' }),
    ];
    expect(write({ order: { transactions } }).foot).toContain('bereits bezahlt (Gutschein, Visa).');
  });

  it('does without a payment method and without a name', () => {
    const nobody = { ...sketchInput({ sold: '1.00' }).order.buyer, firstName: null, lastName: null };
    const bare = { gateways: [], buyer: nobody, billingAddress: null, shippingAddress: null };
    expect(write({ order: bare })).toMatchObject({
      intro: 'Guten Tag,\n\nvielen Dank für Ihre Bestellung #1001 vom 24.11.2026. Wir berechnen Ihnen:',
      foot: expect.stringContaining('Der Betrag ist bereits bezahlt. Bitte'),
    });
  });

  it('finds the name on the billing address, the delivery address, or at the customer', () => {
    const { shippingAddress, buyer } = sketchInput({ to: 'DE 10115', sold: '1.00' }).order;
    const named = (name: string) => ({ ...shippingAddress!, name });
    const intro = (order: Partial<Order>) => write({ order }).intro?.split(',')[0];
    expect(intro({ billingAddress: named('Anna A.'), shippingAddress: named('Ben B.') })).toBe(
      'Guten Tag Anna A.',
    );
    expect(intro({ billingAddress: null, shippingAddress: named('Ben B.') })).toBe('Guten Tag Ben B.');
    expect(intro({ billingAddress: null, shippingAddress: null })).toBe('Guten Tag Erika Mustermann');
    expect(intro({ billingAddress: null, shippingAddress: null, buyer: { ...buyer, firstName: null } })).toBe(
      'Guten Tag Mustermann',
    );
  });

  it('lets no name bring markup into the document', () => {
    const { shippingAddress } = sketchInput({ to: 'DE 10115', sold: '1.00' }).order;
    const billingAddress = { ...shippingAddress!, name: ' <b>Erika\n\n</b>  Muster ' };
    expect(write({ order: { billingAddress } }).intro).toMatch(/^Guten Tag bErika \/b Muster,\n/);
  });

  it('dates the order by the day in Berlin', () => {
    expect(write({ order: { processedAt: '2026-11-24T23:30:00Z' } }).intro).toContain('vom 25.11.2026');
  });
});

describe('what the law wants said', () => {
  const note = (sketch: Sketch, language: Language = 'de', settings = {}) =>
    write({ sketch, language, settings }).foot?.split('\n\n').slice(2);

  it('nothing for a plain German sale', () =>
    expect(note({ to: 'DE 10115', sold: '119.00@19' })).toEqual([]));
  it('nothing below the threshold', () => expect(note({ to: 'FR 75001', sold: '119.00@19' })).toEqual([]));

  it.each([
    [
      { to: 'CH 8001', sold: '100.00' },
      'Steuerfreie Ausfuhrlieferung nach § 4 Nr. 1 Buchst. a in Verbindung mit § 6 UStG.',
      'Export delivery, exempt from VAT under sec. 4 no. 1 lit. a and sec. 6 UStG.',
    ],
    [
      { to: 'DE 10115', sold: '100.00', small: true },
      'Umsatzsteuerfrei: Es gilt die Steuerbefreiung für Kleinunternehmer nach § 19 UStG.',
      'No VAT: the exemption for small businesses under sec. 19 UStG applies.',
    ],
    [
      { bill: 'CH 8001', sold: 'file 100.00', unshipped: 'digital' },
      'Die Leistung ist in Deutschland nicht steuerbar (§ 3a UStG).',
      'The service is not subject to VAT in Germany (sec. 3a UStG).',
    ],
    [
      { to: 'FR 75001', sold: '120.00@20', oss: OSS },
      'Die Umsatzsteuer fällt in diesem Land an: Frankreich. Wir führen sie über den One-Stop-Shop (OSS) ab.',
      'The VAT is due in this country: France. We pay it through the One Stop Shop (OSS).',
    ],
    [
      { bill: 'FR 75001', sold: 'file 120.00@20', oss: OSS, unshipped: 'digital' },
      'Die Umsatzsteuer fällt in diesem Land an: Frankreich. Wir führen sie über den One-Stop-Shop (OSS) ab.',
      'The VAT is due in this country: France. We pay it through the One Stop Shop (OSS).',
    ],
    [
      { bill: 'FR 75001', sold: 'file 120.00@20', oss: OSS, unshipped: 'services' },
      'Die Umsatzsteuer fällt in diesem Land an: Frankreich. Wir führen sie über den One-Stop-Shop (OSS) ab.',
      'The VAT is due in this country: France. We pay it through the One Stop Shop (OSS).',
    ],
    [
      { to: 'DE 10115', sold: 'untaxable 100.00', photovoltaics: true },
      'Umsatzsteuersatz 0 % nach § 12 Abs. 3 UStG.',
      'VAT rate of 0% under sec. 12 para. 3 UStG.',
    ],
    [
      { to: 'DE 10115', sold: '119.00@19 + gift 50.00' },
      'Gutscheine werden erst beim Einlösen versteuert (Mehrzweckgutschein, § 3 Abs. 15 UStG).',
      'Gift cards are taxed when they are used (multi-purpose voucher, sec. 3 para. 15 UStG).',
    ],
  ] as [Sketch, string, string][])('%j', (sketch, german, english) => {
    expect(note(sketch)).toEqual([german]);
    expect(note(sketch, 'en')).toEqual([english]);
  });

  it('the buyer’s VAT id on a tax-free supply, and the merchant’s own where it is known', () => {
    const supply = { to: 'FR 75001', sold: '100.00', ...FRENCH };
    expect(note(supply)).toEqual([
      'Steuerfreie innergemeinschaftliche Lieferung nach § 4 Nr. 1 Buchst. b in Verbindung mit § 6a UStG.',
      'Ihre USt-IdNr.: FR40303265045',
    ]);
    expect(note(supply, 'en', { ownVatId: 'DE136695976' })).toEqual([
      'Intra-community supply, exempt from VAT under sec. 4 no. 1 lit. b and sec. 6a UStG.',
      'Your VAT id: FR40303265045\nOur VAT id: DE136695976',
    ]);
    expect(note(supply, 'de', { ownVatId: 'DE136695976' })?.[1]).toContain('\nUnsere USt-IdNr.: DE136695976');
  });

  it('the words of reverse charge on a service', () => {
    const service = { bill: 'FR 75001', sold: 'file 100.00', unshipped: 'services', ...FRENCH } as const;
    expect(note(service)).toEqual([
      'Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge, Art. 196 MwStSystRL).',
      'Ihre USt-IdNr.: FR40303265045',
    ]);
    expect(note(service, 'en')?.[0]).toBe(
      'Reverse charge: the recipient owes the VAT (art. 196 of directive 2006/112/EC).',
    );
  });

  it('does not print the VAT ids where they play no part', () => {
    expect(
      note({ to: 'CH 8001', sold: '100.00', vatId: 'FR40303265045' }, 'de', { ownVatId: 'DE136695976' }),
    ).toEqual(['Steuerfreie Ausfuhrlieferung nach § 4 Nr. 1 Buchst. a in Verbindung mit § 6 UStG.']);
  });

  it('also on the credit note', () => {
    expect(write({ sketch: { to: 'CH 8001', sold: '100.00' }, kind: 'credit_note' }).foot).toBe(
      'Diese Korrektur berichtigt die Rechnung RE-1001 vom 24.11.2026 zu Ihrer Bestellung #1001.\n\n' +
        'Steuerfreie Ausfuhrlieferung nach § 4 Nr. 1 Buchst. a in Verbindung mit § 6 UStG.',
    );
  });
});

describe('the merchant’s own texts', () => {
  const texts = {
    header: { de: 'Beleg {order}', en: null },
    intro: { de: 'Hallo {name}, Bestellung vom {date} ({gateway}) {unbekannt}', en: null },
    foot: { de: 'Ihr Laden', en: null },
  };

  it('stand on the invoice, with their placeholders filled in', () => {
    expect(write({ settings: { texts }, order: { transactions: [paid('PayPal')] } })).toEqual({
      header: 'Beleg #1001',
      intro: 'Hallo Erika Mustermann, Bestellung vom 24.11.2026 (PayPal) {unbekannt}',
      foot: 'Ihr Laden',
    });
  });

  it('in a language without own texts the built-in ones stand', () => {
    expect(write({ settings: { texts }, language: 'en' }).header).toBe('Invoice for order #1001');
  });

  it.each(['credit_note', 'cancellation'] as const)('do not stand on a %s', (kind) =>
    expect(write({ settings: { texts }, kind })).toEqual(write({ kind })),
  );

  it('cannot drop what the law wants said', () => {
    expect(write({ settings: { texts }, sketch: { to: 'CH 8001', sold: '100.00' } }).foot).toBe(
      'Ihr Laden\n\nSteuerfreie Ausfuhrlieferung nach § 4 Nr. 1 Buchst. a in Verbindung mit § 6 UStG.',
    );
  });

  it('an empty foot leaves only what the law wants said', () => {
    const empty = { foot: { de: '', en: null } };
    expect(write({ settings: { texts: empty }, sketch: { to: 'CH 8001', sold: '100.00' } }).foot).toBe(
      'Steuerfreie Ausfuhrlieferung nach § 4 Nr. 1 Buchst. a in Verbindung mit § 6 UStG.',
    );
  });

  it('left empty: no intro and no foot, but never no header', () => {
    const empty = { header: { de: ' ', en: null }, intro: { de: '', en: null }, foot: { de: ' ', en: null } };
    expect(write({ settings: { texts: empty } })).toEqual({
      header: 'Rechnung zur Bestellung #1001',
      intro: null,
      foot: null,
    });
  });
});

describe('the language of a document', () => {
  const speak = (locale: string | null, country: string | null, fallbackLanguage: Language = 'en') => {
    const { order, settings } = sketchInput({ to: country ?? '', sold: '1.00' });
    return buyerLanguage({ ...order, buyer: { ...order.buyer, locale } }, { ...settings, fallbackLanguage });
  };

  it.each([
    ['de', 'FR', 'de'],
    ['de-AT', 'AT', 'de'],
    ['DE_de', 'US', 'de'],
    ['en', 'DE', 'en'],
    ['en-DK', 'DK', 'en'],
    ['fr', 'FR', 'en'],
    ['fr', 'DE', 'en'],
    ['deu', 'FR', 'en'],
    [null, 'DE', 'de'],
    [null, 'AT', 'de'],
    [null, 'LI', 'de'],
    ['', 'DE', 'de'],
    [null, 'CH', 'en'],
    [null, 'FR', 'en'],
    [null, null, 'en'],
  ] as const)('checkout in %j, address in %j: %s', (locale, country, language) =>
    expect(speak(locale, country)).toBe(language),
  );

  it('falls back to the merchant’s choice', () => {
    expect(speak('pl', 'PL', 'de')).toBe('de');
    expect(speak('en', 'PL', 'de')).toBe('en');
    expect(speak(null, 'PL', 'de')).toBe('de');
  });

  it('takes the country of the billing address, then of the delivery', () => {
    const { order, settings } = sketchInput({ to: 'FR', bill: 'DE', sold: '1.00' });
    const silent = { ...order, buyer: { ...order.buyer, locale: null } };
    const english = { ...settings, fallbackLanguage: 'en' as const };
    expect(buyerLanguage(silent, english)).toBe('de');
    expect(buyerLanguage({ ...silent, billingAddress: null }, english)).toBe('en');
    const toGermany = { ...silent, billingAddress: null, shippingAddress: order.billingAddress };
    expect(buyerLanguage(toGermany, english)).toBe('de');
    expect(buyerLanguage({ ...silent, billingAddress: null, shippingAddress: null }, english)).toBe('en');
  });
});

describe('the evidence in words', () => {
  const explainSale = (sketch: Sketch, language: Language = 'de') => {
    const decision = decideTax(sketchInput(sketch));
    if (decision.kind !== 'decided') throw new Error('not decided');
    return explainEvidence(decision.evidence, language);
  };

  it('tells an adviser why a sale was tax-free', () => {
    expect(explainSale({ to: 'FR 75001', sold: '100.00', ...FRENCH })).toEqual({
      reason: 'Steuerfreie Lieferung an eine Firma in der EU',
      facts: [
        { label: 'Steuersätze vom', value: '24.11.2026' },
        { label: 'Land', value: 'Frankreich' },
        { label: 'Land bestimmt nach', value: 'Lieferadresse' },
        { label: 'Steuersätze', value: '0 %' },
        { label: 'Umsatzsteuer laut Shopify', value: '0,00 €' },
        { label: 'USt-IdNr. des Käufers', value: 'FR40303265045' },
        { label: 'In VIES gültig', value: 'ja' },
        { label: 'Geprüft am', value: '24.11.2026, 11:00' },
        { label: 'Nummer der Abfrage', value: 'WAPIAAAAX1' },
      ],
    });
  });

  it('and how an OSS sale was taxed', () => {
    expect(explainSale({ to: 'PT 9000-123', sold: '122.00@22', oss: OSS }, 'en')).toEqual({
      reason: 'Goods to private customers in the EU (OSS)',
      facts: [
        { label: 'Rates of', value: '24 Nov 2026' },
        { label: 'Country', value: 'Portugal' },
        { label: 'Special area', value: 'Madeira' },
        { label: 'Country taken from', value: 'delivery address' },
        { label: 'Rates', value: '22%' },
        { label: 'VAT according to Shopify', value: '€22.00' },
        { label: 'One Stop Shop since', value: '1 Jul 2021' },
        { label: 'State of the rate table', value: '22 Aug 2026' },
      ],
    });
  });

  it.each([
    [{ to: 'DE 10115', sold: '119.00@19' }, 'innerhalb Deutschlands', 'within Germany'],
    [{ to: 'FR 75001', sold: '119.00@19', pickup: true }, 'abgeholt', 'Picked up'],
    [{ to: 'DE 10115', sold: '119.00', small: true }, 'Kleinunternehmer', 'Small business'],
    [
      { to: 'FR 75001', sold: '119.00@19' },
      'bis zur Schwelle von 10.000 €',
      'up to the threshold of €10,000',
    ],
    [
      { to: 'FR 75001', sold: '119.00@19', oss: OSS, ...FRENCH },
      'EU-Firma mit deutscher',
      'company with German',
    ],
    [{ to: 'CH 8001', sold: '119.00' }, 'Ausfuhr', 'Export'],
    [{ sold: 'gift 50.00' }, 'Mehrzweckgutscheine', 'Multi-purpose vouchers'],
    [
      { bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS, unshipped: 'digital' },
      'Digitale Leistung an Privat',
      'Digital service to private',
    ],
    [
      { bill: 'FR 75001', sold: 'file 12.00@20', oss: OSS, unshipped: 'services' },
      'Dienstleistung an Privatkunden in der EU',
      'Service to private customers in the EU',
    ],
    [{ bill: 'FR 75001', sold: 'file 11.90@19', unshipped: 'services' }, 'am Sitz', 'at the seat'],
    [
      { bill: 'FR 75001', sold: 'file 10.00', unshipped: 'services', ...FRENCH },
      'Der Empfänger schuldet',
      'the recipient owes',
    ],
    [
      { bill: 'CH 8001', sold: 'file 10.00', unshipped: 'digital' },
      'Digitale Leistung außerhalb',
      'Digital service outside',
    ],
    [
      { bill: 'CH 8001', sold: 'file 10.00', unshipped: 'services', company: 'Muster AG' },
      'Firma außerhalb',
      'company outside',
    ],
  ] as [Sketch, string, string][])('%j has its reason in both languages', (sketch, german, english) => {
    expect(explainSale(sketch).reason).toContain(german);
    expect(explainSale(sketch, 'en').reason).toContain(english);
  });

  it('labels every fact in both languages', () => {
    const facts: Partial<TaxFacts> = {
      special: 'monaco',
      ossFrom: '2026-01-01',
      vatId: 'FR12345678901',
      vatIdValid: true,
      vatIdCheckedAt: '2026-11-24T09:00:00Z',
      vatIdReference: 'x',
    };
    const labels = (language: Language) =>
      explainEvidence({ rule: 1, reason: 'domestic', facts: someTaxFacts(facts) }, language).facts.map(
        ({ label }) => label,
      );
    for (const language of ['de', 'en'] as const) {
      expect(labels(language)).toHaveLength(12);
      expect(labels(language).join('|')).toMatch(/^(\S[^|]+\|?){12}$/);
    }
    expect(labels('de').filter((label) => labels('en').includes(label))).toEqual([]);
  });
});
