import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { Sent, SqlDriver, SqlTransaction, Stored } from './sql.server.ts';

/** Values stay the text that came; each statement knows what its columns mean. */
const asTheyCome = { getTypeParser: () => (stored: unknown) => stored } as unknown as QueryConfig['types'];

const queryOf = ({ name, text, values }: Sent) => ({ name, text, values, types: asTheyCome });

/** Prepared statements on the pool that the whole process shares. */
export function pgDriver(pool: Pool): SqlDriver {
  return {
    send: async (sent) => (await pool.query<Stored>(queryOf(sent))).rows,
    begin: async () => {
      const client = await pool.connect();
      try {
        await client.query('begin');
      } catch (error) {
        client.release(true);
        throw error;
      }
      return transactionOn(client);
    },
  };
}

function transactionOn(client: PoolClient): SqlTransaction {
  let over = false;
  const end = async (how: 'commit' | 'rollback') => {
    if (over) return;
    over = true;
    try {
      const { command } = await client.query(how);
      client.release();
      // Of a transaction that failed Postgres makes a rollback, and does not call it an error.
      if (how === 'commit' && command !== 'COMMIT') throw new Error('the transaction was rolled back');
    } catch (error) {
      // Whatever it is in the middle of, nobody else may get this connection.
      client.release(true);
      throw error;
    }
  };
  return {
    send: async (sent) => (await client.query<Stored>(queryOf(sent))).rows,
    commit: () => end('commit'),
    rollback: () => end('rollback'),
  };
}
