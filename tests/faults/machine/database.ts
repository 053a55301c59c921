import { PrismaPg } from '@prisma/adapter-pg';
import prisma from '@prisma/client';
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type Transaction,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { withSql, type Database } from '../../../app/platform/database.server.ts';
import { openSqlDriver } from './sqlDriver.ts';

// The product's database client on the real Postgres, with the simulation between the two. A statement outside of a
// transaction is one turn; a transaction is one turn from BEGIN to COMMIT, so that nobody who waits for his turn holds
// a lock that another one waits for.

/** Decides about each statement of one client. */
export interface Turns {
  /** Waits for the turn of a statement or of a whole transaction, then does it. Never resolves in a dead process. */
  take<T>(query: SqlQuery, run: (query: SqlQuery) => Promise<T>): Promise<T>;
  /** Opens a transaction; until it is over, nobody else has a turn. */
  begin(open: () => Promise<Transaction>): Promise<Transaction>;
}

/** Like the product's own (platform/database), but nothing ends by real time. */
export function openSimulatedDatabase(url: string, turns: Turns): Database {
  const factory = new PrismaPg({ connectionString: url, max: 3, options: SESSION });
  const adapter: SqlDriverAdapterFactory = {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => between(await factory.connect(), turns),
  };
  const forEver = 24 * 3_600_000;
  const transactionOptions = { maxWait: forEver, timeout: forEver };
  const pool = new pg.Pool({ connectionString: url, max: 3, options: SESSION });
  // Its connections end with the database, when the last schedule has been played.
  pool.on('error', () => undefined);
  return withSql(new prisma.PrismaClient({ adapter, transactionOptions }), openSqlDriver(pool, turns));
}

/** `now()` of a session is the timeline's, see prepareDatabase. */
export const SESSION = '-c timezone=UTC -c search_path=sim,pg_catalog,public';

function between(real: SqlDriverAdapter, turns: Turns): SqlDriverAdapter {
  return {
    provider: real.provider,
    adapterName: real.adapterName,
    queryRaw: (query) => turns.take(query, (given) => real.queryRaw(given)),
    executeRaw: (query) => turns.take(query, (given) => real.executeRaw(given)),
    startTransaction: (level) => turns.begin(() => real.startTransaction(level)),
    executeScript: (script) => real.executeScript(script),
    getConnectionInfo: () => real.getConnectionInfo!(),
    dispose: () => real.dispose(),
  };
}

/** How the database's failures look to whoever sent the statement. */
export type Failures = Record<'connection_lost' | 'serialization_failure' | 'deadlock', () => Error>;

/** To Prisma, from its driver adapter. */
export const adapterFailures: Failures = {
  connection_lost: () => new DriverAdapterError({ kind: 'ConnectionClosed' }),
  serialization_failure: () =>
    new DriverAdapterError({ kind: 'TransactionWriteConflict', originalCode: '40001' }),
  deadlock: () =>
    new DriverAdapterError({
      ...{ kind: 'postgres', code: '40P01', severity: 'ERROR', message: 'deadlock detected' },
      ...{ detail: undefined, column: undefined, hint: undefined },
    }),
};

/** To users of the driver itself. */
export const driverFailures: Failures = {
  connection_lost: () => new Error('Connection terminated unexpectedly'),
  serialization_failure: () => Object.assign(new Error('could not serialize access'), { code: '40001' }),
  deadlock: () => Object.assign(new Error('deadlock detected'), { code: '40P01' }),
};
