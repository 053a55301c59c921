import { PrismaPg } from '@prisma/adapter-pg';
import prisma from '@prisma/client';
import type { Prisma, PrismaClient } from '@prisma/client';
import { MendingPool } from './pool.server.ts';
import { keepSession } from './session.server.ts';

export type Database = PrismaClient;
/** The database or a transaction on it. */
export type DatabaseOrTx = PrismaClient | Prisma.TransactionClient;
export type Tx = Prisma.TransactionClient;

/**
 * Opens the database with at most `pool` connections.
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
  const adapter = new PrismaPg(connections, { disposeExternalPool: true });
  // The stock limits, 2 and 5 seconds, are shorter than a database under load may take.
  const transactionOptions = { maxWait: 10_000, timeout: 20_000 };
  return new prisma.PrismaClient({ adapter, transactionOptions });
}
