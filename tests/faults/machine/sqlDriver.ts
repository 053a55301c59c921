import type { SqlQuery, SqlResultSet, Transaction } from '@prisma/driver-adapter-utils';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import type { SqlDriver, Stored } from '../../../app/platform/sql/sql.server.ts';
import type { Turns } from './database.ts';

// The product's hand-written statements, under the same turns as those that Prisma writes. They go without their names:
// the simulation changes texts on their way (turns.ts), and rememberStatements.ts names what comes again.

type Sender = Pick<PoolClient, 'query'>;
const asTheyCome = { getTypeParser: () => (stored: unknown) => stored } as unknown as QueryConfig['types'];

/** Carries out what came through the turns; its rows are the driver's. */
const carryOutOn =
  (sender: Sender) =>
  async ({ sql, args }: SqlQuery): Promise<Stored[]> =>
    (await sender.query<Stored>({ text: sql, values: args, types: asTheyCome })).rows;

const given = (sql: string, args: unknown[] = []): SqlQuery => ({ sql, args, argTypes: [] });

export function openSqlDriver(pool: Pool, turns: Turns): SqlDriver {
  return {
    send: ({ text, values }) => turns.take(given(text, values), carryOutOn(pool)),
    async begin() {
      const tx = await turns.begin(async () => transactionOn(await begun(pool)));
      return {
        send: async ({ text, values }) => rowsOf(await tx.queryRaw(given(text, values))),
        async commit() {
          await tx.executeRaw(given('COMMIT'));
          await tx.commit();
        },
        async rollback() {
          await tx.executeRaw(given('ROLLBACK'));
          await tx.rollback();
        },
      };
    },
  };
}

async function begun(pool: Pool): Promise<PoolClient> {
  const client = await pool.connect();
  await client.query('BEGIN');
  return client;
}

/** In the shape in which the turns know transactions. */
function transactionOn(client: PoolClient): Transaction {
  const carryOut = carryOutOn(client);
  return {
    ...{ provider: 'postgres', adapterName: 'pg', options: { usePhantomQuery: false } },
    queryRaw: async (query): Promise<SqlResultSet> => {
      const rows = await carryOut(query);
      return { columnNames: [], columnTypes: [], rows: rows as unknown as unknown[][] };
    },
    executeRaw: async (query) => (await carryOut(query)).length,
    commit: () => Promise.resolve(client.release()),
    rollback: () => Promise.resolve(client.release()),
  };
}

const rowsOf = ({ rows }: SqlResultSet): Stored[] => rows as unknown as Stored[];
