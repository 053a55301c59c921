import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { EncryptionKey } from './config.server.ts';

/**
 * Encrypts what may not lie open in the database: tokens, keys, personal data.
 *
 * AES-256-GCM. A value reads `v1.<key id>.<nonce>.<ciphertext>.<tag>`, so that keys can be rotated: the first
 * key encrypts, every known key decrypts. `context` (shop, table, column) is bound into the value, so that a value
 * copied into another row or shop does not decrypt.
 */
export interface Encryption {
  encrypt(plain: string, context: string): string;
  /** Throws {@link DecryptionError} when the value was changed, moved, or its key is unknown. */
  decrypt(value: string, context: string): string;
  /** The same for values that may come from anybody: null instead of the error. */
  decryptOrNull(value: string, context: string): string | null;
  /** Every value and fingerprint written now begins with this; whatever does not was written with an older key. */
  readonly begins: { value: string; fingerprint: string };
  /** Keyed fingerprint for looking a personal value up without storing it: `<key id>~<22 characters>`. */
  fingerprint(plain: string, context: string): string;
  /** The fingerprints that rows written with any of the known keys may hold, newest first. */
  fingerprints(plain: string, context: string): string[];
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
    return (plain: string, context: string) =>
      `${id}~${createHmac('sha256', printKey).update(`${context}\0${plain}`).digest('base64url').slice(0, 22)}`;
  });

  const encryption: Encryption = {
    encrypt(plain, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, nonce).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return ['v1', newest.id, ...[nonce, text, cipher.getAuthTag()].map(base64url)].join('.');
    },
    decrypt(value, context) {
      const [version, keyId = '', nonce = '', text = '', tag = ''] = value.split('.');
      const key = byId.get(keyId);
      if (version !== 'v1' || !key) throw new DecryptionError(`no key "${keyId}" to decrypt ${context}`);
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
          authTagLength: 16,
        })
          .setAAD(Buffer.from(context))
          .setAuthTag(Buffer.from(tag, 'base64url'));
        return decipher.update(text, 'base64url', 'utf8') + decipher.final('utf8');
      } catch {
        throw new DecryptionError(`the value in ${context} was changed or belongs elsewhere`);
      }
    },
    decryptOrNull(value, context) {
      try {
        return encryption.decrypt(value, context);
      } catch (error) {
        // By name: the built pages bring a class of their own.
        if (error instanceof Error && error.name === DecryptionError.name) return null;
        throw error;
      }
    },
    begins: { value: `v1.${newest.id}.`, fingerprint: `${newest.id}~` },
    fingerprint: (plain, context) => printers[0]!(plain, context),
    fingerprints: (plain, context) => printers.map((print) => print(plain, context)),
  };
  return encryption;
}

const base64url = (bytes: Buffer) => bytes.toString('base64url');
