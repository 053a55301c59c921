import type { Database } from '../../app/platform/database.server.ts';
import type { Sql } from '../../app/platform/sql/sql.server.ts';

/** A statement that is about to be sent. */
export interface Sending {
  /** Of a hand-written one; null where Prisma writes it, and for the end of a transaction. */
  name: string | null;
  params: Record<string, unknown>;
  inTransaction: boolean;
}

interface Operation {
  args: unknown;
  query: (args: never) => Promise<unknown>;
  __internalParams: { transaction?: unknown };
}

/** The database, where something is done before each statement, whoever writes it; what that throws, the statement throws. */
export function beforeStatements(db: Database, before: (sending: Sending) => Promise<void> | void): Database {
  const prisma = db.$extends({
    query: {
      $allOperations: async ({ args, query, __internalParams }: Operation) => {
        await before({ name: null, params: {}, inTransaction: __internalParams.transaction !== undefined });
        return query(args as never);
      },
    },
  } as never) as unknown as Database;
  const sql = sqlBefore(db.sql, before, false);
  return new Proxy(prisma, {
    get: (from, key) => (key === 'sql' ? sql : (Reflect.get(from, key) as unknown)),
  });
}

function sqlBefore(
  sql: Sql,
  before: (sending: Sending) => Promise<void> | void,
  inTransaction: boolean,
): Sql {
  const nothing = { name: null, params: {} };
  return {
    async rows(statement, params) {
      await before({ name: statement.name, params: params as Record<string, unknown>, inTransaction });
      return sql.rows(statement, params);
    },
    async first(statement, params) {
      await before({ name: statement.name, params: params as Record<string, unknown>, inTransaction });
      return sql.first(statement, params);
    },
    async transaction(work) {
      if (!inTransaction) await before({ ...nothing, inTransaction });
      return sql.transaction(async (tx) => {
        const result = await work(sqlBefore(tx, before, true));
        await before({ ...nothing, inTransaction: true });
        return result;
      });
    },
  };
}
