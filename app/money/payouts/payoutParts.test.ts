import { describe, expect, it } from 'vitest';
import { Random } from '../../accounting/testing/random.ts';
import { cents } from '../../accounting/money.ts';
import type { BalanceTransaction } from '../../shopify/readPayouts.server.ts';
import { takeApart } from './payoutParts.ts';

const part = (
  type: string,
  amount: number,
  fee = 0,
  more: Partial<BalanceTransaction> = {},
): BalanceTransaction => ({
  gid: `gid://shopify/ShopifyPaymentsBalanceTransaction/${type}${amount}`,
  type,
  amount: cents(amount),
  fee: cents(fee),
  net: cents(amount - fee),
  currency: 'EUR',
  day: '2026-11-24',
  test: false,
  transactionGid: null,
  orderName: null,
  reason: null,
  ...more,
});
const payout = (net: number) => ({ net: cents(net), currency: 'EUR' });
const faultOf = (net: number, ...parts: BalanceTransaction[]) => {
  const apart = takeApart(payout(net), parts);
  return apart.kind === 'parked' ? apart.why : null;
};

it('a payout is its charges less refunds, fees and what the bank took back', () => {
  const parts = [
    part('CHARGE', 10_000, 240),
    part('REFUND', -2000),
    part('DISPUTE_WITHDRAWAL', -3000),
    part('CHARGEBACK_FEE', 0, 1500),
    part('RESERVED_FUNDS', -1000),
    part('TRANSFER', -2260),
  ];
  expect(takeApart(payout(2260), parts)).toMatchObject({
    kind: 'whole',
    sums: {
      byKind: { charge: 10_000, refund: -2000, dispute: -3000, dispute_fee: 0, reserve: -1000 },
      gross: 4000,
      fees: 1740,
    },
  });
});

describe('a payout is parked, by name,', () => {
  it('with a kind that is not known', () => {
    expect(faultOf(5000, part('LENDING_CAPITAL_REMITTANCE', 5000))).toEqual({
      fault: 'unknownKind',
      type: 'LENDING_CAPITAL_REMITTANCE',
    });
    expect(faultOf(1, part('constructor', 1))).toEqual({ fault: 'unknownKind', type: 'constructor' });
  });
  it('when a cent is missing', () => {
    expect(faultOf(9761, part('CHARGE', 10_000, 240))).toEqual({
      fault: 'sumDiffers',
      expected: 9761,
      found: 9760,
    });
  });
  it('when a part is not its amount less its fee', () => {
    const odd = part('REFUND', -2000, -50, { net: cents(-2050) });
    expect(faultOf(-2050, odd)).toEqual({ fault: 'partDiffers', expected: -1950, found: -2050 });
  });
  it('with test money, in another currency, or without parts', () => {
    expect(faultOf(100, part('CHARGE', 100, 0, { test: true }))).toEqual({ fault: 'test' });
    expect(faultOf(100, part('CHARGE', 100, 0, { currency: 'GBP' }))).toMatchObject({
      fault: 'otherCurrency',
    });
    expect(faultOf(100, part('TRANSFER', -100))).toEqual({ fault: 'noParts' });
  });
});

it('whatever happened in a shop, its payouts are whole, and a payout that lost a part never is', () => {
  const kinds = [
    'CHARGE',
    'REFUND',
    'REFUND_FAILURE',
    'DISPUTE_WITHDRAWAL',
    'DISPUTE_REVERSAL',
    'ADJUSTMENT',
  ];
  for (let seed = 1; seed <= 3000; seed++) {
    const random = new Random(seed);
    const parts = random.list(random.whole(1, 12), () => {
      const amount = random.whole(1, 50_000) * (random.chance(70) ? 1 : -1);
      return part(random.pick(kinds), amount, random.chance(50) ? random.whole(0, 900) : 0);
    });
    const net = parts.reduce((sum, one) => sum + one.net, 0);
    const apart = takeApart(payout(net), parts);
    if (apart.kind !== 'whole') throw new Error(`seed ${seed}: ${JSON.stringify(apart.why)}`);
    const { gross, fees, byKind } = apart.sums;
    expect(gross - fees).toBe(net);
    expect(Object.values(byKind).reduce((sum, one) => sum + one, 0)).toBe(gross);
    const lost = random.whole(0, parts.length - 1);
    const without = takeApart(payout(net), parts.toSpliced(lost, 1)).kind;
    expect(without === 'parked' || parts[lost]!.net === 0, `seed ${seed}`).toBe(true);
  }
});
