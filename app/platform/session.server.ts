import pg from 'pg';
import type { ClientBase } from 'pg';

declare module 'pg' {
  interface PoolConfig {
    /** pg-pool 3.14: done once with each new connection, before anybody gets it; where it throws, nobody does. */
    onConnect?: (client: ClientBase) => Promise<unknown>;
  }
}

/**
 * What every connection keeps to: times are written without an offset, so that another zone would store them hours off.
 */
const ZONE = { TimeZone: 'UTC' };

/**
 * For a pool: sets the time zone and these parameters as soon as a connection stands. In the start of a connection they
 * would yield to `?options=` in the address, and poolers (PgBouncer) refuse them there.
 */
export function keepSession(parameters: Record<string, string> = {}) {
  const wanted = Object.entries({ ...ZONE, ...parameters });
  const sql = `select ${wanted.map((_, index) => `set_config($${2 * index + 1}, $${2 * index + 2}, false)`).join(', ')}`;
  return { onConnect: (client: ClientBase) => client.query(sql, wanted.flat()) };
}

/** Connections do not keep what is set on them: somebody between this process and the database shares them out. */
class SharedSessionError extends Error {
  override name = 'SharedSessionError';
  readonly code = 'SHARED_SESSION';
}

/**
 * Opens two connections and looks whether they are two, and whether what is set on one stays. Throws
 * {@link SharedSessionError}, or the driver's error where there is no connection at all.
 */
export async function checkSession(url: string): Promise<void> {
  const pool = new pg.Pool({
    ...{ connectionString: url, max: 2, connectionTimeoutMillis: 5_000, query_timeout: 5_000 },
    ...keepSession(),
  });
  pool.on('error', () => undefined);
  try {
    const [one, other] = await Promise.all([pool.connect(), pool.connect()]);
    try {
      const seen = [await look(one), await look(one), await look(other)];
      const [first, again, second] = seen.map(({ pid }) => pid);
      const kept = seen.every(({ zone }) => zone === ZONE.TimeZone);
      if (first !== again || first === second || !kept) throw new SharedSessionError();
    } finally {
      one.release();
      other.release();
    }
  } finally {
    await pool.end();
  }
}

async function look(client: ClientBase): Promise<{ pid: number; zone: string }> {
  const { rows } = await client.query<{ pid: number; zone: string }>(
    `select pg_backend_pid() as pid, current_setting('TimeZone') as zone`,
  );
  return rows[0]!;
}
