import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../platform/clock.ts';
import { renderMetrics } from '../platform/metrics.server.ts';
import type { AccessTokens } from './accessToken.server.ts';
import { createAdminClient } from './adminClient.server.ts';
import { refused } from './answer.ts';
import { createShopifyFetch } from './fetch.server.ts';
import { operation } from './operation.ts';

const READ = operation('# cost: 100\nquery ReadThing($id: ID!) { thing(id: $id) { id } }');
const thing = z.object({ thing: z.object({ id: z.string() }) });
const throttle = (currentlyAvailable: number) => ({
  cost: {
    requestedQueryCost: 100,
    actualQueryCost: 7,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
  },
});

let shopify: Server;
let twinUrl: string;
let seen: { headers: IncomingMessage['headers']; body: { query: string; variables: object } }[] = [];
let answer: (response: ServerResponse) => void;
const json =
  (body: unknown, status = 200, headers = {}) =>
  (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
const good = json({ data: { thing: { id: '1' } }, extensions: throttle(2000) });
const failing = (code: string, message = 'm') =>
  json({
    data: null,
    errors: [{ message, path: ['thing'], extensions: { code } }],
    extensions: throttle(40),
  });

beforeAll(async () => {
  shopify = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      seen.push({ headers: request.headers, body: JSON.parse(text) as (typeof seen)[0]['body'] });
      answer(response);
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => shopify.once('listening', resolve));
  twinUrl = `http://127.0.0.1:${(shopify.address() as AddressInfo).port}`;
});
afterAll(() => {
  shopify.closeAllConnections();
  shopify.close();
});
beforeEach(() => {
  seen = [];
  answer = good;
});

/** Tokens in memory: `given` one after the other as they are refused. */
function tokensOf(...given: string[]): AccessTokens & { refused: string[] } {
  const left = [...given];
  const turnedDown: string[] = [];
  return {
    refused: turnedDown,
    accessTokenFor: () => {
      const token = left[0];
      if (!token) return Promise.resolve(refused('token', 'none'));
      return Promise.resolve({ kind: 'done', value: { domain: 'demo.myshopify.com', token, scopes: [] } });
    },
    markRefused: (_, token) => {
      turnedDown.push(token);
      left.shift();
      return Promise.resolve();
    },
  };
}

const client = (tokens = tokensOf('shpat_1'), options: { timeoutMs?: number; patienceMs?: number } = {}) =>
  createAdminClient({ tokens, clock: systemClock, fetch: createShopifyFetch({ twinUrl }), ...options });
const ask = (by = client(), signal?: AbortSignal) => by.query('shop-1', READ, { id: '1' }, thing, signal);

it('asks the shop in the pinned version with its own token, and reads the data', async () => {
  expect(await ask()).toEqual({ kind: 'done', value: { thing: { id: '1' } } });
  expect(seen[0]).toMatchObject({
    headers: { 'x-shopify-access-token': 'shpat_1', 'x-twin-host': 'demo.myshopify.com' },
    body: { query: READ.text, operationName: 'ReadThing', variables: { id: '1' } },
  });
});

it.each([
  ['throttled', failing('THROTTLED'), { kind: 'refused', why: 'throttled', retryAfterMs: 600 }],
  [
    'too many requests',
    json({}, 429, { 'retry-after': '3.0' }),
    { kind: 'refused', why: 'throttled', retryAfterMs: 3000 },
  ],
  [
    'a missing scope',
    failing('ACCESS_DENIED'),
    { kind: 'refused', why: 'access_denied', message: 'Shopify does not show: thing' },
  ],
  [
    'an app that is not approved for personal data',
    failing('ACCESS_DENIED', 'This app is not approved to access the Customer object.'),
    { kind: 'refused', why: 'operator' },
  ],
  ['a frozen shop', json({ errors: 'Unavailable Shop' }, 402), { kind: 'refused', why: 'shop_closed' }],
  ['a shop that is not active', failing('SHOP_INACTIVE'), { kind: 'refused', why: 'shop_closed' }],
  ['an address that is not allowed', json({}, 403), { kind: 'refused', why: 'operator' }],
  ['a shop that is not there', json({}, 404), { kind: 'refused', why: 'operator' }],
  ['a locked shop', json({}, 423), { kind: 'refused', why: 'shop_closed' }],
  ['a conflict', json({}, 409), { kind: 'unclear', cause: 'server_error' }],
  ['"too early"', json({}, 425), { kind: 'unclear', cause: 'server_error' }],
  ['a proxy that lost its client', json({}, 499), { kind: 'unclear', cause: 'server_error' }],
  ['a security rejection', json({}, 430), { kind: 'refused', why: 'throttled', retryAfterMs: 60_000 }],
  ['a request that is wrong', json({}, 400), { kind: 'refused', why: 'invalid' }],
  [
    'an error without a code',
    json({ errors: [{ message: 'x' }] }),
    { kind: 'unclear', cause: 'server_error' },
  ],
  [
    'an error with a code that nobody knows',
    failing('SOMETHING_NEW'),
    { kind: 'unclear', cause: 'server_error' },
  ],
  ['a wrong query', failing('undefinedField'), { kind: 'refused', why: 'invalid' }],
  ['a failure inside', failing('INTERNAL_SERVER_ERROR'), { kind: 'unclear', cause: 'server_error' }],
  ['500', json({}, 500), { kind: 'unclear', cause: 'server_error' }],
  ['an answer without data', json({ data: null }), { kind: 'refused', why: 'unreadable' }],
  ['HTML', (r: ServerResponse) => void r.end('<html>'), { kind: 'unclear', cause: 'server_error' }],
  [
    'a cut connection',
    (r: ServerResponse) => void r.socket!.destroy(),
    { kind: 'unclear', cause: 'network' },
  ],
  [
    'a redirect',
    (r: ServerResponse) => void r.writeHead(302, { location: '/' }).end(),
    { kind: 'unclear', cause: 'network' },
  ],
])('says what %s means', async (_, how, expected) => {
  answer = how;
  expect(await ask()).toMatchObject(expected);
});

it('does not take half an order for an order: errors beside data win', async () => {
  answer = json({
    data: { thing: { id: '1', email: null } },
    errors: [{ message: 'not approved', path: ['thing', 'email'], extensions: { code: 'ACCESS_DENIED' } }],
  });
  expect(await ask()).toMatchObject({ why: 'access_denied', message: 'Shopify does not show: thing.email' });
});

it('names the place of what it cannot read, not the value', async () => {
  answer = json({ data: { thing: { id: { name: 'Erika' } } } });
  const answered = await ask();
  expect(answered).toMatchObject({ kind: 'refused', why: 'unreadable' });
  expect(JSON.stringify(answered)).toContain('thing.id');
  expect(JSON.stringify(answered)).not.toContain('Erika');
});

it('gives up after its time', async () => {
  answer = () => undefined;
  expect(await ask(client(undefined, { timeoutMs: 50 }))).toMatchObject({
    kind: 'unclear',
    cause: 'timeout',
  });
});

it('stops when the work is stopped, in the middle of a request or before it', async () => {
  answer = () => undefined;
  expect(await ask(client(), AbortSignal.timeout(50))).toMatchObject({ kind: 'unclear', cause: 'aborted' });
  expect(await ask(client(), AbortSignal.abort())).toMatchObject({ kind: 'unclear', cause: 'aborted' });
});

it('renews a refused token once and asks again', async () => {
  const tokens = tokensOf('shpat_old', 'shpat_new');
  answer = (response) =>
    seen.at(-1)!.headers['x-shopify-access-token'] === 'shpat_new' ? good(response) : json({}, 401)(response);
  expect(await ask(client(tokens))).toMatchObject({ kind: 'done' });
  expect(tokens.refused).toEqual(['shpat_old']);
});

it('takes a token that is refused as soon as it was renewed for a passing trouble, and does not hammer', async () => {
  answer = json({}, 401);
  expect(await ask(client(tokensOf('shpat_1', 'shpat_2', 'shpat_3')))).toMatchObject({
    kind: 'unclear',
    cause: 'server_error',
  });
  expect(seen).toHaveLength(2);
});

it('needs the merchant when there is no token to be had', async () => {
  answer = json({}, 401);
  expect(await ask(client(tokensOf('shpat_1')))).toMatchObject({ kind: 'refused', why: 'token' });
});

it('waits before it sends when the bucket is short, and does not send when the wait is too long', async () => {
  const by = client(undefined, { patienceMs: 700 });
  answer = json({ data: { thing: { id: '1' } }, extensions: throttle(50) });
  await ask(by);
  const began = performance.now();
  await ask(by);
  expect(performance.now() - began).toBeGreaterThan(400);
  answer = json({ data: { thing: { id: '1' } }, extensions: throttle(0) });
  await ask(by);
  const sent = seen.length;
  expect(await ask(by)).toMatchObject({
    kind: 'refused',
    why: 'throttled',
    retryAfterMs: expect.any(Number),
  });
  expect(seen).toHaveLength(sent);
});

it('notices when Shopify answers in another version', async () => {
  answer = (response) => {
    response.setHeader('x-shopify-api-version', '2027-01');
    good(response);
  };
  await ask();
  expect((await renderMetrics()).body).toContain('sevdesk_connector_shopify_api_version_mismatch_total 1');
});
