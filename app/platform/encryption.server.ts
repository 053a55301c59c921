import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
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
  /** The same for values that may come from anybody: null instead of the error. */
  decryptOrNull(value: string, place: string): string | null;
  /** Every value and fingerprint written now begins with this; whatever does not was written with an older key. */
  readonly begins: { value: string; fingerprint: string };
  /** Keyed fingerprint for looking a personal value up without storing it: `<key id>~<22 characters>`. */
  fingerprint(plain: string, place: string): string;
  /** The fingerprints that rows written with any of the known keys may hold, newest first. */
  fingerprints(plain: string, place: string): string[];
}

export class DecryptionError extends Error {
  override name = 'DecryptionError';
}

export function createEncryption(keys: EncryptionKey[]): Encryption {
  const [newest] = keys;
  if (!newest) throw new Error('at least one encryption key is needed');
  const byId = new Map(keys.map((entry) => [entry.id, entry.key]));
  const printers = keys.map(({ id, key }) => {
    const printKey = Buffer.from(hkdfSync('sha256', key, '', 'fingerprint', 32));
    return (plain: string, place: string) =>
      `${id}~${createHmac('sha256', printKey).update(`${place}\0${plain}`).digest('base64url').slice(0, 22)}`;
  });

  const encryption: Encryption = {
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
    decryptOrNull(value, place) {
      try {
        return encryption.decrypt(value, place);
      } catch (error) {
        // By name: the built pages bring a class of their own.
        if (error instanceof Error && error.name === DecryptionError.name) return null;
        throw error;
      }
    },
    begins: { value: `v1.${newest.id}.`, fingerprint: `${newest.id}~` },
    fingerprint: (plain, place) => printers[0]!(plain, place),
    fingerprints: (plain, place) => printers.map((print) => print(plain, place)),
  };
  return encryption;
}

const base64url = (bytes: Buffer) => bytes.toString('base64url');
