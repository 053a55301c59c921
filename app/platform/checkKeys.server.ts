import type { EncryptionKey } from './config.server.ts';
import type { Database } from './database.server.ts';
import { createEncryption } from './encryption.server.ts';
import { keyCheckContext } from './encryptionContexts.ts';

/** The keys of this process do not fit to what is in the database. */
export class WrongKeyError extends Error {
  override name = 'WrongKeyError';
}

const KNOWN = 'sevdesk-connector';

interface KeyCheckRow {
  keyId: string;
  valueEncrypted: string;
}

/**
 * Throws {@link WrongKeyError} when a key is not the one that the database was written with under its name, or when one is
 * missing. A process that went on would lose tokens and show orders without buyers. Call it before anything is encrypted.
 */
export async function checkKeys(db: Database, keys: EncryptionKey[]): Promise<void> {
  const createdAt = new Date();
  await db.keyCheck.createMany({
    data: checkValues(keys).map((row) => ({ ...row, createdAt })),
    skipDuplicates: true,
  });
  judge(await db.keyCheck.findMany(), keys);
}

export type Query = (sql: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

/** {@link checkKeys} for a process that speaks to the database without Prisma. */
export async function checkKeysBySql(query: Query, keys: EncryptionKey[]): Promise<void> {
  for (const { keyId, valueEncrypted } of checkValues(keys)) {
    await query(
      'insert into key_check (key_id, value_encrypted, created_at) values ($1, $2, now()) on conflict do nothing',
      [keyId, valueEncrypted],
    );
  }
  const { rows } = await query(
    'select key_id as "keyId", value_encrypted as "valueEncrypted" from key_check',
    [],
  );
  judge(rows as KeyCheckRow[], keys);
}

const checkValues = (keys: EncryptionKey[]): KeyCheckRow[] =>
  keys.map((entry) => ({
    keyId: entry.id,
    valueEncrypted: createEncryption([entry]).encrypt(KNOWN, keyCheckContext(entry.id)),
  }));

function judge(rows: KeyCheckRow[], keys: EncryptionKey[]): void {
  const encryption = createEncryption(keys);
  const given = new Set(keys.map(({ id }) => id));
  for (const { keyId, valueEncrypted } of rows) {
    if (!given.has(keyId)) {
      throw new WrongKeyError(
        `ENCRYPTION_KEYS lacks the key "${keyId}", which the database was written with. Add it behind the others, or run "npm run rotate-keys" with both.`,
      );
    }
    if (encryption.decryptOrNull(valueEncrypted, keyCheckContext(keyId)) !== KNOWN) {
      throw new WrongKeyError(
        `ENCRYPTION_KEYS has another key under the name "${keyId}" than the one the database was written with. Put the former one back; a new key needs a new name.`,
      );
    }
  }
}
