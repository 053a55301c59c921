import { SignJWT } from 'jose';
import { expect, it } from 'vitest';
import { judgeSessionToken } from './judgeSessionToken.ts';

const app = { apiKey: 'client-id', secrets: ['the-new-secret', 'the-old-secret'] };
const now = new Date('2026-11-30T12:00:00Z');
const at = (seconds: number) => now.getTime() / 1000 + seconds;

const token = ({ secret = 'the-new-secret', audience = 'client-id', issued = 0, lifetime = 60 }) =>
  new SignJWT({ dest: 'https://demo.myshopify.com' })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(audience)
    .setIssuedAt(at(issued))
    .setNotBefore(at(issued))
    .setExpirationTime(at(issued + lifetime))
    .sign(new TextEncoder().encode(secret));

const judge = async (how: Parameters<typeof token>[0]) => judgeSessionToken(await token(how), app, now);

it('finds the secret that signed it, while one is being rotated', async () => {
  expect(await judge({})).toEqual({ secret: 0, why: null, issuedAt: now });
  expect(await judge({ secret: 'the-old-secret' })).toMatchObject({ secret: 1, why: null });
});

it.each([
  ['signature', { secret: 'a-wrong-secret' }],
  ['client_id', { audience: 'another-app' }],
  ['expired', { issued: -3_600 }],
  ['clock', { issued: 15 }],
] as const)('says why it will be refused: %s', async (why, how) => {
  expect(await judge(how)).toMatchObject({ why });
});

it.each(['', '.', '..', 'a.b', 'a.b.c.d', 'x.bnVsbA.y', `a.${'['.repeat(9_000)}.b`])(
  'bears what is no token: %j',
  (text) => expect(judgeSessionToken(text, app, now).why).toBe('shape'),
);
