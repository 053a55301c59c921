import { PrismaPg } from '@prisma/adapter-pg';
import prisma from '@prisma/client';
import type { Prisma, PrismaClient } from '@prisma/client';
import { MendingPool } from './pool.server.ts';
import { keepSession } from './session.server.ts';
import { pgDriver } from './sql/pgDriver.server.ts';
import { inside, sqlOn, type Sql, type SqlDriver, type Stored } from './sql/sql.server.ts';

/** Prisma's client for pages and settings, and hand-written statements for what happens to every order. */
export interface Database extends PrismaClient {
  readonly sql: Sql;
}
export type Tx = Prisma.TransactionClient;
/** The database or a transaction on it. */
export type DatabaseOrTx = Database | Tx;

/**
 * Opens the database with at most `pool` connections, which Prisma and the hand-written statements share.
 * The session's time zone is UTC because the driver adapter writes times without an offset. A process that stands still
 * inside a transaction (stopped, cut off) loses it, and with it its locks, before anybody misses them.
 */
export function openDatabase(url: string, pool: number): Database {
  const connections = new MendingPool({
    connectionString: url,
    max: pool,
    connectionTimeoutMillis: 5_000,
    ...keepSession({ idle_in_transaction_session_timeout: '25000' }),
  });
  // Prisma listens as soon as it has sent something, and closes what it has used; without it nobody would.
  connections.on('error', () => undefined);
  const adapter = new PrismaPg(connections, { disposeExternalPool: true });
  // The stock limits, 2 and 5 seconds, are shorter than a database under load may take.
  const transactionOptions = { maxWait: 10_000, timeout: 20_000 };
  const db = withSql(new prisma.PrismaClient({ adapter, transactionOptions }), pgDriver(connections));
  const disconnect = db.$disconnect.bind(db);
  return Object.assign(db, {
    async $disconnect() {
      await disconnect();
      if (!connections.ending) await connections.end();
    },
  });
}

/** Prisma's client with hand-written statements beside it, carried out by `driver`. */
export const withSql = (client: PrismaClient, driver: SqlDriver): Database =>
  Object.assign(client, { sql: sqlOn(driver) });

/** Hand-written statements on the database, or within a transaction of Prisma's. */
export const sqlIn = (db: DatabaseOrTx | Sql): Sql => {
  if ('rows' in db) return db;
  // Prisma hands its transactions whatever stands on the client; only the client itself can begin one.
  if ('$transaction' in db) return db.sql;
  return inside(({ text, values }) => db.$queryRawUnsafe<Stored[]>(text, ...values));
};
