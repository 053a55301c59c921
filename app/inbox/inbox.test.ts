import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock } from '../platform/clock.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import { orderJobKey } from '../platform/queue/jobs.server.ts';
import { createInbox, type Inbox } from './inbox.server.ts';
import { bodyContext } from '../platform/encryptionContexts.ts';
import { routes, type Topic } from './topics.ts';

const SHOP = 'demo.myshopify.com';
const SECRET = 'the-current-secret';
const PREVIOUS = 'the-previous-secret';
const ORDER = 'gid://shopify/Order/820982911946154508';

const database = useDatabase();
const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);
let inbox: Inbox;
let server: Server;
let origin: string;
let shopId: string;

function open(databaseUrl: string): Inbox {
  return createInbox({ databaseUrl, encryption, clock: systemClock, secrets: [SECRET, PREVIOUS] });
}
async function listen(on: Inbox) {
  const made = createServer((request, response) => {
    if (!on.handle(request, response)) response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => made.once('listening', resolve));
  return { made, address: `http://127.0.0.1:${(made.address() as AddressInfo).port}` };
}

beforeAll(async () => {
  inbox = open(database.url);
  ({ made: server, address: origin } = await listen(inbox));
});
afterAll(async () => {
  server.close();
  await inbox.close();
});
beforeEach(async () => {
  await database.db.webhookDelivery.deleteMany();
  await database.db.shop.deleteMany();
  await database.db.$executeRaw`delete from graphile_worker._private_jobs`;
  const shop = await database.db.shop.create({
    data: { domain: SHOP, installedAt: new Date('2026-01-01T00:00:00Z') },
  });
  shopId = shop.id;
});

const sign = (body: string | Buffer, secret = SECRET) =>
  createHmac('sha256', secret).update(body).digest('base64');
const routeOf = (topic: Topic) =>
  Object.entries(routes).find(([, topics]) => (topics as readonly string[]).includes(topic))![0];

/** A delivery as Shopify sends it; `headers` replaces or, with null, removes some. */
function deliver(
  topic: Topic,
  body: string | Buffer,
  headers: Record<string, string | null> = {},
  to = origin,
) {
  const all: Record<string, string | null> = {
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-shop-domain': SHOP,
    'x-shopify-webhook-id': randomUUID(),
    'x-shopify-event-id': randomUUID(),
    'x-shopify-api-version': '2026-10',
    'x-shopify-triggered-at': new Date().toISOString(),
    'x-shopify-hmac-sha256': sign(body),
    ...headers,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  return fetch(to + routeOf(topic), { method: 'POST', body: body as BodyInit, headers: given });
}
const paid = (headers = {}, body = `{"id":820982911946154508,"admin_graphql_api_id":"${ORDER}"}`) =>
  deliver('orders/paid', body, headers);

const jobs = () =>
  database.db.$queryRaw<{ task: string; key: string; payload: unknown; priority: number }[]>`
    select task.identifier as task, job.key, job.payload, job.priority
    from graphile_worker._private_jobs job join graphile_worker._private_tasks task on task.id = job.task_id`;
const deliveries = () => database.db.webhookDelivery.findMany({ orderBy: { id: 'asc' } });

describe('a delivery', () => {
  it('is recorded with its encrypted body and wakes up the sync of its order', async () => {
    const body = `{"id":820982911946154508,"admin_graphql_api_id":"${ORDER}","email":"erika@example.com"}`;
    const response = await paid({ 'x-shopify-webhook-id': 'w-1', 'x-shopify-event-id': 'e-1' }, body);
    expect([response.status, await response.text()]).toEqual([200, '']);
    const [row] = await deliveries();
    expect(row).toMatchObject({
      shopDomain: SHOP,
      shopId,
      webhookId: 'w-1',
      topic: 'orders/paid',
      orderGid: ORDER,
    });
    expect(row).toMatchObject({ eventId: 'e-1', apiVersion: '2026-10', triggeredAt: expect.any(Date) });
    expect(row!.bodyEncrypted).not.toContain('erika');
    expect(encryption.decrypt(row!.bodyEncrypted!, bodyContext(row!))).toBe(body);
    const payload = { shopId, orderGid: ORDER };
    expect(await jobs()).toEqual([
      { task: 'sync_order', key: orderJobKey(shopId, ORDER), payload, priority: 0 },
    ]);
  });

  it('that comes 20 times at once is one row and one job, and every answer is 200', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => paid({ 'x-shopify-webhook-id': 'same' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect([await deliveries(), await jobs()]).toMatchObject([{ length: 1 }, { length: 1 }]);
  });

  it('of which many of one order come at once is many rows and one job', async () => {
    await Promise.all(Array.from({ length: 30 }, () => paid()));
    expect([await deliveries(), await jobs()]).toMatchObject([{ length: 30 }, { length: 1 }]);
  });

  it('with the id of another shop’s delivery is not taken for a repetition', async () => {
    await database.db.shop.create({ data: { domain: 'other.myshopify.com' } });
    await paid({ 'x-shopify-webhook-id': 'same' });
    await paid({ 'x-shopify-webhook-id': 'same', 'x-shopify-shop-domain': 'other.myshopify.com' });
    expect(await deliveries()).toHaveLength(2);
  });

  it('that is repeated after its job was done wakes up nothing', async () => {
    await paid({ 'x-shopify-webhook-id': 'same' });
    await database.db.$executeRaw`delete from graphile_worker._private_jobs`;
    expect((await paid({ 'x-shopify-webhook-id': 'same' })).status).toBe(200);
    expect(await jobs()).toEqual([]);
  });

  it('is accepted under the former secret while it is rotated', async () => {
    const body = `{"admin_graphql_api_id":"${ORDER}"}`;
    expect((await paid({ 'x-shopify-hmac-sha256': sign(body, PREVIOUS) }, body)).status).toBe(200);
  });

  it('of a shop that is uninstalled is recorded and causes no work', async () => {
    await database.db.shop.updateMany({ data: { uninstalledAt: new Date() } });
    expect((await paid()).status).toBe(200);
    expect([await deliveries(), await jobs()]).toMatchObject([{ length: 1 }, []]);
  });

  it('of every topic finds its way', async () => {
    const bodies: Record<string, string> = {
      'refunds/create': '{"id":1,"order_id":820982911946154508}',
      'order_transactions/create': '{"id":1,"order_id":820982911946154508}',
      'orders/edited': '{"order_edit":{"order_id":820982911946154508}}',
    };
    const topics = Object.values(routes).flat();
    const answers = await Promise.all(
      topics.map((topic) => {
        // An uninstallation of long ago, so that it does not end the others' work.
        const headers: Record<string, string> =
          topic === 'app/uninstalled' ? { 'x-shopify-triggered-at': '2025-01-01T00:00:00Z' } : {};
        return deliver(topic, bodies[topic] ?? '{"id":820982911946154508}', headers);
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    const rows = await deliveries();
    expect(rows.map(({ topic }) => topic).sort()).toEqual([...topics].sort());
    expect(rows.filter(({ orderGid }) => orderGid === ORDER)).toHaveLength(7);
    expect((await jobs()).map(({ task }) => task).sort()).toEqual(['read_shop', 'sync_order']);
  });

  const samples = path.resolve('../shared/data/orders');
  it.skipIf(!existsSync(samples))(
    'in the shape of Shopify’s own samples is understood (needs ../shared/data)',
    async () => {
      for (const [file, topic] of [
        ['098-webhook-orders-cancelled-2024-07.json', 'orders/cancelled'],
        ['100-webhook-orders-cancelled-2026-04.json', 'orders/cancelled'],
        ['102-webhook-refunds-create-2026-04.json', 'refunds/create'],
        ['104-webhook-transaction-2026-04.json', 'order_transactions/create'],
      ] as const) {
        expect(readdirSync(samples)).toContain(file);
        expect((await deliver(topic, readFileSync(path.join(samples, file)))).status).toBe(200);
      }
      // Saved by a tool that rounded the numbers; only the first two carry the gid as text.
      const rounded = 'gid://shopify/Order/820982911946154500';
      expect((await deliveries()).map(({ orderGid }) => orderGid)).toEqual([ORDER, ORDER, rounded, rounded]);
    },
  );
});

describe('a request that is refused', () => {
  /** What there is after the answer: of a refused request nothing is kept, and nothing is set off. */
  const after = async ({ status }: Response) => ({
    status,
    deliveries: await deliveries(),
    jobs: await jobs(),
  });
  const refused = (status: number) => ({ status, deliveries: [], jobs: [] });

  it.each([
    ['with a foreign signature', { 'x-shopify-hmac-sha256': sign('{}', 'wrong-secret') }],
    ['with a signature of another length', { 'x-shopify-hmac-sha256': 'abc' }],
    ['with an empty signature', { 'x-shopify-hmac-sha256': '' }],
    ['without a signature', { 'x-shopify-hmac-sha256': null }],
  ])('%s: 401', async (_, headers) => {
    expect(await after(await paid(headers))).toEqual(refused(401));
  });

  it('because its body was changed on the way by one blank: 401', async () => {
    const body = `{"admin_graphql_api_id":"${ORDER}"}`;
    expect(await after(await paid({ 'x-shopify-hmac-sha256': sign(body) }, `${body} `))).toEqual(
      refused(401),
    );
  });

  it.each([
    ['a webhook id', { 'x-shopify-webhook-id': null }],
    ['a shop', { 'x-shopify-shop-domain': null }],
    ['a topic', { 'x-shopify-topic': null }],
    ['a shop on myshopify.com', { 'x-shopify-shop-domain': 'evil.example' }],
    ['a topic that is subscribed', { 'x-shopify-topic': 'products/create' }],
    ['a topic of this route', { 'x-shopify-topic': 'app/uninstalled' }],
    ['a bearable webhook id', { 'x-shopify-webhook-id': 'x'.repeat(5_000) }],
  ])('for want of %s: 400', async (_, headers) => {
    expect(await after(await paid(headers))).toEqual(refused(400));
  });

  it.each([
    ['no JSON', '{"id":'],
    ['empty', ''],
    ['a list', '[1]'],
    ['a number', '5'],
    ['null', 'null'],
    ['about no order', '{"id":"x"}'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['deeply nested', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['deeply nested inside', `{"id":1,"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['deeply nested in objects', `{"id":1,"x":${'{"x":'.repeat(5_000)}1${'}'.repeat(5_000)}}`],
  ])('whose signed body is %s: 400', async (_, body) => {
    expect(await after(await deliver('orders/paid', body))).toEqual(refused(400));
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    'because of its method %s: 405',
    async (method) => {
      const response = await fetch(`${origin}/webhooks/orders`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    },
  );

  it('because it is too large: 413, announced or not', async () => {
    const large = 'x'.repeat(2 * 1024 * 1024 + 1);
    expect(await after(await deliver('orders/paid', large))).toEqual(refused(413));
    const unannounced = new ReadableStream({
      pull: (controller) => controller.enqueue(Buffer.alloc(256 * 1024)),
    });
    const headers = { 'x-shopify-hmac-sha256': sign(large) };
    const init = { method: 'POST', body: unannounced, headers, duplex: 'half' };
    expect(await after(await fetch(`${origin}/webhooks/orders`, init as RequestInit))).toEqual(refused(413));
  });

  it('because it announces too much is answered before its body comes, and hung up on soon', async () => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    const head = [
      'POST /webhooks/orders HTTP/1.1',
      'host: x',
      'x-shopify-hmac-sha256: x',
      'content-length: 999999999',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(data.toString())),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    await new Promise((resolve) => socket.once('close', resolve));
  });

  it('because nobody has that address: 404', async () => {
    expect(await after(await fetch(`${origin}/webhooks/other`, { method: 'POST' }))).toEqual(refused(404));
  });
});

it('takes a body of just the largest size', async () => {
  const shell = `{"admin_graphql_api_id":"${ORDER}","x":""}`;
  const body = shell.replace('""', `"${'x'.repeat(2 * 1024 * 1024 - shell.length)}"`);
  expect((await paid({}, body)).status).toBe(200);
});

it('a change of what the shop grants is recorded, and asked of Shopify by a job', async () => {
  const body = '{"id":1,"previous":["read_orders"],"current":["read_orders","read_all_orders"]}';
  expect((await deliver('app/scopes_update', body, {})).status).toBe(200);
  expect(await deliveries()).toMatchObject([{ topic: 'app/scopes_update', shopId }]);
  const jobs = await database.db.$queryRaw<{ task: string; payload: unknown }[]>`
    select t.identifier as task, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'read_shop'`;
  expect(jobs).toEqual([{ task: 'read_shop', payload: { shopId } }]);
});

describe('an uninstallation', () => {
  const uninstalled = (headers = {}, body = `{"id":1,"myshopify_domain":"${SHOP}"}`) =>
    deliver('app/uninstalled', body, headers);
  const shop = () => database.db.shop.findUniqueOrThrow({ where: { id: shopId } });
  beforeEach(async () => {
    const session = { id: `offline_${SHOP}`, shopId, state: '', isOnline: false, accessTokenEncrypted: 'x' };
    await database.db.session.create({ data: session });
  });
  const sessions = () => database.db.session.count();

  it('is recorded and marks the shop, in one; its tokens stay until Shopify refuses them', async () => {
    expect((await uninstalled()).status).toBe(200);
    expect((await shop()).uninstalledAt).toBeInstanceOf(Date);
    expect([await sessions(), (await deliveries()).length]).toEqual([1, 1]);
  });

  it('that comes after a session token has proven the app installed again is recorded only', async () => {
    await database.db.session.updateMany({ data: { updatedAt: new Date('2026-01-02') } });
    await database.db.shop.updateMany({ data: { provenAt: new Date() } });
    await uninstalled({ 'x-shopify-triggered-at': new Date(Date.now() - 60_000).toISOString() });
    expect([(await shop()).uninstalledAt, (await deliveries()).length]).toEqual([null, 1]);
  });

  it.each([
    ['a request to delete a shop', `{"shop_id":1,"shop_domain":"${SHOP}"}`],
    ['an order', `{"id":1,"admin_graphql_api_id":"${ORDER}"}`],
  ])('whose signed body is %s is recorded only', async (_, body) => {
    await uninstalled({}, body);
    expect([(await shop()).uninstalledAt, (await deliveries()).length]).toEqual([null, 1]);
  });

  it('that is repeated after a reinstallation takes nothing away', async () => {
    await uninstalled({ 'x-shopify-webhook-id': 'same' });
    await database.db.shop.updateMany({ data: { uninstalledAt: null } });
    await uninstalled({ 'x-shopify-webhook-id': 'same' });
    expect((await shop()).uninstalledAt).toBeNull();
  });

  it('that comes late, about an earlier installation, is recorded only', async () => {
    await uninstalled({ 'x-shopify-triggered-at': '2025-12-31T23:59:59Z' });
    expect([(await shop()).uninstalledAt, await sessions(), (await deliveries()).length]).toEqual([
      null,
      1,
      1,
    ]);
  });

  it('that comes after the app was installed again is recorded only: a token was granted since', async () => {
    await uninstalled({ 'x-shopify-triggered-at': new Date(Date.now() - 60_000).toISOString() });
    expect([(await shop()).uninstalledAt, await sessions(), (await deliveries()).length]).toEqual([
      null,
      1,
      1,
    ]);
  });

  it('that comes after Shopify has refused the token counts, whatever was noted about the token since', async () => {
    await database.db.session.updateMany({ data: { accessTokenEncrypted: '' } });
    await uninstalled({ 'x-shopify-triggered-at': new Date(Date.now() - 60_000).toISOString() });
    expect([(await shop()).uninstalledAt, await sessions()]).toEqual([expect.any(Date), 1]);
  });

  it('whose signed body names another shop than its header is recorded only', async () => {
    await uninstalled({}, '{"id":1,"myshopify_domain":"other.myshopify.com"}');
    expect([(await shop()).uninstalledAt, await sessions(), (await deliveries()).length]).toEqual([
      null,
      1,
      1,
    ]);
  });

  it('of a shop that nobody knows is taken, and nothing is kept of it', async () => {
    expect((await uninstalled({ 'x-shopify-shop-domain': 'new.myshopify.com' }, '{"id":1}')).status).toBe(
      200,
    );
    expect([await sessions(), (await deliveries()).length]).toEqual([1, 0]);
  });
});

describe('one signed body sent again and again', () => {
  it('for shops that are invented leaves nothing behind', async () => {
    const body = `{"id":1,"admin_graphql_api_id":"${ORDER}"}`;
    for (let count = 0; count < 20; count++) {
      const headers = { 'x-shopify-shop-domain': `invented-${count}.myshopify.com` };
      expect((await paid(headers, body)).status).toBe(200);
      expect((await deliver('app/uninstalled', `{"myshopify_domain":"${SHOP}"}`, headers)).status).toBe(200);
    }
    expect([await deliveries(), await jobs()]).toEqual([[], []]);
  });

  it('is one request for privacy a day, whatever its headers say', async () => {
    await database.db.privacyRequest.deleteMany();
    const body = `{"shop_id":1,"shop_domain":"${SHOP}","customer":{"id":7},"orders_to_redact":[1]}`;
    for (let count = 0; count < 10; count++) {
      const headers = { 'x-shopify-shop-domain': `invented-${count}.myshopify.com` };
      expect((await deliver('customers/redact', body, headers)).status).toBe(200);
    }
    expect(await database.db.privacyRequest.findMany()).toMatchObject([{ kind: 'redact_customer' }]);
    expect(await deliveries()).toEqual([]);
  });
});

/** After that a delivery has failed, whatever is answered (Shopify: "five seconds"); the inbox gives up after 3.5 s. */
const SHOPIFY_WAITS_MS = 5_000;

describe('with the database', () => {
  it('down: 503 in less than Shopify’s patience, never a 200', async () => {
    const away = open('postgresql://postgres@127.0.0.1:1/app');
    const { made, address } = await listen(away);
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        deliver(n % 2 ? 'app/uninstalled' : 'orders/paid', '{"id":5}', {}, address),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(503));
    expect(answers[0]!.headers.get('retry-after')).toBe('5');
    expect(performance.now() - began).toBeLessThan(SHOPIFY_WAITS_MS);
    made.close();
    await away.close();
  });

  it('silent: 503 in less than Shopify’s patience', async () => {
    const silent = (await listen(open(database.url))).made;
    silent.close();
    const mute = createServer().listen(0, '127.0.0.1');
    mute.removeAllListeners('connection');
    await new Promise((resolve) => mute.once('listening', resolve));
    const stuck = open(`postgresql://postgres@127.0.0.1:${(mute.address() as AddressInfo).port}/app`);
    const { made, address } = await listen(stuck);
    const began = performance.now();
    expect((await deliver('orders/paid', '{"id":5}', {}, address)).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(SHOPIFY_WAITS_MS);
    made.close();
    await stuck.close();
    mute.close();
  });

  it('locked by somebody else: 503 in less than Shopify’s patience, and stored on the next try', async () => {
    await database.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`lock table webhook_delivery in exclusive mode`;
        const began = performance.now();
        expect((await paid({ 'x-shopify-webhook-id': 'w' })).status).toBe(503);
        expect(performance.now() - began).toBeLessThan(SHOPIFY_WAITS_MS);
      },
      { timeout: 60_000 },
    );
    expect((await paid({ 'x-shopify-webhook-id': 'w' })).status).toBe(200);
    expect(await deliveries()).toHaveLength(1);
  });

  it('cut off under load: every 200 is in the database', async () => {
    const ids = Array.from({ length: 300 }, () => randomUUID());
    const cut = setInterval(() => {
      void database.db.$executeRaw`
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and query like '%webhook_delivery%'`;
    }, 20);
    const answers = await Promise.all(
      ids.map(async (id, n) => {
        await systemClock.sleep(n);
        return { id, status: (await paid({ 'x-shopify-webhook-id': id })).status };
      }),
    );
    clearInterval(cut);
    const stored = new Set((await deliveries()).map(({ webhookId }) => webhookId));
    const acknowledged = answers.filter(({ status }) => status === 200);
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
    expect(acknowledged.filter(({ id }) => !stored.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(0);
  });
});
