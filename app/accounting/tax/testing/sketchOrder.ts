import type { Address, LineProduct, Order, OrderLine, OrderGid } from '../../order.ts';
import { cents, parseCents, rate, taxInGross, ZERO, type Cents } from '../../money.ts';
import { parseSettings, type AccountingSettings } from '../../settings.ts';
import type { TaxDecision, TaxedAmount, TaxInput } from '../contract.ts';

/** An order in the few words that its tax depends on. */
export interface Sketch {
  /** Shipping address: "FR 75001", "GB BT1 1AA", "ES /GC" (province), "IT 23030 Livigno". */
  to?: string;
  /** Billing address; the shipping address when left out. */
  bill?: string | null;
  /**
   * What is sold, parts joined by " + ": "119.00@19" goods with the tax of 19 % inside, "119.00" goods without any
   * tax line, "119.00@19=0.00" another tax than the rate's. Before it: file (nothing to ship), gift, ship, tip, fee,
   * duty, rounding, untaxable (marked so in Shopify). After it: "!" = a marketplace owes the tax.
   */
  sold: string;
  day?: string;
  oss?: string | null;
  small?: boolean;
  /** What sevdesk is, when it is not what the shop says. */
  sevdesk?: 'regular' | 'small_business';
  unshipped?: AccountingSettings['unshippedLines'];
  /** What the merchant says of a product type. */
  natures?: AccountingSettings['productNatures'];
  /** Of every line. */
  product?: LineProduct;
  intraCommunity?: boolean;
  vatId?: string;
  vies?: 'valid' | 'invalid';
  company?: string;
  exempt?: 'order' | 'buyer' | 'reverse_charge';
  pickup?: boolean;
  channel?: string;
  staffTips?: boolean;
  photovoltaics?: boolean;
  shipsFrom?: string;
}

/** The question for decideTax that a sketch stands for. */
export function sketchInput(sketch: Sketch): TaxInput {
  const parts = sketch.sold.split(' + ').map(readPart);
  const regime = sketch.small ? 'small_business' : 'regular';
  const { vies } = sketch;
  return {
    order: sketchOrder(sketch, parts),
    day: sketch.day ?? '2026-11-24',
    lines: parts.map(({ amount }) => amount),
    settings: parseSettings({
      regime,
      ossFrom: sketch.oss ?? null,
      shipsFrom: sketch.shipsFrom,
      unshippedLines: sketch.unshipped,
      productNatures: sketch.natures,
      intraCommunity: sketch.intraCommunity,
      tips: sketch.staffTips ? 'staff' : 'park',
      domesticZeroRate: sketch.photovoltaics,
    }),
    account: { regime: sketch.sevdesk ?? regime, quantityRounding: 'per_line', gatewayAccounts: {} },
    vatCheck: vies
      ? {
          vatId: sketch.vatId ?? '',
          valid: vies === 'valid',
          checkedAt: '2026-11-24T10:00:00Z',
          reference: 'WAPIAAAAX1',
        }
      : null,
  };
}

/** A decision in a few words: "rule 18, oss_goods, 20 20", "ask about FR40303265045", "tax.missing". */
export function inWords(decision: TaxDecision): string {
  switch (decision.kind) {
    case 'decided': {
      const rates = decision.rates.map((each) => each / 100).join(' ');
      return `rule ${decision.rule}, ${decision.evidence.reason}, ${rates}`;
    }
    case 'check_vat':
      return `ask about ${decision.vatId}`;
    case 'problem':
      return decision.problem.code;
  }
}

interface Part {
  amount: TaxedAmount;
  taxable: boolean;
}

const KINDS: Record<string, TaxedAmount['kind']> = {
  ship: 'shipping',
  tip: 'tip',
  fee: 'fee',
  duty: 'duty',
  rounding: 'rounding',
};

function readPart(part: string, index: number): Part {
  const [, word = '', figure = '', taxes = '', mark] =
    /^(?:([a-z]+) )?([\d.]+)((?:@[\d.]+(?:=[\d.]+)?)*)(!?)$/.exec(part) ?? [];
  const gross = amountOf(figure);
  const kind = KINDS[word] ?? 'line';
  return {
    taxable: word !== 'untaxable' && word !== 'gift',
    amount: {
      gid: `gid://shopify/${kind === 'line' ? 'LineItem' : kind}/${index}`,
      kind,
      requiresShipping: kind === 'line' && word !== 'file' && word !== 'gift',
      isGiftCard: word === 'gift',
      gross,
      taxes: [...taxes.matchAll(/@([\d.]+)(?:=([\d.]+))?/g)].map(([, percent = '', tax]) => {
        const each = rate(Math.round(Number(percent) * 100));
        return { rate: each, amount: tax === undefined ? taxInGross(gross, each) : amountOf(tax) };
      }),
      channelLiable: mark === '!',
    },
  };
}

function amountOf(text: string): Cents {
  const amount = parseCents(text);
  if (amount === null) throw new Error(`"${text}" is no amount`);
  return amount;
}

export function addressOf(text: string): Address {
  const [, country = '', zip = '', province, city] =
    /^([A-Z]{2}|)(?: ([A-Z]{1,2}\d[\dA-Z]* ?\d?[A-Z]{0,2}|[A-Z-]*\d[\d -]*\d))?(?: ?\/(\S+))?(?: (\D+))?$/.exec(
      text,
    ) ?? [];
  return {
    name: 'Erika Mustermann',
    firstName: 'Erika',
    lastName: 'Mustermann',
    company: null,
    address1: 'Teststr. 1',
    address2: null,
    zip: zip === '' ? null : zip,
    city: city ?? 'Musterstadt',
    provinceCode: province ?? null,
    countryCode: country === '' ? null : country,
  };
}

function sketchOrder(sketch: Sketch, parts: Part[]): Order {
  const shippingAddress = sketch.to === undefined ? null : addressOf(sketch.to);
  const billingAddress =
    sketch.bill === undefined ? shippingAddress : sketch.bill === null ? null : addressOf(sketch.bill);
  const total = cents(parts.reduce((sum, { amount }) => sum + amount.gross, 0));
  return {
    gid: 'gid://shopify/Order/6012345678901' as OrderGid,
    id: '6012345678901',
    name: '#1001',
    createdAt: `${sketch.day ?? '2026-11-24'}T09:00:00Z`,
    processedAt: `${sketch.day ?? '2026-11-24'}T09:00:00Z`,
    updatedAt: `${sketch.day ?? '2026-11-24'}T09:00:00Z`,
    cancelledAt: null,
    cancelReason: null,
    test: false,
    edited: false,
    channel: sketch.channel ?? 'web',
    tags: [],
    attributes: [],
    note: null,
    poNumber: null,
    currency: 'EUR',
    presentmentCurrency: 'EUR',
    taxesIncluded: true,
    taxExempt: sketch.exempt === 'order',
    estimatedTaxes: false,
    dutiesIncluded: false,
    financialStatus: 'paid',
    fullyPaid: true,
    gateways: ['paypal'],
    totals: {
      total,
      originalTotal: total,
      currentTotal: total,
      tax: ZERO,
      currentTax: ZERO,
      shipping: ZERO,
      discounts: ZERO,
      tip: ZERO,
      duties: ZERO,
      additionalFees: ZERO,
      received: total,
      refunded: ZERO,
      outstanding: ZERO,
      roundingPaid: ZERO,
      roundingRefunded: ZERO,
      presentmentTotal: '0.00',
    },
    taxLines: [],
    lines: parts
      .filter(({ amount }) => amount.kind === 'line')
      .map((part) => ({ ...lineOf(part), product: sketch.product ?? null })),
    shippingLines: [],
    additionalFees: [],
    transactions: [],
    refunds: [],
    agreements: [],
    buyer: {
      customerGid: null,
      customerId: null,
      firstName: 'Erika',
      lastName: 'Mustermann',
      email: null,
      locale: 'de-DE',
      taxExempt: sketch.exempt === 'buyer',
      taxExemptions: sketch.exempt === 'reverse_charge' ? ['EU_REVERSE_CHARGE_EXEMPTION_RULE'] : [],
      vatId: sketch.vatId ?? null,
      company: sketch.company ?? null,
    },
    billingAddress,
    shippingAddress,
    pickup: sketch.pickup ?? false,
    fulfilledAt: [],
    businessEntity: null,
  };
}

function lineOf({ amount, taxable }: Part): OrderLine {
  return {
    gid: amount.gid ?? '',
    name: 'T-Shirt',
    sku: null,
    quantity: 1,
    currentQuantity: 1,
    isGiftCard: amount.isGiftCard,
    isTip: false,
    taxable,
    requiresShipping: amount.requiresShipping,
    unitPrice: amount.gross,
    originalTotal: amount.gross,
    discount: ZERO,
    taxLines: [],
    duties: [],
  };
}
