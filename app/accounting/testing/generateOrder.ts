import { buildOrder, type OrderSpec } from './buildOrder.ts';
import type { LineSpec, PaymentSpec, ShippingSpec } from './buildParts.ts';
import type { Random } from './random.ts';
import type { Profile } from './scenario.ts';

const RATES: Record<Profile, readonly (number | null)[]> = {
  german: [1900, 700],
  oss_france: [2000, 1000, 550],
  export: [null],
  small_business: [null],
};
const COUNTRY: Record<Profile, string> = {
  german: 'DE',
  oss_france: 'FR',
  export: 'CH',
  small_business: 'DE',
};

/** A plausible order of a shop, with its payments. */
export function generateOrder(random: Random, profile: Profile): OrderSpec {
  const taxesIncluded = random.chance(75);
  const lines = random.list(lineCount(random), () => generateLine(random, profile));
  const untaxed = RATES[profile][0] === null;
  const worth = lines.reduce(
    (total, line) => total + line.price * (line.quantity ?? 1) - (line.discount ?? 0),
    0,
  );
  const spec: OrderSpec = {
    id: String(random.whole(1_000_000_000_000, 9_999_999_999_999)),
    lines,
    taxesIncluded,
    country: COUNTRY[profile],
    shipping: random.chance(70) ? [generateShipping(random, profile, lines)] : [],
    discount: random.chance(20) ? random.whole(0, Math.min(worth, random.chance(10) ? worth : 5_000)) : 0,
    // Outside of Germany a tip without tax has no rule; inside it is passed on to the staff.
    tip: profile === 'german' && random.chance(5) ? amount(random) : 0,
    fees: random.chance(5)
      ? [{ name: 'Pfand', price: amount(random), rate: random.pick(RATES[profile]) }]
      : [],
    with: generateDays(random),
  };
  if (untaxed && random.chance(10)) lines[0]!.duties = [{ price: amount(random), rate: null }];
  return { ...spec, payments: late(random, spec, generatePayments(random, spec)) };
}

const DAY_MS = 86_400_000;

/** When it was ordered, many around midnight at a month's or year's end; some have left already. */
function generateDays(random: Random): { processedAt: string; fulfilledAt: string[] } {
  const start = random.chance(30)
    ? Date.UTC(2026, random.whole(0, 11), 1) - random.whole(-3, 3 * 24) * 3_600_000
    : Date.UTC(2026, 0, 1) + random.whole(0, 320 * 86_400) * 1_000;
  const parcels = random.list(random.pick([0, 0, 1, 2]), () => start + random.whole(0, 40) * DAY_MS);
  const instant = (time: number) => new Date(time).toISOString();
  return { processedAt: instant(start), fulfilledAt: parcels.map(instant) };
}

/** Money that came at once, or all of it later, or in parts over months: deposits, captures at dispatch, transfers. */
function late(random: Random, spec: OrderSpec, payments: PaymentSpec[]): PaymentSpec[] {
  if (random.chance(60)) return payments;
  let at = Date.parse(spec.with!.processedAt!);
  return payments.map((payment) => {
    at += random.whole(0, random.pick([2, 40])) * DAY_MS;
    return { ...payment, at: new Date(at).toISOString() };
  });
}

/** Mostly small baskets, up to 60 lines. */
const lineCount = (random: Random): number => (random.chance(97) ? random.whole(1, 4) : random.whole(1, 60));

/** 0.01 to 99,999.99, small ones as often as large ones. */
export const amount = (random: Random): number =>
  random.whole(1, random.pick([99, 999, 9_999, 99_999, 9_999_999]));

function generateLine(random: Random, profile: Profile): LineSpec {
  const price = amount(random);
  const quantity = random.chance(60) ? 1 : random.whole(1, 12);
  if (profile === 'german' && random.chance(2)) return { price, giftCard: true };
  if (profile === 'german' && random.chance(1)) return { price, tip: true };
  const discounted = random.chance(25);
  const most = price * quantity;
  return {
    price,
    quantity,
    rate: random.pick(RATES[profile]),
    discount: discounted ? (random.chance(15) ? most : random.whole(0, most)) : 0,
    ...(random.chance(50) ? { sku: `A-${price}` } : {}),
  };
}

function generateShipping(random: Random, profile: Profile, lines: LineSpec[]): ShippingSpec {
  const price = random.chance(20) ? 0 : random.whole(1, 3_000);
  const discount = random.chance(10) ? random.whole(0, price) : 0;
  const rates = [...new Set(lines.filter((line) => line.rate).map((line) => line.rate!))];
  if (rates.length > 1 && random.chance(30)) {
    return { price, discount, rates: rates.map((rate) => ({ rate, weight: random.whole(1, 1_000) })) };
  }
  return { price, discount, rate: rates[0] ?? RATES[profile][0]! };
}

function generatePayments(random: Random, spec: OrderSpec): PaymentSpec[] {
  const total = buildOrder(spec).totals.total;
  if (total === 0) return [];
  const gateway = random.pick(['shopify_payments', 'paypal', 'klarna']);
  if (random.chance(12)) {
    // On account: the money is marked by hand later, in one or several parts.
    return random.chance(50)
      ? []
      : [{ amount: total, gateway: 'bank_transfer', manual: true, status: 'pending' }];
  }
  if (random.chance(12) && total > 1) {
    const first = random.whole(1, total - 1);
    const other = random.pick(['gift_card', 'shopify_store_credit', 'paypal']);
    return [
      { amount: first, gateway: other },
      { amount: total - first, gateway },
    ];
  }
  if (random.chance(5)) {
    const change = random.whole(1, 5_000);
    return [
      { amount: total + change, gateway: 'cash', rounding: random.whole(-2, 2) },
      { amount: change, gateway: 'cash', kind: 'change' },
    ];
  }
  if (random.chance(1)) return [{ amount: total + random.whole(1, 5_000), gateway }];
  if (random.chance(20)) {
    return [
      { amount: total, gateway, kind: 'authorization' },
      { amount: total, gateway, kind: 'capture' },
    ];
  }
  return [
    { amount: total, gateway },
    ...(random.chance(5) ? [{ amount: total, gateway, status: 'failure' as const }] : []),
  ];
}
