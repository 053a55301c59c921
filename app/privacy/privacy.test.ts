import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../accounting/order.ts';
import { refund } from '../accounting/testing/changeOrder.ts';
import { searchDatabase } from '../../tests/support/searchDatabase.ts';
import { documentsOf, newOrder, rowOf, useSyncWorld, type SyncShop } from '../../tests/support/syncWorld.ts';
import { createInbox, type Inbox } from '../inbox/inbox.server.ts';
import { accessTokenContext, bodyContext, exportContext } from '../platform/encryptionContexts.ts';
import { answerRequests, deleteUninstalled } from './answerRequests.server.ts';
import { askForCustomer, askForDeletion } from './askByHand.server.ts';
import { expirePersonal } from './expirePersonal.server.ts';
import type { PrivacyPorts } from './ports.server.ts';

const world = useSyncWorld();
const SECRET = 'the-secret-of-these-tests';
const DAY_MS = 86_400_000;

/** Everything that says who the buyer is. */
const xaver = ['Xaver', 'Quitte', 'xaver@quitte.example', 'Quittengasse', '82467', 'Garmisch'];
let customer = 0;

/** An order of Xaver Quitte, who is another customer of Shopify's in every test. */
function ordersOfXaver(amount = 1): { id: string; orders: Order[] } {
  const id = String(7_000_000 + (customer += 1));
  const person = { firstName: 'Xaver', lastName: 'Quitte', company: null };
  const address = {
    ...person,
    name: 'Xaver Quitte',
    address1: 'Quittengasse 7',
    zip: '82467',
    city: 'Garmisch',
  };
  const buyer = {
    ...person,
    customerId: id,
    customerGid: `gid://shopify/Customer/${id}`,
    email: 'xaver@quitte.example',
  };
  const orders = Array.from({ length: amount }, () => {
    const order = newOrder({ address, buyer });
    return { ...order, note: 'Bitte bei Quitte klingeln', tags: ['Freund von Xaver'] };
  });
  return { id, orders };
}

let inbox: Inbox;
let server: Server;
let installed: boolean | null = null;
const ports = (): PrivacyPorts => ({ ...world.ports, isInstalled: () => Promise.resolve(installed) });
const search = (words: string[]) => searchDatabase(world.ports.db, world.ports.encryption, words);

beforeAll(async () => {
  const [{ url }] = await world.ports.db.$queryRaw<[{ url: string }]>`
    select 'postgresql://' || current_user || '@127.0.0.1:' || inet_server_port() || '/' || current_database() as url`;
  inbox = createInbox({
    databaseUrl: url,
    encryption: world.ports.encryption,
    clock: world.clock,
    secrets: [SECRET],
  });
  server = createServer((request, response) => void inbox.handle(request, response)).listen(0);
});
afterAll(async () => {
  server.close();
  await inbox.close();
});
beforeEach(async () => {
  installed = null;
  await world.ports.db.privacyRequest.deleteMany();
});

/** Shopify asks; the shop in the header is `claimed`. */
async function askFrom(
  topic: string,
  shop: SyncShop,
  more: object = {},
  claimed = shop.domain,
): Promise<number> {
  const body = JSON.stringify({ shop_id: 1, shop_domain: shop.domain, ...more });
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/webhooks/compliance`, {
    method: 'POST',
    body,
    headers: {
      'x-shopify-topic': topic,
      'x-shopify-shop-domain': claimed,
      'x-shopify-webhook-id': randomUUID(),
      'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
    },
  });
  return answer.status;
}

const ofXaver = (id: string, orders: Order[]) => ({
  customer: { id: Number(id), email: 'xaver@quitte.example', phone: '+49 8821 1' },
  orders_to_redact: orders.map((order) => Number(order.id)),
});

const askingXaver = (id: string) => ({
  customer: { id: Number(id), email: 'xaver@quitte.example', phone: '+49 8821 1' },
  orders_requested: [],
  data_request: { id: 9_999 },
});

/** A shop where everything that can hold personal data does. */
async function shopWithXaver(amount = 1) {
  const shop = await world.newShop();
  const { db, encryption } = world.ports;
  await db.settings.create({ data: { shopId: shop.id, value: { mailInvoice: true } } });
  const { id, orders } = ordersOfXaver(amount);
  for (const order of orders) expect(await world.sync(shop, order)).toEqual(['synced']);
  const of = { shopDomain: shop.domain, webhookId: randomUUID() };
  await db.webhookDelivery.create({
    data: {
      ...of,
      shopId: shop.id,
      orderGid: orders[0]!.gid,
      topic: 'orders/edited',
      receivedAt: world.clock.now(),
      bodyEncrypted: encryption.encrypt('{"staff_note":"for Xaver Quitte"}', bodyContext(of)),
    },
  });
  await db.deadLetter.create({
    data: {
      shopId: shop.id,
      orderSyncId: (await rowOf(world, shop, orders[0]!)).id,
      class: 'data',
      hint: { topic: 'orders/paid' },
      error: { message: 'refused: Xaver Quitte is no company' },
      retryCount: 1,
      steps: [],
      createdAt: world.clock.now(),
    },
  });
  return { shop, customerId: id, orders };
}

describe('a buyer asks for deletion', () => {
  it('and the questions about the order go with the names of its lines', async () => {
    const { shop, customerId, orders } = await shopWithXaver();
    const { db } = world.ports;
    const { id } = await rowOf(world, shop, orders[0]!);
    const choice = { gid: 'gid://shopify/LineItem/1', name: 'Ring, graviert: Xaver', rate: 1900, left: 100 };
    const problem = { code: 'order.refund_rate_unknown', facts: {} };
    const question = { sourceGid: 'r', amount: 100, total: 100, problem, choices: [choice], decidable: true };
    await db.orderSync.update({ where: { id }, data: { questions: [question] } });
    expect(await askFrom('customers/redact', shop, ofXaver(customerId, orders))).toBe(200);
    await answerRequests(ports());
    expect((await rowOf(world, shop, orders[0]!)).questions).toEqual([]);
  });

  it('and nothing in the whole database says any more who they were; of another buyer nothing is lost', async () => {
    const { shop, customerId, orders } = await shopWithXaver(2);
    const other = newOrder({ address: { name: 'Berta Birne', lastName: 'Birne', city: 'Bremen' } });
    await world.sync(shop, other);
    const before = new Set((await search(xaver)).map(({ table, column }) => `${table}.${column}`));
    for (const place of [
      'order_sync.buyer_encrypted',
      'order_sync.snapshot_encrypted',
      'document.plan_encrypted',
      'contact_link.details_encrypted',
      'outgoing_mail.to_encrypted',
      'webhook_delivery.body_encrypted',
      'dead_letter.error',
    ])
      expect(before).toContain(place);

    // Only one of the two orders is named: the other one is found by the customer.
    expect(await askFrom('customers/redact', shop, ofXaver(customerId, orders.slice(0, 1)))).toBe(200);
    expect(await answerRequests(ports())).toBe(1);

    expect(await search(xaver)).toEqual([]);
    expect((await search(['Birne'])).length).toBeGreaterThan(0);
    const row = await rowOf(world, shop, orders[0]!);
    expect(row).toMatchObject({
      buyerIndex: [],
      state: 'synced',
      invoiceNumber: expect.stringContaining('RE-'),
    });
    const [proof] = await world.ports.db.privacyRequest.findMany();
    expect(proof).toMatchObject({ state: 'done', subjectEncrypted: null, kind: 'redact_customer' });
    expect(proof!.counts).toMatchObject({ order_sync: 2, document: 2 });
  });

  it('and it stays so when the order is read again, though Shopify still shows them', async () => {
    const { shop, customerId, orders } = await shopWithXaver();
    await askFrom('customers/redact', shop, ofXaver(customerId, orders));
    await answerRequests(ports());
    await world.sync(shop, orders[0]!);
    expect(await search(xaver)).toEqual([]);
  });

  it('while a run is under way that has read them: it writes nothing back', async () => {
    // 1. a run reads the order; 2. the data are deleted; 3. the run would save what it read.
    const { shop, customerId, orders } = await shopWithXaver();
    await world.hint(shop, orders[0]!.gid);
    const overtaken = {
      ...world.ports,
      readOrder: async (...args: Parameters<typeof world.ports.readOrder>) => {
        const answer = await world.ports.readOrder(...args);
        await askFrom('customers/redact', shop, ofXaver(customerId, orders));
        await answerRequests(ports());
        return answer;
      },
    };
    expect(await world.run(shop, orders[0]!.gid, overtaken)).toBe('lost');
    expect(await search(xaver)).toEqual([]);
    expect(await world.drain(shop)).toEqual(['synced']);
    expect(await search(xaver)).toEqual([]);
  });

  it('and a later refund still becomes a credit note with the address that stands on the invoice', async () => {
    const { shop, customerId, orders } = await shopWithXaver();
    await askFrom('customers/redact', shop, ofXaver(customerId, orders));
    await answerRequests(ports());
    const refunded = refund(orders[0]!, { lines: [{ line: 0, quantity: 1 }] });
    expect(await world.sync(shop, refunded)).toEqual(['synced']);
    const { creditNotes } = documentsOf(world, shop, refunded);
    expect(creditNotes).toHaveLength(1);
    expect(creditNotes[0]!.address).toContain('Xaver Quitte\nQuittengasse 7\n82467 Garmisch');
    expect(await search(xaver)).toEqual([]);
  });

  it('in one shop, and another shop’s buyer of that address stays', async () => {
    const { shop, customerId, orders } = await shopWithXaver();
    const { shop: other } = await shopWithXaver();
    await askFrom('customers/redact', shop, ofXaver(customerId, orders));
    await answerRequests(ports());
    const left = await world.ports.db.orderSync.findMany({ where: { buyerEncrypted: { not: null } } });
    expect(left.map(({ shopId }) => shopId)).toEqual([other.id]);
  });

  it('and it is the signed body that names the shop, not the header', async () => {
    const { shop, customerId, orders } = await shopWithXaver();
    const stranger = await world.newShop();
    await askFrom('customers/redact', stranger, ofXaver(customerId, orders), shop.domain);
    await answerRequests(ports());
    expect((await search(['Quittengasse'])).length).toBeGreaterThan(0);
  });

  it('in a way nobody can read: it is kept for somebody to look at, and acknowledged', async () => {
    const shop = await world.newShop();
    expect(await askFrom('customers/redact', shop, { customer: 'Xaver' })).toBe(200);
    expect(await answerRequests(ports())).toBe(0);
    expect(await world.ports.db.privacyRequest.findMany()).toMatchObject([{ state: 'unreadable' }]);
  });
});

describe('a buyer asks what is stored', () => {
  it('and the merchant finds it all in one file, which is gone after 30 days', async () => {
    const { shop, customerId, orders } = await shopWithXaver();
    const { db, encryption } = world.ports;
    await askFrom('customers/data_request', shop, askingXaver(customerId));
    await answerRequests(ports());
    const row = await db.privacyExport.findFirstOrThrow({ where: { shopId: shop.id } });
    expect(row).toMatchObject({ reference: '9999', orders: 1 });
    const content = encryption.decrypt(row.contentEncrypted, exportContext(shop.id, '9999'));
    for (const word of xaver) expect(content).toContain(word);
    expect(JSON.parse(content)).toMatchObject({
      orders: [
        {
          orderId: orders[0]!.id,
          shownAs: 'Xaver Quitte',
          documents: [{ mail: { to: 'xaver@quitte.example', state: 'sent' } }],
          webhooks: [{ body: { staff_note: 'for Xaver Quitte' } }],
        },
      ],
    });

    world.clock.jumpTo(new Date(world.clock.now().getTime() + 30 * DAY_MS));
    await expirePersonal(ports());
    expect(await db.privacyExport.count()).toBe(0);
  });

  it('and a deletion takes the file along', async () => {
    const { shop, customerId, orders } = await shopWithXaver();
    await askFrom('customers/data_request', shop, askingXaver(customerId));
    await askFrom('customers/redact', shop, ofXaver(customerId, orders));
    await answerRequests(ports());
    expect(await world.ports.db.privacyExport.count()).toBe(0);
    expect(await search(xaver)).toEqual([]);
  });
});

describe('a shop goes', () => {
  const tables = [
    'shop',
    'order_sync',
    'document',
    'booking',
    'event',
    'webhook_delivery',
    'settings',
    'contact_link',
  ];
  const everything = async (shop: SyncShop) => search([shop.domain, shop.id, ...xaver]);

  async function uninstall(shop: SyncShop) {
    installed = false;
    await world.ports.db.session.deleteMany({ where: { shopId: shop.id } });
    await world.ports.db.shop.update({ where: { id: shop.id }, data: { uninstalledAt: world.clock.now() } });
  }

  it('and when Shopify asks for it, nothing of it is left anywhere but a proof without a name', async () => {
    const { shop } = await shopWithXaver();
    const before = new Set((await everything(shop)).map(({ table }) => table));
    for (const table of tables) expect(before).toContain(table);
    await uninstall(shop);
    expect(await askFrom('shop/redact', shop)).toBe(200);
    await answerRequests(ports());
    expect(await everything(shop)).toEqual([]);
    const [proof] = await world.ports.db.privacyRequest.findMany();
    const shopHash = createHash('sha256').update(shop.domain).digest('hex');
    expect(proof).toMatchObject({ shopHash, state: 'done', counts: { order_sync: 1, shop: 1 } });
  });

  it('and two days later it is deleted even if Shopify never asks', async () => {
    const { shop } = await shopWithXaver();
    await uninstall(shop);
    world.clock.jumpTo(new Date(world.clock.now().getTime() + 2 * DAY_MS - 1_000));
    await deleteUninstalled(ports());
    expect((await everything(shop)).length).toBeGreaterThan(0);
    world.clock.jumpTo(new Date(world.clock.now().getTime() + 2_000));
    await deleteUninstalled(ports());
    expect(await everything(shop)).toEqual([]);
    expect(await world.ports.db.privacyRequest.findMany()).toMatchObject([
      { kind: 'redact_shop', state: 'done' },
    ]);
  });

  it('and comes back before: everything is kept', async () => {
    const { shop } = await shopWithXaver();
    installed = true;
    await askFrom('shop/redact', shop);
    await answerRequests(ports());
    await deleteUninstalled(ports());
    expect(await world.ports.db.orderSync.count({ where: { shopId: shop.id } })).toBe(1);
    expect(await world.ports.db.privacyRequest.findMany()).toMatchObject([{ state: 'kept' }]);
  });

  it('without word: when Shopify does not know the token any more, it is deleted, and not before Shopify said so', async () => {
    const { shop } = await shopWithXaver();
    await askFrom('shop/redact', shop);
    await answerRequests(ports());
    expect(await world.ports.db.privacyRequest.findMany()).toMatchObject([{ state: 'open' }]);
    installed = false;
    world.clock.jumpTo(new Date(world.clock.now().getTime() + 3_600_000));
    await answerRequests(ports());
    expect(await everything(shop)).toEqual([]);
  });

  it('and a deletion that was cut off is gone on with, beside the shop that was installed anew', async () => {
    const { shop } = await shopWithXaver();
    const { db, encryption } = world.ports;
    // 1. the deletion took the shop's name and died; 2. the shop is installed again; 3. the next round.
    await db.shop.update({
      where: { id: shop.id },
      data: { domain: `deleted:${shop.id}`, uninstalledAt: new Date() },
    });
    const fresh = await db.shop.create({ data: { domain: shop.domain } });
    const accessTokenEncrypted = encryption.encrypt('new', accessTokenContext(fresh.id));
    await db.session.create({
      data: {
        id: `offline_${shop.domain}`,
        shopId: fresh.id,
        state: '',
        isOnline: false,
        accessTokenEncrypted,
      },
    });
    await answerRequests(ports());
    expect(await db.shop.findUnique({ where: { id: shop.id } })).toBeNull();
    expect(await db.session.count({ where: { shopId: fresh.id } })).toBe(1);
  });
});

describe('a merchant', () => {
  const acting = (shop: SyncShop) => ({ shopId: shop.id, actor: 'user:1' });

  it('deletes a customer by order number or e-mail address', async () => {
    const { shop, orders } = await shopWithXaver();
    expect(await askForCustomer(ports(), acting(shop), 'redact_customer', '#no-such')).toEqual({
      kind: 'unknown',
    });
    await askForCustomer(ports(), acting(shop), 'redact_customer', orders[0]!.name);
    await answerRequests(ports());
    expect(await search(xaver)).toEqual([]);

    const again = await shopWithXaver();
    await askForCustomer(ports(), acting(again.shop), 'redact_customer', ' XAVER@quitte.example ');
    await answerRequests(ports());
    expect(await search(xaver)).toEqual([]);
  });

  it('cannot reach another shop’s order', async () => {
    const { orders } = await shopWithXaver();
    const stranger = await world.newShop();
    expect(await askForCustomer(ports(), acting(stranger), 'data_request', orders[0]!.name)).toEqual({
      kind: 'unknown',
    });
  });

  it('deletes everything while the app stays installed', async () => {
    const { shop } = await shopWithXaver();
    await askForDeletion(ports(), acting(shop));
    expect(await world.ports.db.shop.findFirst({ where: { id: shop.id } })).toMatchObject({
      pausedBy: 'merchant',
    });
    await answerRequests(ports());
    expect(await search([shop.domain, shop.id, ...xaver])).toEqual([]);
  });
});

describe('time passes', () => {
  it('and 180 days after the order last changed its buyer is forgotten, the ledger is not', async () => {
    const { shop, orders } = await shopWithXaver();
    const changed = new Date(orders[0]!.updatedAt).getTime();
    world.clock.jumpTo(new Date(changed + 180 * DAY_MS - 60_000));
    await expirePersonal(ports());
    expect((await search(['Quittengasse'])).length).toBeGreaterThan(0);
    world.clock.jumpTo(new Date(changed + 180 * DAY_MS));
    expect(await expirePersonal(ports())).toMatchObject({ order_sync: 1 });
    expect(await search(xaver)).toEqual([]);
    expect(await rowOf(world, shop, orders[0]!)).toMatchObject({ state: 'synced', redactedAt: null });
    expect(await world.ports.db.booking.count({ where: { shopId: shop.id } })).toBe(1);
  });

  it('and after a week nothing is left of what webhooks said', async () => {
    await shopWithXaver();
    world.clock.jumpTo(new Date(world.clock.now().getTime() + 8 * DAY_MS));
    await expirePersonal(ports());
    expect(await world.ports.db.webhookDelivery.count({ where: { bodyEncrypted: { not: null } } })).toBe(0);
  });
});
