import type { Encryption } from '../../app/platform/encryption.server.ts';
import { encryptedColumns } from '../../app/platform/encryptionContexts.ts';
import type { Database } from '../../app/platform/database.server.ts';

export interface Hit {
  table: string;
  column: string;
  word: string;
}

/**
 * Looks for words in the whole database: every column of every table, the queue's too, as text, and every encrypted value
 * once more in plain. Throws when a value does not decrypt: what cannot be read cannot be said to be clean.
 */
export async function searchDatabase(db: Database, encryption: Encryption, words: string[]): Promise<Hit[]> {
  const tables = await db.$queryRaw<{ schema: string; table: string }[]>`
    select table_schema::text as schema, table_name::text as table from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema in ('public', 'graphile_worker')`;
  const hits: Hit[] = [];
  const look = (table: string, column: string, value: string) => {
    for (const word of words)
      if (value.toLowerCase().includes(word.toLowerCase())) hits.push({ table, column, word });
  };
  for (const { schema, table } of tables) {
    const rows = await db.$queryRawUnsafe<{ row: Record<string, unknown> }[]>(
      `select to_jsonb(t) as row from "${schema}"."${table}" t`,
    );
    for (const { row } of rows) {
      for (const [column, value] of Object.entries(row)) look(table, column, JSON.stringify(value));
    }
  }
  for (const { table, column, key, more, context } of encryptedColumns) {
    const needed = [...new Set([...key.map(({ name }) => name), ...more])];
    const rows = await db.$queryRawUnsafe<Record<string, string>[]>(
      `select ${needed.map((name) => `"${name}"::text`).join(', ')}, "${column}" as sealed from "${table}"
       where "${column}" is not null and "${column}" <> ''`,
    );
    for (const row of rows) {
      look(table, column, encryption.decrypt(row['sealed']!, context(row)));
    }
  }
  return hits;
}
