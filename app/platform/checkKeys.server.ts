import type { EncryptionKey } from './config.server.ts';
import type { Database } from './database.server.ts';
import { createEncryption } from './encryption.server.ts';
import { keyCheckPlace } from './encryptionContexts.ts';

/** The keys of this process do not fit to what is in the database. */
export class WrongKeyError extends Error {
  override name = 'WrongKeyError';
}

const KNOWN = 'sevdesk-connector';

/**
 * Throws {@link WrongKeyError} when a key is not the one that the database was written with under its name, or when one is
 * missing. A process that went on would lose tokens and show orders without buyers. Call it before anything is encrypted.
 */
export async function checkKeys(db: Database, keys: EncryptionKey[]): Promise<void> {
  await db.keyCheck.createMany({
    data: keys.map((entry) => ({
      keyId: entry.id,
      createdAt: new Date(),
      valueEncrypted: createEncryption([entry]).encrypt(KNOWN, keyCheckPlace(entry.id)),
    })),
    skipDuplicates: true,
  });
  const encryption = createEncryption(keys);
  const given = new Set(keys.map(({ id }) => id));
  for (const { keyId, valueEncrypted } of await db.keyCheck.findMany()) {
    if (!given.has(keyId)) {
      throw new WrongKeyError(
        `ENCRYPTION_KEYS lacks the key "${keyId}", which the database was written with. Add it behind the others, or run "npm run rotate-keys" with both.`,
      );
    }
    if (encryption.decryptOrNull(valueEncrypted, keyCheckPlace(keyId)) !== KNOWN) {
      throw new WrongKeyError(
        `ENCRYPTION_KEYS has another key under the name "${keyId}" than the one the database was written with. Put the former one back; a new key needs a new name.`,
      );
    }
  }
}
