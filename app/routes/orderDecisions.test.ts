import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveTokens } from '../shopify/saveTokens.server.ts';
import { loadTexts } from '../ui/texts.tsx';
import { bookOrder } from '../extension/testing/bookOrder.ts';
import {
  bearer,
  encryption,
  extensionWorld,
  request,
  type InstalledShop,
} from '../extension/testing/world.ts';

// What a merchant decides on the order's page, as the browser sends it.

const world = extensionWorld();
const ORDER = '4712';
const GID = `gid://shopify/Order/${ORDER}`;
const REFUND = 'gid://shopify/Refund/1';
let shop: InstalledShop;

const question = {
  sourceGid: REFUND,
  amount: 500,
  total: 500,
  problem: { code: 'order.refund_rate_unknown', facts: {} },
  choices: [
    { gid: 'gid://shopify/LineItem/1', name: 'Tasse', rate: 1900, left: 4000 },
    { gid: 'gid://shopify/LineItem/2', name: 'Buch', rate: 700, left: 300 },
  ],
  decidable: true,
};

beforeAll(async () => {
  process.env['SHOPIFY_TWIN_URL'] = 'http://127.0.0.1:9';
  await Promise.all([loadTexts('de'), loadTexts('en')]);
  shop = await world.installShop('decider');
  const token = { accessToken: 'token', refreshToken: null, refreshTokenExpires: null, expires: null };
  await saveTokens(world.db, encryption, shop, { ...token, scope: 'read_orders,read_customers' });
  await bookOrder(world, shop, ORDER);
});
beforeEach(() => setOrder({ state: 'parked', problemCode: 'order.refund_rate_unknown', decisions: [] }));

const setOrder = (data: object) =>
  world.db.orderSync.updateMany({
    where: { shopId: shop.id, orderGid: GID },
    data: { questions: [question], ...data },
  });
const stored = () => world.db.orderSync.findFirstOrThrow({ where: { shopId: shop.id, orderGid: GID } });

/** The form of the page is sent. */
async function send(body: object): Promise<unknown> {
  const { action } = await import('./app.orders.$orderId._index.tsx');
  const authorization = await bearer(shop.domain);
  const asked = request('/app/orders', { method: 'POST', authorization, body, params: { orderId: ORDER } });
  asked.request.headers.set('User-Agent', 'Mozilla/5.0 Chrome/150.0');
  return action(asked);
}
const decide = (answer: object, about: object = {}) =>
  send({ intent: 'decide', sourceGid: REFUND, amount: 500, ...about, answer });

describe('a refund that only the merchant can place', () => {
  it('is placed at a rate, and the order is due', async () => {
    expect(await decide({ kind: 'rate', rate: 1900 })).toEqual({ kind: 'decided' });
    const { decisions, nextAttemptAt } = await stored();
    expect(decisions).toEqual([{ sourceGid: REFUND, amount: 500, kind: 'rate', rate: 1900 }]);
    expect(nextAttemptAt).not.toBeNull();
    const audit = await world.db.auditEntry.findFirst({ where: { action: 'decide_refund' } });
    expect(audit).toMatchObject({ target: GID, actor: 'user:42' });
  });

  it('is split, to the cent', async () => {
    const parts = (cup: number, book: number) => [
      { gid: 'gid://shopify/LineItem/1', amount: cup },
      { gid: 'gid://shopify/LineItem/2', amount: book },
    ];
    expect(await decide({ kind: 'split', parts: parts(300, 199) })).toEqual({
      kind: 'wrong',
      field: 'split',
      missingCents: 1,
    });
    expect(await decide({ kind: 'split', parts: parts(100, 400) })).toMatchObject({
      field: 'part',
      name: 'Buch',
      leftCents: 300,
    });
    expect((await stored()).decisions).toEqual([]);
    expect(await decide({ kind: 'split', parts: parts(300, 200) })).toEqual({ kind: 'decided' });
  });

  it('is not placed at a rate of which less is left', async () => {
    expect(await decide({ kind: 'rate', rate: 700 })).toEqual({ kind: 'wrong', field: 'rate' });
  });

  it('was credited by hand: sevdesk must have that credit note', async () => {
    expect(await decide({ kind: 'by_hand', number: 'GU-1' })).toEqual({
      kind: 'wrong',
      field: 'number',
      why: 'not_found',
    });
  });

  it('is left out; an answer to what is asked no more is taken by nobody', async () => {
    expect(await decide({ kind: 'leave_out' }, { amount: 501 })).toEqual({ kind: 'gone' });
    expect(await decide({ kind: 'leave_out' })).toEqual({ kind: 'decided' });
  });

  it('is asked in the form that the page has, and in no other', async () => {
    const bad = [{ kind: 'rate' }, { kind: 'split', parts: [{ gid: 'x', amount: -1 }] }, { kind: 'guess' }];
    for (const answer of bad) {
      const refused = await decide(answer).catch((thrown: unknown) => thrown);
      expect(refused).toMatchObject({ status: 400 });
    }
  });
});

describe('a payment that sevdesk has', () => {
  it('is accepted by the button of the page', async () => {
    await setOrder({ problemCode: 'sevdesk.already_paid_elsewhere', questions: [] });
    const document = await world.db.document.findFirstOrThrow({ where: { shopId: shop.id } });
    await world.db.document.update({ where: { id: document.id }, data: { paidCents: 0 } });
    world.sevdesk.markPaid({ account: shop.name, kind: 'invoice', id: document.sevdeskId! });
    expect(await send({ intent: 'accept_payment' })).toEqual({ kind: 'accepted' });
    const after = await world.db.document.findUniqueOrThrow({ where: { id: document.id } });
    expect(after.paidCents).toBe(after.grossCents);
    expect((await stored()).nextAttemptAt).not.toBeNull();
  });

  it('is not accepted where nothing is the matter', async () => {
    await setOrder({ state: 'synced', problemCode: null, questions: [] });
    expect(await send({ intent: 'accept_payment' })).toEqual({ kind: 'gone' });
  });
});
