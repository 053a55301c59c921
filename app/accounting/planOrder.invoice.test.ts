import { describe, expect, test } from 'vitest';
import { buildOrder, type OrderSpec } from './testing/buildOrder.ts';
import { plan, type PlanSpec } from './testing/planInput.ts';

const invoiceOf = (spec: OrderSpec, choices?: PlanSpec) => {
  const planned = plan(buildOrder(spec), choices);
  expect(planned.verdict).toEqual({ kind: 'book' });
  expect(planned.documents).toHaveLength(1);
  return planned.documents[0]!;
};

/** Quantity, name, gross, tax and rate of each position, readable. */
const positionsOf = (spec: OrderSpec, choices?: PlanSpec) =>
  invoiceOf(spec, choices).positions.map(
    ({ quantity, name, gross, tax, rate }) => `${quantity} × ${name}: ${gross} holds ${tax} at ${rate}`,
  );

describe('the invoice of a paid order', () => {
  test('has a position for each line, at its gross and with Shopify’s tax', () => {
    const invoice = invoiceOf({
      lines: [
        { name: 'Tasse blau / M', price: 1190 },
        { name: 'Kochbuch', price: 2140, rate: 700 },
      ],
    });
    expect(invoice).toMatchObject({
      kind: 'invoice',
      currency: 'EUR',
      taxRule: 1,
      gross: 3330,
      tax: 330,
      prepaid: true,
      refersTo: null,
    });
    expect(invoice.positions).toMatchObject([
      { name: 'Tasse blau / M', quantity: 1, unitGross: 1190, gross: 1190, tax: 190, rate: 1900 },
      { name: 'Kochbuch', quantity: 1, unitGross: 2140, gross: 2140, tax: 140, rate: 700 },
    ]);
  });

  test('names the order line that a position comes from', () => {
    const order = buildOrder({ lines: [{ price: 1190 }], shipping: [{ price: 490 }] });
    const [document] = plan(order).documents;
    expect(document!.sourceGid).toBe(order.gid);
    expect(document!.positions.map(({ source }) => source)).toEqual([
      { kind: 'line', gid: order.lines[0]!.gid },
      { kind: 'shipping', gid: order.shippingLines[0]!.gid },
    ]);
  });

  test('of a shop with net prices states gross all the same: net plus Shopify’s tax', () => {
    const spec = { taxesIncluded: false, lines: [{ price: 1000, quantity: 3 }], shipping: [{ price: 490 }] };
    expect(positionsOf(spec)).toEqual([
      '3 × Tasse blau: 3570 holds 570 at 1900',
      '1 × DHL Paket: 583 holds 93 at 1900',
    ]);
  });

  test('carries the SKU as text unless the merchant does not want it', () => {
    const spec = { lines: [{ price: 1000, sku: 'T-1' }, { price: 500 }] };
    const texts = (choices?: PlanSpec) => invoiceOf(spec, choices).positions.map(({ text }) => text);
    expect(texts()).toEqual(['Artikelnummer: T-1', null]);
    expect(texts({ settings: { showSku: false } })).toEqual([null, null]);
    expect(invoiceOf({ ...spec, buyer: { locale: 'en' } }).positions[0]!.text).toBe('SKU: T-1');
  });

  test('states why the tax is what it is', () => {
    const planned = plan(buildOrder({ lines: [{ price: 1000 }] }));
    expect(planned.evidence).toMatchObject({ rule: 1 });
    expect(planned.documents[0]!.evidence).toEqual(planned.evidence);
    expect(planned.documents[0]!.taxText).toContain('19');
  });

  test('covers the ledger entry of the order', () => {
    const order = buildOrder({ lines: [{ price: 1000 }] });
    expect(plan(order).documents[0]!.covers).toEqual({ added: [order.agreements[0]!.gid], removed: [] });
  });
});

describe('quantities', () => {
  test('stay where the price of one divides evenly', () => {
    const [position] = invoiceOf({ lines: [{ price: 1999, quantity: 2 }] }).positions;
    expect(position).toMatchObject({
      name: 'Tasse blau',
      quantity: 2,
      unitGross: 1999,
      gross: 3998,
      tax: 638,
    });
  });

  test('go into the name where a discount leaves an odd cent', () => {
    const [position] = invoiceOf({ lines: [{ price: 1000, quantity: 3, discount: 1 }] }).positions;
    expect(position).toMatchObject({ name: '3 × Tasse blau', quantity: 1, unitGross: 2999, gross: 2999 });
  });

  test('always go into the name in accounts that round the tax of each unit', () => {
    const order = buildOrder({ lines: [{ price: 1999, quantity: 2 }, { price: 500 }] });
    const gatewayAccounts = { '*': '100' };
    const account = { regime: 'regular', quantityRounding: 'per_unit', gatewayAccounts } as const;
    const [document] = plan(order, { account }).documents;
    expect(document!.positions).toMatchObject([
      { name: '2 × Tasse blau', quantity: 1, gross: 3998 },
      { name: 'Tasse blau', quantity: 1, gross: 500 },
    ]);
  });

  test('keep a long name within what sevdesk takes', () => {
    const [position] = invoiceOf({
      lines: [{ name: 'N'.repeat(300), price: 1000, quantity: 3, discount: 1 }],
    }).positions;
    expect(position!.name).toHaveLength(255);
    expect(position!.name.startsWith('3 × NNN')).toBe(true);
  });
});

describe('discounts', () => {
  test('on a line lower that line', () => {
    expect(positionsOf({ lines: [{ price: 1190, discount: 119 }, { price: 1190 }] })).toEqual([
      '1 × Tasse blau: 1071 holds 171 at 1900',
      '1 × Tasse blau: 1190 holds 190 at 1900',
    ]);
  });

  test('on the order are spread over the lines as Shopify did, odd cents and all', () => {
    expect(
      positionsOf({ lines: [{ price: 1000 }, { price: 1000, rate: 700 }, { price: 1000 }], discount: 100 }),
    ).toEqual([
      '1 × Tasse blau: 966 holds 154 at 1900',
      '1 × Tasse blau: 967 holds 63 at 700',
      '1 × Tasse blau: 967 holds 154 at 1900',
    ]);
  });

  test('of 100 % leave the goods on the invoice at 0.00: everything delivered is named (§ 14 (4) no. 5 UStG)', () => {
    expect(
      positionsOf({
        lines: [{ price: 1000 }, { name: 'Zugabe', price: 500, quantity: 2, rate: 700, discount: 1000 }],
      }),
    ).toEqual(['1 × Tasse blau: 1000 holds 160 at 1900', '2 × Zugabe: 0 holds 0 at 700']);
  });

  test('that take a dummy line away by script leave the rest to the cent (recorded payload 009)', () => {
    const spec = {
      lines: [{ price: 1_000_000, discount: 1_000_000 }, { price: 4096 }],
      shipping: [{ price: 998 }],
    };
    expect(invoiceOf(spec)).toMatchObject({ gross: 5094 });
  });
});

describe('shipping', () => {
  test('is a position of its own', () => {
    expect(positionsOf({ lines: [{ price: 1000 }], shipping: [{ title: 'Express', price: 990 }] })).toEqual([
      '1 × Tasse blau: 1000 holds 160 at 1900',
      '1 × Express: 990 holds 158 at 1900',
    ]);
  });

  test('with a discount is charged at what is left', () => {
    expect(positionsOf({ lines: [{ price: 1000 }], shipping: [{ price: 990, discount: 500 }] })[1]).toBe(
      '1 × DHL Paket: 490 holds 78 at 1900',
    );
  });

  test('for free is no position, though Shopify puts a tax line of 0.00 beside it (recorded payload 001)', () => {
    expect(positionsOf({ lines: [{ price: 1999, quantity: 2 }], shipping: [{ price: 0 }] })).toEqual([
      '2 × Tasse blau: 3998 holds 638 at 1900',
    ]);
    expect(positionsOf({ lines: [{ price: 1000 }], shipping: [{ price: 490, discount: 490 }] })).toHaveLength(
      1,
    );
  });

  test('of a basket with two rates is divided so that each part holds the tax that Shopify charged', () => {
    const shipping = [
      {
        price: 490,
        rates: [
          { rate: 1900, weight: 2 },
          { rate: 700, weight: 1 },
        ],
      },
    ];
    expect(positionsOf({ lines: [{ price: 2000 }, { price: 1000, rate: 700 }], shipping }).slice(2)).toEqual([
      '1 × DHL Paket: 326 holds 52 at 1900',
      '1 × DHL Paket: 164 holds 11 at 700',
    ]);
  });

  test('of a basket with two rates on top of net prices is divided as well', () => {
    const shipping = [
      {
        price: 1000,
        rates: [
          { rate: 1900, weight: 1 },
          { rate: 700, weight: 1 },
        ],
      },
    ];
    const spec = { taxesIncluded: false, lines: [{ price: 2000 }, { price: 2000, rate: 700 }], shipping };
    expect(positionsOf(spec).slice(2)).toEqual([
      '1 × DHL Paket: 595 holds 95 at 1900',
      '1 × DHL Paket: 535 holds 35 at 700',
    ]);
  });

  test('whose taxes no division explains is not booked', () => {
    const order = buildOrder({
      lines: [{ price: 2000 }, { price: 1000, rate: 700 }],
      shipping: [
        {
          price: 490,
          rates: [
            { rate: 1900, weight: 1 },
            { rate: 700, weight: 1 },
          ],
        },
      ],
    });
    order.shippingLines[0]!.taxLines[0]!.amount = 78 as never;
    order.totals.tax = (order.totals.tax + 39) as never;
    expect(plan(order).verdict).toMatchObject({ kind: 'park', problem: { code: 'tax.several_rates' } });
  });
});

describe('tips, duties and fees', () => {
  const staff = { settings: { tips: 'staff' } };

  test('a tip that is only a total becomes a position', () => {
    expect(positionsOf({ lines: [{ price: 1000 }], tip: 200 }, staff)[1]).toBe(
      '1 × Trinkgeld: 200 holds 0 at 0',
    );
  });

  test('a tip that is a line and a total is charged once (recorded payload 142)', () => {
    const order = buildOrder({ lines: [{ price: 5000 }, { price: 474, tip: true }] });
    expect(order.totals.tip).toBe(474);
    const [document] = plan(order, staff).documents;
    expect(document!.gross).toBe(5474);
    expect(document!.positions.map(({ source }) => source.kind)).toEqual(['line', 'tip']);
  });

  test('duties stand beside the goods', () => {
    const spec = {
      country: 'CH',
      lines: [{ price: 10_000, rate: null, duties: [{ price: 500, rate: null }] }],
    };
    expect(positionsOf(spec)).toEqual([
      '1 × Tasse blau: 10000 holds 0 at 0',
      '1 × Zoll und Einfuhrabgaben: 500 holds 0 at 0',
    ]);
  });

  test('duties that the prices already hold are not charged again', () => {
    const spec = {
      country: 'CH',
      lines: [{ price: 10_000, rate: null, duties: [{ price: 500, rate: null }] }],
    };
    const order = buildOrder({ ...spec, payments: [{ amount: 10_000 }] });
    const sales = order.agreements[0]!.sales.filter(({ kind }) => kind !== 'duty');
    const total = 10_000 as never;
    const held = { ...order, dutiesIncluded: true, agreements: [{ ...order.agreements[0]!, sales }] };
    held.totals = { ...order.totals, total, currentTotal: total };
    expect(plan(held).documents[0]).toMatchObject({ gross: 10_000 });
  });

  test('additional fees are positions with their tax', () => {
    expect(positionsOf({ lines: [{ price: 1000 }], fees: [{ name: 'Pfand', price: 400 }] })[1]).toBe(
      '1 × Pfand: 400 holds 64 at 1900',
    );
  });

  test('cash rounding is no part of the invoice (recorded payload 159)', () => {
    const order = buildOrder({
      lines: [{ price: 1233 }],
      payments: [{ amount: 1233, gateway: 'cash', rounding: 2 }],
    });
    const [document] = plan(order).documents;
    expect(document).toMatchObject({ gross: 1233, bookings: [{ amount: 1233, checkAccountId: '103' }] });
  });
});

describe('gift cards', () => {
  test('sold with goods stay off the invoice: they are no turnover, and their money is not booked on it', () => {
    const order = buildOrder({ lines: [{ price: 6000 }, { price: 4000, giftCard: true }] });
    const { documents, verdict } = plan(order);
    expect(verdict).toEqual({ kind: 'book' });
    expect(documents[0]).toMatchObject({ gross: 6000, tax: 958, bookings: [{ amount: 6000 }] });
    expect(documents[0]!.positions).toHaveLength(1);
  });

  test('sold alone make no document', () => {
    const order = buildOrder({ lines: [{ price: 4000, giftCard: true }] });
    expect(plan(order)).toMatchObject({
      documents: [],
      verdict: { kind: 'skip', problem: { code: 'skip.gift_card_only' } },
    });
  });

  test('paid with one payment and goods with another are told apart where the money meets on one account', () => {
    const payments = [
      { amount: 7000, gateway: 'klarna' },
      { amount: 3000, gateway: 'sofort' },
    ];
    const order = buildOrder({ lines: [{ price: 6000 }, { price: 4000, giftCard: true }], payments });
    expect(plan(order).documents[0]!.bookings).toMatchObject([
      { gateway: 'klarna', amount: 3000 },
      { gateway: 'sofort', amount: 3000 },
    ]);
  });

  test('whose share of several payments is all of them are no question', () => {
    const payments = [
      { amount: 6000, gateway: 'gift_card' },
      { amount: 1000, gateway: 'paypal' },
      { amount: 3000, gateway: 'cash' },
    ];
    const order = buildOrder({ lines: [{ price: 6000 }, { price: 4000, giftCard: true }], payments });
    expect(plan(order)).toMatchObject({
      verdict: { kind: 'book' },
      documents: [{ bookings: [{ gateway: 'gift_card', amount: 6000 }] }],
    });
  });

  test('paid on several accounts are not told apart from the goods', () => {
    const payments = [
      { amount: 6000, gateway: 'paypal' },
      { amount: 4000, gateway: 'cash' },
    ];
    const order = buildOrder({ lines: [{ price: 5000 }, { price: 5000, giftCard: true }], payments });
    const problem = { code: 'payment.gift_card_split', facts: { giftCardCents: 5000 } };
    expect(plan(order)).toMatchObject({ documents: [], verdict: { kind: 'park', problem } });
  });

  test('bought with gift cards are not booked: Shopify does not allow that', () => {
    const payments = [{ amount: 9000, gateway: 'gift_card' }, { amount: 1000 }];
    const order = buildOrder({ lines: [{ price: 6000 }, { price: 4000, giftCard: true }], payments });
    expect(plan(order).verdict).toMatchObject({ kind: 'park', problem: { code: 'payment.gift_card_split' } });
  });

  test('not paid yet make the order wait', () => {
    const order = buildOrder({
      lines: [{ price: 6000 }, { price: 4000, giftCard: true }],
      payments: [{ amount: 9000 }],
    });
    const facts = { receivedCents: 9000, openCents: 1000, totalCents: 10_000 };
    expect(plan(order).verdict).toMatchObject({
      kind: 'wait',
      problem: { code: 'payment.partly_paid', facts },
    });
    const less = buildOrder({
      lines: [{ price: 6000 }, { price: 4000, giftCard: true }],
      payments: [{ amount: 3000 }],
    });
    expect(plan(less).verdict).toMatchObject({ kind: 'wait', problem: { facts: { openCents: 7000 } } });
  });

  test('cannot be paid with gift cards: that money is for the goods', () => {
    const payments = [{ amount: 2500, gateway: 'gift_card' }, { amount: 7500 }];
    const order = buildOrder({ lines: [{ price: 6000 }, { price: 4000, giftCard: true }], payments });
    expect(plan(order).documents[0]!.bookings).toMatchObject([
      { gateway: 'gift_card', amount: 2500, checkAccountId: '102' },
      { gateway: 'shopify_payments', amount: 3500 },
    ]);
  });
});

describe('an order of nothing', () => {
  const free = { lines: [{ price: 1000, discount: 1000 }] };

  test('is skipped', () => {
    expect(plan(buildOrder(free))).toMatchObject({
      documents: [],
      verdict: { kind: 'skip', problem: { code: 'skip.zero_total' } },
    });
  });

  test('is invoiced at 0.00 when the merchant wants it', () => {
    const [document] = plan(buildOrder(free), { settings: { skip: { zeroTotals: false } } }).documents;
    expect(document).toMatchObject({ gross: 0, tax: 0, bookings: [], prepaid: true });
    expect(document!.positions).toHaveLength(1);
  });
});

describe('sales abroad', () => {
  test('exports carry no tax', () => {
    expect(invoiceOf({ country: 'CH', lines: [{ price: 5000, rate: null }] })).toMatchObject({
      taxRule: 2,
      gross: 5000,
      tax: 0,
      deliveryCountry: 'CH',
    });
  });

  test('OSS sales carry the rate of the country', () => {
    const invoice = invoiceOf(
      { country: 'FR', lines: [{ price: 12_000, rate: 2000 }] },
      { settings: { ossFrom: '2021-07-01' } },
    );
    expect(invoice).toMatchObject({
      taxRule: 18,
      tax: 2000,
      deliveryCountry: 'FR',
      positions: [{ rate: 2000 }],
    });
  });

  test('a VAT id that must be confirmed holds the order', () => {
    const spec = {
      country: 'AT',
      lines: [{ price: 5000, exempt: true }],
      buyer: { vatId: 'ATU13585627', taxExempt: true },
    };
    const waiting = plan(buildOrder(spec));
    expect(waiting).toMatchObject({
      documents: [],
      needsVatCheck: 'ATU13585627',
      verdict: { kind: 'wait', problem: { code: 'wait.vat_check' } },
    });
    const vatCheck = {
      vatId: 'ATU13585627',
      valid: true,
      checkedAt: '2026-11-24T10:15:00Z',
      reference: 'WAPIAAA',
    };
    const [document] = plan(buildOrder(spec), { vatCheck }).documents;
    expect(document).toMatchObject({ taxRule: 3, tax: 0, contact: { vatId: 'ATU13585627' } });
  });

  test('small businesses charge none', () => {
    expect(
      invoiceOf({ lines: [{ price: 5000, rate: null }] }, { settings: { regime: 'small_business' } }),
    ).toMatchObject({ taxRule: 11, tax: 0 });
  });
});
