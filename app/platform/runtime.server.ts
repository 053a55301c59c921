import type { Clock } from './clock.ts';
import { parseConfig, type Config } from './config.server.ts';
import { openDatabase, type Database } from './database.server.ts';
import { databaseClock } from './databaseClock.server.ts';
import { createEncryption, type Encryption } from './encryption.server.ts';
import { once } from './once.server.ts';

/** What every part of a running process shares. */
export interface Runtime {
  config: Config;
  db: Database;
  encryption: Encryption;
  /** Follows the database's where the process keeps it so (keepTime). */
  clock: Clock;
}

/**
 * The runtime of this process, made at the first call from the environment and the same ever after, also for the
 * bundled pages. Throws ConfigError when the environment is not complete. Connects to nothing yet.
 */
export const runtime = (): Runtime =>
  once('runtime', () => {
    const config = parseConfig(process.env);
    const db = openDatabase(config.databaseUrl, config.databasePool);
    return { config, db, encryption: createEncryption(config.encryptionKeys), clock: databaseClock(db) };
  });
