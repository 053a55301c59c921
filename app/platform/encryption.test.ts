import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createEncryption, DecryptionError } from './encryption.server.ts';

const oldKey = { id: 'k1', key: randomBytes(32) };
const newKey = { id: 'k2', key: randomBytes(32) };
const context = 'session.access_token:shop-a';

it('gives back what was encrypted, and never writes the same value twice alike', () => {
  const encryption = createEncryption([oldKey]);
  const [one, two] = [encryption.encrypt('shpat_tökén', context), encryption.encrypt('shpat_tökén', context)];
  expect(one).not.toBe(two);
  expect(one).not.toContain('shpat');
  expect([one, two].map((value) => encryption.decrypt(value, context))).toEqual([
    'shpat_tökén',
    'shpat_tökén',
  ]);
});

it('keeps reading old values while the key is rotated, and says which to write again', () => {
  const before = createEncryption([oldKey]).encrypt('token', context);
  const rotating = createEncryption([newKey, oldKey]);
  expect(rotating.decrypt(before, context)).toBe('token');
  expect(before.startsWith(rotating.begins.value)).toBe(false);
  const again = rotating.encrypt('token', context);
  expect(again.startsWith(rotating.begins.value)).toBe(true);
  expect(createEncryption([newKey]).decrypt(again, context)).toBe('token');
});

it('does not read a value whose key was taken away', () => {
  const value = createEncryption([oldKey]).encrypt('token', context);
  expect(() => createEncryption([newKey]).decrypt(value, context)).toThrow(DecryptionError);
});

it('does not read a value that was moved to another shop or column', () => {
  const encryption = createEncryption([oldKey]);
  const value = encryption.encrypt('token', context);
  expect(() => encryption.decrypt(value, 'session.access_token:shop-b')).toThrow(DecryptionError);
  expect(() => encryption.decrypt(value, 'session.refresh_token:shop-a')).toThrow(DecryptionError);
});

it('does not read a value of which anything was changed', () => {
  const encryption = createEncryption([oldKey]);
  const parts = encryption.encrypt('a token of some length', context).split('.');
  for (const part of [2, 3, 4]) {
    const bytes = Buffer.from(parts[part]!, 'base64url');
    bytes[0]! ^= 1;
    const changed = parts.with(part, bytes.toString('base64url')).join('.');
    expect(() => encryption.decrypt(changed, context)).toThrow(DecryptionError);
  }
});

it.each(['', 'v1', 'v2.k1.a.b.c', 'v1.k1.AAAA.AAAA.AA', 'plain text'])('does not read %j', (value) => {
  expect(() => createEncryption([oldKey]).decrypt(value, context)).toThrow(DecryptionError);
  expect(createEncryption([oldKey]).decryptOrNull(value, context)).toBeNull();
});

it('finds a person again by fingerprint while the key is rotated, and differently for every shop', () => {
  const before = createEncryption([oldKey]).fingerprint('erika@example.com', 'buyer:shop-a');
  const rotating = createEncryption([newKey, oldKey]);
  expect(rotating.fingerprints('erika@example.com', 'buyer:shop-a')).toContain(before);
  expect(rotating.fingerprints('erika@example.com', 'buyer:shop-b')).not.toContain(before);
  expect(before).not.toContain('erika');
});

it('makes new fingerprints with the new key only, and says which are old', () => {
  const rotating = createEncryption([newKey, oldKey]);
  const now = rotating.fingerprint('erika@example.com', 'buyer:shop-a');
  expect(now).toBe(createEncryption([newKey]).fingerprint('erika@example.com', 'buyer:shop-a'));
  expect(now.startsWith(rotating.begins.fingerprint)).toBe(true);
  const before = createEncryption([oldKey]).fingerprint('erika@example.com', 'buyer:shop-a');
  expect(before.startsWith(rotating.begins.fingerprint)).toBe(false);
});
