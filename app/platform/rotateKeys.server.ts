import type { Database } from './database.server.ts';
import type { Encryption } from './encryption.server.ts';
import { encryptedColumns, type EncryptedColumn } from './encryptionContexts.ts';

/** What became of one column. `unreadable`: values whose key is gone, or that were changed. */
export interface Rotated {
  column: string;
  written: number;
  unreadable: number;
}

const BATCH = 500;

/**
 * Encrypts everything anew with the newest key, column by column, in batches. Can be cut off and started again at any
 * time. Web and workers go on meanwhile: a value is only replaced if it is still the one that was read.
 */
export async function rotateKeys(
  db: Database,
  encryption: Encryption,
  tell: (done: Rotated) => void = () => {},
): Promise<Rotated[]> {
  const all: Rotated[] = [];
  for (const column of encryptedColumns) {
    const done = await rotateColumn(db, encryption, column);
    all.push(done);
    tell(done);
  }
  return all;
}

type Row = Record<string, string>;

async function rotateColumn(db: Database, encryption: Encryption, column: EncryptedColumn): Promise<Rotated> {
  const done: Rotated = { column: `${column.table}.${column.column}`, written: 0, unreadable: 0 };
  let last: Row | null = null;
  for (;;) {
    const rows: Row[] = await readBatch(db, encryption.begins.value, column, last);
    const fresh: string[] = [];
    const readable = rows.filter((row) => {
      const context = column.context(row);
      const plain = encryption.decryptOrNull(row['sealed']!, context);
      if (plain !== null) fresh.push(encryption.encrypt(plain, context));
      return plain !== null;
    });
    done.unreadable += rows.length - readable.length;
    if (fresh.length > 0) done.written += await replace(db, column, readable, fresh);
    last = rows.at(-1) ?? null;
    if (rows.length < BATCH) return done;
  }
}

// Table and column names come from the catalogue in contexts.ts, never from outside.

/** The next values that were not written with the newest key, in the order of the primary key. */
function readBatch(
  db: Database,
  begins: string,
  { table, column, key, more }: EncryptedColumn,
  last: Row | null,
) {
  const names = [...new Set([...key.map(({ name }) => name), ...more])];
  const order = key.map(({ name }) => `"${name}"`).join(', ');
  const after = key.map(({ type }, index) => `$${index + 3}::${type}`).join(', ');
  return db.$queryRawUnsafe<Row[]>(
    `select ${names.map((name) => `"${name}"::text`).join(', ')}, "${column}" as sealed from "${table}"
     where "${column}" is not null and "${column}" <> '' and not starts_with("${column}", $1)
       ${last ? `and (${order}) > (${after})` : ''}
     order by ${order} limit $2::int`,
    begins,
    BATCH,
    ...(last ? key.map(({ name }) => last[name]!) : []),
  );
}

function replace(db: Database, { table, column, key }: EncryptedColumn, rows: Row[], fresh: string[]) {
  const keys = key.map(({ type }, index) => `$${index + 3}::${type}[]`).join(', ');
  const names = key.map((_, index) => `key${index}`).join(', ');
  const same = key.map(({ name }, index) => `t."${name}" = v.key${index}`).join(' and ');
  return db.$executeRawUnsafe(
    `update "${table}" t set "${column}" = v.fresh
     from unnest($1::text[], $2::text[], ${keys}) as v(fresh, old, ${names})
     where t."${column}" = v.old and ${same}`,
    fresh,
    rows.map((row) => row['sealed']!),
    ...key.map(({ name }) => rows.map((row) => row[name]!)),
  );
}

/** Forgets the check values of keys that nothing is encrypted with any more; answers the names of those still needed. */
export async function retireKeys(db: Database, newest: string): Promise<string[]> {
  const needed: string[] = [];
  for (const { keyId } of await db.keyCheck.findMany({ where: { keyId: { not: newest } } })) {
    if (await isUsed(db, keyId)) needed.push(keyId);
    else await db.keyCheck.delete({ where: { keyId } });
  }
  return needed;
}

async function isUsed(db: Database, keyId: string): Promise<boolean> {
  const values = encryptedColumns.map(
    ({ table, column }) => `select 1 from "${table}" where starts_with("${column}", 'v1.' || $1 || '.')`,
  );
  const prints = `select 1 from order_sync, unnest(buyer_index) word where starts_with(word, $1 || '~')`;
  const [row] = await db.$queryRawUnsafe<{ used: boolean }[]>(
    `select ${[...values, prints].map((query) => `exists (${query})`).join(' or ')} as used`,
    keyId,
  );
  return row!.used;
}
