import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { useDatabase } from '../../tests/support/database.ts';
import { systemClock } from '../platform/clock.ts';
import { createEncryption } from '../platform/encryption.server.ts';
import { createAccessTokens } from './accessToken.server.ts';
import { createShopifyFetch } from './fetch.server.ts';
import { saveTokens } from './saveTokens.server.ts';

const MINUTE = 60_000;
const database = useDatabase();
const encryption = createEncryption([{ id: 'k1', key: randomBytes(32) }]);

let shopify: Server;
let twinUrl: string;
let asked: Record<string, string>[] = [];
let answer: () => { status: number; body: unknown; afterMs?: number };
let shop: { id: string; domain: string };

beforeAll(async () => {
  shopify = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked.push({
        ...(JSON.parse(text) as Record<string, string>),
        host: String(request.headers['x-twin-host']),
      });
      const { status, body, afterMs = 0 } = answer();
      setTimeout(() => response.writeHead(status).end(JSON.stringify(body)), afterMs);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => shopify.once('listening', resolve));
  twinUrl = `http://127.0.0.1:${(shopify.address() as AddressInfo).port}`;
});
afterAll(() => void shopify.close());

beforeEach(async () => {
  asked = [];
  answer = () => ({ status: 200, body: granted(asked.length) });
  await database.db.shop.deleteMany();
  shop = await database.db.shop.create({ data: { domain: 'demo.myshopify.com' } });
});

const granted = (n: number) => ({
  access_token: `shpat_new${n}`,
  expires_in: 3600,
  scope: 'read_orders',
  refresh_token: `shprt_new${n}`,
  refresh_token_expires_in: 7_776_000,
});

/** As many processes as wanted: each has its own tokens object. */
const process = (clock = systemClock, apiKey = 'client-id') =>
  createAccessTokens({
    db: database.db,
    encryption,
    clock,
    fetch: createShopifyFetch({ twinUrl }),
    apiKey,
    apiSecret: 'client-secret',
  });

const store = (minutes: number, refreshMinutes: number | null = 100_000) =>
  saveTokens(database.db, encryption, shop, {
    accessToken: 'shpat_old',
    expires: new Date(Date.now() + minutes * MINUTE),
    refreshToken: refreshMinutes === null ? null : 'shprt_old',
    refreshTokenExpires: refreshMinutes === null ? null : new Date(Date.now() + refreshMinutes * MINUTE),
    scope: 'read_orders',
  });

const granting = (token: string) => ({ kind: 'done', value: { domain: 'demo.myshopify.com', token } });
const NO_TOKEN = expect.objectContaining({ kind: 'refused', why: 'token' });

it('gives a token that is good for more than five minutes, asking nobody', async () => {
  await store(6);
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_old'));
  expect(asked).toEqual([]);
});

it('refreshes within five minutes of the end, and keeps the new pair', async () => {
  await store(4);
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_new1'));
  expect(asked).toEqual([
    {
      client_id: 'client-id',
      client_secret: 'client-secret',
      grant_type: 'refresh_token',
      refresh_token: 'shprt_old',
      host: 'demo.myshopify.com',
    },
  ]);
  await database.db.session.updateMany({ data: { expires: new Date(Date.now() + MINUTE) } });
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_new2'));
  expect(asked[1]!['refresh_token']).toBe('shprt_new1');
});

it('eight processes at the end of a token: one refresh, all get the new token', async () => {
  await store(1);
  answer = () => ({ status: 200, body: granted(asked.length), afterMs: 300 });
  const tokens = await Promise.all(Array.from({ length: 8 }, () => process().accessTokenFor(shop.id)));
  expect(tokens).toMatchObject(Array(8).fill(granting('shpat_new1')));
  expect(asked).toHaveLength(1);
});

it('takes over from a process that died while refreshing', async () => {
  await store(-1);
  await database.db.$executeRaw`update session set refresh_lease_until = now() + interval '400 milliseconds'`;
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_new1'));
});

it('stops waiting for another process when the work is stopped', async () => {
  await store(-1);
  await database.db.$executeRaw`update session set refresh_lease_until = now() + interval '1 hour'`;
  const stop = AbortSignal.timeout(50);
  expect(await process().accessTokenFor(shop.id, stop)).toMatchObject({ kind: 'unclear', cause: 'aborted' });
});

it('refuses for good when the refresh token is refused, and does not ask again', async () => {
  await store(1);
  answer = () => ({ status: 400, body: { error: 'invalid_grant' } });
  expect(await process().accessTokenFor(shop.id)).toEqual(NO_TOKEN);
  expect(await process().accessTokenFor(shop.id)).toEqual(NO_TOKEN);
  expect(asked).toHaveLength(1);
});

it.each([
  [
    '401 as Shopify says it',
    401,
    { error: 'invalid_request', error_description: 'This request requires an active refresh_token' },
  ],
  ['400 as the standard has it', 400, { error: 'invalid_grant' }],
])('knows a refresh token that is spent: %s', async (_, status, body) => {
  await store(1);
  answer = () => ({ status, body });
  expect(await process().accessTokenFor(shop.id)).toEqual(NO_TOKEN);
});

it.each([
  ['a wrong client id', 400, { error: 'application_cannot_be_found' }, { why: 'operator' }],
  ['a wrong secret', 401, { error: 'invalid_client' }, { why: 'operator' }],
  ['an app that may not', 400, { error: 'unauthorized_client' }, { why: 'operator' }],
  ['a passing trouble', 400, { error: 'temporarily_unavailable' }, { cause: 'server_error' }],
  [
    'another invalid request',
    400,
    { error: 'invalid_request', error_description: 'x' },
    { cause: 'server_error' },
  ],
  ['a page of somebody else', 401, '<html>', { cause: 'server_error' }],
  ['nothing at all', 400, null, { cause: 'server_error' }],
])('loses no token of any shop by %s', async (_, status, body, expected) => {
  await store(1);
  answer = () => ({ status, body });
  expect(await process().accessTokenFor(shop.id)).toMatchObject(expected);
  answer = () => ({ status: 200, body: granted(9) });
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_new9'));
});

it('keeps the tokens when the fault is on our side or passes', async () => {
  await store(1);
  answer = () => ({ status: 401, body: { error: 'invalid_client' } });
  expect(await process().accessTokenFor(shop.id)).toMatchObject({ kind: 'refused', why: 'operator' });
  answer = () => ({ status: 503, body: {} });
  expect(await process().accessTokenFor(shop.id)).toMatchObject({ kind: 'unclear', cause: 'server_error' });
  answer = () => ({ status: 200, body: { unexpected: true } });
  expect(await process().accessTokenFor(shop.id)).toMatchObject({ kind: 'refused', why: 'unreadable' });
  answer = () => ({ status: 200, body: granted(9) });
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_new9'));
});

it('loses no token of any shop when another app’s client id is configured, however valid it is', async () => {
  await store(1);
  await process().accessTokenFor(shop.id);
  await database.db.session.updateMany({ data: { expires: new Date(Date.now() - MINUTE) } });
  // To that app Shopify says of every token that it is none of its own.
  answer = () => ({
    status: 401,
    body: { error: 'invalid_request', error_description: 'This request requires an active refresh_token' },
  });
  const other = process(systemClock, 'other-client-id');
  expect(await other.accessTokenFor(shop.id)).toMatchObject({ kind: 'refused', why: 'operator' });
  expect(asked).toHaveLength(1);
  answer = () => ({ status: 200, body: granted(9) });
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_new9'));
});

it('dates tokens by the database’s clock, whatever the process’s says, and a refused token not at all', async () => {
  const fast = { ...systemClock, now: () => new Date(Date.now() + 86_400_000) };
  const dated = async () => (await database.db.session.findFirstOrThrow()).updatedAt.getTime();
  await store(60 * 24 + 1);
  await process(fast).accessTokenFor(shop.id);
  const at = await dated();
  expect(Math.abs(at - Date.now())).toBeLessThan(10 * MINUTE);
  await process().markRefused(shop.id, 'shpat_new1');
  expect(await dated()).toBe(at);
});

it('uses up a token that cannot be refreshed, then refuses', async () => {
  await store(2, null);
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_old'));
  await store(3, -1);
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_old'));
  await database.db.session.updateMany({ data: { expires: new Date(Date.now() - MINUTE) } });
  expect(await process().accessTokenFor(shop.id)).toEqual(NO_TOKEN);
  expect(asked).toEqual([]);
});

it('refuses for a shop that never installed, and for one that uninstalled', async () => {
  expect(await process().accessTokenFor('00000000-0000-4000-8000-000000000000')).toEqual(NO_TOKEN);
  await store(60);
  await database.db.shop.updateMany({ data: { uninstalledAt: new Date() } });
  expect(await process().accessTokenFor(shop.id)).toEqual(NO_TOKEN);
});

it('refreshes a token that Shopify refused early, but not one that was replaced since', async () => {
  await store(60);
  await process().markRefused(shop.id, 'shpat_other');
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_old'));
  await process().markRefused(shop.id, 'shpat_old');
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_new1'));
});

it('replaces a refused token even when the clock that stored it ran ahead', async () => {
  await store(65);
  await process().markRefused(shop.id, 'shpat_old');
  await process().accessTokenFor(shop.id);
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_new1'));
  expect(asked).toHaveLength(1);
});

it('does not let a slow refresh overwrite the token of a visit that came in between', async () => {
  // 1. the worker asks for a refresh  2. the merchant opens the app, a token is exchanged  3. the refresh comes back,
  // issued before the exchange: its token ends earlier.
  await store(1);
  answer = () => ({ status: 200, body: { ...granted(1), expires_in: 600 }, afterMs: 200 });
  const slow = process().accessTokenFor(shop.id);
  await systemClock.sleep(100);
  await store(60);
  await slow;
  expect(await process().accessTokenFor(shop.id)).toMatchObject(granting('shpat_old'));
});
