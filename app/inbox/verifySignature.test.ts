import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { isSigned } from './verifySignature.ts';

const SECRET = 'the-current-secret';
const PREVIOUS = 'the-previous-secret';
const body = Buffer.from('{"id":820982911946154508,"note":"Grüße"}');
const sign = (secret: string, of = body) => createHmac('sha256', secret).update(of).digest('base64');

it('accepts the body under the current secret, and under the former one while it is rotated', () => {
  expect(isSigned(body, sign(SECRET), [SECRET])).toBe(true);
  expect(isSigned(body, sign(PREVIOUS), [SECRET, PREVIOUS])).toBe(true);
  expect(isSigned(body, sign(PREVIOUS), [SECRET])).toBe(false);
});

it('accepts an empty body only with its own signature', () => {
  expect(isSigned(Buffer.alloc(0), sign(SECRET, Buffer.alloc(0)), [SECRET])).toBe(true);
  expect(isSigned(Buffer.alloc(0), sign(SECRET), [SECRET])).toBe(false);
});

it('refuses a body of which one byte is different', () => {
  for (const at of [0, 10, body.length - 1]) {
    const changed = Buffer.from(body);
    changed[at]! ^= 1;
    expect(isSigned(changed, sign(SECRET), [SECRET])).toBe(false);
  }
  expect(isSigned(Buffer.concat([body, Buffer.from(' ')]), sign(SECRET), [SECRET])).toBe(false);
});

it.each([
  ['empty', ''],
  ['too short', sign(SECRET).slice(0, -1)],
  ['too long', `${sign(SECRET)}=`],
  ['very long', 'A'.repeat(10_000)],
  ['hexadecimal', createHmac('sha256', SECRET).update(body).digest('hex')],
  ['the same bytes in another writing', sign(SECRET).replace('=', '')],
  ['of the right length', 'A'.repeat(44)],
  ['not ASCII', 'ü'.repeat(44)],
])('refuses a signature that is %s', (_, signature) => {
  expect(isSigned(body, signature, [SECRET, PREVIOUS])).toBe(false);
});
