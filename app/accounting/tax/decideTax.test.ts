import { describe, expect, it } from 'vitest';
import { cents } from '../money.ts';
import type { TaxDecision } from './contract.ts';
import { decideTax } from './decideTax.ts';
import { sketchInput, type Sketch } from './testing/sketchOrder.ts';

const decide = (sketch: Sketch) => decideTax(sketchInput(sketch));
const OSS = '2021-07-01';

function decided(decision: TaxDecision) {
  if (decision.kind !== 'decided') throw new Error(`not decided: ${JSON.stringify(decision)}`);
  return decision;
}

const factsOf = (sketch: Sketch) => {
  const decision = decide(sketch);
  return decision.kind === 'problem' ? decision.problem.facts : decision;
};

describe('the evidence of a decision', () => {
  it('names day, country, rates and their source for an OSS sale', () => {
    const { evidence } = decided(
      decide({ to: 'FR 75001', sold: '120.00@20 + 10.55@5.5 + ship 6.00@20', oss: OSS }),
    );
    expect(evidence).toEqual({
      rule: 18,
      reason: 'oss_goods',
      facts: {
        day: '2026-11-24',
        country: 'FR',
        special: null,
        destinationFrom: 'shipping_address',
        rateArea: 'FR',
        ratesRead: '2026-08-22',
        rates: '2000,550',
        taxCents: 2155,
        giftCardCents: 0,
        zeroRatedCents: 0,
        outsideCents: 0,
        regime: 'regular',
        ossFrom: OSS,
        taxExempt: false,
        estimatedTaxes: false,
        vatId: null,
        vatIdForm: null,
        vatIdValid: null,
        vatIdCheckedAt: null,
        vatIdReference: null,
      },
    });
  });

  it('keeps the answer of VIES with its number and time', () => {
    const { evidence } = decided(decide({ to: 'FR 75001', sold: '100.00', exempt: 'buyer', ...vies }));
    expect(evidence.facts).toMatchObject({
      vatId: 'FR40303265045',
      vatIdForm: 'well_formed',
      vatIdValid: true,
      vatIdCheckedAt: '2026-11-24T10:00:00Z',
      vatIdReference: 'WAPIAAAAX1',
      rateArea: null,
      ratesRead: null,
      taxExempt: true,
    });
  });

  it('does not take the answer about another id for an answer', () => {
    const input = sketchInput({ to: 'FR 75001', sold: '100.00', vatId: 'FR40303265045' });
    const vatCheck = {
      vatId: 'ATU12345675',
      valid: true,
      checkedAt: '2026-11-24T10:00:00Z',
      reference: null,
    };
    expect(decideTax({ ...input, vatCheck })).toEqual({ kind: 'check_vat', vatId: 'FR40303265045' });
    const taxed = sketchInput({ to: 'CH 8001', sold: '100.00', vatId: 'FR40303265045' });
    const { evidence } = decided(decideTax({ ...taxed, vatCheck }));
    expect(evidence.facts).toMatchObject({ vatId: 'FR40303265045', vatIdValid: null, vatIdCheckedAt: null });
  });

  it('does not keep an answer when the order has no id', () => {
    const input = sketchInput({ to: 'CH 8001', sold: '100.00' });
    const vatCheck = {
      vatId: 'ATU12345675',
      valid: true,
      checkedAt: '2026-11-24T10:00:00Z',
      reference: null,
    };
    expect(decided(decideTax({ ...input, vatCheck })).evidence.facts).toMatchObject({
      vatId: null,
      vatIdValid: null,
    });
  });

  it('tells German rates used abroad, special areas and what is outside the price', () => {
    expect(decided(decide({ to: 'FR 75001', sold: '119.00@19' })).evidence.facts).toMatchObject({
      country: 'FR',
      rateArea: 'DE',
    });
    expect(decided(decide({ to: 'PT 9000-123', sold: '122.00@22', oss: OSS })).evidence.facts).toMatchObject({
      country: 'PT',
      rateArea: 'PT-30',
      special: 'madeira',
    });
    const mixed = { to: 'DE 10115', sold: '119.00@19 + tip 5.00 + gift 50.00 + untaxable 30.00' };
    expect(decided(decide({ ...mixed, staffTips: true, photovoltaics: true })).evidence.facts).toMatchObject({
      outsideCents: 500,
      giftCardCents: 5000,
      zeroRatedCents: 3000,
      rates: '1900,0',
      taxCents: 1900,
    });
  });

  it.each([
    ['pickup', { to: 'FR 75001', sold: '119.00@19', pickup: true }],
    ['billing_address', { bill: 'DE 10115', sold: '119.00@19' }],
    ['point_of_sale', { channel: 'pos', sold: '119.00@19' }],
    ['billing_address', { bill: 'DE 10115', to: 'FR 75001', sold: 'file 11.90@19', unshipped: 'digital' }],
    ['shipping_address', { bill: null, to: 'DE 10115', sold: 'file 11.90@19', unshipped: 'digital' }],
    ['point_of_sale', { channel: 'pos', sold: 'file 11.90@19', unshipped: 'digital' }],
    ['billing_address', { bill: 'FI 00100', sold: 'gift 50.00' }],
    ['shipping_address', { bill: null, to: 'FI 00100', sold: 'gift 50.00' }],
  ] as const)('tells what the country was taken from: %s', (from, sketch) =>
    expect(decided(decide(sketch)).evidence.facts.destinationFrom).toBe(from),
  );

  it('notes exemptions and estimates of Shopify', () => {
    const input = sketchInput({ to: 'CH 8001', sold: '119.00', exempt: 'order' });
    const order = { ...input.order, estimatedTaxes: true };
    expect(decided(decideTax({ ...input, order })).evidence.facts).toMatchObject({
      taxExempt: true,
      estimatedTaxes: true,
    });
  });
});

const vies = { vies: 'valid', vatId: 'FR40303265045' } as const;

describe('the country that the document names', () => {
  it.each([
    ['goods: where they go', { to: 'FR 75001', bill: 'DE 10115', sold: '120.00@20', oss: OSS }, 'FR'],
    ['picked up: here', { to: 'FR 75001', sold: '119.00@19', pickup: true }, 'DE'],
    ['Monaco: France', { to: 'MC 98000', sold: '120.00@20', oss: OSS }, 'FR'],
    ['Northern Ireland: the United Kingdom', { to: 'GB BT1 1AA', sold: '119.00@19' }, 'GB'],
    ['Canary Islands: Spain', { to: 'ES 35001', sold: '120.00' }, 'ES'],
    ['gift cards: the buyer’s', { bill: 'FI 00100', sold: 'gift 50.00' }, 'FI'],
    ['gift cards, only shipped', { to: 'AT 1010', bill: null, sold: 'gift 50.00' }, 'AT'],
    ['gift cards, nobody knows: here', { sold: 'gift 50.00' }, 'DE'],
    [
      'goods before downloads',
      { to: 'FR 75001', bill: 'DE 10115', sold: 'file 11.90@19 + 119.00@19', unshipped: 'digital' },
      'FR',
    ],
  ] as [string, Sketch, string][])('%s', (_, sketch, country) =>
    expect(decided(decide(sketch)).deliveryCountry).toBe(country),
  );
});

describe('the words beside the tax', () => {
  const texts = (sketch: Sketch) => {
    const decision = decided(decide(sketch));
    return [decision.taxText('de'), decision.taxText('en')];
  };

  it.each([
    [{ to: 'DE 10115', sold: '119.00@19' }, 'Umsatzsteuer 19 %', 'VAT 19%'],
    [{ to: 'DE 10115', sold: '119.00@19 + 21.40@7' }, 'Umsatzsteuer', 'VAT'],
    [{ to: 'DE 10115', sold: '119.00@19 + gift 50.00' }, 'Umsatzsteuer 19 %', 'VAT 19%'],
    [{ sold: 'gift 50.00' }, 'Umsatzsteuer', 'VAT'],
    [{ to: 'FI 00100', sold: '125.50@25.5', oss: OSS }, 'Umsatzsteuer Finnland 25,5 %', 'VAT Finland 25.5%'],
    [
      { to: 'CH 8001', sold: '100.00' },
      'Steuerfreie Ausfuhrlieferung (§ 4 Nr. 1a UStG)',
      'Export delivery, exempt from VAT (sec. 4 no. 1a UStG)',
    ],
    [
      { to: 'FR 75001', sold: '100.00', ...vies },
      'Steuerfreie innergemeinschaftliche Lieferung (§ 4 Nr. 1b UStG)',
      'Intra-community supply, exempt from VAT (sec. 4 no. 1b UStG)',
    ],
    [
      { to: 'DE 10115', sold: '100.00', small: true },
      'Steuerbefreit nach § 19 UStG (Kleinunternehmer)',
      'Exempt from VAT as a small business (sec. 19 UStG)',
    ],
    [
      { bill: 'FR 75001', sold: 'file 100.00', unshipped: 'services', ...vies },
      'Steuerschuldnerschaft des Leistungsempfängers',
      'Reverse charge: VAT is owed by the recipient',
    ],
    [
      { bill: 'CH 8001', sold: 'file 100.00', unshipped: 'digital' },
      'In Deutschland nicht steuerbar',
      'Not subject to VAT in Germany',
    ],
    [
      { bill: 'FR 75001', sold: 'file 12.00@20', unshipped: 'digital', oss: OSS },
      'Umsatzsteuer Frankreich 20 %',
      'VAT France 20%',
    ],
    [
      { bill: 'FR 75001', sold: 'file 12.00@20', unshipped: 'services', oss: OSS },
      'Umsatzsteuer Frankreich 20 %',
      'VAT France 20%',
    ],
  ] as [Sketch, string, string][])('%j', (sketch, german, english) =>
    expect(texts(sketch)).toEqual([german, english]),
  );
});

describe('the figures in the problems', () => {
  it.each([
    [
      { to: 'DE 10115', sold: '100.00 + ship 4.90' },
      { untaxedCents: 10490, country: 'DE' },
    ],
    [
      { to: 'FR 75001', sold: '100.00' },
      { untaxedCents: 10000, country: 'FR' },
    ],
    [{ to: 'DE 10115', sold: '100.00', exempt: 'buyer' }, { untaxedCents: 10000 }],
    [
      { to: 'DE 10115', sold: '119.00@19 + 20.00 + tip 3.00' },
      { country: 'DE', taxedCents: 11900, untaxedCents: 2000 },
    ],
    [
      { to: 'FR 75001', sold: '120.00@20 + tip 5.00', oss: OSS, staffTips: true },
      { country: 'FR', taxedCents: 12000, untaxedCents: 500 },
    ],
    [{ to: 'DE 10115', sold: '119.00@19 + tip 5.00' }, { amountCents: 500 }],
    [{ to: 'FR 75001', sold: '120.00@20 + tip 5.00', oss: OSS }, { amountCents: 500 }],
    [
      { to: 'DE 10115', sold: '119.00@19=9.00@7=7.00' },
      { grossCents: 11900, taxCents: 1600, count: 2 },
    ],
    [
      { to: 'DE 10115', sold: '119.00@0=19.00' },
      { grossCents: 11900, taxCents: 1900 },
    ],
    [
      { to: 'DE 10115', sold: '119.00@19=7.79' },
      { grossCents: 11900, taxCents: 779, rate: 1900, expectedCents: 1900 },
    ],
    [
      { to: 'DE 10115', sold: '119.00@19!' },
      { grossCents: 11900, taxCents: 1900 },
    ],
    [
      { to: 'DE 10115', sold: 'gift 119.00@19' },
      { grossCents: 11900, taxCents: 1900 },
    ],
    [
      { to: 'DE 10115', sold: '119.00@19 + 120.00@20' },
      { country: 'DE', rate: 2000, allowedRates: '1900,700', day: '2026-11-24' },
    ],
    [
      { to: 'DE 10115', sold: '119.00@19 + ship 6.00@20' },
      { country: 'DE', rate: 2000, allowedRates: '1900,700', day: '2026-11-24' },
    ],
    [
      { to: 'FR 75001', sold: '120.00@20 + ship 5.95@19', oss: OSS },
      { country: 'FR', rate: 1900, allowedRates: '2000,1000,550,210', day: '2026-11-24' },
    ],
    [
      { to: 'FR 75001', sold: '118.00@18', oss: OSS },
      { country: 'FR', rate: 1800, allowedRates: '2000,1000,550,210', day: '2026-11-24' },
    ],
    [
      { to: 'FR 75001', sold: '118.00@18' },
      { country: 'DE', rate: 1800, allowedRates: '1900,700', day: '2026-11-24' },
    ],
    [
      { to: 'FR 75001', sold: '120.00@20', day: '2021-06-30', oss: '2021-06-01' },
      { country: 'FR', rate: 2000, allowedRates: 'none', day: '2021-06-30' },
    ],
    [
      { to: 'FR 75001', sold: '119.00@19 + ship 6.00@20' },
      { country: 'DE', rate: 2000, allowedRates: '1900,700', day: '2026-11-24' },
    ],
    [
      { to: 'FR 75001', sold: '119.00@19 + file 12.00@20', unshipped: 'digital' },
      { country: 'FR', taxCents: 200, day: '2026-11-24' },
    ],
    [
      { to: 'DE 10115', sold: '116.00@16', day: '2020-12-31' },
      { rate: 1600, day: '2020-12-31' },
    ],
    [
      { to: 'FR 75001', sold: '120.00@20' },
      { country: 'FR', taxCents: 2000, day: '2026-11-24' },
    ],
    [
      { to: 'FR 75001', sold: '119.00@19', oss: OSS },
      { country: 'FR', taxCents: 1900, day: '2026-11-24' },
    ],
    [
      { to: 'CH 8001', sold: '119.00@19 + 10.70@7' },
      { country: 'CH', grossCents: 12970, taxCents: 1970 },
    ],
    [{ to: 'GB BT1 1AA', sold: '100.00' }, { untaxedCents: 10000 }],
    [
      { to: 'CH 8001', sold: '100.00 + gift 25.00' },
      { country: 'CH', amountCents: 2500 },
    ],
    [{ to: 'DE 10115', sold: '119.00@19', small: true }, { taxCents: 1900 }],
    [{ to: 'FR 75001', sold: '119.00', small: true, oss: OSS }, { country: 'FR' }],
    [
      { to: 'FR 75001', sold: '100.00', vatId: 'FR1' },
      { country: 'FR', untaxedCents: 10000, vatId: 'FR…R1' },
    ],
    [
      { to: 'FR 75001', sold: '100.00', vatId: 'FR40303265045', vies: 'invalid' },
      { country: 'FR', untaxedCents: 10000, vatId: 'FR…45', checkedAt: '2026-11-24T10:00:00Z' },
    ],
    [{ to: 'DE 10115', sold: '119.00@19', shipsFrom: 'AT' }, { country: 'AT' }],
    [
      { to: 'DE 10115', sold: '119.00@19', sevdesk: 'small_business' },
      { shopRegime: 'regular', sevdeskRegime: 'small_business' },
    ],
    [
      { to: 'FR 75001', sold: '120.00@20 + file 12.00@20', oss: OSS, unshipped: 'digital' },
      { rules: '18, 19' },
    ],
    [{ to: 'ZZ', sold: '100.00' }, { code: 'ZZ' }],
    [{ to: 'GB', sold: '100.00' }, { country: 'GB' }],
    [
      { to: 'CY 99010', sold: '100.00' },
      { country: 'CY', area: 'north_cyprus' },
    ],
    [{ bill: 'FR 75001', sold: '100.00' }, { country: 'FR' }],
    [
      { bill: 'CY 1010', sold: 'file 119.00@19', oss: OSS, unshipped: 'services' },
      { country: 'CY', taxCents: 1900 },
    ],
    [
      { bill: 'CH 8001', sold: 'file 119.00', unshipped: 'services' },
      { country: 'CH', untaxedCents: 11900 },
    ],
    [
      { bill: 'FR 75001', sold: 'file 120.00@20', unshipped: 'digital', ...vies },
      { country: 'FR', taxCents: 2000 },
    ],
    [
      { bill: 'FR 75001', sold: 'file 119.00@19', unshipped: 'digital', oss: OSS },
      { country: 'FR', taxCents: 1900, day: '2026-11-24' },
    ],
    [
      { bill: 'FR 75001', sold: 'file 120.00@20', unshipped: 'digital' },
      { country: 'FR', taxCents: 2000, day: '2026-11-24' },
    ],
    [
      { bill: 'FR 75001', sold: 'file 118.00@18', unshipped: 'digital', oss: OSS },
      { country: 'FR', rate: 1800, allowedRates: '2000,1000,550,210', day: '2026-11-24' },
    ],
    [
      { bill: 'FR 75001', sold: 'file 118.00@18', unshipped: 'services' },
      { country: 'DE', rate: 1800, allowedRates: '1900,700', day: '2026-11-24' },
    ],
    [
      { bill: 'FR 75001', sold: 'file 100.00', unshipped: 'services' },
      { country: 'FR', untaxedCents: 10000 },
    ],
  ] as [Sketch, object][])('%j', (sketch, facts) => expect(factsOf(sketch)).toEqual(facts));
});

it('keeps to the day it is given, whatever the day of the order', () => {
  const input = sketchInput({ to: 'EE 10111', sold: '124.00@24', oss: OSS, day: '2025-06-30' });
  expect(decided(decideTax({ ...input, day: '2025-07-01' })).evidence.facts.day).toBe('2025-07-01');
});

it('takes the company of the billing address for a company, too', () => {
  const input = sketchInput({ bill: 'CH 8001', sold: 'file 100.00', unshipped: 'services' });
  const billingAddress = { ...input.order.billingAddress!, company: 'Muster AG' };
  expect(decided(decideTax({ ...input, order: { ...input.order, billingAddress } })).rule).toBe(17);
});

it('does not take a blank company for one, nor a missing billing address', () => {
  const input = sketchInput({ bill: null, to: 'CH 8001', sold: 'file 100.00', unshipped: 'services' });
  expect(decideTax(input)).toMatchObject({ problem: { code: 'tax.service_consumer_third' } });
  const billingAddress = { ...input.order.shippingAddress!, company: '  ' };
  const blank = decideTax({ ...input, order: { ...input.order, billingAddress } });
  expect(blank).toMatchObject({ problem: { code: 'tax.service_consumer_third' } });
});

it('takes a blank country for no address', () => {
  const input = sketchInput({ to: 'DE 10115', sold: '119.00@19' });
  const shippingAddress = { ...input.order.shippingAddress!, countryCode: ' ' };
  const blank = decideTax({ ...input, order: { ...input.order, shippingAddress } });
  expect(blank).toMatchObject({ problem: { code: 'tax.no_address' } });
});

it('reads a rate that Shopify did not give as unreadable', () => {
  const input = sketchInput({ to: 'DE 10115', sold: '119.00@19' });
  const lines = input.lines.map((line) => ({ ...line, taxes: [{ rate: null, amount: cents(1900) }] }));
  expect(decideTax({ ...input, lines })).toMatchObject({ problem: { code: 'tax.rate_unreadable' } });
});

it('does not let a tax line without rate hide the one that has one', () => {
  const input = sketchInput({ to: 'DE 10115', sold: '0.03@19=0.00' });
  const lines = input.lines.map((line) => ({
    ...line,
    taxes: [{ rate: null, amount: cents(0) }, ...line.taxes],
  }));
  expect(decided(decideTax({ ...input, lines })).rates).toEqual([1900]);
});

it('checks large amounts exactly: a cent of difference shows at 99,999,999.99', () => {
  const large = (tax: string) => decide({ to: 'DE 10115', sold: `99999999.99@19=${tax}` });
  expect(large('15966386.55').kind).toBe('decided');
  expect(large('15966386.56').kind).toBe('problem');
  expect(large('15966386.54').kind).toBe('problem');
});
