import { expect, test } from 'vitest';
import { openShop, SHOP, tokenExchange } from '../testing/openShop.ts';
import { createStepClock } from '../testing/stepClock.ts';

const minute = 60_000;
const day = 24 * 3600_000;
const shopName = '{ shop { name } }';
const refresh = (refresh_token: string) => ({ grant_type: 'refresh_token', refresh_token });

test('a session token is exchanged for an expiring offline token, also twice at once', async () => {
  const { postToken, twin, graphql } = await openShop();
  const idToken = twin.idToken(SHOP);
  const answers = await Promise.all([postToken(tokenExchange(idToken)), postToken(tokenExchange(idToken))]);
  for (const answer of answers) {
    const body = (await answer.json()) as Record<string, string>;
    expect(body).toMatchObject({
      scope: 'read_orders,write_orders,read_customers',
      expires_in: 3600,
      refresh_token_expires_in: 7_776_000,
    });
    expect((await graphql(shopName, {}, body['access_token'])).status).toBe(200);
  }
  expect(twin.counts().tokenExchange).toBe(2);
});

test.each([
  ['expired', (twin: Awaited<ReturnType<typeof openShop>>['twin']) => twin.idToken(SHOP), 61_000],
  [
    'signed by somebody else',
    () => 'eyJhbGciOiJIUzI1NiJ9.eyJkZXN0IjoiaHR0cHM6Ly9kZW1vLm15c2hvcGlmeS5jb20ifQ.AAAA',
    0,
  ],
  ['no token at all', () => 'rubbish', 0],
])('a session token that is %s is refused', async (_, make, age) => {
  const clock = createStepClock();
  const { postToken, twin } = await openShop({ clock });
  const idToken = make(twin);
  await clock.advance(age);
  const answer = await postToken(tokenExchange(idToken));
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_subject_token' }]);
});

test("another shop's session token is refused", async () => {
  const { postToken, twin } = await openShop();
  twin.addShop({ domain: 'other.myshopify.com' });
  const answer = await postToken(tokenExchange(twin.idToken('other.myshopify.com')), SHOP);
  expect(await answer.json()).toMatchObject({ error: 'invalid_subject_token' });
});

test('a wrong client secret, and a token that would not expire, are refused', async () => {
  const { postToken, twin } = await openShop();
  const wrong = await postToken({ ...tokenExchange(twin.idToken(SHOP)), client_secret: 'guess' });
  expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  const stranger = await postToken({ ...tokenExchange(twin.idToken(SHOP)), client_id: 'guess' });
  expect(await stranger.json()).toMatchObject({ error: 'application_cannot_be_found' });
  const eternal = await postToken({ ...tokenExchange(twin.idToken(SHOP)), expiring: '0' });
  expect(eternal.status).toBe(400);
});

test('an access token lives an hour, then it is 401', async () => {
  const clock = createStepClock();
  const { exchange, graphql } = await openShop({ clock });
  const { access_token } = await exchange();
  await clock.advance(59 * minute);
  expect((await graphql(shopName, {}, access_token)).status).toBe(200);
  await clock.advance(minute);
  expect(await graphql(shopName, {}, access_token)).toMatchObject({
    status: 401,
    errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
  });
});

test('an old refresh token works until its replacement is used, then never again', async () => {
  const { exchange, postToken } = await openShop();
  const first = await exchange();
  const renew = async (token: string) =>
    (await postToken(refresh(token))).json() as Promise<Record<string, string>>;
  const second = await renew(first.refresh_token);
  // The answer got lost: the old token still works.
  const again = await renew(first.refresh_token);
  expect(again['access_token']).toMatch(/^shpat_/);
  expect(again['refresh_token']).not.toBe(second['refresh_token']);
  // The replacement is used: the old one is retired.
  expect((await renew(again['refresh_token']!))['access_token']).toMatch(/^shpat_/);
  expect(await renew(first.refresh_token)).toEqual({
    error: 'invalid_request',
    error_description: 'This request requires an active refresh_token',
  });
});

test('the way back by an old refresh token ends after 30 days', async () => {
  const clock = createStepClock();
  const { exchange, postToken } = await openShop({ clock });
  const { refresh_token } = await exchange();
  expect((await postToken(refresh(refresh_token))).status).toBe(200);
  await clock.advance(31 * day);
  expect((await postToken(refresh(refresh_token))).status).toBe(401);
});

test('uninstalling kills every token for good; the shop can be installed again', async () => {
  const { exchange, graphql, postToken, twin } = await openShop();
  const before = await exchange();
  twin.uninstallShop(SHOP);
  expect((await graphql(shopName, {}, before.access_token)).status).toBe(401);
  expect((await postToken(refresh(before.refresh_token))).status).toBe(401);
  twin.installShop(SHOP, ['read_orders']);
  expect((await graphql(shopName, {}, before.access_token)).status).toBe(401);
  const after = await exchange();
  expect(after.scope).toBe('read_orders');
  expect((await graphql(shopName, {}, after.access_token)).status).toBe(200);
});

test('tokens can be taken back while the app stays installed', async () => {
  const { exchange, graphql, postToken, twin } = await openShop();
  const { access_token, refresh_token } = await exchange();
  twin.expireTokens(SHOP);
  expect((await graphql(shopName, {}, access_token)).status).toBe(401);
  expect((await postToken(refresh(refresh_token))).status).toBe(200);
  twin.revokeTokens(SHOP);
  expect((await postToken(refresh(refresh_token))).status).toBe(401);
});
