import { beforeAll, describe, expect, it } from 'vitest';
import { cents } from '../accounting/money.ts';
import { explain } from '../accounting/explain.ts';
import { action, loader } from '../routes/api.extension.orders.$orderId.ts';
import type { OrderStatusAnswer } from './answers.ts';
import { bookOrder, recordOrder } from './testing/bookOrder.ts';
import { bearer, request, extensionWorld, type InstalledShop } from './testing/world.ts';

const world = extensionWorld();
let shop: InstalledShop;
let foreign: InstalledShop;

beforeAll(async () => {
  shop = await world.installShop('a');
  foreign = await world.installShop('b');
  await recordOrder(world, foreign, '2001', { state: 'parked' });
});

const at = (orderId: string, locale = 'de') => `/api/extension/orders/${orderId}?locale=${locale}`;

async function read(
  orderId: string,
  { locale = 'de', authorization }: { locale?: string; authorization?: string | null } = {},
) {
  const given = authorization === undefined ? await bearer(shop.domain) : authorization;
  return loader(request(at(orderId, locale), { authorization: given, params: { orderId } }));
}

async function sync(orderId: string, authorization?: string | null) {
  const given = authorization === undefined ? await bearer(shop.domain) : authorization;
  return action(request(at(orderId), { method: 'POST', authorization: given, params: { orderId } }));
}

const statusOf = async (answer: Response) => {
  expect(answer.status).toBe(200);
  return (await answer.json()) as OrderStatusAnswer;
};
const row = (orderId: string) => world.db.orderSync.findFirstOrThrow({ where: { shopId: shop.id, orderId } });

describe('how an order stands', () => {
  it('is told with its documents and where sevdesk shows them', async () => {
    const { invoiceNumber, creditNoteNumber, invoiceId } = await bookOrder(world, shop, '1001', {
      refunded: true,
    });
    const status = await statusOf(await read('1001'));
    expect(status).toMatchObject({
      orderId: '1001',
      state: 'synced',
      busy: false,
      invoiceNumber,
      problem: null,
    });
    expect(status.documents.map(({ kind, number }) => [kind, number])).toEqual([
      ['invoice', invoiceNumber],
      ['credit_note', creditNoteNumber],
    ]);
    expect(status.documents[0]?.sevdeskUrl).toContain(invoiceId);
  });

  it.each([
    ['de', 'de'],
    ['en', 'en'],
    ['fr', 'en'],
  ] as const)('says in the language of the admin (%s) what is in the way', async (locale, language) => {
    const orderId = `11${['de', 'en', 'fr'].indexOf(locale)}`;
    const problem = {
      code: 'order.totals_mismatch' as const,
      facts: { expectedCents: cents(2000), foundCents: cents(1999) },
    };
    const { code: problemCode, facts: problemFacts } = problem;
    await recordOrder(world, shop, orderId, { state: 'parked', problemCode, problemFacts });
    const status = await statusOf(await read(orderId, { locale }));
    const { title, explanation, fix } = explain(problem, language);
    expect(status.problem).toEqual({ title, explanation, fix });
  });

  it('may be read by the extension, and is kept by no cache', async () => {
    const origin = 'https://extensions.shopifycdn.com';
    await recordOrder(world, shop, '1200');
    const asking = { authorization: await bearer(shop.domain), params: { orderId: '1200' }, origin };
    const answer = await loader(request(at('1200'), asking));
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const refused = await loader(request(at('1200'), { ...asking, authorization: null }));
    expect([refused.status, refused.headers.get('Access-Control-Allow-Origin')]).toEqual([401, origin]);
    const before = await loader(request(at('1200'), { method: 'OPTIONS', origin }));
    expect([before.status, before.headers.get('Access-Control-Allow-Origin')]).toEqual([204, origin]);
  });
});

describe('syncing again', () => {
  it('makes the order due now, on behalf of the person who asked', async () => {
    await recordOrder(world, shop, '1300', { state: 'parked', problemCode: 'sevdesk.refused' });
    const before = await row('1300');
    const status = await statusOf(await sync('1300'));
    expect(status).toMatchObject({ orderId: '1300', busy: true });
    const after = await row('1300');
    expect(after.wantedRevision).toBeGreaterThan(before.wantedRevision);
    expect(after.nextAttemptAt!.getTime()).toBeLessThanOrEqual(Date.now());
    const audit = await world.db.auditEntry.findMany({ where: { shopId: shop.id } });
    expect(audit.at(-1)?.actor).toBe('user:42');
  });

  it('does not ask twice for a run that is due already', async () => {
    await recordOrder(world, shop, '1400', { state: 'parked' });
    await statusOf(await sync('1400'));
    const once = await row('1400');
    await statusOf(await sync('1400'));
    expect((await row('1400')).wantedRevision).toBe(once.wantedRevision);
  });

  it('has an end when somebody in a shop presses without end, for that shop only', async () => {
    const busy = await world.installShop('busy');
    const authorization = await bearer(busy.domain);
    const pressed = { shopId: busy.id, at: new Date(), actor: 'user:42', action: 'sync_again', detail: {} };
    await world.db.auditEntry.createMany({ data: Array.from({ length: 29 }, () => pressed) });
    for (const orderId of ['91', '92']) await recordOrder(world, busy, orderId, { state: 'parked' });
    expect((await sync('91', authorization)).status).toBe(200);
    expect((await sync('92', authorization)).status).toBe(429);
    const after = await world.db.orderSync.findFirstOrThrow({ where: { shopId: busy.id, orderId: '92' } });
    expect(after).toMatchObject({ wantedRevision: 1n, state: 'parked' });
    await recordOrder(world, shop, '1500', { state: 'parked' });
    expect((await sync('1500')).status).toBe(200);
  });

  it('takes no other verb', async () => {
    const asking = {
      method: 'DELETE',
      authorization: await bearer(shop.domain),
      params: { orderId: '1300' },
    };
    expect((await action(request(at('1300'), asking))).status).toBe(405);
  });
});

describe('nobody else gets anything', () => {
  it.each([
    ['no token', async () => null],
    ['an expired token', () => bearer('b.myshopify.com', { age: 120 })],
    ['a forged token', () => bearer('b.myshopify.com', { signedWith: 'another-secret-altogether' })],
  ])('%s: 401 to look and to sync', async (_, authorization) => {
    expect((await read('2001', { authorization: await authorization() })).status).toBe(401);
    expect((await sync('2001', await authorization())).status).toBe(401);
  });

  it.each(['2001', '9999', 'abc', '1 or 1=1', ''])(
    'order "%s" of another shop, or of none: 404',
    async (orderId) => {
      expect((await read(orderId)).status).toBe(404);
      expect((await sync(orderId)).status).toBe(404);
      const theirs = await world.db.orderSync.findFirstOrThrow({
        where: { shopId: foreign.id, orderId: '2001' },
      });
      expect(theirs).toMatchObject({ wantedRevision: 1n, nextAttemptAt: null });
    },
  );

  it('a shop where the app is not installed: 403', async () => {
    expect((await read('1001', { authorization: await bearer('unknown.myshopify.com') })).status).toBe(403);
    const gone = await world.installShop('gone');
    await world.db.shop.update({ where: { id: gone.id }, data: { uninstalledAt: new Date() } });
    expect((await read('1001', { authorization: await bearer(gone.domain) })).status).toBe(403);
  });
});
