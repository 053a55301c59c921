import { SignJWT, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import type { Config } from '../platform/config.server.ts';
import { callerOf } from './sessionToken.server.ts';

const current = 'current-client-secret';
const previous = 'previous-client-secret';
const config = { shopify: { apiKey: 'app-key', secrets: [current, previous] } } as Config;
const now = new Date('2026-11-24T12:00:00Z');
const seconds = (offset: number) => now.getTime() / 1000 + offset;

const claims = {
  iss: 'https://a.myshopify.com/admin',
  dest: 'https://a.myshopify.com',
  aud: 'app-key',
  sub: '42',
  nbf: seconds(-5),
  exp: seconds(55),
};
const sign = (changes: Partial<Record<keyof typeof claims, unknown>> = {}, secret = current, alg = 'HS256') =>
  new SignJWT({ ...claims, ...changes } as JWTPayload)
    .setProtectedHeader({ alg })
    .sign(new TextEncoder().encode(secret));
const caller = (authorization: string | null) => {
  const headers: Record<string, string> = authorization ? { Authorization: authorization } : {};
  return callerOf(new Request('https://app.example/', { headers }), config, {
    now: () => now,
    sleep: async () => {},
  });
};

describe('a session token speaks for its shop and user', () => {
  it.each([current, previous])('signed with a secret of ours', async (secret) => {
    expect(await caller(`Bearer ${await sign({}, secret)}`)).toEqual({
      domain: 'a.myshopify.com',
      userId: '42',
    });
  });

  it('up to ten seconds after it expired, since clocks differ', async () => {
    expect(await caller(`Bearer ${await sign({ exp: seconds(-9) })}`)).not.toBeNull();
    expect(await caller(`Bearer ${await sign({ exp: seconds(-11) })}`)).toBeNull();
  });
});

describe('nobody is let in', () => {
  it.each([
    ['without a token', null],
    ['with another kind of authorization', 'Basic YTpi'],
    ['with something that is no token', 'Bearer abc'],
  ])('%s', async (_, authorization) => {
    expect(await caller(authorization)).toBeNull();
  });

  it.each([
    ['from another app', { aud: 'other-app' }],
    ['that is not valid yet', { nbf: seconds(60) }],
    ['issued for one shop and sent to another', { iss: 'https://b.myshopify.com/admin' }],
    ['of a host that is no shop', { iss: 'https://evil.example/admin', dest: 'https://evil.example' }],
    ['without an end', { exp: undefined }],
    ['of nobody', { sub: undefined }],
  ])('with a token %s', async (_, changes) => {
    expect(await caller(`Bearer ${await sign(changes)}`)).toBeNull();
  });

  it('with a token signed by somebody else, in another way, or not at all', async () => {
    expect(await caller(`Bearer ${await sign({}, 'somebody-elses-secret')}`)).toBeNull();
    expect(await caller(`Bearer ${await sign({}, current, 'HS512')}`)).toBeNull();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    expect(await caller(`Bearer ${part({ alg: 'none' })}.${part(claims)}.`)).toBeNull();
  });

  it('with a token whose shop was changed after signing', async () => {
    const [head, , signature] = (await sign()).split('.');
    const other = { ...claims, iss: 'https://b.myshopify.com/admin', dest: 'https://b.myshopify.com' };
    const body = Buffer.from(JSON.stringify(other)).toString('base64url');
    expect(await caller(`Bearer ${head}.${body}.${signature}`)).toBeNull();
  });
});
