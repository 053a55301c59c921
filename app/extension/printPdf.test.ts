import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { action, loader } from '../routes/api.extension.print.ts';
import type { PrintAnswer } from './answers.ts';
import { issueTicket } from './printTicket.server.ts';
import { bookOrder, client, recordOrder } from './testing/bookOrder.ts';
import { APP_URL, bearer, encryption, request, extensionWorld, type InstalledShop } from './testing/world.ts';

const world = extensionWorld();
let shop: InstalledShop;
let foreign: InstalledShop;
let refunded: Awaited<ReturnType<typeof bookOrder>>;
let plain: Awaited<ReturnType<typeof bookOrder>>;

beforeAll(async () => {
  shop = await world.installShop('a');
  foreign = await world.installShop('b');
  refunded = await bookOrder(world, shop, '1001', { refunded: true });
  plain = await bookOrder(world, shop, '1002');
  await recordOrder(world, shop, '1003');
  await bookOrder(world, foreign, '2001');
});
beforeEach(() => world.sevdesk.clearFaults());

const ask = async (orderIds: unknown, authorization: string | null) =>
  action(request('/api/extension/print', { method: 'POST', authorization, body: { orderIds } }));

async function prepare(orderIds: string[], of = shop): Promise<PrintAnswer> {
  const answer = await ask(orderIds, await bearer(of.domain));
  expect(answer.status).toBe(200);
  return (await answer.json()) as PrintAnswer;
}

const print = (url: string, authorization: string | null = null) => loader(request(url, { authorization }));
const pages = async (answer: Response) => (await PDFDocument.load(await answer.arrayBuffer())).getPageCount();

describe('what can be printed', () => {
  it('is every finished document of the selected orders, in their order', async () => {
    const { url, ...rest } = await prepare(['1002', '1001']);
    expect(rest).toEqual({
      documents: [
        { kind: 'invoice', number: plain.invoiceNumber },
        { kind: 'invoice', number: refunded.invoiceNumber },
        { kind: 'credit_note', number: refunded.creditNoteNumber },
      ],
      without: [],
      unknown: 0,
    });
    expect(url).toMatch(new RegExp(`^${APP_URL}/api/extension/print\\?ticket=`));
  });

  it('names what is left out, and tells nothing of a foreign order but that it is unknown', async () => {
    const { documents, without, unknown } = await prepare(['1002', '1003', '2001', '9999']);
    expect(documents).toEqual([{ kind: 'invoice', number: plain.invoiceNumber }]);
    expect({ without, unknown }).toEqual({ without: ['#1003'], unknown: 2 });
  });

  it('is no document that stands in another sevdesk account than the one connected now', async () => {
    const moved = await world.installShop('moved');
    await bookOrder(world, moved, '3001');
    await world.db.document.updateMany({
      where: { shopId: moved.id },
      data: { accountKey: 'account-former' },
    });
    expect(await prepare(['3001'], moved)).toMatchObject({ documents: [], without: ['#3001'] });
  });
});

describe('the PDF', () => {
  it("is sevdesk's own for one document, byte for byte, and cached nowhere", async () => {
    const { url } = await prepare(['1002']);
    const answer = await print(url);
    expect(answer.headers.get('Content-Type')).toBe('application/pdf');
    expect(answer.headers.get('Content-Disposition')).toBe(`inline; filename="${plain.invoiceNumber}.pdf"`);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const original = await client(world, shop).pdf('invoice', plain.invoiceId);
    expect(original).toMatchObject({
      kind: 'done',
      value: { content: new Uint8Array(await answer.arrayBuffer()) },
    });
  });

  it('has the pages of all documents of a selection', async () => {
    const { url } = await prepare(['1001', '1002']);
    expect(await pages(await print(url))).toBe(3);
  });

  it('has only the kinds that were chosen', async () => {
    const { url } = await prepare(['1001']);
    expect(await (await print(`${url}&kinds=credit_note`)).text()).toContain(refunded.creditNoteNumber!);
    expect(await pages(await print(`${url}&kinds=invoice,credit_note`))).toBe(2);
    expect((await print(`${url}&kinds=cancellation`)).status).toBe(404);
  });

  it('changes nothing in sevdesk: every request is a read that does not count as sending', async () => {
    const { url } = await prepare(['1001', '1002']);
    const before = world.sevdesk.state({ account: 'a' }).accounts[0]!;
    await print(url);
    const after = world.sevdesk.state({ account: 'a' }).accounts[0]!;
    expect([after.invoices, after.creditNotes]).toEqual([before.invoices, before.creditNotes]);
    const asked = Object.keys(after.requests).filter(
      (call) => after.requests[call] !== before.requests[call],
    );
    expect(asked.sort()).toEqual(['GET /CreditNote/:id/getPdf', 'GET /Invoice/:id/getPdf']);
  });

  it('is to be had for five minutes, and longer for whoever brings a session token of the shop', async () => {
    const sixMinutesAgo = { now: () => new Date(Date.now() - 6 * 60_000), sleep: async () => {} };
    const right = { domain: shop.domain, orderIds: ['1002'], language: 'en' as const };
    const url = `/api/extension/print?ticket=${issueTicket({ encryption, clock: sixMinutesAgo }, right)}`;
    const late = await print(url);
    expect(late.status).toBe(401);
    expect(await late.text()).toContain('has expired');
    expect((await print(url, await bearer(shop.domain))).status).toBe(200);
    expect((await print(url, await bearer(foreign.domain))).status).toBe(404);
  });

  it('may be loaded with the session token that Shopify sends along', async () => {
    const { url } = await prepare(['1002']);
    expect((await print(url, await bearer(shop.domain))).status).toBe(200);
  });
});

describe('when sevdesk does not hand a document out', () => {
  it.each([
    [{ kind: '500_before' }, 503, 'Versuchen Sie es in einer Minute noch einmal.'],
    [{ kind: '429' }, 503, 'Versuchen Sie es in einer Minute noch einmal.'],
  ] as const)('after %j nothing is printed, not even the rest', async (fault, status, text) => {
    const { url } = await prepare(['1001', '1002']);
    world.sevdesk.addFault({ fault, match: { account: 'a', path: '/CreditNote/:id/getPdf' } });
    const answer = await print(url);
    expect(answer.status).toBe(status);
    const page = await answer.text();
    expect(page).toContain(text);
    expect(page).toContain(refunded.creditNoteNumber);
  });

  it('says so when the key is not accepted any more, or the document is gone', async () => {
    const left = await world.installShop('left');
    await bookOrder(world, left, '4001');
    const { url } = await prepare(['4001'], left);
    const [invoice] = world.sevdesk.state({ account: 'left' }).accounts[0]!.invoices;
    world.sevdesk.deleteDocument({ account: 'left', kind: invoice!.kind, id: invoice!.id });
    expect(await (await print(url)).text()).toContain('gelöscht');
    world.sevdesk.revokeTokens({ account: 'left' });
    expect(await (await print(url)).text()).toContain('API-Token');
  });
});

describe('nobody else gets anything', () => {
  it.each([
    ['no token', async () => null],
    ['an expired token', () => bearer('a.myshopify.com', { age: 120 })],
    ['a forged token', () => bearer('a.myshopify.com', { signedWith: 'another-secret-altogether' })],
  ])('%s: 401, for the question and for the PDF', async (name, authorization) => {
    expect((await ask(['1001'], await authorization())).status).toBe(401);
    if (name === 'no token') return;
    const { url } = await prepare(['1001']);
    expect((await print(url, await authorization())).status).toBe(401);
  });

  it('a foreign shop: its own ids are unknown here, and a ticket of another shop is of no use to it', async () => {
    expect((await ask(['1001'], await bearer(foreign.domain))).status).toBe(404);
    const { url } = await prepare(['1001']);
    expect((await print(url, await bearer(foreign.domain))).status).toBe(404);
  });

  it('an address without a ticket, or with one that was made up', async () => {
    expect((await print('/api/extension/print')).status).toBe(401);
    expect((await print('/api/extension/print?ticket=v1.k1.AAAA.AAAA.AAAA')).status).toBe(401);
  });

  it('a shop that is not installed, or not connected', async () => {
    expect((await ask(['1001'], await bearer('unknown.myshopify.com'))).status).toBe(403);
    const gone = await world.installShop('gone');
    await bookOrder(world, gone, '5001');
    const { url } = await prepare(['5001'], gone);
    await world.db.sevdeskConnection.delete({ where: { shopId: gone.id } });
    expect((await ask(['5001'], await bearer(gone.domain))).status).toBe(403);
    expect((await print(url)).status).toBe(404);
    await world.db.shop.update({ where: { id: gone.id }, data: { uninstalledAt: new Date() } });
    expect((await print(url)).status).toBe(404);
  });

  it.each([
    [[]],
    [['gid://shopify/Order/1001']],
    [["1' or 1=1"]],
    [Array.from({ length: 51 }, (_, n) => `${n}`)],
    ['1001'],
  ])('a question that is none: %j', async (orderIds) => {
    expect((await ask(orderIds, await bearer(shop.domain))).status).toBe(400);
  });
});
