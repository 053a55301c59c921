import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { EncryptionKey } from './config.server.ts';

/**
 * Encrypts what may not lie open in the database: tokens, keys, personal data.
 *
 * AES-256-GCM. A value reads `v1.<key id>.<nonce>.<ciphertext>.<tag>`, so that keys can be rotated: the first
 * key encrypts, every known key decrypts. `place` (shop, table, column) is bound into the value, so that a value
 * copied into another row or shop does not decrypt.
 */
export interface Encryption {
  encrypt(plain: string, place: string): string;
  /** Throws {@link DecryptionError} when the value was changed, moved, or its key is unknown. */
  decrypt(value: string, place: string): string;
  /** True when the value was not written with the newest key and should be written again. */
  isStale(value: string): boolean;
  /** Keyed fingerprint for looking a personal value up without storing it. */
  fingerprint(plain: string, place: string): string;
}

export class DecryptionError extends Error {
  override name = 'DecryptionError';
}

export function createEncryption(keys: EncryptionKey[]): Encryption {
  const [newest] = keys;
  if (!newest) throw new Error('at least one encryption key is needed');
  const byId = new Map(keys.map((entry) => [entry.id, entry.key]));
  // Fingerprints must outlive rotation, so they hang on the oldest key.
  const fingerprintKey = keys.at(-1)!.key;

  return {
    encrypt(plain, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(place));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return ['v1', newest.id, ...[nonce, text, cipher.getAuthTag()].map(base64url)].join('.');
    },
    decrypt(value, place) {
      const [version, keyId = '', nonce = '', text = '', tag = ''] = value.split('.');
      const key = byId.get(keyId);
      if (version !== 'v1' || !key) throw new DecryptionError(`no key "${keyId}" to decrypt ${place}`);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
          authTagLength: 16,
        })
          .setAAD(Buffer.from(place))
          .setAuthTag(Buffer.from(tag, 'base64url'));
        return decipher.update(text, 'base64url', 'utf8') + decipher.final('utf8');
      } catch {
        throw new DecryptionError(`the value in ${place} was changed or belongs elsewhere`);
      }
    },
    isStale: (value) => value.split('.')[1] !== newest.id,
    fingerprint: (plain, place) =>
      createHmac('sha256', fingerprintKey).update(`${place}\0${plain}`).digest('base64url').slice(0, 22),
  };
}

const base64url = (bytes: Buffer) => bytes.toString('base64url');
