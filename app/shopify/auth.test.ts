import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignJWT } from 'jose';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock } from '../platform/clock.ts';
import { parseConfig } from '../platform/config.server.ts';
import { openDatabase } from '../platform/database.server.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import type { Runtime } from '../platform/runtime.server.ts';
import { createAuth } from './auth.server.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const API_KEY = 'client-id';
const SECRET = 'client-secret-of-the-test';
const SHOP = 'demo.myshopify.com';
const HOST = Buffer.from('admin.shopify.com/store/demo').toString('base64');

const database = useDatabase();
let shopify: Server;
let twinUrl: string;
let exchanges: Record<string, string>[] = [];
let answer: (body: Record<string, string>) => { status: number; body: unknown };

const json = async (request: IncomingMessage) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, string>;
};

beforeAll(async () => {
  shopify = createServer((request, response) => {
    // Only the exchange of tokens is played here; what the shop is asked beside it goes without an answer.
    if (request.url !== '/admin/oauth/access_token') return void response.writeHead(404).end();
    void json(request).then((body) => {
      exchanges.push(body);
      const { status, body: said } = answer(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => shopify.once('listening', resolve));
  twinUrl = `http://127.0.0.1:${(shopify.address() as AddressInfo).port}`;
});
afterAll(() => void shopify.close());
beforeEach(async () => {
  exchanges = [];
  answer = () => ({
    status: 200,
    body: {
      access_token: `shpat_${exchanges.length}`,
      scope: 'read_orders,read_customers',
      expires_in: 3600,
      refresh_token: `shprt_${exchanges.length}`,
      refresh_token_expires_in: 7_776_000,
    },
  });
  await database.db.shop.deleteMany();
});

function auth(db = database.db, env: Record<string, string> = {}) {
  const config = parseConfig({
    NODE_ENV: 'test',
    APP_URL: 'https://app.example.de',
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_TWIN_URL: twinUrl,
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    ...env,
  });
  const ports: Runtime = {
    config,
    db,
    encryption: createEncryption(config.encryptionKeys),
    clock: systemClock,
  };
  return createAuth(ports);
}

const sessionToken = (claims: Record<string, unknown> = {}, secret = SECRET, lifetime = 60) =>
  new SignJWT({ dest: `https://${SHOP}`, sub: '42', sid: 's', jti: 'j', ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(`https://${SHOP}/admin`)
    .setAudience((claims['aud'] as string) ?? API_KEY)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifetime)
    .sign(new TextEncoder().encode(secret));

const page = (query: Record<string, string>, path = '/app') =>
  new Request(`https://app.example.de${path}?${new URLSearchParams(query)}`, {
    headers: { 'user-agent': FIREFOX },
  });
const fetchedBy = (token: string) =>
  new Request('https://app.example.de/app.data', {
    headers: { authorization: `Bearer ${token}`, 'user-agent': FIREFOX },
  });

/** The Response that authentication throws. */
async function thrown(request: Request, by = auth()): Promise<Response> {
  const ended = await by.admin(request).catch((error: unknown) => error);
  expect(ended).toBeInstanceOf(Response);
  return ended as Response;
}

it('exchanges the session token of the first page for an expiring offline token, and installs the shop', async () => {
  const query = { embedded: '1', shop: SHOP, host: HOST, id_token: await sessionToken() };
  const { session, sessionToken: claims } = await auth().admin(page(query));
  expect(session).toMatchObject({
    shop: SHOP,
    isOnline: false,
    accessToken: 'shpat_1',
    refreshToken: 'shprt_1',
  });
  expect(claims?.sub).toBe('42');
  expect(exchanges).toMatchObject([{ client_id: API_KEY, expiring: '1', subject_token: query.id_token }]);
  expect(await database.db.shop.findMany()).toMatchObject([{ domain: SHOP, uninstalledAt: null }]);
});

it('uses the kept token for the next requests', async () => {
  const by = auth();
  await by.admin(fetchedBy(await sessionToken()));
  await by.admin(fetchedBy(await sessionToken()));
  expect(exchanges).toHaveLength(1);
});

it('notes when a session token proved that the app is installed', async () => {
  const by = auth();
  await by.admin(fetchedBy(await sessionToken()));
  const { provenAt } = await database.db.shop.findFirstOrThrow();
  expect(Math.abs(provenAt!.getTime() - Date.now())).toBeLessThan(300_000);
});

it('exchanges anew after the app was uninstalled and installed again, though the old token has not run out', async () => {
  const by = auth();
  await by.admin(fetchedBy(await sessionToken()));
  await database.db.shop.updateMany({ data: { uninstalledAt: new Date() } });
  expect((await by.admin(fetchedBy(await sessionToken()))).session.accessToken).toBe('shpat_2');
  expect(await database.db.shop.findMany()).toMatchObject([{ uninstalledAt: null }]);
  expect(exchanges).toHaveLength(2);
});

it('takes session tokens of both secrets while one is rotated', async () => {
  const previous = 'former-secret-of-the-test';
  const by = auth(database.db, { SHOPIFY_API_SECRET_PREVIOUS: previous });
  for (const secret of [previous, SECRET, previous]) {
    const { session } = await by.admin(fetchedBy(await sessionToken({}, secret)));
    expect(session.shop).toBe(SHOP);
  }
  const query = { embedded: '1', shop: SHOP, host: HOST, id_token: await sessionToken({}, previous) };
  expect((await by.admin(page(query))).session.shop).toBe(SHOP);
  expect((await thrown(fetchedBy(await sessionToken({}, 'neither-of-the-two')), by)).status).toBe(401);
});

it('bears two loaders that exchange at the same time', async () => {
  const by = auth();
  const token = await sessionToken();
  const both = await Promise.all([by.admin(fetchedBy(token)), by.admin(fetchedBy(token))]);
  expect(both.map(({ session }) => session.shop)).toEqual([SHOP, SHOP]);
  expect(await database.db.session.count()).toBe(1);
});

it('fetches a session token through the bounce page when the page came without one', async () => {
  const response = await thrown(page({ embedded: '1', shop: SHOP, host: HOST }, '/app/orders'));
  expect(response.status).toBe(302);
  const location = new URL(response.headers.get('location')!, 'https://app.example.de');
  expect(location.pathname).toBe('/auth/session-token');
  expect(location.searchParams.get('shopify-reload')).toContain('https://app.example.de/app/orders?');
  const bounce = await thrown(new Request(location, { headers: { 'user-agent': FIREFOX } }));
  expect(await bounce.text()).toContain(`data-api-key="${API_KEY}"`);
  expect(bounce.headers.get('content-security-policy')).toContain(
    `frame-ancestors https://${SHOP} https://admin.shopify.com ${twinUrl};`,
  );
});

it.each([
  ['another secret', {}, 'another-secret-altogether', 60],
  ['another app', { aud: 'other-app' }, SECRET, 60],
  ['yesterday', {}, SECRET, -3600],
])('refuses a session token of %s', async (_, claims, secret, lifetime) => {
  const response = await thrown(fetchedBy(await sessionToken(claims, secret, lifetime)));
  expect(response.status).toBe(401);
  expect(response.headers.get('X-Shopify-Retry-Invalid-Session-Request')).toBe('1');
  expect(exchanges).toEqual([]);
});

it('takes the shop from the session token, not from the address', async () => {
  const query = { embedded: '1', shop: 'other.myshopify.com', host: HOST, id_token: await sessionToken() };
  const { session } = await auth().admin(page(query));
  expect(session.shop).toBe(SHOP);
});

it('asks nobody for a shop domain: a page without one is a bad request', async () => {
  for (const query of [
    {},
    { shop: 'evil.example' },
    { shop: `${SHOP}\r\nx: y` },
    { shop: `${SHOP}; script-src *` },
  ]) {
    for (const path of ['/app', '/auth/session-token', '/auth/exit-iframe', '/auth/login']) {
      expect((await thrown(page(query as Record<string, string>, path))).status).toBe(400);
    }
  }
});

it.each(['x', '%', 'eA==', '', '////', Buffer.from('evil.example/store/demo').toString('base64')])(
  'sends a page with host=%s into the admin of its shop',
  async (host) => {
    const response = await thrown(page({ embedded: '1', shop: SHOP, host }));
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(`https://${SHOP}/admin/apps/${API_KEY}`);
  },
);

it('sends a page that is not embedded into the admin', async () => {
  const response = await thrown(page({ shop: SHOP, host: HOST }));
  expect(response.headers.get('location')).toBe(`https://admin.shopify.com/store/demo/apps/${API_KEY}`);
});

it('leads to no foreign address', async () => {
  const evil = 'https://evil.example/';
  const bounce = page({ shop: SHOP, host: HOST, 'shopify-reload': evil }, '/auth/session-token');
  expect((await thrown(bounce)).status).toBe(400);
  const exit = page({ shop: SHOP, host: HOST, exitIframe: evil }, '/auth/exit-iframe');
  expect((await thrown(exit)).status).toBe(400);
});

it('turns bots away', async () => {
  const headers = { 'user-agent': 'Googlebot/2.1' };
  const bot = new Request(page({ embedded: '1', shop: SHOP, host: HOST }), { headers });
  expect((await thrown(bot)).status).toBe(410);
});

it('asks the browser for a fresh session token when Shopify no longer takes this one', async () => {
  answer = () => ({ status: 400, body: { error: 'invalid_subject_token' } });
  const response = await thrown(fetchedBy(await sessionToken()));
  expect(response.status).toBe(401);
  expect(response.headers.get('X-Shopify-Retry-Invalid-Session-Request')).toBe('1');
});

it('says 503 when Shopify does not exchange, and when the database is down', async () => {
  answer = () => ({ status: 500, body: {} });
  expect((await thrown(fetchedBy(await sessionToken()))).status).toBe(503);
  const away = openDatabase('postgresql://postgres@127.0.0.1:1/app', 2);
  const response = await thrown(fetchedBy(await sessionToken()), auth(away));
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
});
