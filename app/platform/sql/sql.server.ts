import type { Statement } from './statement.ts';

/** The database as hand-written statements see it, or a transaction on it. */
export interface Sql {
  rows<P, R>(statement: Statement<P, R>, params: P): Promise<R[]>;
  /** The first row, null when there is none. */
  first<P, R>(statement: Statement<P, R>, params: P): Promise<R | null>;
  /** Does `work` in a transaction; inside of one, in that one. Rolls back when it throws. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}

export interface Sent {
  name: string;
  text: string;
  values: (string | null)[];
}
export type Stored = Record<string, unknown>;

/** What carries statements out; tests put themselves in between. */
export interface SqlDriver {
  send(sent: Sent): Promise<Stored[]>;
  begin(): Promise<SqlTransaction>;
}
export interface SqlTransaction {
  send(sent: Sent): Promise<Stored[]>;
  /** Either ends it, and rejects when that is not known to have worked. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Statements on whatever carries them out. */
export function sqlOn(driver: SqlDriver): Sql {
  return {
    ...senders((sent) => driver.send(sent)),
    async transaction(work) {
      const tx = await driver.begin();
      try {
        const result = await work(inside((sent) => tx.send(sent)));
        await tx.commit();
        return result;
      } catch (error) {
        // What broke the transaction is what has to be known, not that it cannot be rolled back any more.
        await tx.rollback().catch(() => undefined);
        throw error;
      }
    },
  };
}

/** Statements within a transaction that somebody else began and ends. */
export const inside = (send: SqlDriver['send']): Sql => {
  const sql: Sql = { ...senders(send), transaction: (work) => work(sql) };
  return sql;
};

const senders = (send: SqlDriver['send']): Omit<Sql, 'transaction'> => ({
  async rows(statement, params) {
    const { name, text } = statement;
    const stored = await send({ name, text, values: statement.values(params) });
    return stored.map((row) => statement.read(row));
  },
  async first(statement, params) {
    const { name, text } = statement;
    const [stored] = await send({ name, text, values: statement.values(params) });
    return stored === undefined ? null : statement.read(stored);
  },
});
