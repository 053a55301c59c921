import pg from 'pg';
import type { PoolClient } from 'pg';

type Taken = (error: Error | undefined, client: PoolClient | undefined, done: PoolClient['release']) => void;

/**
 * A pool that takes a connection back as soon as it breaks, whoever holds it. Prisma's adapter never gives a connection
 * back whose ROLLBACK fails: after as many broken transactions as the pool has places the process would be without a
 * database until it is started again, and closing the pool would wait for ever (adapter-pg 6.19.3, PgTransaction).
 */
export class MendingPool extends pg.Pool {
  override connect(): Promise<PoolClient>;
  override connect(taken: Taken): void;
  override connect(taken?: Taken): Promise<PoolClient> | void {
    // With a callback it is the pool itself that asks, for a single statement, and it cleans up.
    return taken ? super.connect(taken) : super.connect().then(giveBackWhenBroken);
  }
}

function giveBackWhenBroken(client: PoolClient): PoolClient {
  const release = client.release.bind(client);
  const lost = () => client.release(true);
  let held = true;
  client.release = (error) => {
    if (!held) return;
    held = false;
    client.removeListener('end', lost);
    release(error);
  };
  client.once('end', lost);
  return client;
}
