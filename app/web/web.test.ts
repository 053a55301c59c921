import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import type { RequestHandler } from 'express';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock } from '../platform/clock.ts';
import { parseConfig } from '../platform/config.server.ts';
import { openDatabase } from '../platform/database.server.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import { startWeb, type Web } from './startWeb.server.ts';

const SECRET = 'the-current-secret';
const SHOP = 'demo.myshopify.com';
const TWIN = 'http://127.0.0.1:4000';
const database = useDatabase();

/** Stands for the built pages: says what it was asked, fails when told to. */
const pages: RequestHandler = (request, response, next) => {
  if (request.path === '/app/broken') return next(new Error('a bug'));
  if (request.path === '/app/slow') return void setTimeout(() => response.send('late'), 300);
  if (request.path === '/app/unread') {
    // As the framework does: begins to read, and stops when enough is there.
    request.on('data', () => request.pause());
    return void setTimeout(() => response.status(400).send('unread'), 50);
  }
  response.type('html').send(`<p>${request.protocol}://${request.headers.host}${request.path}</p>`);
};

function start(env: Record<string, string> = {}, databaseUrl = database.url): Promise<Web> {
  const config = parseConfig({
    NODE_ENV: 'test',
    APP_URL: 'https://app.example.de',
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: 'client-id',
    SHOPIFY_API_SECRET: SECRET,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    ...env,
  });
  const db = openDatabase(databaseUrl, 2);
  const runtime = { config, db, encryption: createEncryption(config.encryptionKeys), clock: systemClock };
  return startWeb(runtime, pages, 0);
}

let web: Web;
let origin: string;
beforeAll(async () => {
  await database.db.shop.create({ data: { domain: SHOP } });
  web = await start({ SHOPIFY_TWIN_URL: TWIN });
  origin = `http://127.0.0.1:${web.port}`;
});
afterAll(() => web.stop());

/** A second web process that a test may end. */
async function another(env?: Record<string, string>, databaseUrl?: string) {
  const made = await start(env, databaseUrl);
  return { made, at: `http://127.0.0.1:${made.port}` };
}

function deliver(to: string, webhookId = randomUUID()) {
  const body = '{"id":820982911946154508}';
  const headers = {
    'x-shopify-topic': 'orders/paid',
    'x-shopify-shop-domain': SHOP,
    'x-shopify-webhook-id': webhookId,
    'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
  };
  return fetch(`${to}/webhooks/orders`, { method: 'POST', body, headers });
}

describe('the pages', () => {
  it('see the app’s own address, whatever the request says of the host', async () => {
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp' };
    expect(await (await fetch(`${origin}/app`, { headers })).text()).toBe(
      '<p>https://app.example.de/app</p>',
    );
  });

  it('carry the headers that browsers and Shopify want', async () => {
    const { headers } = await fetch(`${origin}/app?shop=${SHOP}`);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const frames = `frame-ancestors https://${SHOP} https://admin.shopify.com ${TWIN};`;
    expect(headers.get('content-security-policy')).toContain(frames);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-frame-options')).toBeNull();
  });

  it.each(['/app', '/app/broken', '/nothing', '/%zz', '/assets/none.js', '/webhooks/none'])(
    'may be framed by nobody where no shop is named, errors included: %s',
    async (path) => {
      const { headers } = await fetch(origin + path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    },
  );

  it('tell nothing of what went wrong inside', async () => {
    const response = await fetch(`${origin}/app/broken`);
    expect([response.status, await response.text()]).toEqual([500, '']);
  });

  it.each(['announced', 'not announced'])('get no body larger than a form, %s', async (how) => {
    const piece = 'x'.repeat(128 * 1024);
    const body = how === 'announced' ? piece.repeat(9) : Readable.from(Array<string>(9).fill(piece));
    const response = await fetch(`${origin}/app`, { method: 'POST', body, duplex: 'half' } as RequestInit);
    expect(response.status).toBe(413);
  });

  it('answer before a body is read to its end, and go on with the next request', async () => {
    for (let count = 0; count < 5; count++) {
      const response = await fetch(`${origin}/app/unread`, { method: 'POST', body: 'x'.repeat(600_000) });
      expect([response.status, await response.text()]).toEqual([400, 'unread']);
    }
  });

  it('are asked for over https only, in production', async () => {
    const { made, at } = await another({
      NODE_ENV: 'production',
      SHOPIFY_API_SECRET: 'shpss_0123456789abcdef',
    });
    expect((await fetch(`${at}/app`)).headers.get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains',
    );
    await made.stop();
  });
});

describe('whoever asks too much', () => {
  it('waits, by address and by nobody else’s word; webhooks are never turned away', async () => {
    const { made, at } = await another({ REQUESTS_PER_SECOND: '1', PROXY_HOPS: '1' });
    const ask = (address: string) => fetch(`${at}/app`, { headers: { 'x-forwarded-for': address } });
    const statuses = [];
    // Only the last entry was added by the proxy; what stands before it changes nothing.
    for (let count = 0; count < 12; count++) statuses.push((await ask(`9.9.9.${count}, 1.1.1.1`)).status);
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200));
    const refused = await ask('1.1.1.1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await ask('2.2.2.2')).status).toBe(200);
    const delivered = await Promise.all(Array.from({ length: 40 }, () => deliver(at)));
    expect(new Set(delivered.map(({ status }) => status))).toEqual(new Set([200]));
    await made.stop();
  });
});

describe('another site’s page', () => {
  it.each(['/app/settings', '/app/settings.data', '/api/extension/print.data', '/'])(
    'sends nothing to %s',
    async (path) => {
      const send = (from: string) => fetch(origin + path, { method: 'POST', headers: { origin: from } });
      expect((await send('https://evil.example')).status).toBe(403);
      expect((await send('null')).status).toBe(403);
      expect((await send('https://app.example.de')).status).toBe(200);
      expect((await fetch(origin + path, { method: 'OPTIONS' })).status).toBe(405);
    },
  );

  it('runs no script of its own in a page, and loads none from elsewhere', async () => {
    const policy = (await fetch(`${origin}/app?shop=${SHOP}`)).headers.get('content-security-policy')!;
    expect(policy).toMatch(/script-src 'self' https:\/\/cdn\.shopify\.com http:\/\/127\.0\.0\.1:4000;/);
    for (const rule of ["default-src 'self'", "object-src 'none'", "base-uri 'self'", "form-action 'self'"])
      expect(policy).toContain(rule);
  });
});

describe('whoever watches', () => {
  it('sees that the process lives and is ready', async () => {
    expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ alive: true });
    expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ ready: true });
  });

  it('reads the metrics', async () => {
    await deliver(origin);
    await fetch(`${origin}/app`);
    const body = await (await fetch(`${origin}/metrics`)).text();
    expect(body).toContain(
      'sevdesk_connector_webhook_deliveries_total{topic="orders/paid",outcome="recorded"}',
    );
    expect(body).toContain('sevdesk_connector_page_requests_total{method="GET",status="200"}');
  });

  it('reads the metrics with the token only, where there is one', async () => {
    const { made, at } = await another({ METRICS_TOKEN: 'a-token-for-prometheus' });
    const ask = (authorization?: string) =>
      fetch(`${at}/metrics`, authorization ? { headers: { authorization } } : {});
    expect((await ask()).status).toBe(401);
    expect((await ask('Bearer another-token')).status).toBe(401);
    expect((await ask('Bearer a-token-for-prometheus')).status).toBe(200);
    await made.stop();
  });

  it('finds no metrics in production without a token', async () => {
    const { made, at } = await another({
      NODE_ENV: 'production',
      SHOPIFY_API_SECRET: 'shpss_0123456789abcdef',
    });
    expect((await fetch(`${at}/metrics`)).status).toBe(404);
    await made.stop();
  });

  it('sees it ready although the database does not answer any more: all others have the same one', async () => {
    const { made, at } = await another();
    await made.ready;
    const lock = openDatabase(database.url, 1);
    await lock.$transaction(async (tx) => {
      await tx.$executeRaw`lock table shop, webhook_delivery in access exclusive mode`;
      expect((await fetch(`${at}/readyz`)).status).toBe(200);
      expect((await fetch(`${at}/readyz/webhooks`)).status).toBe(200);
      expect((await deliver(at)).status).toBe(503);
    });
    expect((await deliver(at)).status).toBe(200);
    await lock.$disconnect();
    await made.stop();
  });

  it('sees a process without its database live, but not ready; webhooks are not taken', async () => {
    const { made, at } = await another({}, 'postgresql://postgres@127.0.0.1:1/app');
    expect((await fetch(`${at}/healthz`)).status).toBe(200);
    expect((await fetch(`${at}/readyz`)).status).toBe(503);
    expect((await deliver(at)).status).toBe(503);
    expect((await fetch(`${at}/metrics`)).status).toBe(200);
    await made.stop();
  });
});

describe('a process that is told to end', () => {
  beforeEach(() => database.db.webhookDelivery.deleteMany());
  afterEach(() => database.db.webhookDelivery.deleteMany());

  it('finishes what it began', async () => {
    const { made, at } = await another();
    await made.ready;
    const slow = fetch(`${at}/app/slow`);
    await systemClock.sleep(50);
    await made.stop();
    expect(await (await slow).text()).toBe('late');
    await expect(fetch(`${at}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('is not ready any more but still serves while traffic is led away', async () => {
    const { made, at } = await another();
    await made.ready;
    const stopped = made.stop({ drainMs: 300 });
    expect((await fetch(`${at}/readyz`)).status).toBe(503);
    const delivery = await deliver(at);
    expect([delivery.status, delivery.headers.get('connection')]).toEqual([200, 'close']);
    await stopped;
  });

  it('cuts connections that never end', async () => {
    const { made } = await another();
    const socket = connect(made.port, '127.0.0.1');
    socket.write(
      'POST /webhooks/orders HTTP/1.1\r\nhost: x\r\nx-shopify-hmac-sha256: x\r\ncontent-length: 10\r\n\r\n',
    );
    socket.on('error', () => undefined);
    await systemClock.sleep(50);
    const began = performance.now();
    await made.stop({ graceMs: 200 });
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('under load loses nothing: every delivery it acknowledged is in the database', async () => {
    const { made, at } = await another();
    await made.ready;
    const acknowledged: string[] = [];
    let refused = 0;
    const sender = async () => {
      for (;;) {
        const id = randomUUID();
        const status = await deliver(at, id).then(
          (response) => response.status,
          () => null,
        );
        if (status === null) return void refused++;
        if (status === 200) acknowledged.push(id);
      }
    };
    const senders = Array.from({ length: 20 }, sender);
    await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(20);
    await made.stop();
    await Promise.all(senders);
    const stored = await database.db.webhookDelivery.findMany({ select: { webhookId: true } });
    const kept = new Set(stored.map(({ webhookId }) => webhookId));
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    expect(refused).toBe(20);
  });
});

describe('odd requests', () => {
  const paths = [
    '/',
    '/app',
    '/app.data',
    '/auth/session-token',
    '/webhooks/orders',
    '/webhooks/app',
    '/webhooks/compliance',
  ];
  const more = [
    '/webhooks/',
    '/healthz',
    '/readyz',
    '/metrics',
    '/assets/x.js',
    '/assets/%2e%2e/%2e%2e/package.json',
  ];
  const bits = fc.constantFrom(
    '%',
    '%00',
    '%zz',
    '//',
    '\\',
    '..',
    '?',
    '&',
    'shop=',
    'host=x',
    ';',
    '~',
    '%E0%A4%A',
    '*',
  );
  const path = fc
    .tuple(fc.constantFrom(...paths, ...more), fc.array(bits, { maxLength: 5 }))
    .map(([begin, rest]) => begin + rest.join(''));
  const method = fc.constantFrom(
    'POST',
    'POST',
    'POST',
    'GET',
    'POST',
    'HEAD',
    'PUT',
    'DELETE',
    'OPTIONS',
    'PATCH',
    'TRACE',
    'PROPFIND',
    'QUERY',
  );
  const latin = fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 60,
  });
  const name = fc.constantFrom(
    'host',
    'authorization',
    'cookie',
    'content-type',
    'accept',
    'x-forwarded-host',
    'range',
    'if-none-match',
    'x-shopify-topic',
    'x-shopify-shop-domain',
    'x-shopify-webhook-id',
    'x-shopify-triggered-at',
    'x-shopify-hmac-sha256',
  );
  const value = fc.oneof(
    latin,
    fc.constantFrom('', 'orders/paid', SHOP, 'application/json', 'bytes=9-1', `${SHOP}:99999`),
  );
  const headers = fc.array(fc.tuple(name, value), { maxLength: 6 });
  const body = fc.oneof(
    fc.constant(''),
    fc.json(),
    latin,
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  );

  function send(
    how: string,
    to: string,
    given: [string, string][],
    content: string | Buffer,
  ): Promise<number | null> {
    return new Promise((resolve) => {
      const options = {
        port: web.port,
        host: '127.0.0.1',
        method: how,
        path: to,
        setHost: false,
        agent: false as const,
      };
      try {
        const sent = httpRequest(options, (response) => {
          response.resume().on('end', () => resolve(response.statusCode ?? 0));
        });
        sent.on('error', () => resolve(null));
        for (const [field, text] of [['host', 'app'] as const, ...given]) sent.setHeader(field, text);
        sent.end(content);
      } catch {
        // Node itself refuses to send it.
        resolve(null);
      }
    });
  }

  type Odd = [string, string, [string, string][], string | Buffer];
  const request: fc.Arbitrary<Odd> = fc.tuple(method, path, headers, body);
  const statuses = new Map<number | null, number>();

  /** Sends many odd requests, ten at a time; none may end in a failure of ours. */
  async function sendMany(runs: number, isSigned: boolean) {
    const one = async ([how, to, given, content]: Odd) => {
      const signature = createHmac('sha256', SECRET).update(content).digest('base64');
      const all: [string, string][] = isSigned ? [...given, ['x-shopify-hmac-sha256', signature]] : given;
      const status = await send(how, to, all, content);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      expect(status === null || status < 500, `${how} ${to} ${JSON.stringify(all)} -> ${status}`).toBe(true);
    };
    const ten = fc.array(request, { minLength: 10, maxLength: 10 });
    const property = fc.asyncProperty(ten, async (requests) => void (await Promise.all(requests.map(one))));
    await fc.assert(property, { numRuns: runs / 10 });
  }

  it('are never answered with a failure of ours, and write nothing', async () => {
    await database.db.webhookDelivery.deleteMany();
    await sendMany(2_000, false);
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 404, 405]));
    expect(await database.db.webhookDelivery.count()).toBe(0);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  });

  it('that are signed are never answered with a failure of ours either', async () => {
    await sendMany(1_000, true);
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
  });

  it.each([
    'GARBAGE\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /\0 HTTP/1.1\r\nhost: x\r\n\r\n',
    `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(5_000)}\r\n`,
  ])('that are no HTTP end the connection, not the process', async (bytes) => {
    const socket = connect(web.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.end(bytes);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      socket.on('data', (data) => (text += data.toString())).on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  });
});
