import { z } from 'zod';

const driverCause = z.object({ kind: z.string(), code: z.string().optional() });

const shape = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().catch(''),
  meta: z
    .object({ driverAdapterError: z.object({ cause: driverCause }) })
    .optional()
    .catch(undefined),
  /** In a transaction the driver adapter's own error comes through as it is. */
  cause: driverCause.optional().catch(undefined),
});

/** Prisma's codes for a server that is away, full or not answering. */
const PRISMA = new Set(['P1001', 'P1002', 'P1003', 'P1008', 'P1017', 'P2024', 'P2028', 'P2037']);
const ADAPTER = new Set([
  'DatabaseNotReachable',
  'DatabaseDoesNotExist',
  'ConnectionClosed',
  'TooManyConnections',
  'SocketTimeout',
]);
/** SQLSTATE classes: connection lost, out of resources, operator intervention (shutdown, cancelled by time-out). */
const SQLSTATE = /^(08|53|57)[0-9A-Z]{3}$/;
const SOCKET = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)/;
/** The driver's own errors carry no code. */
const DRIVER =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered|Query read timeout|Cannot use a pool)/;

/** SQLSTATE class: transaction rolled back, by a serialization failure or a deadlock. */
const CONFLICT = /^40[0-9A-Z]{3}$/;

/**
 * True when an error of Prisma or of the pg driver means that the statement lost against another one that ran at the
 * same time, so that it works when it is sent again.
 */
export function isWriteConflict(error: unknown): boolean {
  const parsed = shape.safeParse(error);
  if (!parsed.success) return false;
  const { code = '', meta, cause = meta?.driverAdapterError.cause } = parsed.data;
  if (code === 'P2034' || CONFLICT.test(code)) return true;
  return cause?.kind === 'TransactionWriteConflict' || CONFLICT.test(cause?.code ?? '');
}

/**
 * True when an error of Prisma or of the pg driver means that the database cannot be used right now, so that waiting
 * helps; false when it means that this statement will never work.
 */
export function isDatabaseDown(error: unknown): boolean {
  const parsed = shape.safeParse(error);
  if (!parsed.success) return false;
  const { code = '', message, meta, cause = meta?.driverAdapterError.cause } = parsed.data;
  if (PRISMA.has(code) || SQLSTATE.test(code) || SOCKET.test(code) || DRIVER.test(message)) return true;
  return ADAPTER.has(cause?.kind ?? '') || SQLSTATE.test(cause?.code ?? '');
}
