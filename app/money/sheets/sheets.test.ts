import { beforeAll, describe, expect, it } from 'vitest';
import { newOrder, useSyncWorld, type SyncShop } from '../../../tests/support/syncWorld.ts';
import { cents } from '../../accounting/money.ts';
import type { Order } from '../../accounting/order.ts';
import { monthlyFees } from '../fees/monthlyFees.server.ts';
import { listFees } from '../fees/listFees.server.ts';
import { listAccounts } from './listAccounts.server.ts';
import { listOpen } from './listOpen.server.ts';
import { readSheet } from './readSheet.server.ts';
import type { AccountKey, AccountSum } from './views.ts';

// The shop books cards on its clearing account. In October a card payment of 100.00; in November one of 50.00 with a gift
// card of 20.00 in it, an order of 30.00 that is paid with 25.00 of a gift card, and a deposit of 40.00 of 90.00.

const world = useSyncWorld({ keep: true });
const november = { from: '2026-11-01', to: '2026-11-30' };
let shop: SyncShop;
let other: SyncShop;
let accountId: string;

const paid = (day: string) => ({ processedAt: `${day}T09:00:00Z` });
const withFee = (order: Order, fee: number, tax = 0): Order => ({
  ...order,
  transactions: order.transactions.map((one) =>
    one.gateway === 'shopify_payments'
      ? { ...one, fees: [{ amount: cents(fee), tax: cents(tax), currency: 'EUR' }] }
      : one,
  ),
});

const stories = (): Order[] => [
  withFee(
    newOrder({ shipping: [], lines: [{ price: 10_000 }], with: { name: '#1', ...paid('2026-10-20') } }),
    240,
  ),
  withFee(
    newOrder({
      shipping: [],
      lines: [{ price: 3000 }, { price: 2000, giftCard: true }],
      with: { name: '#2', ...paid('2026-11-03') },
    }),
    135,
  ),
  newOrder({
    shipping: [],
    lines: [{ price: 3000 }],
    with: { name: '#3', ...paid('2026-11-10') },
    payments: [
      { amount: 2500, gateway: 'gift_card' },
      { amount: 500, gateway: 'shopify_payments' },
    ],
  }),
  newOrder({
    shipping: [],
    lines: [{ price: 9000 }],
    with: { name: '#4', ...paid('2026-11-12') },
    payments: [{ amount: 4000, gateway: 'paypal' }],
  }),
];

beforeAll(async () => {
  [shop, other] = [await world.newShop(), await world.newShop()];
  await world.ports.db.shop.updateMany({ data: { syncFrom: new Date('2026-10-01T00:00:00Z') } });
  for (const order of stories()) {
    await world.sync(shop, order);
    await world.sync(other, order);
  }
  const chosen = await world.ports.db.gatewayAccount.findFirstOrThrow({ where: { shopId: shop.id } });
  accountId = chosen.checkAccountId!;
});

const clearing = (): AccountKey => ({ kind: 'clearing', id: accountId });
const sums = ({ account, openingCents, inCents, outCents, closingCents, openCents }: AccountSum) => [
  account.kind,
  openingCents,
  inCents,
  outCents,
  closingCents,
  openCents,
];

describe('the accounts of a month', () => {
  it('carry over what was there, and name what is not booked', async () => {
    const accounts = await listAccounts(world.ports.db, shop.id, november);
    expect(accounts.map(sums)).toEqual([
      // 30.00 of the second order, 30.00 of the third; the deposit waits for the rest.
      ['clearing', 10_000, 6000, 0, 16_000, 4000],
      // 20.00 sold, 25.00 used.
      ['gift_cards', 0, 2000, 2500, -500, 0],
    ]);
    expect(accounts[0]).toMatchObject({ account: { id: accountId }, gateways: ['*'] });
  });

  it('hold every cent that moved', async () => {
    const accounts = await listAccounts(world.ports.db, shop.id, { from: '2026-01-01', to: '2026-12-31' });
    const [cards] = accounts;
    const moved = await world.ports.db.movement.aggregate({
      where: { shopId: shop.id },
      _sum: { amountCents: true, giftCardsCents: true },
    });
    const { amountCents, giftCardsCents } = moved._sum;
    expect(cards!.closingCents + cards!.openCents + Number(giftCardsCents)).toBe(Number(amountCents));
  });

  it('of a shop without orders are those that are chosen, with nothing on them', async () => {
    const quiet = await world.newShop();
    expect((await listAccounts(world.ports.db, quiet.id, november)).map(sums)).toEqual([
      ['clearing', 0, 0, 0, 0, 0],
    ]);
  });
});

describe('a sheet', () => {
  it('lists what was booked, the newest first, with order and document', async () => {
    const { lines, next } = await readSheet(world.ports.db, shop.id, clearing(), november, null, 50);
    expect(next).toBeNull();
    expect(
      lines
        .map((line) => [line.day, line.orderName, line.gateway, line.amountCents])
        .sort((a, b) => String(a).localeCompare(String(b))),
    ).toEqual([
      ['2026-11-03', '#2', 'shopify_payments', 3000],
      ['2026-11-10', '#3', 'gift_card', 2500],
      ['2026-11-10', '#3', 'shopify_payments', 500],
    ]);
    expect(lines.at(-1)).toMatchObject({ kind: 'payment', document: { kind: 'invoice', number: 'RE-1001' } });
  });

  it('is the same read page by page', async () => {
    const whole = await readSheet(world.ports.db, shop.id, clearing(), november, null, 50);
    const read: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await readSheet(world.ports.db, shop.id, clearing(), november, cursor, 1);
      read.push(...page.lines.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== null);
    expect(read).toEqual(whole.lines.map(({ id }) => id));
  });

  it('of gift cards tells those sold and those used', async () => {
    const { lines } = await readSheet(world.ports.db, shop.id, { kind: 'gift_cards' }, november, null, 50);
    expect(lines.map(({ orderName, kind, amountCents }) => [orderName, kind, amountCents])).toEqual([
      ['#3', 'used', -2500],
      ['#2', 'sold', 2000],
    ]);
  });

  it.each(['', 'x', Buffer.from('{"day":"2026-11-03","id":"no uuid"}').toString('base64url')])(
    'begins at the start for a cursor that is none: %j',
    async (cursor) => {
      const { lines } = await readSheet(world.ports.db, shop.id, clearing(), november, cursor, 50);
      expect(lines).toHaveLength(3);
    },
  );
});

it('what is not booked is listed with its reason', async () => {
  const { items, more } = await listOpen(world.ports.db, shop.id, november, clearing());
  expect(more).toBe(false);
  expect(items).toMatchObject([
    { orderName: '#4', gateway: 'paypal', amountCents: 4000, booking: null, code: 'payment.partly_paid' },
  ]);
});

it('a booking on its way is listed as such', async () => {
  await world.ports.db.booking.updateMany({
    where: { shopId: other.id, amountCents: 500 },
    data: { state: 'unclear', bookedAt: null },
  });
  const { items } = await listOpen(world.ports.db, other.id, november, null);
  expect(items.map(({ orderName, booking, amountCents }) => [orderName, booking, amountCents])).toEqual([
    ['#3', 'unclear', 500],
    ['#4', null, 4000],
  ]);
});

describe('fees', () => {
  it('are summed by month, and what is not known is counted', async () => {
    const year = { from: '2026-01-01', to: '2026-12-31' };
    expect(await monthlyFees(world.ports.db, shop.id, year)).toEqual({
      months: [
        {
          month: '2026-11',
          gateway: 'shopify_payments',
          currency: 'EUR',
          payments: 1,
          feeCents: 135,
          taxCents: 0,
        },
        {
          month: '2026-10',
          gateway: 'shopify_payments',
          currency: 'EUR',
          payments: 1,
          feeCents: 240,
          taxCents: 0,
        },
      ],
      unknown: 1,
    });
  });

  it('are listed payment by payment', async () => {
    const year = { from: '2026-01-01', to: '2026-12-31' };
    const first = await listFees(world.ports.db, shop.id, year, null, 1);
    const rest = await listFees(world.ports.db, shop.id, year, first[0]!, 5);
    expect([...first, ...rest].map(({ orderName, feeCents }) => [orderName, feeCents])).toEqual([
      ['#1', 240],
      ['#2', 135],
    ]);
  });

  it('that a later reading does not tell any more stay known', async () => {
    const [order] = stories();
    const row = await world.ports.db.orderSync.findFirstOrThrow({
      where: { shopId: shop.id, orderName: '#1' },
    });
    const silent = {
      ...order!,
      gid: row.orderGid as Order['gid'],
      id: row.orderId,
      transactions: order!.transactions.map((one) => ({ ...one, fees: null })),
    };
    await world.sync(shop, silent);
    const fees = await listFees(world.ports.db, shop.id, { from: '2026-10-01', to: '2026-10-31' }, null, 5);
    expect(fees.map(({ feeCents }) => feeCents)).toEqual([240]);
  });
});
